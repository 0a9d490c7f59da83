import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personId, shiftId, type PersonId } from '../kernel/ids.ts'
import { clockTime, clockTimeOf, londonDay } from '../time/london.ts'
import { needGaps, needsOn, needWords, type DutyNeed } from './dutyNeeds.ts'
import {
  callInOrder,
  fairKinds,
  fairness,
  kindsOf,
  wholeDuties,
  type CountedDuty,
  type DutyPiece,
  type Sharer,
} from './fairness.ts'
import { daysFrom } from './pattern.ts'
import { shiftSpan } from './shiftTemplate.ts'

const id = (number: number): PersonId => personId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
const duty = (who: number, day: string, from: string, to: string, calledIn = false): CountedDuty => ({
  ...shiftSpan({ startsAt: clockTime(from), endsAt: clockTime(to) }, londonDay(day)),
  personId: id(who),
  calledIn,
})
const sharer = (who: number, hours: number, more: Partial<Sharer> = {}): Sharer => ({
  personId: id(who),
  contractedMinutesPerWeek: hours * 60,
  from: null,
  until: null,
  daysAway: [],
  ...more,
})
const [from, to] = [londonDay('2026-11-02'), londonDay('2026-11-29')]

describe('what a duty counts as', () => {
  it.each([
    ['2026-11-12', '08:30', '16:30', ['duties']],
    ['2026-11-12', '12:00', '20:00', ['duties']],
    ['2026-11-12', '12:30', '20:30', ['duties', 'lates']],
    ['2026-11-12', '16:00', '00:00', ['duties', 'lates']],
    ['2026-11-14', '22:00', '08:00', ['duties', 'nights', 'weekends']],
    // A night belongs to the day on which it starts: Sunday’s night is a weekend, Friday’s is not.
    ['2026-11-13', '22:00', '08:00', ['duties', 'nights']],
    ['2026-12-25', '08:30', '16:30', ['duties', 'bankHolidays']],
    ['2026-12-26', '08:30', '16:30', ['duties', 'weekends']],
    ['2026-12-28', '08:30', '16:30', ['duties', 'bankHolidays']],
  ])('%s %s to %s', (day, starts, ends, expected) => {
    expect(kindsOf(duty(1, day, starts, ends))).toEqual(expected)
  })
})

describe('a shift that was cut', () => {
  const piece = (who: number, from: string, to: string, isAway = false): DutyPiece => ({
    ...duty(who, '2026-11-12', from, to),
    shiftId: shiftId.parse(id(50)),
    isAway,
  })
  const counted = (...pieces: DutyPiece[]) =>
    wholeDuties(pieces).map(({ personId: whose, start, end }) => [whose, clockTimeOf(start), clockTimeOf(end)])

  it('is one duty of whoever had at least half of it', () => {
    expect(counted(piece(1, '08:30', '14:30'), piece(2, '14:30', '16:30'))).toEqual([[id(1), '08:30', '14:30']])
    expect(counted(piece(1, '08:30', '11:30'), piece(2, '11:30', '13:30'), piece(1, '13:30', '16:30'))).toEqual([
      [id(1), '08:30', '16:30'],
    ])
    expect(counted(piece(1, '08:30', '12:30'), piece(2, '12:30', '16:30'))).toHaveLength(2)
  })

  it('is that of whoever had the most where nobody had half, and nobody’s where they are away', () => {
    expect(counted(piece(1, '08:30', '12:00'), piece(2, '12:00', '14:15'), piece(3, '14:15', '16:30'))).toEqual([
      [id(1), '08:30', '12:00'],
    ])
    expect(counted(piece(1, '08:30', '14:30', true), piece(2, '14:30', '16:30'))).toEqual([])
  })
})

describe('fair shares', () => {
  it('are by contract: half the hours, half the duties', () => {
    const duties = [
      ...Array.from({ length: 4 }, () => duty(1, '2026-11-12', '08:30', '16:30')),
      ...Array.from({ length: 2 }, () => duty(2, '2026-11-13', '08:30', '16:30')),
    ]
    const rows = fairness(duties, [], [sharer(1, 37), sharer(2, 18.5)], from, to)
    expect(rows.map(({ shares }) => shares.duties)).toEqual([
      { had: 4, fair: 4, difference: 0 },
      { had: 2, fair: 2, difference: 0 },
    ])
  })

  it('are net of leave, of joining and of leaving, and never made up for', () => {
    const duties = Array.from({ length: 6 }, () => duty(1, '2026-11-12', '08:30', '16:30'))
    const fortnight = daysFrom(londonDay('2026-11-16'), to)
    const others = [
      sharer(2, 37, { daysAway: fortnight }),
      sharer(2, 37, { from: londonDay('2026-11-16') }),
      sharer(2, 37, { until: londonDay('2026-11-15') }),
    ]
    for (const other of others) {
      const [first, second] = fairness(duties, [], [sharer(1, 37), other], from, to)
      expect([first?.shares.duties.fair, second?.shares.duties.fair, second?.weight]).toEqual([4, 2, 0.5])
    }
  })

  it('leave whoever is paid by the session without a share, and days outside the period uncounted', () => {
    const [row] = fairness(
      [duty(1, '2026-11-12', '08:30', '16:30', true), duty(1, '2026-12-01', '08:30', '16:30')],
      [{ personId: id(1), at: duty(1, '2026-11-12', '08:30', '16:30').start }],
      [sharer(1, 0)],
      from,
      to,
    )
    expect(row?.shares.callIns).toEqual({ had: 1, fair: 0, difference: 1 })
    expect([row?.shares.duties.had, row?.shares.complexJobs.had, row?.weight]).toEqual([1, 1, 0])
  })

  it('add up to what there was, for every kind', () => {
    const any = fc.record({
      who: fc.integer({ min: 1, max: 4 }),
      at: fc.integer({ min: 0, max: 27 }),
      hour: fc.integer({ min: 0, max: 23 }),
      calledIn: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.array(any, { maxLength: 30 }),
        fc.array(fc.integer({ min: 4, max: 37 }), { minLength: 4, maxLength: 4 }),
        (list, hours) => {
          const days = daysFrom(from, to)
          const duties = list.map(({ who, at, hour, calledIn }) =>
            duty(
              who,
              days[at] ?? from,
              `${String(hour).padStart(2, '0')}:00`,
              `${String((hour + 8) % 24).padStart(2, '0')}:00`,
              calledIn,
            ),
          )
          const rows = fairness(
            duties,
            [],
            hours.map((each, index) => sharer(index + 1, each)),
            from,
            to,
          )
          for (const kind of fairKinds) {
            const had = rows.reduce((sum, { shares }) => sum + shares[kind].had, 0)
            expect(rows.reduce((sum, { shares }) => sum + shares[kind].fair, 0)).toBeCloseTo(had)
          }
        },
      ),
    )
  })
})

it('who has come in least for their contract is asked first', () => {
  const person = (who: number, taken: number, weight: number, lastTakenOn: string | null = null) => ({
    personId: id(who),
    taken,
    weight,
    lastTakenOn: lastTakenOn === null ? null : londonDay(lastTakenOn),
    lastAskedAt: null,
  })
  const order = callInOrder([
    person(1, 2, 1),
    person(2, 1, 0.4),
    person(3, 0, 1, '2026-10-01'),
    person(4, 0, 1, '2026-09-01'),
    person(5, 0, 1),
  ])
  expect(order.map(({ personId: who }) => who)).toEqual([5, 4, 3, 1, 2].map(id))
})

describe('how many of a role are needed', () => {
  const need = (changes: Partial<DutyNeed> = {}): DutyNeed => ({
    role: 'duty',
    days: ['1', '2', '3', '4', '5'],
    startsAt: clockTime('08:30'),
    endsAt: clockTime('20:30'),
    minimum: 2,
    councilId: null,
    homeTeam: null,
    firstDay: null,
    lastDay: null,
    firm: false,
    ...changes,
  })
  const shift = (who: number, day: string, starts: string, ends: string, role: DutyNeed['role'] = 'duty') => {
    const { start, end } = shiftSpan({ startsAt: clockTime(starts), endsAt: clockTime(ends) }, londonDay(day))
    return { id: shiftId.parse(id(who + 100)), personId: id(who), startsAt: start, endsAt: end, role }
  }
  const short = (shifts: readonly ReturnType<typeof shift>[], needs: readonly DutyNeed[], day: string) =>
    needGaps(shifts, needs, londonDay(day)).map(({ role, start, end, short: by }) => [
      role,
      clockTimeOf(start),
      clockTimeOf(end),
      by,
    ])

  it('is not found short beside its own minutes where it begins or ends off the quarter hour', () => {
    const shifts = [shift(1, '2026-11-12', '08:20', '16:40')]
    const odd = need({ startsAt: clockTime('08:20'), endsAt: clockTime('16:40'), minimum: 1 })
    expect(short(shifts, [odd], '2026-11-12')).toEqual([])
    const night = need({ startsAt: clockTime('22:10'), endsAt: clockTime('07:50'), minimum: 1 })
    expect(short([shift(1, '2026-11-12', '22:10', '07:50')], [night], '2026-11-12')).toEqual([])
  })

  it('is counted by role, through the day', () => {
    const shifts = [
      shift(1, '2026-11-12', '08:30', '16:30'),
      shift(2, '2026-11-12', '12:30', '20:30'),
      shift(3, '2026-11-12', '08:30', '20:30', 'backup'),
    ]
    expect(short(shifts, [need()], '2026-11-12')).toEqual([
      ['duty', '08:30', '12:30', 1],
      ['duty', '16:30', '20:30', 1],
    ])
    expect(short(shifts, [need({ role: 'backup', minimum: 1 })], '2026-11-12')).toEqual([])
    expect(short([], [need()], '2026-11-14')).toEqual([])
  })

  it('of one team is counted of its people alone, from its first day to its last', () => {
    const kelsham = need({
      minimum: 1,
      homeTeam: 'Kelsham',
      firstDay: londonDay('2026-11-12'),
      lastDay: londonDay('2026-11-13'),
    })
    const teams = new Map([
      [id(1), 'Kelsham'],
      [id(2), 'Ashmere'],
    ])
    const shifts = [shift(1, '2026-11-12', '08:30', '20:30'), shift(2, '2026-11-13', '08:30', '20:30')]
    const of = (day: string) =>
      needGaps(shifts, [kelsham], londonDay(day), ({ personId }, { homeTeam }) => teams.get(personId) === homeTeam)
    expect(['2026-11-11', '2026-11-12', '2026-11-13', '2026-11-16'].map((day) => of(day).length)).toEqual([0, 0, 1, 0])
    expect(of('2026-11-13')[0]).toMatchObject({ homeTeam: 'Kelsham', short: 1 })
    expect(needWords(kelsham)).toBe('Duty AMHP of Kelsham: at least 1, 08:30 to 20:30')
  })

  it('over midnight belongs to the day on which it begins, also when the clocks change', () => {
    const night = need({
      role: 'out-of-hours',
      days: ['6'],
      startsAt: clockTime('20:30'),
      endsAt: clockTime('08:30'),
      minimum: 1,
    })
    expect(short([], [night], '2026-10-24')).toEqual([['out-of-hours', '20:30', '08:30', 1]])
    expect(short([shift(1, '2026-10-24', '20:30', '02:00', 'out-of-hours')], [night], '2026-10-24')).toEqual([
      ['out-of-hours', '02:00', '08:30', 1],
    ])
    expect(short([shift(1, '2026-10-24', '20:30', '08:30', 'out-of-hours')], [night], '2026-10-24')).toEqual([])
  })

  it('on a bank holiday is what is said for them, and else a Sunday’s', () => {
    const sunday = need({ days: ['7'], minimum: 1 })
    const christmas = londonDay('2026-12-25')
    expect(needsOn([need(), sunday], christmas)).toEqual([sunday])
    const own = need({ days: ['bank-holiday'], minimum: 3 })
    expect(needsOn([need(), sunday, own], christmas)).toEqual([own])
    expect(needWords(own)).toBe('Duty AMHP: at least 3, 08:30 to 20:30')
    const kelsham = need({ days: ['bank-holiday'], minimum: 1, homeTeam: 'Kelsham' })
    expect(needsOn([sunday, kelsham], christmas)).toEqual([kelsham, sunday])
  })
})
