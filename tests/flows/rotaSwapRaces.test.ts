import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AnyCommand, SentTo } from '#shared/kernel/command.ts'
import type { PersonId, ShiftId, ShiftOfferId } from '#shared/kernel/ids.ts'
import { changeShift } from '#shared/rota/contract.ts'
import { offerOwnShift, takeOffer } from '#shared/rota/coverContract.ts'
import { publishRota, putInDraft } from '#shared/rota/planContract.ts'
import { shiftSpan } from '#shared/rota/shiftTemplate.ts'
import { addDays, clockTime, londonDay, type LondonDay } from '#shared/time/london.ts'
import { aShift, rosters, times } from '#tests/builders/rota.ts'
import type { Answer, Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

/** Races of each kind; `ROTA_RACES=5000` runs as many as the invariants are proved with, in a few minutes. */
const RACES = Number(process.env['ROTA_RACES'] ?? 60)
/** So many races run at once, each of three people who are in no other of them: more requests than the database has connections. */
const AT_ONCE = 8
/** The full count takes longer than any other test here is given. */
const MOST_MS = 180_000 + RACES * 1000

let hub: TestHub
let service: TestService
let planners: readonly Person[]
let amhps: readonly Person[]
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  planners = await Promise.all(['Ruth Banerjee', 'Kim Vale'].map((name) => service.has({ name, roles: ['manager'] })))
  amhps = await Promise.all(
    Array.from({ length: AT_ONCE * 3 }, (_, index) => service.has({ name: `AMHP ${index + 1}`, roles: ['amhp'] })),
  )
  await hub.owner`update hub.amhps set approved_on = '2026-01-01', approval_ends_on = '2030-12-31', version = version + 1`
  await hub.owner`insert into hub.rota_settings (service_id, effective_from, model, swap_policy, office_from, office_until, set_by, set_at)
    values (${service.id}, '2026-01-01', 'hub', 'none', '09:00', '17:00', ${planners[0]?.id ?? ''}, ${hub.now()})`
})
afterAll(() => hub.close())

const nth = <Value>(list: readonly Value[], index: number): Value => {
  const value = list[index % list.length]
  if (value === undefined) throw new Error('an empty list')
  return value
}
const [ruth, kim] = [() => nth(planners, 0), () => nth(planners, 1)]
/** Three people who are in no other race of the same batch. */
const three = (race: number) =>
  [0, 1, 2].map((place) => nth(amhps, (race % AT_ONCE) * 3 + place)) as [Person, Person, Person]
/** Every second day, so that no race leaves too little rest to the next; the clock changes are among them. */
const dayOf = (race: number): LondonDay => addDays(londonDay('2026-12-01'), (Math.floor(race / AT_ONCE) % 300) * 2)
/** What a batch put on the rota comes off again, so that its days can be raced for once more. */
const clear = () =>
  hub.owner`update hub.shifts set cancelled_at = ${hub.now()}, version = version + 1 where service_id = ${service.id} and cancelled_at is null`

/** One race: its people, its day, and what is there when it begins. */
interface Race {
  readonly number: number
  readonly people: readonly [Person, Person, Person]
  readonly day: LondonDay
  readonly shiftId: ShiftId
  readonly offerId: ShiftOfferId
}

// Fresh ids are branded where they are made.
const racesFrom = (first: number, onDay: (race: number) => LondonDay): readonly Race[] =>
  Array.from({ length: AT_ONCE }, (_, index) => ({
    number: first + index,
    people: three(first + index),
    day: onDay(first + index),
    shiftId: randomUUID() as ShiftId,
    offerId: randomUUID() as ShiftOfferId,
  }))

const when = (day: LondonDay, from: string, until: string) => {
  const { start, end } = shiftSpan({ startsAt: clockTime(from), endsAt: clockTime(until) }, day)
  return { day, starts_at: start, ends_at: end, role: 'duty' }
}
const of = (personId: PersonId) => ({ service_id: service.id, person_id: personId })

// What a race begins with is put there in one statement a batch: the races are of what is sent, and sending all of it costs minutes.
const onTheRota = (races: readonly Race[]) =>
  hub.owner`insert into hub.shifts ${hub.owner(
    races.map(({ people: [giver], day, shiftId }) => ({
      ...of(giver.id),
      id: shiftId,
      ...when(day, '08:30', '16:30'),
    })),
  )}`
const offered = (races: readonly Race[]) =>
  hub.owner`insert into hub.shift_offers ${hub.owner(
    races.map(({ people: [giver], shiftId, offerId }) => ({
      ...of(giver.id),
      id: offerId,
      kind: 'give-away',
      shift_id: shiftId,
      note: '',
      state: 'open',
      offered_by: giver.id,
      offered_at: hub.now(),
    })),
  )}`
const drafted = (races: readonly Race[], whose: 0 | 2, basedOn: number) =>
  hub.owner`insert into hub.draft_shifts ${hub.owner(
    races.map(({ people, day, shiftId }) => ({
      ...of(people[whose].id),
      shift_id: shiftId,
      ...when(day, '09:00', '17:00'),
      layer: 'exception',
      based_on: basedOn,
      made_by: ruth().id,
      made_at: hub.now(),
    })),
  )}`

/** Sent as a screen sends it: the same again, under the same id, while a hub on a busy machine asks for patience. */
async function presses<C extends AnyCommand>(who: Person, command: C, input: SentTo<C>): Promise<Answer> {
  const key = randomUUID()
  for (let turn = 1; ; turn += 1) {
    const answer = await who.tries(command, input, key)
    if (answer.status !== 503 || turn === 10) return answer
    await new Promise((later) => setTimeout(later, 100 * turn))
  }
}

interface Counts {
  won: number
  'told what happened': number
  'other answers': number
  '5xx': number
  'races without exactly one winner': number
}

async function race(
  onDay: (race: number) => LondonDay,
  setUp: (races: readonly Race[]) => Promise<unknown>,
  run: (race: Race) => Promise<readonly Answer[]>,
  codes: readonly string[],
): Promise<Counts> {
  const counts: Counts = {
    won: 0,
    'told what happened': 0,
    'other answers': 0,
    '5xx': 0,
    'races without exactly one winner': 0,
  }
  for (let first = 0; first < RACES; first += AT_ONCE) {
    const races = racesFrom(first, onDay)
    await setUp(races)
    for (const answers of await Promise.all(races.map(run))) {
      for (const { status, body } of answers) {
        if (status === 200) counts.won++
        else if (status >= 500) counts['5xx']++
        else if (codes.includes(String(body['code']))) counts['told what happened']++
        else counts['other answers']++
      }
      if (answers.filter(({ status }) => status === 200).length !== 1) counts['races without exactly one winner']++
    }
    if (first + AT_ONCE < RACES) await clear()
  }
  console.info(`${ran} races:`, counts)
  return counts
}

const ran = Math.ceil(RACES / AT_ONCE) * AT_ONCE
const fair = {
  won: ran,
  'told what happened': ran,
  'other answers': 0,
  '5xx': 0,
  'races without exactly one winner': 0,
}

const broken = async (): Promise<unknown> => {
  const [row] = await hub.owner`
    select
      (select count(*)::int from hub.shifts a join hub.shifts b on a.service_id = b.service_id and a.person_id = b.person_id and a.id < b.id
        and tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at) and a.cancelled_at is null and b.cancelled_at is null) as overlaps,
      (select count(*)::int from hub.shifts s where not exists (select from hub.shift_history h
        where h.service_id = s.service_id and h.shift_id = s.id and h.version = s.version and h.person_id = s.person_id)) as "lost history"`
  return row
}

it(
  'of two who take one offer exactly one has the shift, and the other is told who',
  async () => {
    const counts = await race(
      dayOf,
      async (races) => {
        await onTheRota(races)
        await offered(races)
      },
      ({ people: [, ...takers], offerId }) =>
        Promise.all(
          takers.map((taker) => presses(taker, takeOffer, { offerId, seenVersion: 1, inReturnShiftId: null })),
        ),
      ['offer-closed'],
    )
    expect(counts).toEqual(fair)
    expect(await broken()).toEqual({ overlaps: 0, 'lost history': 0 })
  },
  MOST_MS,
)

it(
  'of two edits of one shift, drafted or on the rota, exactly one stands, and the other is told that it changed',
  async () => {
    const counts = await race(
      (number) => addDays(dayOf(number), 600),
      async (races) => {
        await onTheRota(races.filter(({ number }) => number % 2 === 0))
        await drafted(
          races.filter(({ number }) => number % 2 === 1),
          0,
          0,
        )
      },
      ({ number, people: [who], day, shiftId }) =>
        Promise.all(
          [ruth(), kim()].map((planner, turn) =>
            presses(planner, number % 2 === 0 ? changeShift : putInDraft, {
              shiftId,
              seenVersion: 1,
              personId: who.id,
              day,
              times: times(`1${turn}:00`, '19:00'),
            }),
          ),
        ),
      ['changed-since-seen'],
    )
    expect(counts).toEqual(fair)
    expect(await broken()).toEqual({ overlaps: 0, 'lost history': 0 })
  },
  MOST_MS,
)

it(
  'of a publication and a swap of the same shift exactly one holds, and neither is lost in silence',
  async () => {
    const counts = await race(
      (number) => addDays(londonDay('2027-06-01'), number % 800),
      async (races) => {
        await onTheRota(races)
        await offered(races)
        await drafted(races, 2, 1)
      },
      ({ people: [, taker], day, shiftId, offerId }) =>
        Promise.all([
          presses(kim(), publishRota, {
            firstDay: day,
            lastDay: day,
            seen: [{ shiftId, version: 1 }],
            accepted: [],
          }),
          presses(taker, takeOffer, { offerId, seenVersion: 1, inReturnShiftId: null }),
        ]),
      ['publish-stopped', 'offer-closed', 'changed-since-seen'],
    )
    expect(counts).toEqual(fair)
    expect(await broken()).toEqual({ overlaps: 0, 'lost history': 0 })
  },
  MOST_MS,
)

it('of two direct changes against a swap of the same two people none waits for ever', async () => {
  const answers: Answer[] = []
  for (let turn = 0; turn < Math.min(RACES, 40); turn++) {
    const [ewa, dan] = three(turn)
    const day = addDays(londonDay('2028-01-01'), turn * 2)
    const [early, late] = [
      await rosters(ruth(), ewa.id, day, '08:00', '12:00'),
      await rosters(ruth(), dan.id, day, '13:00', '17:00'),
    ]
    const { offerId } = await ewa.sends(offerOwnShift, {
      shiftId: early,
      seenVersion: 1,
      kind: 'swap',
      part: null,
      meantFor: null,
      note: '',
    })
    answers.push(
      ...(await Promise.all([
        dan.tries(takeOffer, { offerId, seenVersion: 1, inReturnShiftId: late }),
        kim().tries(changeShift, {
          ...aShift(ewa.id, { day, times: times('13:00', '17:00') }),
          shiftId: late,
          seenVersion: 1,
        }),
      ])),
    )
  }
  expect(answers.filter(({ status }) => status >= 500)).toEqual([])
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(answers.length / 2)
  expect(await broken()).toEqual({ overlaps: 0, 'lost history': 0 })
})
