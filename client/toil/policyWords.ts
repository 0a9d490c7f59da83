import { dayTypeWords } from '#shared/toil/dayTypes.ts'
import type { PolicyGroup, ToilPolicy } from '#shared/toil/policy.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

/** An employer's TOIL policy as sentences: what counts, how it is rounded, and what the limits are. */
export function policyWords(policy: ToilPolicy): readonly string[] {
  const { basis, contractDayMinutes, graceMinutes, rounding, minClaimMinutes, breakRule, multiplier } = policy
  const from = basis === 'rostered-shift' ? 'the rostered end of the shift' : contractWords(contractDayMinutes)
  const lines: readonly (string | false | null)[] = [
    `Time counts from ${from}.`,
    policy.agreement === 'beforehand' &&
      'Extra time is agreed beforehand where it can be. An emergency is put to a manager afterwards.',
    graceMinutes > 0 &&
      `A finish up to ${formatMinutes(graceMinutes)} late is not counted; a later one counts in full.`,
    multiplier !== 1 && `Each minute counts ${multiplier} times.`,
    ...policy.enhancements.map(
      ({ day, from: start, to, factor }) => `${dayTypeWords[day]}, ${start} to ${to}: ${factor} times.`,
    ),
    rounding.mode !== 'none' &&
      `Rounded ${rounding.mode} to ${formatMinutes(rounding.unit)}${scopeWords[rounding.scope]}.`,
    minClaimMinutes > 0 && `Less than ${formatMinutes(minClaimMinutes)} is not claimed.`,
    breakRule &&
      `A break of ${formatMinutes(breakRule.deductMinutes)} comes off after ${formatMinutes(breakRule.afterMinutes)}.`,
    policy.cap && `The limit is ${formatMinutes(policy.cap.minutes)}.`,
    policy.periodCap &&
      `At most ${formatMinutes(policy.periodCap.minutes)} in ${policy.periodCap.per === 'month' ? 'a month' : 'four weeks'}.`,
    policy.approverChain.length > 1 && 'Two people approve: a manager, then the AMHP lead.',
    policy.expiry && expiryWords(policy.expiry),
    policy.debitAllowedMinutes > 0 &&
      `Up to ${formatMinutes(policy.debitAllowedMinutes)} may be taken before it is earned.`,
    policy.proRata && 'Limits are smaller for part-time contracts, in proportion.',
    !policy.earnsToil && 'Hours are paid; no TOIL is earned.',
  ]
  return lines.filter((line) => typeof line === 'string')
}

/** Whom a policy is for, after its name; nothing when it is for everybody. @example groupWords('sessional') // ', sessional staff only' */
export const groupWords = (group: PolicyGroup): string =>
  ({
    everybody: '',
    dedicated: ', AMHPs in a dedicated team only',
    combined: ', AMHPs with another post only',
    sessional: ', sessional staff only',
  })[group]

const scopeWords = { claim: '', block: ', each unbroken stretch by itself', day: ', the whole day together' } as const

const expiryWords = (expiry: NonNullable<ToilPolicy['expiry']>): string =>
  'afterDays' in expiry
    ? `TOIL is looked at when it is ${expiry.afterDays} days old. Nothing goes without a person’s decision.`
    : `TOIL is looked at at the end of the ${expiry.at === 'month-end' ? 'month' : 'financial year'}. Nothing goes without a person’s decision.`

const contractWords = (length: number | null): string =>
  length === null ? 'the end of the contracted day' : `the end of a contracted day of ${formatMinutes(length)}`
