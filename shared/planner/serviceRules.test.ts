import { expect, it } from 'vitest'
import { councilId, personId, sharedDutyId, shiftTemplateId, type CouncilId } from '../kernel/ids.ts'
import { otherWork } from '../rota/otherJobs.ts'
import { instant } from '../time/instant.ts'
import { clockTime, londonDay } from '../time/london.ts'
import { checkRota } from './checkRota.ts'
import { RotaSearch } from './fill/search.ts'
import type { Rota, RotaProblem } from './problem.ts'
import { serviceProblem } from './serviceProblem.ts'
import type { NeededShift, Plannable, ServiceRota } from './serviceRota.ts'
import { whyShort } from './whyShort.ts'
import { whyNotWords, whyUnfilled } from './whyUnfilled.ts'

const uuid = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`
const monday = londonDay('2026-11-16')
const [westmarch, eastmarch] = [councilId.parse(uuid(81)), councilId.parse(uuid(82))]
const [ewa, dan, liam] = [personId.parse(uuid(1)), personId.parse(uuid(2)), personId.parse(uuid(3))]

const shift = (at: number, name: string, from: string, to: string, weekday: number): NeededShift => ({
  templateId: shiftTemplateId.parse(uuid(90 + at)),
  name,
  startsAt: clockTime(from),
  endsAt: clockTime(to),
  role: 'duty',
  breakMinutes: 30,
  weekday,
  weekend: 0,
})
const person = (id: typeof ewa, name: string, council: CouncilId, more: Partial<Plannable> = {}): Plannable => ({
  personId: id,
  name,
  roles: ['amhp'],
  homeTeam: 'North',
  standing: {
    approvals: [{ firstDay: londonDay('2024-01-01'), lastDay: londonDay('2028-12-31') }],
    actingFor: [{ councilId: council, firstDay: londonDay('2024-01-01'), lastDay: null }],
    suspensions: [],
  },
  contractedMinutesPerWeek: 2220,
  skills: [],
  ...more,
})
const rotaOf = (changes: Partial<ServiceRota>): ServiceRota => ({
  firstDay: monday,
  weeks: 1,
  needs: [shift(1, 'Early', '08:00', '16:00', 1), shift(2, 'Late', '14:00', '22:00', 1)],
  people: [person(ewa, 'Ewa', westmarch), person(dan, 'Dan', westmarch), person(liam, 'Liam', eastmarch)],
  shifts: [],
  daysAway: [],
  leaveAsked: [],
  elsewhere: [],
  optedOut: [],
  shared: [],
  neverOn: [],
  minimums: [],
  wanted: [],
  ...changes,
})
const filled = (problem: RotaProblem): Rota => {
  const search = new RotaSearch(problem, { seed: 1, moves: 60_000 })
  search.run(60_000)
  expect(checkRota(problem, search.rota()).violations).toEqual([])
  return search.rota()
}

it('work for another employer closes the shifts it leaves no rest beside, and its hours count towards 48', () => {
  const job = {
    personId: ewa,
    days: ['2', '4'] as const,
    startsAt: clockTime('18:00'),
    endsAt: clockTime('23:00'),
    breakMinutes: 0,
    firstDay: monday,
    lastDay: null,
  }
  const elsewhere = otherWork([job], londonDay('2026-11-13'), londonDay('2026-11-25'))
  const [own] = serviceProblem(rotaOf({ elsewhere })).people
  // Tuesday evening: that day's shifts (9 hours and none before it), and the early one of Wednesday (9 hours after).
  expect(own?.blocked.filter(({ why }) => why === 'another-employer')).toEqual(
    [
      [1, 0],
      [1, 1],
      [2, 0],
      [3, 0],
      [3, 1],
      [4, 0],
    ].map(([day, at]) => ({ day, shift: at, why: 'another-employer' })),
  )
  // Sixteen more hours elsewhere leave 22 hours, which are two duties of 7½ hours; whoever has opted out keeps five.
  const long = otherWork(
    [{ ...job, days: ['6', '7'], startsAt: clockTime('08:00'), endsAt: clockTime('21:00') }],
    monday,
    londonDay('2026-11-22'),
  )
  expect(serviceProblem(rotaOf({ elsewhere: long })).people[0]?.limits.mostPerWeek).toBe(2)
  expect(serviceProblem(rotaOf({ elsewhere: long })).people[0]?.owed?.perWeek).toEqual([2])
  expect(serviceProblem(rotaOf({ elsewhere: long, optedOut: [ewa] })).people[0]?.limits.mostPerWeek).toBe(5)
})

it('whoever owes one duty a week is given one and never more, and none in an off week or on a day on which they never can', () => {
  const duty = {
    id: sharedDutyId.parse(uuid(70)),
    name: 'Duty day',
    how: 'owed' as const,
    days: ['1', '2', '3', '4', '5'] as const,
    role: 'duty' as const,
    startsAt: clockTime('08:00'),
    endsAt: clockTime('16:00'),
    firstDay: monday,
    lastDay: null,
    people: [
      { personId: dan, excludedDays: ['1', '2', '3'] as const, owedAWeek: 1, everyWeeks: 1 },
      { personId: liam, excludedDays: [], owedAWeek: 1, everyWeeks: 2 },
    ],
  }
  const problem = serviceProblem(rotaOf({ weeks: 2, shared: [duty] }))
  expect(problem.people.map(({ owed }) => [owed?.perWeek, owed?.neverMore])).toEqual([
    [[5, 5], false],
    [[1, 1], true],
    [[1, 0], true],
  ])
  const rota = filled(problem)
  const of = (at: number, week: number) =>
    rota.filter(({ person: one, day }) => one === at && Math.floor(day / 7) === week).map(({ day }) => day % 7)
  expect([of(1, 0).length, of(1, 1).length, of(2, 0).length, of(2, 1).length]).toEqual([1, 1, 1, 0])
  expect([...of(1, 0), ...of(1, 1)].every((day) => day >= 3)).toBe(true)
  // The rest is open, and says of each why.
  const open = whyUnfilled(problem, rota)
  expect(open.length).toBeGreaterThan(0)
  for (const { people } of open) expect(people.length).toBe(3)
  expect(new Set(open.flatMap(({ people }) => people.map(({ not }) => whyNotWords(problem, not))))).toContain(
    'would have too many duties in a week, and more duties than they owe',
  )
})

it('a contract of half a duty a week makes one every second week, whichever weeks are filled', () => {
  const people = [person(ewa, 'Ewa', westmarch, { contractedMinutesPerWeek: 225 })]
  const owed = (firstDay: string, weeks: number) =>
    serviceProblem(rotaOf({ people, weeks, firstDay: londonDay(firstDay) })).people[0]?.owed
  expect(owed('2026-11-16', 4)).toMatchObject({ perWeek: [1, 0, 1, 0], neverMore: true })
  expect(owed('2026-11-23', 2)).toMatchObject({ perWeek: [0, 1] })
})

it('keeps the minimum of a council, wants experience on each day, and says why where neither can be met', () => {
  const minimums = [
    {
      role: 'duty' as const,
      days: ['1', '2', '3', '4', '5'] as const,
      startsAt: clockTime('09:00'),
      endsAt: clockTime('13:00'),
      minimum: 1,
      councilId: eastmarch,
      homeTeam: null,
      firstDay: null,
      lastDay: null,
      firm: true,
    },
  ]
  const wanted = [{ skill: 'children' as const, weekday: 1, weekend: 0 }]
  const people = [
    person(ewa, 'Ewa', westmarch),
    person(dan, 'Dan', westmarch, { skills: ['children'] }),
    person(liam, 'Liam', eastmarch),
  ]
  const daysAway = [
    { personId: liam, day: londonDay('2026-11-18') },
    { personId: dan, day: londonDay('2026-11-20') },
  ]
  const problem = serviceProblem(rotaOf({ minimums, wanted, people, daysAway }))
  const rota = filled(problem)
  const early = rota.filter(({ person: one, shift: at, day }) => one === 2 && at === 0 && day < 5).map(({ day }) => day)
  expect(early.toSorted((a, b) => a - b)).toEqual([0, 1, 3, 4])
  const dans = rota.filter(({ person: one, day }) => one === 1 && day < 5).map(({ day }) => day)
  expect(dans.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3])
  const short = whyShort(problem, rota).map(({ name, day, people: who }) => [
    name,
    day,
    who.map(({ person: one, not }) => [one, whyNotWords(problem, not)]),
  ])
  expect(short).toEqual([
    ['Duty AMHP: at least 1, 09:00 to 13:00, for one council', 2, [[2, 'on leave or away']]],
    ['Children and young people: at least 1 on duty with experience', 4, [[1, 'on leave or away']]],
  ])
})

it('keeps the minimum of a team, whatever else would be as good', () => {
  const minimums = [
    {
      role: 'duty' as const,
      days: ['1', '2', '3', '4', '5'] as const,
      startsAt: clockTime('09:00'),
      endsAt: clockTime('13:00'),
      minimum: 1,
      councilId: null,
      homeTeam: 'South',
      firstDay: londonDay('2026-11-18'),
      lastDay: null,
      firm: true,
    },
  ]
  const people = [
    person(ewa, 'Ewa', westmarch),
    person(dan, 'Dan', westmarch),
    person(liam, 'Liam', westmarch, { homeTeam: 'South' }),
  ]
  const problem = serviceProblem(rotaOf({ minimums, people }))
  expect(problem.skills.map(({ day }) => day)).toEqual([2, 3, 4])
  const liams = filled(problem).filter(
    ({ person: one, shift: at, day }) => one === 2 && at === 0 && day >= 2 && day < 5,
  )
  expect(liams.map(({ day }) => day).toSorted((a, b) => a - b)).toEqual([2, 3, 4])
  // Nobody of another team who is on already stands in for it.
  const night = { templateId: null, role: 'duty' as const, away: false, day: londonDay('2026-11-18') }
  const [startsAt, endsAt] = [instant('2026-11-18T09:00:00Z'), instant('2026-11-18T13:00:00Z')]
  const there = serviceProblem(rotaOf({ minimums, people, shifts: [{ ...night, personId: dan, startsAt, endsAt }] }))
  expect(there.skills.map(({ day }) => day)).toEqual([2, 3, 4])
})

it('closes the days on which somebody never works by their pattern', () => {
  const { people } = serviceProblem(rotaOf({ neverOn: [{ personId: ewa, day: londonDay('2026-11-17') }] }))
  expect(people[0]?.blocked).toContainEqual({ day: 1, shift: null, why: 'unavailable' })
})
