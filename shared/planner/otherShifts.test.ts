import { expect, it } from 'vitest'
import { personId, shiftTemplateId } from '../kernel/ids.ts'
import { clockTime, londonDay } from '../time/london.ts'
import { shiftSpan } from '../rota/shiftTemplate.ts'
import { serviceProblem, unsocialBefore } from './serviceProblem.ts'
import type { ServiceRota, ShiftOnRota } from './serviceRota.ts'

const uuid = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`
const ewa = personId.parse(uuid(1))
const monday = londonDay('2026-11-16')
const on = (day: string, from: string, to: string, more: Partial<ShiftOnRota> = {}): ShiftOnRota => {
  const { start, end } = shiftSpan({ startsAt: clockTime(from), endsAt: clockTime(to) }, londonDay(day))
  const made = { personId: ewa, templateId: null, day: londonDay(day), startsAt: start, endsAt: end }
  return { ...made, role: 'duty', away: false, ...more }
}
const early = {
  templateId: shiftTemplateId.parse(uuid(9)),
  name: 'Early',
  startsAt: clockTime('08:00'),
  endsAt: clockTime('16:00'),
  role: 'duty' as const,
  breakMinutes: 30,
  weekday: 1,
  weekend: 0,
}
const rotaOf = (shifts: readonly ShiftOnRota[]): ServiceRota => ({
  firstDay: monday,
  weeks: 1,
  needs: [early],
  people: [
    {
      personId: ewa,
      name: 'Ewa',
      roles: ['amhp'],
      homeTeam: '',
      standing: null,
      contractedMinutesPerWeek: 2220,
      skills: [],
    },
  ],
  shifts,
  daysAway: [],
  leaveAsked: [],
  elsewhere: [],
  optedOut: [],
  shared: [],
  neverOn: [],
  minimums: [],
  wanted: [],
})

it('closes the shifts beside one of no template that leave under eleven hours, and counts it as a duty of its week', () => {
  const alone = serviceProblem(rotaOf([])).people[0]
  const beside = serviceProblem(rotaOf([on('2026-11-17', '16:00', '00:00'), on('2026-11-23', '00:00', '06:00')]))
    .people[0]
  const closed = beside?.blocked.filter(({ why }) => why === 'other-work').map(({ day, shift }) => [day, shift])
  expect(closed).toEqual([
    [1, null],
    [2, 0],
    [6, 0],
  ])
  expect([alone?.owed?.perWeek, beside?.owed?.perWeek]).toEqual([[5], [4]])
})

it('needs nobody where somebody is on already at nearly the same times', () => {
  const needs = (shift: ShiftOnRota) =>
    serviceProblem(rotaOf([shift]))
      .cover.filter(({ day }) => day < 2)
      .map(({ need }) => need)
  expect(needs(on('2026-11-16', '08:30', '16:30'))).toEqual([0, 1])
  expect(needs(on('2026-11-16', '15:00', '23:00'))).toEqual([1, 1])
  expect(needs(on('2026-11-16', '08:30', '16:30', { role: 'backup' }))).toEqual([1, 1])
  expect(needs(on('2026-11-16', '08:30', '16:30', { away: true }))).toEqual([1, 1])
})

it('counts no unsocial duty that somebody was away from', () => {
  const [late, away] = [on('2026-11-12', '16:00', '00:00'), on('2026-11-13', '16:00', '00:00', { away: true })]
  expect(unsocialBefore(ewa, rotaOf([late, away]))).toBe(1)
})
