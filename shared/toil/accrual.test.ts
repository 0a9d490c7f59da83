import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMinutes, instant, type Instant } from '../time/instant.ts'
import { minutes } from '../time/minutes.ts'
import { accrue, type LateWork } from './accrual.ts'
import { toilPolicy, type ToilPolicy } from './policy.ts'

const at = (time: string, day = '2026-11-12'): Instant => instant(`${day}T${time}:00Z`)
const late = { start: at('15:00'), end: at('23:00') }
const policy = (parts: Record<string, unknown> = {}): ToilPolicy => toilPolicy.parse(parts)
const after = (minutesLate: number, parts: Record<string, unknown> = {}, more: Partial<LateWork> = {}) =>
  accrue({ shift: late, finishedAt: addMinutes(late.end, minutesLate), policy: policy(parts), ...more })
const round = (unit: number, mode: string, scope = 'claim') => ({ rounding: { unit, mode, scope } })

describe('what a late finish earns', () => {
  it('is counted from the rostered end, minute for minute, and says so', () => {
    expect(accrue({ shift: late, finishedAt: at('23:50'), policy: policy() })).toEqual({
      rawMinutes: 50,
      minutes: 50,
      steps: [{ said: 'Finished 23:50, shift ended 23:00', minutes: 50 }],
    })
  })

  it('names the day of a finish after midnight', () => {
    expect(accrue({ shift: late, finishedAt: at('00:30', '2026-11-13'), policy: policy() }).steps[0]).toEqual({
      said: 'Finished Fri 13 November 00:30, shift ended 23:00',
      minutes: 90,
    })
  })

  it('counts what was worked when the clocks go back, and says which 01:30', () => {
    const shift = { start: at('15:00', '2026-10-24'), end: at('23:00', '2026-10-24') }
    const done = accrue({ shift, finishedAt: at('01:30', '2026-10-25'), policy: policy() })
    expect(done.rawMinutes).toBe(150)
    expect(done.steps[0]?.said).toBe('Finished 01:30 GMT, shift ended 00:00')
  })

  it('is nothing for a finish at or before the end', () => {
    expect(after(0)).toMatchObject({ rawMinutes: 0, minutes: 0 })
    expect(after(-120)).toMatchObject({ rawMinutes: 0, minutes: 0 })
  })

  it('does not make a late shift late in itself', () => {
    const twelveThirty = { start: at('12:30'), end: at('20:30') }
    expect(accrue({ shift: twelveThirty, finishedAt: at('20:30'), policy: policy() }).minutes).toBe(0)
  })
})

describe('the policy', () => {
  it('takes a grace as a threshold: up to it nothing, past it all', () => {
    expect(after(15, { graceMinutes: 15 })).toEqual({
      rawMinutes: 15,
      minutes: 0,
      steps: [
        { said: 'Finished 23:15, shift ended 23:00', minutes: 15 },
        { said: 'No more than 15m late is not counted', minutes: -15 },
      ],
    })
    expect(after(16, { graceMinutes: 15 }).minutes).toBe(16)
  })

  it.each([
    ['down', 50, 45],
    ['nearest', 50, 45],
    ['nearest', 53, 60],
    ['up', 46, 60],
    ['up', 45, 45],
    ['none', 50, 50],
  ])('rounds %s: %i minutes to the quarter hour is %i', (mode, worked, expected) => {
    expect(after(worked, round(15, mode)).minutes).toBe(expected)
  })

  it.each([
    [51, 1.5, 'up', 1, 77],
    [82, 1.1, 'up', 15, 105],
    [35, 1.5, 'nearest', 15, 60],
    [51, 1.5, 'down', 1, 76],
    [51, 1.5, 'none', 1, 76],
    [51, 1.5, 'nearest', 1, 77],
  ])(
    'rounds what %i minutes at %f times come to exactly: %s to %i is %i',
    (worked, multiplier, mode, unit, expected) => {
      const rounding = { unit, mode, scope: 'claim' }
      const { minutes: earned, steps } = after(worked, { multiplier, rounding })
      expect([earned, steps.reduce((sum, step) => sum + step.minutes, 0)]).toEqual([expected, expected])
    },
  )

  it('says each thing that it did', () => {
    const parts = {
      ...round(15, 'down'),
      multiplier: 1.5,
      breakRule: { afterMinutes: 360, deductMinutes: 30, onlyIfTaken: true },
    }
    expect(after(400, parts, { breakTaken: true })).toEqual({
      rawMinutes: 400,
      minutes: 555,
      steps: [
        { said: 'Finished Fri 13 November 05:40, shift ended 23:00', minutes: 400 },
        { said: 'Break', minutes: -30 },
        { said: 'Counted 1.5 times', minutes: 185 },
        { said: 'Rounded down to 15m', minutes: 0 },
      ].filter((step) => step.minutes !== 0),
    })
  })

  it('does not take off a break that nobody had', () => {
    const breakRule = { afterMinutes: 60, deductMinutes: 30, onlyIfTaken: true }
    expect(after(200, { breakRule }).minutes).toBe(200)
    expect(after(200, { breakRule }, { breakTaken: true }).minutes).toBe(170)
    expect(after(200, { breakRule: { ...breakRule, onlyIfTaken: false } }).minutes).toBe(170)
    expect(after(70, { breakRule: { ...breakRule, onlyIfTaken: false } }).minutes).toBe(60)
  })

  it('has a smallest claim, after rounding', () => {
    expect(after(29, { minClaimMinutes: 30 })).toMatchObject({
      minutes: 0,
      steps: [{}, { said: 'Less than 30m is not claimed', minutes: -29 }],
    })
    expect(after(29, { minClaimMinutes: 30, ...round(30, 'nearest') }).minutes).toBe(30)
  })

  it('earns nothing for somebody paid by the session', () => {
    expect(after(50, { earnsToil: false })).toMatchObject({ rawMinutes: 50, minutes: 0 })
  })

  it('may measure against a contracted day in place of the shift', () => {
    const parts = { basis: 'contract-day', contractDayMinutes: 444 }
    expect(after(50, parts)).toMatchObject({
      minutes: 86,
      steps: [{ said: 'Finished 23:50, contracted day ended 22:24' }],
    })
    // The break is not paid, so it is no part of the contracted hours.
    expect(after(50, parts, { shift: { ...late, breakMinutes: 30 } })).toMatchObject({
      minutes: 56,
      steps: [{ said: 'Finished 23:50, contracted day ended 22:54' }],
    })
  })

  it('counts a call-in without a shift from its start', () => {
    const call = { shift: null, startedAt: at('18:05'), finishedAt: at('22:10'), policy: policy() }
    expect(accrue(call)).toEqual({
      rawMinutes: 245,
      minutes: 245,
      steps: [{ said: 'Called in off the rota, 18:05 to 22:10', minutes: 245 }],
    })
    expect(() => accrue({ shift: null, finishedAt: at('22:10'), policy: policy() })).toThrow(RangeError)
  })
})

describe('a second late job of the same shift', () => {
  const earlier = {
    covered: [{ start: late.end, end: addMinutes(late.end, 20) }],
    rawMinutes: minutes(20),
    minutes: minutes(15),
  }

  it('counts from the finish of the first', () => {
    expect(after(70, round(15, 'down'), { earlier })).toMatchObject({ rawMinutes: 50, minutes: 45 })
    expect(after(10, {}, { earlier })).toMatchObject({ rawMinutes: 0, minutes: 0 })
  })

  it('is rounded with the first when the policy rounds by the day', () => {
    expect(after(70, round(15, 'down', 'day'), { earlier })).toEqual({
      rawMinutes: 50,
      minutes: 45,
      steps: [
        { said: 'Finished Fri 13 November 00:10, claimed already to 23:20', minutes: 50 },
        { said: 'Late earlier on the same shift, 20m', minutes: 20 },
        { said: 'Rounded down to 15m', minutes: -10 },
        { said: 'Claimed already for the same shift', minutes: -15 },
      ],
    })
    expect(after(75, round(15, 'down', 'day'), { earlier }).minutes).toBe(60)
    expect(after(75, round(15, 'down', 'claim'), { earlier }).minutes).toBe(45)
  })
})

describe('whatever the policy', () => {
  const anyPolicy = fc
    .record({
      graceMinutes: fc.nat(60),
      rounding: fc.record({
        unit: fc.integer({ min: 1, max: 60 }),
        mode: fc.constantFrom('down', 'nearest', 'up', 'none'),
        scope: fc.constantFrom('block', 'day', 'claim'),
      }),
      minClaimMinutes: fc.nat(60),
      multiplier: fc.integer({ min: 100, max: 300 }).map((hundredths) => hundredths / 100),
      breakRule: fc.option(
        fc.record({ afterMinutes: fc.nat(400), deductMinutes: fc.nat(60), onlyIfTaken: fc.boolean() }),
      ),
      earnsToil: fc.boolean(),
    })
    .map(policy)
  const start = instant('2026-10-24T07:00:00Z')
  const seconds = fc.integer({ min: -40_000, max: 60_000 })
  const work = (rules: ToilPolicy, end: number, earlier?: number): LateWork => ({
    shift: { start, end: addMinutes(start, 480) },
    finishedAt: addMinutes(start, 480 + end / 60),
    policy: rules,
    breakTaken: true,
    ...(earlier === undefined
      ? {}
      : {
          earlier: {
            covered: [{ start: addMinutes(start, 480), end: addMinutes(start, 480 + earlier) }],
            rawMinutes: minutes(earlier),
            minutes: minutes(earlier),
          },
        }),
  })

  it('is whole, never negative, nothing before the end, and every minute is in the sum', () => {
    fc.assert(
      fc.property(anyPolicy, seconds, fc.option(fc.nat(300), { nil: undefined }), (rules, end, earlier) => {
        const { minutes: earned, rawMinutes, steps } = accrue(work(rules, end, earlier))
        expect(Number.isSafeInteger(earned)).toBe(true)
        expect(earned).toBeGreaterThanOrEqual(0)
        expect(rawMinutes).toBeGreaterThanOrEqual(0)
        expect(steps.reduce((sum, step) => sum + step.minutes, 0)).toBe(earned)
        expect(steps.every(({ said, minutes: change }, index) => said !== '' && (index === 0 || change !== 0))).toBe(
          true,
        )
        if (end <= 0 && earlier === undefined) expect([rawMinutes, earned]).toEqual([0, 0])
      }),
    )
  })

  it('never earns less for finishing later', () => {
    fc.assert(
      fc.property(anyPolicy, seconds, fc.nat(20_000), (rules, end, more) => {
        expect(accrue(work(rules, end + more)).minutes).toBeGreaterThanOrEqual(accrue(work(rules, end)).minutes)
      }),
    )
  })

  it('counts no minute twice: two jobs one after the other are as late as one', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (first, second) => {
        const one = accrue(work(policy(), (first + second) * 60))
        const before = accrue(work(policy(), first * 60))
        const then = accrue(work(policy(), (first + second) * 60, first))
        expect(before.minutes + then.minutes).toBe(one.minutes)
      }),
    )
  })
})
