import type { Instant } from '../time/instant.ts'
import { boardOrder, compareByLimit, type BoardPlace } from './clocks.ts'
import { dueByUrgency, standardBands } from './urgencyTargets.ts'

/** What is known of a referral that waits for an AMHP. */
export interface WaitingPlace extends BoardPlace {
  readonly assessBy: Instant | null
  readonly acceptedAt: Instant | null
  /** Until when it is held; `null` when it is not, or comes back already. */
  readonly heldUntil: Instant | null
}

/** What is held until a time comes after what waits: nobody is to go before then. One near a limit of the law is lifted out beforehand. */
export const heldLast = (a: Pick<WaitingPlace, 'heldUntil'>, b: Pick<WaitingPlace, 'heldUntil'>): number =>
  Number(a.heldUntil !== null) - Number(b.heldUntil !== null)

/**
 * By when it is to be assessed; of one without a set time what its class would be due by, counted from when it was accepted, so that what
 * is urgent does not fall behind for want of a time. Empty when neither says anything: then it comes after all that have one.
 */
function dueAt({ assessBy, acceptedAt, receivedAt, urgency }: WaitingPlace): string {
  if (assessBy !== null) return assessBy
  const decidedAt = acceptedAt ?? receivedAt
  if (urgency === 'U0') return decidedAt
  const due = urgency && dueByUrgency(urgency, standardBands, { decidedAt, powerStartedAt: null, legalLimit: null })
  return due ? due.dueAt : LAST
}
/** After every instant, as text. */
const LAST = '~'

/**
 * The order of those that wait for an AMHP: what is held last; earliest legal limit; then by when it is to be assessed; then the one that
 * came in first. A clock of the law always goes before a time of the service's own.
 *
 * @example rows.toSorted(waitingOrder)
 */
export function waitingOrder(a: WaitingPlace, b: WaitingPlace): number {
  const [dueA, dueB] = [dueAt(a), dueAt(b)]
  return heldLast(a, b) || compareByLimit(a.clock, b.clock) || (dueA < dueB ? -1 : dueA > dueB ? 1 : boardOrder(a, b))
}
