import { z } from 'zod'
import { personId, type PersonId } from '../kernel/ids.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { optionalLine } from '../kernel/text.ts'
import { formatDayShort, londonDayInput, type LondonDay } from '../time/london.ts'

/** Somebody who would be put on a shift of a day on which they are away. */
export interface OverLeave {
  readonly personId: PersonId
  readonly name: string
  readonly day: LondonDay
  /** Why they are away, as whoever plans reads it. */
  readonly kind: string
}

export interface OverLeaveRefusal {
  readonly code: 'over-leave'
  readonly field: 'overLeaveWhy'
  readonly away: readonly OverLeave[]
}

/** What whoever agrees sends when somebody works over their own leave: whose leave they were shown, and why it is to be all the same. */
export const overLeaveFields = {
  leaveSeen: z
    .array(z.strictObject({ personId, day: londonDayInput }))
    .max(2)
    .default([]),
  overLeaveWhy: optionalLine.default(''),
}

export interface Confirmed {
  readonly leaveSeen: readonly { readonly personId: PersonId; readonly day: LondonDay }[]
  readonly overLeaveWhy: string
}

/**
 * Whether a swap, or whoever plans, may put people on shifts over their own leave: only when whoever agrees was shown each of these days and says why in
 * words. Leave that was agreed to since they looked was not seen, so it is shown first. Nobody by themselves gives up a colleague’s leave.
 *
 * @example checkOverLeave([{ name: 'Ewa Kowalska', day, … }], { leaveSeen: [], overLeaveWhy: '' }) // refuse({ code: 'over-leave', … })
 */
export function checkOverLeave(
  away: readonly OverLeave[],
  { leaveSeen, overLeaveWhy }: Confirmed,
): Outcome<null, OverLeaveRefusal> {
  const seen = away.every((one) => leaveSeen.some(({ personId: who, day }) => who === one.personId && day === one.day))
  return away.length === 0 || (seen && overLeaveWhy.trim() !== '')
    ? done(null)
    : refuse({ code: 'over-leave', field: 'overLeaveWhy', away })
}

/** @example overLeaveWords(away) // 'Ewa Kowalska is away on Thu 19 November (annual leave). Say why they …' */
export function overLeaveWords(away: readonly OverLeave[]): string {
  const who = away.map(({ name, day, kind }) => `${name} is away on ${formatDayShort(day)} (${kind}).`)
  return `${who.join(' ')} If they are to work all the same, say why, and what was agreed with them: it is kept, and they are told.`
}

/** A kind of absence inside a sentence. @example inSentence('Annual leave') // 'annual leave'; 'TOIL day' stays */
export const inSentence = (words: string): string => words.replace(/^[A-Z](?![A-Z])/, (first) => first.toLowerCase())
