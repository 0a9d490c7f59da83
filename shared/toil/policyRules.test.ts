import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { employerId, policyId, toilEntryId } from '../kernel/ids.ts'
import { addMinutes, instant } from '../time/instant.ts'
import { addDays, clockTime, londonDay } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import { accrue } from './accrual.ts'
import { factorAt, isOfType } from './dayTypes.ts'
import { expiresOn, remindersOn } from './expiry.ts'
import { periodStanding, policyOf, scaledTo, toilPolicy, type DatedPolicy, type PolicyGroup } from './policy.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const council = employerId.parse(id(1))
const dated = (number: number, from: string, appliesTo: PolicyGroup, parts: object = {}): DatedPolicy => ({
  id: policyId.parse(id(number)),
  employerId: council,
  effectiveFrom: londonDay(from),
  appliesTo,
  policy: toilPolicy.parse(parts),
})
const holder = { employerId: council, contract: 'combined', contractedMinutesPerWeek: 1110 } as const

describe('whose policy it is', () => {
  const policies = [
    dated(10, '2024-04-01', 'everybody', { graceMinutes: 15 }),
    dated(11, '2026-04-01', 'everybody', { graceMinutes: 10 }),
    dated(12, '2025-04-01', 'combined', { graceMinutes: 5 }),
  ]

  it('is the one for the contract, where the employer has one, from its day on', () => {
    const graceOf = (day: string, contract: 'combined' | 'dedicated') =>
      policyOf(policies, { ...holder, contract }, londonDay(day))?.policy.graceMinutes
    expect(graceOf('2025-03-31', 'combined')).toBe(15)
    expect(graceOf('2025-04-01', 'combined')).toBe(5)
    expect(graceOf('2026-11-12', 'combined')).toBe(5)
    expect(graceOf('2026-11-12', 'dedicated')).toBe(10)
    expect(policyOf(policies, holder, londonDay('2024-03-31'))).toBeNull()
  })

  it('earns no TOIL for whoever is paid by the session', () => {
    const sessional = policyOf(policies, { ...holder, contract: 'sessional' }, londonDay('2026-11-12'))
    expect(sessional?.policy).toMatchObject({ graceMinutes: 10, earnsToil: false })
  })

  it('is scaled to part-time hours, up to the next minute and never above full time', () => {
    const policy = toilPolicy.parse({
      proRata: true,
      fullTimeMinutesPerWeek: 2220,
      cap: { minutes: 2221, onExceed: 'warn' },
      periodCap: { minutes: 900, per: 'month', onExceed: 'block' },
      debitAllowedMinutes: 240,
    })
    expect(scaledTo(policy, 1110)).toMatchObject({
      cap: { minutes: 1111 },
      periodCap: { minutes: 450 },
      debitAllowedMinutes: 120,
    })
    expect(scaledTo(policy, 2220)).toEqual(policy)
    expect(scaledTo(policy, 9999)).toEqual(policy)
    expect(scaledTo(toilPolicy.parse({ debitAllowedMinutes: 240 }), 1).debitAllowedMinutes).toBe(240)
    expect(toilPolicy.safeParse({ proRata: true }).success).toBe(false)
  })

  it('says how much the month has left', () => {
    const policy = toilPolicy.parse({ periodCap: { minutes: 900, per: 'month', onExceed: 'escalate' } })
    expect(periodStanding(policy, minutes(930))).toEqual({ code: 'over', by: 30, onExceed: 'escalate' })
    expect(periodStanding(policy, minutes(900))).toEqual({ code: 'within', left: 0 })
  })
})

describe('better rates', () => {
  const sundays = { day: 'sunday', from: clockTime('00:00'), to: clockTime('00:00'), factor: 1.5 } as const
  const nights = { day: 'every-day', from: clockTime('22:00'), to: clockTime('06:00'), factor: 1.33 } as const
  const shift = { start: instant('2026-11-14T13:00:00Z'), end: instant('2026-11-14T21:00:00Z') }
  const earns = (finish: string, parts: object) =>
    accrue({ shift, finishedAt: instant(finish), policy: toilPolicy.parse(parts) })

  it('count the minutes on their own day and clock, each by the best that fits', () => {
    const both = { enhancements: [sundays, nights] }
    // Saturday 21:00 to Sunday 01:00: an hour plain, two hours of night, one of Sunday, which is better than night.
    expect(earns('2026-11-15T01:00:00Z', both)).toEqual({
      rawMinutes: 240,
      minutes: Math.floor(60 + 120 * 1.33 + 60 * 1.5),
      steps: [
        { said: 'Finished Sun 15 November 01:00, shift ended 21:00', minutes: 240 },
        { said: 'Better rates: 1h at 1.5, 2h at 1.33', minutes: 69 },
      ],
    })
  })

  it('take a break off the plainest minutes', () => {
    const breakRule = { afterMinutes: 60, deductMinutes: 60, onlyIfTaken: false }
    expect(earns('2026-11-15T01:00:00Z', { enhancements: [sundays], breakRule }).minutes).toBe(120 + 90)
  })

  it('know bank holidays, and that a Monday one is a weekday too', () => {
    const easterMonday = londonDay('2027-03-29')
    expect(isOfType(easterMonday, 'bank-holiday')).toBe(true)
    expect(isOfType(easterMonday, 'weekday')).toBe(true)
    expect(isOfType(londonDay('2026-11-12'), 'bank-holiday')).toBe(false)
    expect(factorAt(instant('2026-11-14T23:59:00Z'), 1, [sundays])).toBe(100)
    expect(factorAt(instant('2026-11-15T00:00:00Z'), 1, [sundays])).toBe(150)
    // In summer London's Sunday begins at 23:00 UTC.
    expect(factorAt(instant('2026-06-13T23:00:00Z'), 1, [sundays])).toBe(150)
  })

  it('never earn less for finishing later, and every step is in the sum', () => {
    const policies = fc.record({
      enhancements: fc.array(
        fc.record({
          day: fc.constantFrom('every-day', 'weekday', 'saturday', 'sunday', 'bank-holiday'),
          from: fc.constantFrom('00:00', '06:00', '20:00', '22:00'),
          to: fc.constantFrom('00:00', '06:00', '08:00', '23:00'),
          factor: fc.constantFrom(1, 1.25, 1.33, 1.5, 2),
        }),
        { maxLength: 3 },
      ),
      rounding: fc.record({
        unit: fc.integer({ min: 1, max: 60 }),
        mode: fc.constantFrom('down', 'nearest', 'up', 'none'),
        scope: fc.constantFrom('block', 'day', 'claim'),
      }),
      breakRule: fc.option(
        fc.record({ afterMinutes: fc.nat(300), deductMinutes: fc.nat(60), onlyIfTaken: fc.constant(false) }),
      ),
      graceMinutes: fc.nat(30),
    })
    fc.assert(
      fc.property(policies, fc.nat(600), fc.nat(120), (parts, late, more) => {
        const at = (count: number) => earns(addMinutes(shift.end, count), parts)
        expect(at(late + more).minutes).toBeGreaterThanOrEqual(at(late).minutes)
        expect(at(late).steps.reduce((sum, step) => sum + step.minutes, 0)).toBe(at(late).minutes)
      }),
      { numRuns: 60 },
    )
  })
})

describe('stretches', () => {
  const shift = { start: instant('2026-11-12T08:00:00Z'), end: instant('2026-11-12T16:00:00Z') }
  const at = (clock: string) => instant(`2026-11-12T${clock}:00Z`)
  const pauses = [{ start: at('16:10'), end: at('18:00') }]
  const work = (scope: string) => ({
    shift,
    finishedAt: at('18:20'),
    pauses,
    policy: toilPolicy.parse({ rounding: { unit: 15, mode: 'down', scope } }),
  })

  it('are counted without the gap in which nobody worked, and rounded each by itself or together', () => {
    expect(accrue(work('claim'))).toEqual({
      rawMinutes: 30,
      minutes: 30,
      steps: [
        { said: 'Finished 18:20, shift ended 16:00', minutes: 140 },
        { said: 'Not at work, 16:10 to 18:00', minutes: -110 },
      ],
    })
    expect(accrue(work('block'))).toMatchObject({
      minutes: 15,
      steps: [{}, {}, { said: 'Each stretch rounded down to 15m', minutes: -15 }],
    })
  })
})

describe('running out', () => {
  it.each([
    ['2026-11-12', { afterDays: 183 }, '2027-05-14'],
    ['2026-11-12', { at: 'month-end' }, '2026-11-30'],
    ['2026-12-31', { at: 'month-end' }, '2026-12-31'],
    ['2028-02-03', { at: 'month-end' }, '2028-02-29'],
    ['2026-03-31', { at: 'financial-year-end' }, '2026-03-31'],
    ['2026-04-01', { at: 'financial-year-end' }, '2027-03-31'],
  ] as const)('earned on %s under %o: to be taken by %s', (day, rule, last) => {
    expect(expiresOn(londonDay(day), rule)).toBe(last)
  })

  it('is told at eight weeks, four and one, and for as long as it is past', () => {
    const lot = (left: number, last: string | null) => ({
      entryId: toilEntryId.parse(id(left)),
      day: londonDay('2026-01-01'),
      minutes: minutes(100),
      left: minutes(left),
      expiresOn: last === null ? null : londonDay(last),
    })
    const today = londonDay('2026-11-12')
    const stageAt = (days: number) =>
      remindersOn({ lots: [lot(50, addDays(today, days))], owing: minutes(0) }, today)[0]?.stage
    expect([57, 56, 29, 28, 8, 7, 0, -1, -400].map(stageAt)).toEqual([undefined, 8, 8, 4, 4, 1, 1, 'past', 'past'])
    const lots = [lot(0, '2026-11-13'), lot(30, null), lot(20, '2026-12-01'), lot(10, '2026-11-01')]
    expect(remindersOn({ lots, owing: minutes(0) }, today).map(({ left, daysLeft }) => [left, daysLeft])).toEqual([
      [10, -11],
      [20, 19],
    ])
  })
})
