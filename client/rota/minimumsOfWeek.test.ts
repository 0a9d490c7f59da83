import { expect, it } from 'vitest'
import { personId, shiftId } from '#shared/kernel/ids.ts'
import type { RotaWeek, ShiftRow } from '#shared/rota/contract.ts'
import { shiftSpan } from '#shared/rota/shiftTemplate.ts'
import { instant } from '#shared/time/instant.ts'
import { addDays, clockTime, londonDay } from '#shared/time/london.ts'
import { coverOf } from './cover.ts'
import { worthALook } from './worthALook.ts'

const monday = londonDay('2026-11-16')
const uuid = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`
const [ewa, dan] = [personId.parse(uuid(1)), personId.parse(uuid(2))]

const shift = (
  at: number,
  who: typeof ewa,
  dayOfWeek: number,
  from: string,
  changes: Partial<ShiftRow> = {},
): ShiftRow => {
  const day = addDays(monday, dayOfWeek)
  const { start, end } = shiftSpan({ startsAt: clockTime(from), endsAt: clockTime('18:00') }, day)
  const base = { id: shiftId.parse(uuid(100 + at)), personId: who, templateId: null, day, startsAt: start, endsAt: end }
  const as = { role: 'duty', layer: 'exception', placeName: null, version: 1 } as const
  return { ...base, ...as, restShortMinutes: 0, mayNotAct: null, away: false, ...changes }
}
const person = (id: typeof ewa, name: string, homeTeam: string): RotaWeek['people'][number] => {
  return {
    personId: id,
    name,
    roles: ['amhp'],
    onRegister: true,
    contractedMinutesPerWeek: 2220,
    homeTeam,
    rosteredMinutes: 0,
  }
}
const need = {
  role: 'duty',
  days: ['1', '2', '3'],
  startsAt: clockTime('09:00'),
  endsAt: clockTime('17:00'),
  minimum: 1,
  councilId: null,
  homeTeam: 'Kelsham',
  firstDay: null,
  lastDay: null,
  firm: false,
} as const

it('a week says on which days one of its teams is under a minimum, and how many are on through it', () => {
  const rota: RotaWeek = {
    monday,
    people: [person(dan, 'Dan Okoro', 'Kelsham'), person(ewa, 'Ewa Kowalska', 'Ashmere')],
    shifts: [
      shift(1, dan, 0, '08:00'),
      shift(2, ewa, 1, '08:00'),
      shift(3, dan, 1, '13:00'),
      // Whoever is away is no cover.
      shift(4, dan, 2, '08:00', { away: true }),
    ],
    around: [],
    work: [],
    daysAway: [],
    hoursAway: [],
    templates: [],
    minimums: [need],
    usualDemand: [],
    usualWork: { weeks: 0, referrals: 0, jobs: 0, minutesPerJob: null },
  }
  const cover = coverOf(rota)
  expect(cover.days.map(({ minimums }) => minimums.map(({ fewest }) => fewest))).toEqual([
    [1],
    [0],
    [0],
    [],
    [],
    [],
    [],
  ])
  const looks = worthALook(rota, cover, instant('2026-11-16T08:00:00Z')).filter(({ key }) => key.startsWith('minimum'))
  expect(looks.map(({ title, text }) => [title, text])).toEqual([
    ['Tuesday is under a minimum', 'Duty AMHP of Kelsham: none of the 1 needed, 09:00 to 13:00.'],
    ['Wednesday is under a minimum', 'Duty AMHP of Kelsham: none of the 1 needed, 09:00 to 17:00.'],
  ])
})
