import { expect, it } from 'vitest'
import { personId, shiftId } from '#shared/kernel/ids.ts'
import type { RotaWeek } from '#shared/rota/contract.ts'
import { cellsOfText } from '#shared/rota/importing/delimited.ts'
import { importSteps } from '#shared/rota/importing/plan.ts'
import { readSheet } from '#shared/rota/importing/sheet.ts'
import { shiftSpan } from '#shared/rota/shiftTemplate.ts'
import { addDays, clockTime, londonDay } from '#shared/time/london.ts'
import { rotaCsv, rotaLines } from './rotaSheet.ts'

const uuid = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`
const monday = londonDay('2026-11-16')
const people = ['Priya Nair', '=HYPERLINK("x")'].map((name, index) => ({
  personId: personId.parse(uuid(index + 1)),
  name,
  roles: ['amhp'] as const,
  onRegister: true,
  contractedMinutesPerWeek: 2220,
  homeTeam: '',
  rosteredMinutes: 480,
}))
const shift = (
  last: number,
  who: number,
  offset: number,
  from: string,
  to: string,
  role: 'duty' | 'out-of-hours' = 'duty',
) => {
  const day = addDays(monday, offset)
  const { start, end } = shiftSpan({ startsAt: clockTime(from), endsAt: clockTime(to) }, day)
  const owner = people[who]?.personId
  if (!owner) throw new Error('nobody')
  return {
    id: shiftId.parse(uuid(last)),
    personId: owner,
    templateId: null,
    day,
    startsAt: start,
    endsAt: end,
    role,
    layer: 'exception' as const,
    version: 1,
    restShortMinutes: 0,
    mayNotAct: null,
    placeName: null,
    away: false,
  }
}
const week: RotaWeek = {
  monday,
  people,
  shifts: [
    { ...shift(10, 0, 0, '08:00', '12:00'), placeName: null },
    shift(11, 0, 0, '13:00', '17:00'),
    shift(12, 1, 2, '22:00', '08:00', 'out-of-hours'),
  ],
  around: [],
  work: [],
  daysAway: [{ personId: shift(0, 0, 1, '08:00', '09:00').personId, day: addDays(monday, 1), kind: 'annual-leave' }],
  hoursAway: [],
  templates: [],
  minimums: [],
  usualDemand: [],
  usualWork: { weeks: 0, referrals: 0, jobs: 0, minutesPerJob: null },
}

it('has people down and days across, and nothing that a spreadsheet would work out', () => {
  expect(rotaLines([week])[1]?.slice(0, 3)).toEqual(['=HYPERLINK("x")', '', ''])
  const text = rotaCsv([week])
  expect(text.split('\r\n')[0]).toBe(
    '\uFEFFName,Mon 16 November 2026,Tue 17 November 2026,Wed 18 November 2026,Thu 19 November 2026,Fri 20 November 2026,Sat 21 November 2026,Sun 22 November 2026,Hours',
  )
  expect(text).toContain(`"'=HYPERLINK(""x"")"`)
  expect(text).toContain('Priya Nair,"08:00–12:00; 13:00–17:00",Away,')
})

it('says where a shift is worked, and reads it again as the template of that place', () => {
  const [one] = week.shifts
  if (!one) throw new Error('no shift')
  const text = rotaCsv([{ ...week, shifts: [{ ...one, placeName: 'North House; Unit 2' }], daysAway: [] }])
  expect(text).toContain('08:00–12:00 at North House, Unit 2')
})

it('can be imported again, and then changes nothing', () => {
  const known = {
    people: [...people, ...people.map((one) => ({ ...one, name: `'${one.name}` })).slice(1)],
    templates: [],
    minimums: [],
    first: monday,
  }
  const { form, said } = readSheet(cellsOfText(rotaCsv([week])), known)
  const standing = week.shifts.map(({ id, ...one }) => ({ ...one, shiftId: id }))
  const away = week.daysAway.map((one) => ({ ...one, kind: 'annual-leave' as const }))
  const steps = importSteps(said, { shifts: standing, away, today: londonDay('2026-11-12') })
  expect([form, steps.map(({ does }) => does)]).toEqual(['grid', ['same', 'same', 'same', 'same']])
})
