import type { ClaimId, PersonId } from '../kernel/ids.ts'
import { daysBetween, type LondonDay } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import { chainOf, type ApprovalTerms } from './decisions.ts'
import { capStanding, periodStanding, type CapStanding, type ToilPolicy } from './policy.ts'

/** What was earned around a claim's day, without the claim: in its calendar month, and day by day in the four weeks before and after it. */
export interface EarnedAround {
  readonly month: number
  readonly days: readonly EarnedOn[]
}
export interface EarnedOn {
  readonly day: LondonDay
  readonly minutes: number
}

const FOUR_WEEKS = 28

/**
 * The most that was earned in any four weeks that hold a day: whichever claim of them is approved last, the limit is the same.
 *
 * @example inBusiestFourWeeks(londonDay('2026-11-12'), [{ day: londonDay('2026-11-30'), minutes: 600 }]) // 600
 */
export function inBusiestFourWeeks(day: LondonDay, earned: readonly EarnedOn[]): number {
  const away = earned.map((one) => ({ by: daysBetween(day, one.day), minutes: one.minutes }))
  const sums = Array.from({ length: FOUR_WEEKS }, (_, before) =>
    away.reduce((sum, { by, minutes: some }) => sum + (by >= -before && by < FOUR_WEEKS - before ? some : 0), 0),
  )
  return Math.max(...sums)
}

export interface ClaimToApprove {
  readonly id: ClaimId
  readonly personId: PersonId
  readonly day: LondonDay
  readonly minutes: number
  readonly policy: ToilPolicy
}

/**
 * What was earned in the period of a policy around a day.
 *
 * @param besides claims that are approved together with it
 * @example earnedInPeriod(policy, day, { month: 700, days: [] }) // 700 where the policy caps the month
 */
export function earnedInPeriod(
  { periodCap }: ToilPolicy,
  day: LondonDay,
  { month, days }: EarnedAround,
  besides: readonly EarnedOn[] = [],
): number {
  if (periodCap === null) return 0
  if (periodCap.per === 'four-weeks') return inBusiestFourWeeks(day, [...days, ...besides])
  return month + sumOf(besides.filter((one) => one.day.slice(0, 7) === day.slice(0, 7)))
}

/**
 * What the policy asks of each of some claims when they are approved together: each counts with those before it of the same person,
 * as approving one after the other would.
 *
 * @param balances what each person is owed now
 * @param around what was earned around each claim's day
 */
export function termsOf(
  claims: readonly ClaimToApprove[],
  balances: ReadonlyMap<PersonId, number>,
  around: ReadonlyMap<ClaimId, EarnedAround>,
  despite: string,
): ReadonlyMap<ClaimId, ApprovalTerms> {
  const terms = new Map<ClaimId, ApprovalTerms>()
  const before: ClaimToApprove[] = []
  for (const claim of claims.toSorted(byDay)) {
    const own = before.filter(({ personId }) => personId === claim.personId)
    const owed = (balances.get(claim.personId) ?? 0) + sumOf(own) + claim.minutes
    const cap = capStanding(claim.policy, minutes(owed))
    const earned = earnedInPeriod(claim.policy, claim.day, around.get(claim.id) ?? NOTHING, own) + claim.minutes
    const standing = worse(cap, periodStanding(claim.policy, minutes(earned)))
    terms.set(claim.id, { chain: chainOf(claim.policy, standing), standing, despite })
    before.push(claim)
  }
  return terms
}

const NOTHING: EarnedAround = { month: 0, days: [] }
const sumOf = (claims: readonly { readonly minutes: number }[]): number =>
  claims.reduce((sum, one) => sum + one.minutes, 0)
const byDay = (a: ClaimToApprove, b: ClaimToApprove): number =>
  a.day < b.day ? -1 : a.day > b.day ? 1 : a.id < b.id ? -1 : 1

const gravity = (standing: CapStanding): number =>
  standing.code === 'within' ? 0 : { warn: 1, escalate: 2, block: 3 }[standing.onExceed]

const worse = (a: CapStanding, b: CapStanding): CapStanding => (gravity(b) > gravity(a) ? b : a)
