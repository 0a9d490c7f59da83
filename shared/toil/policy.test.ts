import { describe, expect, it } from 'vitest'
import { employerId, policyId } from '../kernel/ids.ts'
import { londonDay } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import { capStanding, policyInForce, toilPolicy } from './policy.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const council = employerId.parse(id(1))
const trust = employerId.parse(id(2))
const dated = (number: number, employer: typeof council, from: string) => ({
  id: policyId.parse(id(number)),
  employerId: employer,
  effectiveFrom: londonDay(from),
  policy: toilPolicy.parse({}),
})

describe('a policy', () => {
  it('is plain time, hour for hour, when nothing else is said', () => {
    expect(toilPolicy.parse({})).toMatchObject({
      basis: 'rostered-shift',
      multiplier: 1,
      graceMinutes: 0,
      earnsToil: true,
      cap: null,
    })
  })

  it('takes two decimals of a multiplier and no more', () => {
    for (const multiplier of [1, 1.1, 1.15, 1.33, 1.5, 2, 2.99])
      expect(toilPolicy.safeParse({ multiplier }).success).toBe(true)
    for (const multiplier of [0.5, 1.333, 4, Number.NaN])
      expect(toilPolicy.safeParse({ multiplier }).success).toBe(false)
  })

  it('needs the length of the day that it measures against', () => {
    expect(toilPolicy.safeParse({ basis: 'contract-day' }).success).toBe(false)
    expect(toilPolicy.safeParse({ basis: 'contract-day', contractDayMinutes: 444 }).success).toBe(true)
  })

  it('takes whole minutes and known parts only', () => {
    expect(toilPolicy.safeParse({ graceMinutes: 7.5 }).success).toBe(false)
    expect(toilPolicy.safeParse({ graceMins: 15 }).success).toBe(false)
    expect(toilPolicy.safeParse({ rounding: { unit: 0, mode: 'down', scope: 'claim' } }).success).toBe(false)
  })

  it('reads back from where it is kept as it was', () => {
    const policy = toilPolicy.parse({
      cap: { minutes: 2220, onExceed: 'warn' },
      multiplier: 1.5,
      expiry: { afterDays: 183, onExpiry: 'review' },
    })
    expect(toilPolicy.parse(JSON.parse(JSON.stringify(policy)))).toEqual(policy)
  })
})

describe('policyInForce', () => {
  const policies = [dated(11, council, '2026-04-01'), dated(12, trust, '2020-01-01'), dated(10, council, '2024-04-01')]

  it.each([
    ['2026-03-31', 10],
    ['2026-04-01', 11],
    ['2030-01-01', 11],
  ])('on %s takes the latest that has begun', (day, number) => {
    expect(policyInForce(policies, council, londonDay(day))?.id).toBe(id(number))
  })

  it('is each employer’s own, and none before the first', () => {
    expect(policyInForce(policies, trust, londonDay('2026-11-12'))?.id).toBe(id(12))
    expect(policyInForce(policies, council, londonDay('2024-03-31'))).toBeNull()
  })
})

describe('capStanding', () => {
  const policy = toilPolicy.parse({ cap: { minutes: 2220, onExceed: 'escalate' } })

  it('says how much is left, or by how much it is over', () => {
    expect(capStanding(policy, minutes(1620))).toEqual({ code: 'within', left: 600 })
    expect(capStanding(policy, minutes(2220))).toEqual({ code: 'within', left: 0 })
    expect(capStanding(policy, minutes(2470))).toEqual({ code: 'over', by: 250, onExceed: 'escalate' })
    expect(capStanding(toilPolicy.parse({}), minutes(9999))).toEqual({ code: 'within', left: null })
  })
})
