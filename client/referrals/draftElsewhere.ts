import { takenOver } from '#client/ui/useEntry.ts'
import { fieldNames } from '#shared/referrals/fieldWords.ts'
import type { Content } from './draftKeeper.ts'

/** A box in which both screens wrote something else: mine stays in it, theirs is shown. */
export interface BothSaid {
  readonly field: string
  readonly label: string
  readonly theirs: string
}

/** Whether two contents say the same: only boxes with something in them are kept. */
export const isSame = (one: Content, other: Content): boolean =>
  [...Object.keys(one), ...Object.keys(other)].every((field) => (one[field] ?? '') === (other[field] ?? ''))

const labelOf = (field: string): string => Object.entries(fieldNames).find(([name]) => name === field)?.[1] ?? field

/**
 * What one has typed, over what another screen has kept of the same draft: a box that one has not touched takes what stands there.
 *
 * @param base what both began from
 * @example takenFrom({ place: 'A' }, {}, { place: 'B', lastName: 'W' }) // { merged: { place: 'A', lastName: 'W' }, both: [place: B] }
 */
export function takenFrom(
  mine: Content,
  base: Content,
  theirs: Content,
): { readonly merged: Content; readonly both: readonly BothSaid[] } {
  // Only boxes with something in them are kept: one that is missing is empty.
  const fields = [...new Set([mine, base, theirs].flatMap((content) => Object.keys(content)))]
  const whole = (content: Content): Content => Object.fromEntries(fields.map((field) => [field, content[field] ?? '']))
  const [own, from, other] = [whole(mine), whole(base), whole(theirs)]
  const both = fields
    .filter((field) => own[field] !== other[field] && own[field] !== from[field] && other[field] !== from[field])
    .map((field) => ({ field, label: labelOf(field), theirs: other[field] || 'empty' }))
  return { merged: takenOver(own, from, other), both }
}
