import { addMinutes, type Instant } from '../time/instant.ts'
import { referralNumber } from '../referrals/referral.ts'
import type { Due, DuePoint } from './due.ts'
import { clockName } from './words.ts'

/** Points that wake somebody outside: the law's. A target of the service and planning ahead wait for a screen. */
const wakes: readonly DuePoint[] = ['limit', 'warning', 'start-not-recorded']

/** Whether an alarm leaves the hub. @example isRelayed('target') // false */
export const isRelayed = (point: DuePoint): boolean => wakes.includes(point)

/** Minutes until the next try after the first, the second, … has failed; then as the last, for as long as nobody has taken the alarm. */
const PAUSES = [1, 2, 5, 10, 15] as const
const LAST_PAUSE = 15

/**
 * When an alarm that could not be sent is tried again.
 *
 * @param tries how many have failed
 * @example nextRelayAt(1, now) // one minute from now
 */
export const nextRelayAt = (tries: number, now: Instant): Instant => addMinutes(now, PAUSES[tries - 1] ?? LAST_PAUSE)

/** After so many tries in vain people are told to ring instead; the hub goes on trying. */
const RING_AFTER = 2

/** Whether somebody has to ring, because the message has not gone out. @example isUndelivered({ relayTries: 2, relayedAt: null }) // true */
export const isUndelivered = (alarm: { readonly relayTries: number; readonly relayedAt: Instant | null }): boolean =>
  alarm.relayedAt === null && alarm.relayTries >= RING_AFTER

/** Whether this very try is the one after which people are told to ring. */
export const saysUndelivered = (tries: number): boolean => tries === RING_AFTER

/** All that leaves the hub: no name, no place, nothing about the person. */
export interface RelayedAlarm {
  /** @example 'R-2424' */
  readonly reference: string
  /** @example 'Section 136' */
  readonly rule: string
  /** When the limit runs out; of a start that is not recorded, when somebody should have said it. UTC. */
  readonly dueAt: Instant
}

/**
 * What an alarm says outside the hub.
 *
 * @example relayedAlarm({ number: 2424, kind: 's136', limitAt, dueAt }) // { reference: 'R-2424', rule: 'Section 136', dueAt: limitAt }
 */
export const relayedAlarm = ({
  number,
  kind,
  limitAt,
  dueAt,
}: Pick<Due, 'kind' | 'limitAt' | 'dueAt'> & { readonly number: number }): RelayedAlarm => ({
  reference: referralNumber(number),
  rule: clockName(kind),
  dueAt: limitAt ?? dueAt,
})
