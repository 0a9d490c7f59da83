import type { ToilPolicy } from '#shared/toil/policy.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

/** An employer's TOIL policy as sentences: what counts, how it is rounded, and what the limits are. */
export function policyWords(policy: ToilPolicy): readonly string[] {
  const { basis, contractDayMinutes, graceMinutes, rounding, minClaimMinutes, breakRule, multiplier } = policy
  const from = basis === 'rostered-shift' ? 'the rostered end of the shift' : contractWords(contractDayMinutes)
  const lines: readonly (string | false | null)[] = [
    `Time counts from ${from}.`,
    graceMinutes > 0 &&
      `A finish up to ${formatMinutes(graceMinutes)} late is not counted; a later one counts in full.`,
    multiplier !== 1 && `Each minute counts ${multiplier} times.`,
    rounding.mode !== 'none' && `Rounded ${rounding.mode} to ${formatMinutes(rounding.unit)}.`,
    minClaimMinutes > 0 && `Less than ${formatMinutes(minClaimMinutes)} is not claimed.`,
    breakRule &&
      `A break of ${formatMinutes(breakRule.deductMinutes)} comes off after ${formatMinutes(breakRule.afterMinutes)}.`,
    policy.cap && `The limit is ${formatMinutes(policy.cap.minutes)}.`,
    policy.expiry &&
      `TOIL is looked at when it is ${policy.expiry.afterDays} days old. Nothing goes without a person’s decision.`,
    policy.debitAllowedMinutes > 0 &&
      `Up to ${formatMinutes(policy.debitAllowedMinutes)} may be taken before it is earned.`,
  ]
  return lines.filter((line) => typeof line === 'string')
}

const contractWords = (length: number | null): string =>
  length === null ? 'the end of the contracted day' : `the end of a contracted day of ${formatMinutes(length)}`
