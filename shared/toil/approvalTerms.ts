import type { ClaimId, PersonId } from '../kernel/ids.ts'
import { daysBetween, type LondonDay } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import { chainOf, type ApprovalTerms } from './decisions.ts'
import { capStanding, periodStanding, type CapStanding, type ToilPolicy } from './policy.ts'

/** What was earned in the period of a claim's day, without the claim: in its calendar month, and in the four weeks up to it. */
export interface EarnedAround {
  readonly month: number
  readonly fourWeeks: number
}

export interface ClaimToApprove {
  readonly id: ClaimId
  readonly personId: PersonId
  readonly day: LondonDay
  readonly minutes: number
  readonly policy: ToilPolicy
}

/** @example earnedInPeriod(policy, { month: 700, fourWeeks: 640 }) // 700 where the policy caps the month */
export const earnedInPeriod = ({ periodCap }: ToilPolicy, around: EarnedAround): number =>
  periodCap === null ? 0 : periodCap.per === 'month' ? around.month : around.fourWeeks

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
    const inPeriod = own.filter((one) => samePeriod(one.day, claim.day, claim.policy))
    const earned = earnedInPeriod(claim.policy, around.get(claim.id) ?? NOTHING) + sumOf(inPeriod) + claim.minutes
    const standing = worse(cap, periodStanding(claim.policy, minutes(earned)))
    terms.set(claim.id, { chain: chainOf(claim.policy, standing), standing, despite })
    before.push(claim)
  }
  return terms
}

const NOTHING: EarnedAround = { month: 0, fourWeeks: 0 }
const sumOf = (claims: readonly ClaimToApprove[]): number => claims.reduce((sum, one) => sum + one.minutes, 0)
const byDay = (a: ClaimToApprove, b: ClaimToApprove): number =>
  a.day < b.day ? -1 : a.day > b.day ? 1 : a.id < b.id ? -1 : 1

function samePeriod(earlier: LondonDay, day: LondonDay, { periodCap }: ToilPolicy): boolean {
  if (periodCap === null) return false
  return periodCap.per === 'month' ? earlier.slice(0, 7) === day.slice(0, 7) : daysBetween(earlier, day) < 28
}

const gravity = (standing: CapStanding): number =>
  standing.code === 'within' ? 0 : { warn: 1, escalate: 2, block: 3 }[standing.onExceed]

const worse = (a: CapStanding, b: CapStanding): CapStanding => (gravity(b) > gravity(a) ? b : a)
