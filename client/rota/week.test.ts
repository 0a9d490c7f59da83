import { describe, expect, it } from 'vitest'
import { personId, shiftId, shiftTemplateId } from '#shared/kernel/ids.ts'
import type { RotaWeek, ShiftRow } from '#shared/rota/contract.ts'
import { shiftSpan } from '#shared/rota/shiftTemplate.ts'
import { instant } from '#shared/time/instant.ts'
import { addDays, clockTime, londonDay } from '#shared/time/london.ts'
import { axisOf, hourOn, placeOf } from './axis.ts'
import { coverOf } from './cover.ts'
import { weekWords } from './rotaWords.ts'
import { dayToOffer, entryOf, OWN_TIMES, readEntry, restBeside } from './shiftEntry.ts'
import { troublesOf } from './troubles.ts'
import { rowsByTimes, rowsOf } from './weekRows.ts'
import { worthALook } from './worthALook.ts'

const monday = londonDay('2026-11-16')
const uuid = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`
const [ewa, dan, jo] = [personId.parse(uuid(1)), personId.parse(uuid(2)), personId.parse(uuid(3))]

let count = 100
function shift(
  who: ShiftRow['personId'],
  dayOfWeek: number,
  from: string,
  to: string,
  changes: Partial<ShiftRow> = {},
): ShiftRow {
  const day = addDays(monday, dayOfWeek)
  const { start, end } = shiftSpan({ startsAt: clockTime(from), endsAt: clockTime(to) }, day)
  const id = shiftId.parse(uuid((count += 1)))
  const made = {
    id,
    personId: who,
    templateId: null,
    day,
    startsAt: start,
    endsAt: end,
    role: 'duty',
    layer: 'exception',
    placeName: null,
    version: 1,
  } as const
  return { ...made, restShortMinutes: 0, mayNotAct: null, away: false, ...changes }
}

const template = (from: string, to: string) => ({
  id: shiftTemplateId.parse(uuid((count += 1))),
  name: `${from} to ${to}`,
  startsAt: clockTime(from),
  endsAt: clockTime(to),
  role: 'duty' as const,
  breakMinutes: 30,
  placeId: null,
  placeName: null,
  retired: false,
  version: 1,
})

const person = (id: typeof ewa, name: string, onRegister = true) => ({
  personId: id,
  name,
  roles: [onRegister ? ('amhp' as const) : ('practice-consultant' as const)],
  onRegister,
  contractedMinutesPerWeek: 2220,
  homeTeam: '',
  rosteredMinutes: 0,
})

/** A week in which one AMHP is usually needed from 16:00 to 20:00, every day. */
const week = (changes: Partial<RotaWeek> = {}): RotaWeek => ({
  monday,
  people: [person(dan, 'Dan Okoro'), person(ewa, 'Ewa Kowalska'), person(jo, 'Jo Marsh', false)],
  shifts: [],
  around: [],
  work: [],
  daysAway: [],
  hoursAway: [],
  templates: [template('08:00', '16:00'), template('16:00', '00:00')],
  minimums: [],
  usualDemand: Array.from({ length: 7 }, () => Array.from({ length: 24 }, (_, hour) => (hour === 16 ? 1 : 0))),
  usualWork: { weeks: 12, referrals: 84, jobs: 84, minutesPerJob: 240 },
  ...changes,
})

describe('the axis of a day', () => {
  it('runs from morning into the night, and the clock round when there are nights', () => {
    expect(axisOf([shift(ewa, 0, '16:00', '02:00')])).toEqual({ from: 6, until: 26 })
    expect(axisOf([shift(ewa, 0, '22:00', '08:00')])).toEqual({ from: 6, until: 30 })
    expect(axisOf([shift(ewa, 0, '05:00', '13:00')])).toEqual({ from: 0, until: 26 })
    expect(axisOf([shift(ewa, 0, '00:00', '08:00'), shift(ewa, 0, '22:00', '08:00')])).toEqual({ from: 0, until: 30 })
  })

  it('draws a shift that starts at midnight as long as it is', () => {
    const small = shift(ewa, 0, '00:00', '08:00')
    const { left, width } = placeOf(axisOf([small]), small)
    expect([left, width]).toEqual([0, 8 / 26])
  })

  it('places shifts by the clock on the wall, also when the clocks change', () => {
    const day = londonDay('2026-10-24')
    const { start, end } = shiftSpan({ startsAt: clockTime('22:00'), endsAt: clockTime('02:00') }, day)
    expect([hourOn(day, start), hourOn(day, end)]).toEqual([22, 26])
    expect(placeOf({ from: 6, until: 26 }, shift(ewa, 0, '08:00', '16:00'))).toEqual({ left: 0.1, width: 0.4 })
  })
})

describe('the rows', () => {
  it('are a staircase of starts; the desk and those not on come after', () => {
    const rota = week({ shifts: [shift(dan, 0, '15:00', '23:00'), shift(ewa, 1, '08:00', '16:00')] })
    const { amhps, desk, idle } = rowsOf(rota)
    expect(amhps.map((row) => row.person.name)).toEqual(['Ewa Kowalska', 'Dan Okoro'])
    expect([desk.length, idle.map((row) => row.person.name)]).toEqual([0, ['Jo Marsh']])
    const atDesk = week({ shifts: [shift(jo, 0, '08:30', '17:30', { role: 'practice-consultant' })] })
    expect(rowsOf(atDesk).desk.map((row) => row.person.name)).toEqual(['Jo Marsh'])
  })

  it('keep somebody who is only away', () => {
    const rota = week({ daysAway: [{ personId: ewa, day: monday, kind: 'toil' }] })
    expect(rowsOf(rota).amhps.map((row) => row.days[0]?.away)).toEqual(['toil'])
  })

  it('by shift gather those with the same times', () => {
    const rows = rowsByTimes(
      week({
        shifts: [shift(dan, 0, '15:00', '23:00'), shift(ewa, 0, '15:00', '23:00'), shift(ewa, 2, '08:00', '16:00')],
      }),
    )
    expect(rows.map(({ times, days }) => [times, days.map((day) => day.shifts.length).join('')])).toEqual([
      ['08:00 to 16:00', '0010000'],
      ['15:00 to 23:00', '2000000'],
    ])
  })
})

describe('cover', () => {
  it('is short where fewer are on than usually needed', () => {
    const { days, short } = coverOf(
      week({ shifts: [shift(ewa, 0, '16:00', '00:00'), shift(dan, 1, '08:00', '18:00')] }),
    )
    expect(days.map(({ short: minutes }) => minutes)).toEqual([0, 120, 240, 240, 240, 240, 240])
    expect(short).toBe(120 + 5 * 240)
    expect(days[1]?.gaps.map(({ start, end }) => [start.slice(11, 16), end.slice(11, 16)])).toEqual([
      ['18:00', '20:00'],
    ])
  })

  it('counts nobody who may not act, and nobody at the desk', () => {
    const shifts = [
      shift(ewa, 0, '16:00', '00:00', { mayNotAct: 'suspended' }),
      shift(jo, 0, '16:00', '00:00', { role: 'practice-consultant' }),
    ]
    expect(coverOf(week({ shifts })).days[0]?.short).toBe(240)
  })

  it('is not short at hours at which the service puts nobody on', () => {
    const days = coverOf(week({ templates: [template('08:00', '18:00')] })).days
    expect(days[0]?.short).toBe(120)
  })

  it('makes up no need for a service without a history', () => {
    const none = week({ usualWork: { weeks: 0, referrals: 0, jobs: 0, minutesPerJob: null } })
    expect(coverOf(none)).toMatchObject({ short: null, days: [{ gaps: [] }, {}, {}, {}, {}, {}, {}] })
  })

  it('draws the hour that comes twice once', () => {
    const october = week({ monday: londonDay('2026-10-19') })
    const hours = coverOf(october).days[6]?.steps.map(({ from }) => from) ?? []
    expect(hours.length).toBe(new Set(hours).size)
  })
})

const now = instant('2026-11-16T09:00:00Z')

describe('worth a look', () => {
  const [late, early] = [shift(ewa, 3, '16:00', '00:00'), shift(ewa, 4, '08:00', '16:00')]

  it('names both shifts beside a short rest, also across the edge of the week', () => {
    const rota = week({ shifts: [late, early] })
    expect([...troublesOf(rota).values()]).toEqual(['Only 8h of rest after it.', 'Only 8h of rest before it.'])
    expect(worthALook(rota, coverOf(rota), now)[0]).toMatchObject({
      tone: 'stop',
      title: 'Ewa Kowalska: 8h of rest',
      text: 'Thu 19 finishes 00:00, Fri 20 starts 08:00. The rule is 11 hours of rest: until 11:00.',
      shift: { id: early.id },
    })
    const edge = week({ shifts: [shift(ewa, 0, '08:00', '16:00')], around: [shift(ewa, -1, '16:00', '00:00')] })
    expect(worthALook(edge, coverOf(edge), now)[0]?.title).toBe('Ewa Kowalska: 8h of rest')
  })

  it('keeps what a warning said once: work that ran late, beside the shifts, or for another employer', () => {
    const shifts = [shift(dan, 1, '14:00', '22:00'), shift(dan, 2, '09:30', '17:30')] as const
    const ranLate = {
      id: shifts[0].id,
      personId: dan,
      startsAt: shifts[0].startsAt,
      endsAt: instant('2026-11-18T00:30:00Z'),
    }
    const rota = week({ shifts, work: [ranLate] })
    expect([...troublesOf(rota).values()]).toEqual([
      'Only 9h of rest after it: work went on until 00:30.',
      'Only 9h of rest before it: work went on until 00:30.',
    ])
    expect(troublesOf(week({ shifts })).size, 'as planned there is enough').toBe(0)
    const [other] = [
      {
        id: 'other',
        personId: ewa,
        startsAt: instant('2026-11-20T00:30:00Z'),
        endsAt: instant('2026-11-20T02:00:00Z'),
        whose: 'another' as const,
      },
    ]
    const declared = week({ shifts: [early], work: [other] })
    expect([...troublesOf(declared).values()]).toEqual(['Only 6h of rest before it, after other work as declared.'])
    expect(worthALook(declared, coverOf(declared), now)[0]).toMatchObject({
      title: 'Ewa Kowalska: 6h of rest',
      text: 'Fri 20, other work as declared, finishes 02:00, Fri 20 starts 08:00. The rule is 11 hours of rest: until 13:00.',
      shift: { id: early.id },
    })
  })

  it('asks for cover of no shift that was over before anybody looked, when its person is gone', () => {
    const gone = (dayOfWeek: number) => shift(ewa, dayOfWeek, '08:00', '16:00', { mayNotAct: 'has-left' })
    const rota = week({ shifts: [gone(0), gone(1), gone(4)] })
    const titleAt = (at: string) =>
      worthALook(rota, coverOf(rota), instant(at))
        .map(({ title }) => title)
        .find((title) => title.includes('has left'))
    expect(titleAt('2026-11-16T09:00:00Z')).toBe('Ewa Kowalska has left: 3 shifts to cover')
    expect(titleAt('2026-11-19T09:00:00Z')).toBe('Ewa Kowalska has left: one shift to cover')
    expect(titleAt('2026-11-21T09:00:00Z')).toBeUndefined()
  })

  it('tells of lapsed approvals, of shifts while away, and of an empty week once', () => {
    const rota = week({
      shifts: [{ ...late, mayNotAct: 'approval-ended' }],
      daysAway: [{ personId: ewa, day: late.day, kind: 'toil' }],
    })
    const titles = worthALook(rota, coverOf(rota), now).map(({ title }) => title)
    expect(titles.slice(0, 2)).toEqual([
      'Ewa Kowalska: approval ends before this shift does',
      'Ewa Kowalska: on the rota while away',
    ])
    expect(worthALook(week(), coverOf(week()), now).map(({ title }) => title)).toEqual(['Nobody is on this week'])
  })
})

describe('a shift being typed', () => {
  const rota = week({ shifts: [shift(ewa, 3, '16:00', '00:00')] })
  const typed = {
    personId: String(ewa),
    day: '2026-11-20',
    choice: OWN_TIMES,
    from: '1430',
    until: '10.30pm',
    role: 'duty',
  } as const

  it('is read as people write times', () => {
    expect(readEntry(typed, rota)).toMatchObject({
      errors: [],
      length: 480,
      toSend: { personId: ewa, day: '2026-11-20', times: { startsAt: '14:30', endsAt: '22:30', role: 'duty' } },
    })
  })

  it('begins today in this week, and on the Monday of any other', () => {
    expect(dayToOffer(monday, londonDay('2026-11-19'))).toBe('2026-11-19')
    expect(dayToOffer(monday, londonDay('2026-11-22'))).toBe('2026-11-22')
    expect(dayToOffer(monday, londonDay('2026-11-23'))).toBe(monday)
    expect(dayToOffer(monday, londonDay('2026-11-15'))).toBe(monday)
  })

  it('says beside each field what is wrong', () => {
    const fields = (changes: Partial<Parameters<typeof readEntry>[0]>) =>
      readEntry({ ...typed, ...changes }, rota).errors.map(({ field }) => field)
    expect(fields({ personId: '', day: '' })).toEqual(['personId', 'day'])
    expect(fields({ from: '9', until: '' })).toEqual(['startsAt', 'endsAt'])
    expect(fields({ from: '06:00', until: '23:00' })).toEqual(['endsAt'])
    expect(fields({ choice: 'gone' })).toEqual(['times'])
  })

  it('begins as the shift it changes, and warns of rest before it is saved', () => {
    expect(entryOf(rota, rota.shifts[0] ?? null, monday, '')).toMatchObject({
      from: '16:00',
      until: '00:00',
      choice: OWN_TIMES,
    })
    expect(entryOf(rota, null, monday, '').choice).toBe(rota.templates[0]?.id)
    const { during } = readEntry({ ...typed, from: '08:00', until: '16:00' }, rota)
    expect(during && restBeside(typed, during, rota, null).map(({ rest }) => rest)).toEqual([480])
  })
})

it('a week is named by no more of its days than is needed', () => {
  expect(weekWords(monday)).toBe('16 to 22 November')
  expect(weekWords(londonDay('2026-09-28'))).toBe('28 September to 4 October')
  expect(weekWords(londonDay('2026-12-28'))).toBe('28 December 2026 to 3 January 2027')
})
