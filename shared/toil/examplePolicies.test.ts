import { describe, expect, it } from 'vitest'
import { clockTime, londonDay } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import { examplePolicies } from './examplePolicies.ts'
import { tryADay, type TriedDay } from './tryADay.ts'

const aDay = (parts: Partial<TriedDay> = {}): TriedDay => ({
  day: londonDay('2026-11-12'),
  shiftStart: clockTime('08:36'),
  shiftEnd: clockTime('16:00'),
  began: null,
  finished: clockTime('16:25'),
  breakTaken: false,
  agreed: true,
  balanceBefore: minutes(0),
  earnedInPeriod: minutes(0),
  ...parts,
})
const policyNamed = (key: string) => {
  const found = examplePolicies.find((one) => one.key === key)
  if (!found) throw new Error(`no example ${key}`)
  return found.policy
}

describe('the examples', () => {
  it.each(examplePolicies.map((one) => [one.name, one] as const))(
    '%s: 25 minutes late earn what its text says',
    (_name, { policy, twentyFiveMinutesEarn }) => {
      const { accrual } = tryADay(policy, aDay())
      expect(accrual.rawMinutes).toBe(25)
      expect(accrual.minutes).toBe(twentyFiveMinutesEarn)
      expect(accrual.steps.reduce((sum, step) => sum + step.minutes, 0)).toBe(twentyFiveMinutesEarn)
    },
  )

  it('are told apart, and none claims to have been verified', () => {
    expect(new Set(examplePolicies.map(({ key }) => key)).size).toBe(examplePolicies.length)
    expect(examplePolicies.filter(({ verified }) => verified)).toEqual([])
    expect(examplePolicies.filter(({ kind }) => kind !== 'nhs')).toHaveLength(7)
    expect(examplePolicies.filter(({ kind }) => kind === 'nhs')).toHaveLength(3)
  })

  it('say what goes beyond the number', () => {
    const notAgreed = tryADay(policyNamed('macclesfield'), aDay({ agreed: false }))
    expect(notAgreed.accrual.minutes).toBe(25)
    expect(notAgreed.remarks[0]).toMatch(/Not agreed beforehand: a manager decides/)
    const wycombe = tryADay(policyNamed('wycombe'), aDay({ earnedInPeriod: minutes(710) }))
    expect(wycombe.remarks).toEqual([
      '15m more than the policy gives in four weeks. It takes a manager’s written reason.',
    ])
    expect(tryADay(policyNamed('north-ayrshire'), aDay({ finished: clockTime('16:30') })).remarks).toEqual([
      'Two people approve: a manager, then the AMHP lead.',
    ])
    expect(tryADay(policyNamed('peninsula'), aDay()).remarks).toEqual([
      'To be taken by 30 November 2026. After that a person decides; nothing goes by itself.',
    ])
    expect(tryADay(policyNamed('st-stephen'), aDay({ finished: clockTime('16:00') })).remarks).toEqual([])
  })

  it('of 5 minutes before and 10 after: blocks of a quarter hour count neither, a day counts both', () => {
    const split = aDay({ began: clockTime('08:31'), finished: clockTime('16:10') })
    expect(tryADay(policyNamed('peninsula'), split).accrual.minutes).toBe(0)
    expect(tryADay(policyNamed('blackpool'), split).accrual.minutes).toBe(15)
    expect(tryADay(policyNamed('wycombe'), split).accrual.minutes).toBe(15)
  })

  it('take a finish past midnight for the next morning', () => {
    const late = aDay({ shiftStart: clockTime('15:00'), shiftEnd: clockTime('23:00'), finished: clockTime('00:40') })
    expect(tryADay(policyNamed('st-stephen'), late).accrual.minutes).toBe(100)
    const night = aDay({ shiftStart: clockTime('22:00'), shiftEnd: clockTime('08:00'), finished: clockTime('09:00') })
    expect(tryADay(policyNamed('st-stephen'), night).accrual.minutes).toBe(60)
  })
})
