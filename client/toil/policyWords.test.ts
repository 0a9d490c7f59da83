import { expect, it } from 'vitest'
import { toilPolicy } from '#shared/toil/policy.ts'
import { policyWords } from './policyWords.ts'

it('says what a plain policy does, and nothing that it does not', () => {
  expect(policyWords(toilPolicy.parse({}))).toEqual(['Time counts from the rostered end of the shift.'])
})

it('says every rule that a policy has', () => {
  const policy = toilPolicy.parse({
    basis: 'contract-day',
    contractDayMinutes: 444,
    graceMinutes: 15,
    rounding: { unit: 15, mode: 'down', scope: 'claim' },
    minClaimMinutes: 30,
    breakRule: { afterMinutes: 360, deductMinutes: 20, onlyIfTaken: true },
    multiplier: 1.5,
    cap: { minutes: 2220, onExceed: 'warn' },
    expiry: { afterDays: 90, onExpiry: 'review' },
    debitAllowedMinutes: 60,
  })
  expect(policyWords(policy)).toEqual([
    'Time counts from the end of a contracted day of 7h 24m.',
    'A finish up to 15m late is not counted; a later one counts in full.',
    'Each minute counts 1.5 times.',
    'Rounded down to 15m.',
    'Less than 30m is not claimed.',
    'A break of 20m comes off after 6h.',
    'The limit is 37h.',
    'TOIL is looked at when it is 90 days old. Nothing goes without a person’s decision.',
    'Up to 1h may be taken before it is earned.',
  ])
})
