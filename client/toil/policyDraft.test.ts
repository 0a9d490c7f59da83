import { describe, expect, it } from 'vitest'
import { examplePolicies } from '#shared/toil/examplePolicies.ts'
import { toilPolicy } from '#shared/toil/policy.ts'
import { policyFields, policyFrom } from './policyDraft.ts'

describe('the form of a policy', () => {
  it('untouched, says the policy that it began with: every example comes through whole', () => {
    for (const { policy } of examplePolicies) expect(policyFrom(policy, {})).toEqual({ ok: true, policy })
  })

  it('says what was typed', () => {
    const typed = {
      graceMinutes: '15',
      cap: '2220',
      onExceed: 'block',
      month: '900',
      expiryDays: '183',
      approvers: '2',
    }
    expect(policyFrom(toilPolicy.parse({}), typed)).toMatchObject({
      policy: {
        graceMinutes: 15,
        cap: { minutes: 2220, onExceed: 'block' },
        periodCap: { minutes: 900, per: 'month', onExceed: 'block' },
        expiry: { afterDays: 183, onExpiry: 'review' },
        approverChain: ['manager', 'amhp-lead'],
      },
    })
  })

  it.each([
    [{ graceMinutes: '7.5' }, 'graceMinutes'],
    [{ cap: 'much' }, 'cap'],
    [{ unit: '0', mode: 'down' }, 'unit'],
    [{ basis: 'contract-day' }, 'contractDayMinutes'],
    [{ proRata: 'yes' }, 'fullTimeMinutesPerWeek'],
    [{ graceMinutes: '999' }, 'graceMinutes'],
  ])('says what is wrong with %o beside %s', (typed, field) => {
    const made = policyFrom(toilPolicy.parse({}), typed)
    expect(made).toMatchObject({ ok: false, errors: [{ field }] })
    expect(policyFields.map(({ name }) => name)).toContain(field)
  })

  it('says all of it at once, in the order of the form, in words that say what to do', () => {
    const made = policyFrom(toilPolicy.parse({}), {
      basis: 'contract-day',
      graceMinutes: '999',
      unit: '',
      cap: 'much',
      expiryDays: '0',
      retroWindowDays: '400',
      proRata: 'yes',
    })
    expect(made.ok ? [] : made.errors.map(({ message }) => message)).toEqual([
      'Contracted day: give its length in minutes, like 444 for 7h 24m, because extra time counts from it',
      'Not counted up to: give whole minutes from 0 to 240, like 15',
      'Rounded to: give whole minutes from 1 to 120, like 15',
      'Limit of what is owed: give whole minutes from 0 to 60,000, like 2220 for 37h',
      'Looked at when it is so old: give whole days from 1 to 3,660, like 183, or leave it empty',
      'To be sent within: give whole days from 0 to 366, like 14',
      'Full-time week: give its length in minutes, like 2220 for 37h, because smaller limits are worked out from it',
    ])
  })
})
