import type { WhatBegan } from '../rota/operatingModels.ts'
import { z } from 'zod'
import { defineQuery } from '../kernel/query.ts'
import { wholeNumberText } from '../kernel/text.ts'
import type { Instant } from '../time/instant.ts'
import { londonDayInput, type LondonDay } from '../time/london.ts'
import type { Minutes } from '../time/minutes.ts'
import type { BeforeAfter } from './beforeAfter.ts'
import type { BalanceRow, LateWorking } from './lateWorking.ts'

/** The most weeks that one report looks back over: two years. */
export const LONGEST_REPORT_WEEKS = 104

/**
 * TOIL and late working over some weeks. Days are days on which a shift started. Everything is counted from the ledger, the
 * claims and the job record as they stand, so that no figure can disagree with them.
 */
export interface LateWorkingReport extends Omit<LateWorking, 'balances'> {
  readonly asOf: Instant
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay
  /** Colleagues against their own employer's limit. No referred person is in this report. */
  readonly balances: readonly (BalanceRow & { readonly name: string })[]
  /** How many were over their limit seven days before the last day. */
  readonly peopleOverWeekAgo: number
  /** Claims sent and not yet decided, whatever their day. */
  readonly toApprove: { readonly claims: number; readonly minutes: Minutes }
  /** Jobs that finished late without a claim: within what the policy does not count, or paid by the session. */
  readonly lateWithoutClaim: number
  /** Before and after the way of working changed, month by month; `null` until the service has set the day on which it did. */
  readonly staggered: (BeforeAfter & { readonly from: LondonDay; readonly what: WhatBegan }) | null
}

export const lateWorkingReport = defineQuery(
  'reports.lateWorking',
  'TOIL and late working: who is over, why, what changed, when',
  z.strictObject({
    to: londonDayInput,
    weeks: wholeNumberText.refine(
      (weeks) => weeks >= 1 && weeks <= LONGEST_REPORT_WEEKS,
      `Give 1 to ${LONGEST_REPORT_WEEKS} weeks`,
    ),
  }),
  ['toil', 'allocations', 'rota', 'register'],
).answering<LateWorkingReport>()
