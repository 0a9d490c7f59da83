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
    expect(made).toMatchObject({ ok: false, error: { field } })
    expect(policyFields.map(({ name }) => name)).toContain(field)
  })
})
