import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addHours, addMinutes, instant, msOf, type Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDay } from '#shared/time/london.ts'
import { minutes } from '#shared/time/minutes.ts'
import { clockRules, powerKinds, ruleInForce, type PowerKind } from './clockRules.ts'
import { clockOf, s52StartAfterS54, type Extension, type Power } from './clocks.ts'

const START = instant('2026-11-12T14:04:00Z')
const power = (over: Partial<Power> = {}): Power => ({ kind: 's136', startedAt: START, ...over })
const extension = (over: Partial<Extension> = {}): Extension => ({
  minutes: minutes(360),
  authorisedAt: addHours(START, 20),
  reason: 'condition-of-person',
  authority: 'registered-medical-practitioner',
  ...over,
})
const limitOf = (kind: PowerKind, startedAt: string): string => {
  const { limitAt } = clockOf({ kind, startedAt: instant(startedAt) }, instant(startedAt))
  return limitAt === null ? '' : formatInstant(limitAt)
}

const kinds = fc.constantFrom(...powerKinds)
const starts = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2028, 0) }).map((ms) => instant(ms))

describe('a legal limit', () => {
  it.each([
    ['s136', '2026-11-12T14:04:00Z', 'Fri 13 November 14:04'],
    ['s136', '2026-03-28T20:00:00Z', 'Sun 29 March 21:00'],
    ['s136', '2026-10-24T20:00:00+01:00', 'Sun 25 October 19:00'],
    ['s136', '2027-03-27T20:00:00Z', 'Sun 28 March 21:00'],
    ['s136', '2027-10-30T20:00:00+01:00', 'Sun 31 October 19:00'],
    ['s136', '2026-10-24T01:30:00+01:00', 'Sun 25 October 01:30 BST'],
    ['s135-kept', '2026-10-24T02:30:00+01:00', 'Sun 25 October 01:30 GMT'],
    ['s5-4', '2026-10-25T00:30:00+01:00', 'Sun 25 October 05:30'],
    ['s5-2', '2026-10-24T10:00:00+01:00', 'Tue 27 October 09:00'],
    ['s5-2', '2026-03-27T15:00:00Z', 'Mon 30 March 16:00'],
    ['s4', '2027-03-27T15:00:00Z', 'Tue 30 March 16:00'],
    ['cto-recall', '2027-10-30T10:00:00+01:00', 'Tue 2 November 09:00'],
  ] as const)('%s from %s is %s', (kind, startedAt, expected) => {
    expect(limitOf(kind, startedAt)).toBe(expected)
  })

  it('is so many hours from the start for every power, at any time of any year', () => {
    fc.assert(
      fc.property(kinds, starts, (kind, startedAt) => {
        const clock = clockOf({ kind, startedAt }, startedAt)
        expect(clock.limitAt).toBe(addHours(startedAt, ruleInForce(kind, startedAt).quantity))
        expect(clock.limitAt).toBe(clock.baseLimitAt)
      }),
    )
  })

  it('uses the rule in force at the start, and names it', () => {
    const now = ruleInForce('s136', START)
    const rules = [
      {
        ...now,
        id: 'before',
        quantity: 72,
        effectiveFrom: londonDay('1983-09-30'),
        effectiveTo: londonDay('2026-11-13'),
      },
      { ...now, id: 'after', effectiveFrom: londonDay('2026-11-13') },
    ]
    const clock = clockOf(power(), addHours(START, 30), rules)
    expect(clock).toMatchObject({
      state: 'calm',
      limitAt: addHours(START, 72),
      rule: { id: 'before', effectiveFrom: '1983-09-30', provision: now.provision },
    })
    expect(clockOf(power({ startedAt: instant('2026-11-13T00:00:00Z') }), START, rules).rule.id).toBe('after')
  })
})

describe('the state of a clock', () => {
  const limit = addHours(START, 24)
  const stateAt = (now: Instant): string => clockOf(power(), now).state

  it('is calm, then soon, then over, to the millisecond', () => {
    expect(stateAt(START)).toBe('calm')
    expect(stateAt(instant(msOf(limit) - 4 * 3_600_000 - 1))).toBe('calm')
    expect(stateAt(addHours(limit, -4))).toBe('soon')
    expect(stateAt(instant(msOf(limit) - 1))).toBe('soon')
    expect(stateAt(limit)).toBe('over')
    expect(stateAt(addHours(limit, 100))).toBe('over')
  })

  it('tells how long is left, and how much of the whole', () => {
    expect(clockOf(power(), addHours(START, 6))).toMatchObject({ minutesLeft: 1080, fractionLeft: 0.75 })
    expect(clockOf(power(), limit)).toMatchObject({ minutesLeft: 0, fractionLeft: 0 })
    expect(clockOf(power(), addMinutes(limit, 61))).toMatchObject({ minutesLeft: -61, fractionLeft: 0 })
  })

  it('is whole and calm on a machine whose clock is a little behind the start', () => {
    expect(clockOf(power(), addMinutes(START, -2))).toMatchObject({ state: 'calm', fractionLeft: 1, minutesLeft: 1442 })
  })

  it.each(powerKinds)('of %s turns to soon where its rule says so', (kind) => {
    const rule = ruleInForce(kind, START)
    const end = addHours(START, rule.quantity)
    expect(clockOf({ kind, startedAt: START }, addMinutes(end, -rule.warnAt[0] - 1)).state).toBe('calm')
    expect(clockOf({ kind, startedAt: START }, addMinutes(end, -rule.warnAt[0])).state).toBe('soon')
  })

  it('only ever moves on, while the time left only ever shrinks', () => {
    const order = ['calm', 'soon', 'over']
    fc.assert(
      fc.property(kinds, starts, fc.nat(6000), fc.nat(6000), (kind, startedAt, a, b) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)].map((count) =>
          clockOf({ kind, startedAt }, addMinutes(startedAt, count)),
        )
        expect(order.indexOf(early?.state ?? '')).toBeLessThanOrEqual(order.indexOf(late?.state ?? ''))
        expect((early?.minutesLeft ?? 0) - (late?.minutesLeft ?? 0)).toBe(Math.abs(a - b))
        expect(late?.fractionLeft).toBeGreaterThanOrEqual(0)
        expect(early?.fractionLeft).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('a start that nobody has recorded', () => {
  it('is a state of its own, never "not running"', () => {
    const clock = clockOf(power({ startedAt: null }), START)
    expect(clock).toMatchObject({
      state: 'not-recorded',
      limitAt: null,
      baseLimitAt: null,
      minutesLeft: null,
      fractionLeft: null,
    })
    expect(clock.workedOut).toEqual([
      'Start not recorded. The law counts from arrival at the first place of safety: find out when that was.',
      'The limit is 24 hours from then, and may already have passed.',
      'Mental Health Act 1983, section 136(2A)(a)(i), in force from 11 December 2017.',
    ])
  })

  it('is still said when the power has ended', () => {
    const clock = clockOf(power({ startedAt: null, endedAt: addHours(START, 3) }), addHours(START, 5))
    expect(clock).toMatchObject({ state: 'ended', limitAt: null })
    expect(clock.workedOut[0]).toContain('Start not recorded')
    expect(clock.workedOut[1]).toBe('Ended Thu 12 November 17:04. Whether that was before the limit is not known.')
  })

  it.each(powerKinds)('says for %s what the law counts from', (kind) => {
    expect(clockOf({ kind, startedAt: null }, START).workedOut[0]).toContain(ruleInForce(kind, START).trigger)
  })
})

describe('a power that has ended', () => {
  it('stops its clock where it stood', () => {
    const ended = power({ endedAt: addHours(START, 20) })
    expect(clockOf(ended, addHours(START, 90))).toMatchObject({
      state: 'ended',
      minutesLeft: 240,
      limitAt: addHours(START, 24),
    })
    expect(clockOf(ended, addHours(START, 90)).workedOut).toContain('Ended Fri 13 November 10:04, 4h before the limit.')
  })

  it('keeps for ever that it went over', () => {
    const clock = clockOf(power({ endedAt: addMinutes(START, 24 * 60 + 75) }), addHours(START, 90))
    expect(clock).toMatchObject({ state: 'ended', minutesLeft: -75 })
    expect(clock.workedOut).toContain('Ended Fri 13 November 15:19, 1h 15m over the limit.')
  })
})

describe('an extended power', () => {
  it('runs on from the end of the 24 hours by what was authorised', () => {
    const clock = clockOf(power({ extension: extension() }), addHours(START, 25))
    expect(clock).toMatchObject({
      state: 'calm',
      baseLimitAt: addHours(START, 24),
      limitAt: addHours(START, 30),
      minutesLeft: 300,
    })
  })

  it.each([
    ['2026-03-28T20:00:00Z', 'Mon 30 March 09:00'],
    ['2026-10-24T20:00:00+01:00', 'Mon 26 October 07:00'],
    ['2027-03-27T20:00:00Z', 'Mon 29 March 09:00'],
    ['2027-10-30T20:00:00+01:00', 'Mon 1 November 07:00'],
  ])('from %s with 12 hours more ends %s', (text, expected) => {
    const startedAt = instant(text)
    const whole = extension({ minutes: minutes(720), authorisedAt: addHours(startedAt, 23) })
    const { limitAt } = clockOf(power({ startedAt, extension: whole }), startedAt)
    expect(limitAt === null ? '' : formatInstant(limitAt)).toBe(expected)
  })

  it.each([
    ['authorised when the 24 hours had ended', extension({ authorisedAt: addHours(START, 24) })],
    ['authorised before the start', extension({ authorisedAt: addHours(START, -1) })],
    ['given for want of a bed', extension({ reason: 'no-bed' })],
    ['given by an AMHP', extension({ authority: 'amhp' })],
    ['longer than the law allows', extension({ minutes: minutes(721) })],
  ])('gains nothing by an extension %s, and says so', (_, wrong) => {
    const clock = clockOf(power({ extension: wrong }), addHours(START, 25))
    expect(clock).toMatchObject({ state: 'over', limitAt: addHours(START, 24) })
    expect(clock.workedOut.join(' ')).toContain('not counted')
  })

  it('loses its extension when the start is corrected to so early that it came too late', () => {
    const earlier = power({ startedAt: addHours(START, -5), extension: extension() })
    expect(clockOf(earlier, START).limitAt).toBe(addHours(START, 19))
  })

  it('gains nothing where the law knows no extension', () => {
    expect(clockOf({ kind: 's5-2', startedAt: START, extension: extension() }, START).limitAt).toBe(addHours(START, 72))
  })
})

describe('how it was worked out', () => {
  it('reads as a sum that anybody can check', () => {
    expect(clockOf(power({ extension: extension() }), START).workedOut).toEqual([
      'Counts from arrival at the first place of safety: Thu 12 November 14:04.',
      '24 hours from then: Fri 13 November 14:04.',
      'Extended by 6h, authorised Fri 13 November 10:04 (Mental Health Act 1983, section 136B): Fri 13 November 20:04.',
      'The person’s condition: it is not practicable to carry out or finish the assessment.',
      'Mental Health Act 1983, section 136(2A)(a)(i), in force from 11 December 2017.',
    ])
  })

  it('explains a clock change, and gives the cautious time when the clocks go forward', () => {
    const lines = (text: string): string =>
      clockOf(power({ startedAt: instant(text) }), instant(text)).workedOut.join(' ')
    expect(lines('2026-03-28T20:00:00Z')).toContain('The clocks go forward in this time.')
    expect(lines('2026-03-28T20:00:00Z')).toContain('Aim to be done by 20:00.')
    expect(lines('2026-10-24T20:00:00+01:00')).toContain('The clocks go back in this time.')
    expect(lines('2026-11-12T14:04:00Z')).not.toContain('The clocks go')
  })

  it('admits what has not been checked against the Act', () => {
    expect(clockOf({ kind: 'cto-recall', startedAt: START }, START).workedOut.at(-1)).toContain(
      'Not yet checked word for word',
    )
    expect(clockOf(power(), START).workedOut.join(' ')).not.toContain('Not yet checked')
  })

  it('warns when the start lies outside the rule’s dates', () => {
    const clock = clockOf(power({ startedAt: instant('2016-01-01T00:00:00Z') }), START)
    expect(clock.workedOut.at(-1)).toBe('This rule was not in force on the day of the start. Check the date.')
  })

  it('counts days and months by the calendar, when a row says so', () => {
    const rule = { ...ruleInForce('s4', START), mode: 'days-beginning-with', quantity: 28 } as const
    const clock = clockOf({ kind: 's4', startedAt: instant('2026-03-01T11:00:00Z') }, START, [rule])
    expect(clock.limitAt).toBe('2026-03-29T00:00:00.000Z')
    expect(clock.workedOut[1]).toBe('28 days from then, counting that day as the first: Sun 29 March 00:00.')
  })
})

describe('a section 5(2) after a section 5(4)', () => {
  const record = instant('2026-11-12T22:10:00Z')

  it('counts its 72 hours from the nurse’s record', () => {
    const start = s52StartAfterS54({ startedAt: record }, addHours(record, 4))
    expect(start).toEqual({ startedAt: record, because: 'nurse-record', verified: false })
    expect(clockOf({ kind: 's5-2', startedAt: start.startedAt }, record).limitAt).toBe(addHours(record, 72))
  })

  it('counts from the report when the six hours had run out, or had not begun', () => {
    expect(s52StartAfterS54({ startedAt: record }, addHours(record, 6)).because).toBe('nurse-record')
    expect(s52StartAfterS54({ startedAt: record }, addMinutes(record, 361))).toMatchObject({
      startedAt: addMinutes(record, 361),
      because: 'report-furnished',
    })
    expect(s52StartAfterS54({ startedAt: record }, addMinutes(record, -1)).because).toBe('report-furnished')
  })

  it('is not known when the record’s time is not', () => {
    expect(s52StartAfterS54({ startedAt: null }, record)).toEqual({
      startedAt: null,
      because: 'nurse-record-not-known',
      verified: false,
    })
  })
})

describe('the law as data', () => {
  it('is the same sum for every row: nothing about a power is in the code', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...clockRules),
        fc.integer({ min: 1, max: 200 }),
        starts,
        (rule, quantity, startedAt) => {
          expect(clockOf({ kind: rule.kind, startedAt }, startedAt, [{ ...rule, quantity }]).limitAt).toBe(
            addHours(startedAt, quantity),
          )
        },
      ),
    )
  })
})
