import { expect, it } from 'vitest'
import { personId } from '#shared/kernel/ids.ts'
import type { RotaWeek } from '#shared/rota/contract.ts'
import { londonDay } from '#shared/time/london.ts'
import { ofTeam, teamsOf } from './teams.ts'

const person = (last: number, homeTeam: string): RotaWeek['people'][number] => ({
  personId: personId.parse(`00000000-0000-4000-8000-${String(last).padStart(12, '0')}`),
  name: `AMHP ${last}`,
  roles: ['amhp'],
  onRegister: homeTeam !== '',
  contractedMinutesPerWeek: 2220,
  rosteredMinutes: 0,
  homeTeam,
})
const people = [person(1, 'Kelsham locality'), person(2, 'Ashmere locality'), person(3, '')]
const week: RotaWeek = {
  monday: londonDay('2026-11-16'),
  people,
  shifts: [],
  around: [],
  work: [],
  daysAway: people.map((one) => ({ personId: one.personId, day: londonDay('2026-11-17'), kind: 'annual-leave' })),
  hoursAway: [],
  templates: [],
  minimums: [],
  usualDemand: [],
  usualWork: { weeks: 0, referrals: 0, jobs: 0, minutesPerJob: null },
}

it('one team’s people are shown with those who work for all, and what is theirs', () => {
  expect(teamsOf(week)).toEqual(['Ashmere locality', 'Kelsham locality'])
  const shown = ofTeam(week, 'Kelsham locality')
  expect(shown.people.map(({ name }) => name)).toEqual(['AMHP 1', 'AMHP 3'])
  expect(shown.daysAway.map((one) => one.personId)).toEqual(shown.people.map((one) => one.personId))
})

it('where there is one team there is nothing to choose, and a name that nobody has leaves the week whole', () => {
  expect(teamsOf({ people: people.slice(1) })).toEqual([])
  expect(ofTeam(week, 'Gone locality')).toBe(week)
  expect(ofTeam(week, undefined)).toBe(week)
})
