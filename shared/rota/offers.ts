import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import type { PersonId, ShiftId } from '../kernel/ids.ts'
import type { Instant } from '../time/instant.ts'
import { londonDayOf, type LondonDay } from '../time/london.ts'
import { minutesIn, type Span } from '../time/span.ts'
import type { RotaChange, ShiftPlan } from './changes.ts'
import { checkFree, checkRosterable, type Rosterable } from './planning.ts'
import type { RestConflict } from './rest.ts'
import { restAround, type WorkPiece } from './restOfWork.ts'
import { spanOf, type RosteredShift } from './roster.ts'
import type { SwapPolicy } from './operatingModels.ts'
import type { RotaRefusal } from './words.ts'

export const offerKinds = { 'give-away': 'Give away', swap: 'Swap', part: 'Part of a shift' } as const
export type OfferKind = keyof typeof offerKinds

export const offerStates = {
  open: 'Asked for',
  waiting: 'Taken, waits for agreement',
  agreed: 'Agreed',
  'turned-down': 'Turned down',
  withdrawn: 'Withdrawn',
  lapsed: 'Lapsed',
} as const
export type OfferState = keyof typeof offerStates

/** Shortest part of a shift that can be given away, in minutes. */
export const SHORTEST_PART = 30

/** The pieces of a shift of which part is given away: the part, and what is left before it and after it. */
export interface SplitShift {
  readonly given: Span
  readonly kept: readonly Span[]
}

/**
 * Cuts part out of a shift. What is left must be nothing or at least half an hour on either side, and the part may not be all of it.
 *
 * @example splitShift(late, { start: 18:00, end: 20:30 }) // { given: 18:00–20:30, kept: [12:30–18:00] }
 */
export function splitShift(shift: ShiftPlan, part: Span): Outcome<SplitShift, RotaRefusal> {
  const whole = spanOf(shift)
  const kept = [
    { start: whole.start, end: part.start },
    { start: part.end, end: whole.end },
  ].filter((one) => one.start !== one.end)
  const tooShort = [part, ...kept].some((one) => one.start >= one.end || minutesIn(one) < SHORTEST_PART)
  const outside = part.start < whole.start || part.end > whole.end
  if (outside || tooShort || kept.length === 0) {
    return refuse({ code: 'part-not-of-the-shift', field: 'part', startsAt: whole.start, endsAt: whole.end })
  }
  return done({ given: part, kept })
}

/**
 * What becomes of a shift when somebody has it, or the part of it that is offered: the part that is kept first stays the same shift, as
 * when it is carried out.
 *
 * @param freshId ids for the pieces that become shifts of their own
 * @example changesOfTaking(shift, { start, end }, dan, freshId).length // 2: hers is shorter, and he has a new one
 */
export function changesOfTaking(
  shift: ShiftPlan & { readonly id: ShiftId },
  part: Span,
  to: PersonId,
  freshId: () => ShiftId,
): readonly RotaChange[] {
  const { id: shiftId, ...before } = shift
  const split = splitShift(shift, part)
  if (!split.ok) return [{ shiftId, before, after: { ...before, personId: to } }]
  const [first, ...more] = split.value.kept
  const piece = ({ start, end }: Span, personId: PersonId): ShiftPlan => ({
    ...before,
    personId,
    startsAt: start,
    endsAt: end,
    day: londonDayOf(start),
  })
  const kept = first ? [{ shiftId, before, after: piece(first, before.personId) }] : []
  const fresh = [piece(part, to), ...more.map((one) => piece(one, before.personId))]
  return [...kept, ...fresh.map((after) => ({ shiftId: freshId(), before: null, after }))]
}

/** Somebody who is to have a shift, as they are before it. */
export interface Taker extends Rosterable {
  readonly personId: PersonId
  /** Their shifts of the days around, without what they give in return. */
  readonly others: readonly RosteredShift[]
  /** All that they work around it, as it was worked, the same shifts among it. */
  readonly work: readonly WorkPiece[]
  /** Days around it on which they are away. */
  readonly daysAway: readonly LondonDay[]
}

/** What a taking comes to: it can be, where it leaves somebody with too little rest, and whether they are away on its day. */
export interface Taking {
  readonly conflicts: readonly RestConflict<WorkPiece>[]
  readonly away: LondonDay | null
}

/**
 * Whether somebody can have a shift: approved and of the role to its end, free at the time, and how much rest it leaves them. Cover
 * stays as it was, because whoever gives it up is on until somebody has it. Asked when a shift is offered to somebody and asked again,
 * under the locks, when it is taken. Too little rest, or a day on which they are away, refuses nothing by itself: it makes somebody who
 * plans decide.
 *
 * @example checkTaking(taker, { ...shift, personId: taker.personId }) // done({ conflicts: [], away: null })
 */
export function checkTaking(
  taker: Taker,
  shift: RosteredShift & Pick<ShiftPlan, 'role'>,
): Outcome<Taking, RotaRefusal> {
  const during = spanOf(shift)
  const others = taker.others.filter(({ id }) => id !== shift.id)
  for (const check of [checkRosterable(taker, shift.role, during), checkFree(during, others)])
    if (!check.ok) return check
  const own = { id: shift.id, personId: taker.personId, startsAt: shift.startsAt, endsAt: shift.endsAt }
  const day = londonDayOf(shift.startsAt)
  return done({ conflicts: restAround<WorkPiece>(own, taker.work), away: taker.daysAway.includes(day) ? day : null })
}

/**
 * What becomes of a swap when it is taken: it holds at once, or waits for somebody who plans. Too little rest always waits for them;
 * what they do themselves never does. A shift in return waits for whoever is to have it: nobody is on without having seen it.
 *
 * @param returnAgreed whether whoever offered has said yes to the shift in return; true where there is none
 * @example stateOnTaking('told', [], false) // 'agreed'
 */
export const stateOnTaking = (
  policy: SwapPolicy,
  conflicts: readonly unknown[],
  byPlanner: boolean,
  returnAgreed = true,
): Extract<OfferState, 'agreed' | 'waiting'> =>
  !byPlanner && (!returnAgreed || policy === 'approved' || conflicts.length > 0) ? 'waiting' : 'agreed'

/** Whether a shift can still be offered or taken: it has not begun. */
export const checkNotBegun = ({ startsAt }: { readonly startsAt: Instant }, now: Instant): Outcome<null, RotaRefusal> =>
  startsAt > now ? done(null) : refuse({ code: 'shift-has-begun', startsAt })
