import { afterAll, beforeAll, expect, it } from 'vitest'
import { addShift, changeShift } from '#shared/rota/contract.ts'
import { addDays, londonDay } from '#shared/time/london.ts'
import { aShift, rosters, times } from '#tests/builders/rota.ts'
import { evidence, many } from '#tests/harness/evidence.ts'
import type { Answer, Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

const RACES = many('RACES', 1000)
const AMHPS = 20
/** Races at a time: two requests each, so that all connections are wanted. */
const AT_ONCE = 10

let hub: TestHub
let service: TestService
let planners: readonly Person[]
let amhps: readonly Person[]
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  planners = await Promise.all(['Ruth Banerjee', 'Kim Vale'].map((name) => service.has({ name, roles: ['manager'] })))
  amhps = await Promise.all(
    Array.from({ length: AMHPS }, (_, index) => service.has({ name: `AMHP ${index + 1}`, roles: ['amhp'] })),
  )
})
afterAll(() => hub.close())

/** Two shifts that cannot both be: the same, one that runs into the other, one inside the other, two across midnight. */
const pairs = [
  [times('08:00', '16:00'), times('08:00', '16:00')],
  [times('10:00', '18:00'), times('17:59', '23:00')],
  [times('12:00', '22:00'), times('13:00', '21:00')],
  [times('16:00', '00:00'), times('15:00', '23:00')],
  [times('22:00', '08:00'), times('23:59', '07:00', 'out-of-hours')],
] as const

const nth = <Value>(list: readonly Value[], index: number): Value => {
  const value = list[index % list.length]
  if (value === undefined) throw new Error('an empty list')
  return value
}

/** Every second day, so that a night of one race does not reach into the next; the autumn clock change is among them. */
const dayOf = (race: number): string => addDays(londonDay('2026-09-01'), Math.floor(race / AMHPS) * 2)

function run(race: number): Promise<readonly Answer[]> {
  const [one, other] = nth(pairs, race)
  const personId = nth(amhps, race).id
  const day = dayOf(race)
  return Promise.all(
    [one, other].map((each, turn) => nth(planners, turn).tries(addShift, aShift(personId, { day, times: each }))),
  )
}

const overlapsNow = async (): Promise<number> => {
  const [row] = await hub.owner<{ count: number }[]>`
    select count(*)::int as count from hub.shifts a join hub.shifts b on a.service_id = b.service_id and a.person_id = b.person_id and a.id < b.id
      and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at) and a.cancelled_at is null and b.cancelled_at is null`
  return row?.count ?? -1
}

/** On a busy machine a race takes the better part of a second. */
const timeout = 180_000 + RACES * 1000
it(`of two overlapping shifts put on at once exactly one stands, ${RACES} times`, { timeout }, async () => {
  const counts = {
    won: 0,
    'refused, naming the other': 0,
    'other answers': 0,
    '5xx': 0,
    'races without exactly one winner': 0,
  }
  const unasked: string[] = []
  for (let first = 0; first < RACES; first += AT_ONCE) {
    const batch = Array.from({ length: AT_ONCE }, (_, index) => run(first + index))
    for (const answers of await Promise.all(batch)) {
      for (const { status, body } of answers) {
        if (status === 200) counts.won++
        else if (status >= 500) {
          counts['5xx']++
          unasked.push(`${status} ${JSON.stringify(body)}`)
        } else if (body['code'] === 'shifts-overlap' && typeof body['startsAt'] === 'string')
          counts['refused, naming the other']++
        else counts['other answers']++
      }
      if (answers.filter(({ status }) => status === 200).length !== 1) counts['races without exactly one winner']++
    }
  }
  const overlaps = await overlapsNow()
  evidence('F3', { races: RACES, ...counts, overlaps })
  expect({ ...counts, overlaps }, unasked.join('\n')).toEqual({
    won: RACES,
    'refused, naming the other': RACES,
    'other answers': 0,
    '5xx': 0,
    'races without exactly one winner': 0,
    overlaps: 0,
  })
})

it('two who give each other’s shifts away at once never wait for each other for ever', async () => {
  const [ruth, kim] = [nth(planners, 0), nth(planners, 1)]
  const answers: Answer[] = []
  for (let turn = 0; turn < 50; turn++) {
    // After all the days that 5,000 races take, and while they are approved.
    const day = addDays(londonDay('2028-06-01'), turn)
    const [ewa, dan] = [nth(amhps, 0), nth(amhps, 1)]
    const [early, late] = [
      await rosters(ruth, ewa.id, day, '08:00', '12:00'),
      await rosters(ruth, dan.id, day, '13:00', '17:00'),
    ]
    const give = (planner: Person, shiftId: typeof early, to: Person, [from, until]: readonly [string, string]) =>
      planner.tries(changeShift, { ...aShift(to.id, { day, times: times(from, until) }), shiftId, seenVersion: 1 })
    answers.push(
      ...(await Promise.all([give(ruth, early, dan, ['08:00', '12:00']), give(kim, late, ewa, ['13:00', '17:00'])])),
    )
  }
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  expect(await overlapsNow()).toBe(0)
})
