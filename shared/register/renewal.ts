import { addDays, daysBetween, type LondonDay } from '../time/london.ts'
import { DAYS_AHEAD } from './amhpChecks.ts'
import type { Approval, OnRegister } from './approval.ts'

type Approvals = Omit<OnRegister, 'suspendedAt'>

/** What a day finds of somebody's approvals. */
export interface ApprovalNow {
  /** The one that runs; else the one that ended last; else the one that is still to begin. */
  readonly approval: Approval
  /** The one that follows it and is still to begin; `null` when none was entered ahead. */
  readonly renewal: Approval | null
  /** Days between the two that neither covers: nobody may act as an AMHP on them. 0 without a renewal. */
  readonly gapDays: number
  /** `approval`, with `renewal` when that follows without a gap. */
  readonly unbroken: Approval
}

/**
 * What of the two approvals that an entry can hold a day finds. Both days of each are included.
 * Source: Mental Health Act 1983 s.114; SI 2008/1206 regs 4, 7 and 8.
 *
 * @example approvalOn({ ...until30November, approvedOn: londonDay('2026-12-10') }, londonDay('2026-11-12')).gapDays // 9
 */
export function approvalOn(entry: Approvals, today: LondonDay): ApprovalNow {
  const { approvedOn, approvalEndsOn, earlierApprovedOn, earlierApprovalEndsOn } = entry
  const last = { firstDay: approvedOn, lastDay: approvalEndsOn }
  if (approvedOn <= today || earlierApprovedOn === null || earlierApprovalEndsOn === null) {
    return { approval: last, renewal: null, gapDays: 0, unbroken: last }
  }
  const approval = { firstDay: earlierApprovedOn, lastDay: earlierApprovalEndsOn }
  const gapDays = daysUncovered(approval, last)
  const unbroken = gapDays === 0 ? { ...approval, lastDay: approvalEndsOn } : approval
  return { approval, renewal: last, gapDays, unbroken }
}

/** How many days lie between the end of one approval and the beginning of the next; 0 when they meet or overlap. */
export const daysUncovered = (before: Approval, next: Approval): number =>
  Math.max(0, daysBetween(before.lastDay, next.firstDay) - 1)

/**
 * What an entry keeps of the approval before, when it is written over. A renewal that is still to begin leaves the one that runs in force
 * until the day before at the latest, and one that has ended in sight; a renewal that has begun takes its place. A first day that is moved
 * ahead long before the approval ends is no renewal but a correction: then nothing is kept.
 *
 * @example keptOfBefore(until30November, londonDay('2026-12-01'), today).earlierApprovalEndsOn // '2026-11-30'
 */
export function keptOfBefore(
  before: Approvals,
  approvedOn: LondonDay,
  today: LondonDay,
): Pick<OnRegister, 'earlierApprovedOn' | 'earlierApprovalEndsOn'> {
  const none = { earlierApprovedOn: null, earlierApprovalEndsOn: null }
  if (approvedOn <= today) return none
  const { approval, renewal } = approvalOn(before, today)
  const isRenewal = approval.firstDay <= today && approvedOn > addDays(approval.lastDay, -DAYS_AHEAD)
  if (renewal === null && !isRenewal) return none
  const dayBefore = addDays(approvedOn, -1)
  const { firstDay, lastDay } = approval
  return { earlierApprovedOn: firstDay, earlierApprovalEndsOn: lastDay < dayBefore ? lastDay : dayBefore }
}
