import type { Instant } from '../time/instant.ts'
import { clockTimeOf } from '../time/london.ts'
import type { HandoverKind } from './codes.ts'
import type { HandoverSheet } from './contract.ts'
import { readNextBy } from './nextBy.ts'

/** What a person adds to a referral that they hand over. */
export interface ItemTyped {
  readonly ticked: boolean
  readonly note: string
  readonly nextBy: string
}

/** A handover as it is typed, before it is offered. */
export interface OfferTyped {
  readonly kind: HandoverKind
  readonly words: string
  /** What is typed at each referral; one that is not ticked stays with its person. */
  readonly items: Readonly<Record<string, ItemTyped>>
}

/**
 * The form of whoever took a handover back: it begins with what stood in it. What they typed meanwhile stays, before it or instead of it.
 * A time that has gone by is left out: typed again it would mean tomorrow.
 *
 * @param typed what stands in the form already; null when nothing does
 * @example typedAgain(sheet, null, now).words // 'Bed manager rings at 19:00'
 */
export function typedAgain(
  {
    kind,
    words,
    sheet,
  }: Pick<HandoverSheet, 'kind' | 'words'> & {
    readonly sheet: readonly Pick<HandoverSheet['sheet'][number], 'referralId' | 'note' | 'nextBy'>[]
  },
  typed: OfferTyped | null,
  now: Instant,
): OfferTyped {
  const before = typed?.items ?? {}
  const again = sheet.map(({ referralId, note, nextBy }): readonly [string, ItemTyped] => {
    const mine = before[referralId]
    return [
      referralId,
      { ticked: mine?.ticked ?? true, note: both(mine?.note, note), nextBy: mine?.nextBy || timeAgain(nextBy, now) },
    ]
  })
  return { kind, words: both(typed?.words, words), items: { ...before, ...Object.fromEntries(again) } }
}

const both = (mine: string | undefined, was: string): string =>
  mine?.includes(was) ? mine : [mine, was].filter((text) => text !== undefined && text.trim() !== '').join('\n')

/** A promise's time as its giver typed it, if typed now it still means that moment. */
function timeAgain(at: Instant | null, now: Instant): string {
  if (at === null) return ''
  const typed = clockTimeOf(at)
  const read = readNextBy(typed, now)
  return read.ok && read.value === at ? typed : ''
}
