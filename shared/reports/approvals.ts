import type { LondonDay } from '../time/london.ts'

/** An approval as the register had it: both days belong to it (SI 2008/1206 reg 4). */
export interface ApprovalSpan {
  readonly from: LondonDay
  readonly to: LondonDay
}

/**
 * Somebody's approvals, the first one first, of what the register said in the order in which it was said: a renewal adds one, and an
 * entry that begins no later than one before it puts that right.
 *
 * @param said each time that the entry was made or changed, and as it stands
 * @example approvalsOf([{ from: '2021-10-01', to: '2026-09-30' }, { from: '2026-10-01', to: '2031-09-30' }]) // both
 */
export const approvalsOf = (said: readonly ApprovalSpan[]): readonly ApprovalSpan[] =>
  said.reduce<readonly ApprovalSpan[]>((before, one) => [...before.filter(({ from }) => from < one.from), one], [])

/** The approval that ran on a day, or `undefined`. @example approvalOn(approvals, londonDay('2026-03-31'))?.to // '2026-09-30' */
export const approvalOn = (approvals: readonly ApprovalSpan[], day: LondonDay): ApprovalSpan | undefined =>
  approvals.findLast(({ from, to }) => from <= day && day <= to)
