import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { outcomes } from '#shared/allocations/outcomes.ts'
import { waitFacts } from '#shared/allocations/waits.ts'
import { sources, urgencies } from '#shared/referrals/referral.ts'
import { ethnicGroups } from '#shared/referrals/triaging/dataset.ts'
import type { Report, ReportKey } from '#shared/reports/table.ts'
import { addDays, clockTime, londonDay, londonInstant } from '#shared/time/london.ts'
import { recordTaken } from '#shared/toil/contract.ts'
import { adjustToil, bringForward, payOut, reverseEntry } from '#shared/toil/ledgerContract.ts'
import { ask, golden, type Golden } from '#tests/builders/golden.ts'
import { chances, octoberPast } from '#tests/builders/octoberPast.ts'
import * as cases from '#tests/builders/secondCount.ts'
import * as work from '#tests/builders/secondCountWork.ts'
import { hasShift } from '#tests/builders/toil.ts'
import { TestHub } from '#tests/harness/service.ts'

/** Histories that are counted twice; more with HISTORIES=40. */
const HISTORIES = Number(process.env['HISTORIES'] ?? 2)
const REFERRALS = 140

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

/** Codes as they stand in the tables, as reports say them. */
const words: Readonly<Record<string, string>> = {
  ...sources,
  ...urgencies,
  ...ethnicGroups,
  ...Object.fromEntries(Object.entries(outcomes).map(([code, one]) => [code, one.words])),
  ...Object.fromEntries(Object.entries(waitFacts).map(([code, one]) => [code, one.words])),
}
const SAME_IN_TWO_LISTS = new Set(['other'])

const again: readonly (readonly [ReportKey, string])[] = [
  ['referrals', cases.referralsAgain],
  ['stages', cases.stagesAgain],
  ['outcomes', cases.outcomesAgain],
  ['hours', cases.hoursAgain],
  ['again', cases.againAgain],
  ['completeness', cases.completenessAgain],
  ['equality', cases.equalityAgain],
  ['section136', work.section136Again],
  ['partners', work.partnersAgain],
  ['cover', work.coverAgain],
  ['toil', work.toilAgain],
  ['rest', work.restAgain],
]

it.each(Array.from({ length: HISTORIES }, (_, index) => 20_261_001 + index))(
  'every figure of twelve reports is what a second count finds, history %i',
  async (seed) => {
    const of = await golden(hub, octoberPast(seed, REFERRALS))
    await says(of, seed)
    await works(of, seed)
    await owes(of)
    let figures = 0
    for (const [key, query] of again) {
      const shown = figuresOf(await ask(of, key))
      const counted = await secondCount(of, key, query)
      expect(Object.fromEntries(shown), key).toEqual(Object.fromEntries(counted))
      figures += shown.size
    }
    console.info(
      `second count: seed ${seed}, ${REFERRALS} referrals, ${figures} figures of ${again.length} reports agree`,
    )
    expect(figures).toBeGreaterThan(900)
  },
  180_000,
)

/** Each number of a report by where it stands; words are not counted. */
function figuresOf({ tables }: Report): ReadonlyMap<string, number | null> {
  return new Map(
    tables.flatMap(({ key, columns, rows, total }) =>
      [...rows, ...(total ? [total] : [])].flatMap(({ label, cells }) =>
        columns.flatMap(({ heading }, index) => {
          const cell = cells[index] ?? null
          return typeof cell === 'string' ? [] : [[`${key} | ${label} | ${heading}`, cell] as const]
        }),
      ),
    ),
  )
}

async function secondCount({ hub: { owner }, service }: Golden, key: ReportKey, query: string) {
  const now = hub.now()
  const uses = query.includes('$2') ? [service.id, now] : [service.id]
  const rows = await owner.unsafe<{ t: string; l: string; h: string; n: number | null }[]>(query, uses)
  const [council] = await owner<{ name: string }[]>`select name from hub.councils where id = ${service.councilId}`
  const wordsOf = (label: string): string =>
    label === 'the council'
      ? (council?.name ?? '')
      : SAME_IN_TWO_LISTS.has(label)
        ? key === 'partners'
          ? waitFacts.other.words
          : ethnicGroups.other
        : (words[label] ?? label)
  return new Map(rows.map(({ t, l, h, n }) => [`${t} | ${wordsOf(l)} | ${h}`, n]))
}

/** What some were asked: ethnic group, with those who would not say, and whether they have a disability. */
async function says({ service, ewa }: Golden, seed: number): Promise<void> {
  const pick = chances(seed + 7)
  const groups = ['white-british', 'white-irish', 'black-african', 'asian-indian', 'mixed-asian', 'arab', 'other']
  const ids = await hub.owner<
    { id: string }[]
  >`select id from hub.referrals where service_id = ${service.id} order by number`
  await hub.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    for (const { id } of ids) {
      const how = ['said', 'said', 'said', 'refused', 'not-known'][pick(5)] ?? 'said'
      const text = how === 'said' ? (groups[pick(groups.length)] ?? 'other') : ''
      const say = (field: string, as: string, what: string) =>
        sql`insert into hub.referral_answers (service_id, referral_id, field, how, text, answered_by, answered_at)
          values (${service.id}, ${id}, ${field}, ${as}, ${what}, ${ewa.id}, ${hub.now()})`
      if (pick(5) > 0) await say('ethnicity', how, text)
      if (pick(6) === 0) await say('disability', 'said', 'Hard of hearing')
    }
  })
}

/** Shifts through the change of the clocks, lates followed by earlies among them, and jobs that finish after some of them. */
async function works({ service, ewa }: Golden, seed: number): Promise<void> {
  const pick = chances(seed + 11)
  const tom = await service.has({ name: 'Tom Ellis', roles: ['amhp'] })
  await hub.owner`update hub.amhps set contracted_minutes_per_week = 1480, version = version + 1 where person_id = ${tom.id}`
  const jobs = await hub.owner<{ id: string; finishedAt: string }[]>`
    select id, finished_at as "finishedAt" from hub.allocations where service_id = ${service.id} and finished_at is not null and shift_id is not null`
  for (const person of [ewa, tom])
    for (let index = 0; index < 31; index += 1) {
      if (pick(3) === 0) continue
      const day = addDays(londonDay('2026-10-01'), index)
      const [from, to, over] = (
        [
          ['08:00', '16:00', 0],
          ['12:30', '20:30', 0],
          ['20:00', '08:00', 1],
        ] as const
      )[pick(3)] ?? ['08:00', '16:00', 0]
      const startsAt = londonInstant(day, clockTime(from))
      const taken = await hub.owner`select from hub.shifts where person_id = ${person.id} and ends_at > ${startsAt}`
      if (taken.length > 0) continue
      const shiftId = await hasShift(hub, service, person, {
        startsAt,
        endsAt: londonInstant(addDays(day, over), clockTime(to)),
      })
      const job = jobs.find(({ finishedAt }) => finishedAt > startsAt && finishedAt < `${addDays(day, 2)}`)
      if (job && pick(2) === 0)
        await hub.owner.begin(async (sql) => {
          await sql`set local session_replication_role = replica`
          await sql`update hub.allocations set shift_id = ${shiftId} where id = ${job.id}`
        })
    }
}

/** Entries of most kinds, one of them taken back, in October and around it. */
async function owes({ service, ruth, ewa }: Golden): Promise<void> {
  const why = 'As agreed'
  await ruth.sends(bringForward, { personId: ewa.id, day: '2026-09-20', minutes: 900, why })
  await ruth.sends(adjustToil, { personId: ewa.id, day: '2026-10-01', minutes: -45, why })
  await ruth.sends(recordTaken, { personId: ewa.id, day: '2026-10-31', minutes: 200, note: '' })
  const { entryId } = await ruth.sends(payOut, { personId: ewa.id, day: '2026-10-15', minutes: 100, why })
  await ruth.sends(reverseEntry, { entryId, why })
  await ruth.sends(payOut, { personId: ewa.id, day: '2026-10-16', minutes: 60, why })
  await ruth.sends(payOut, { personId: ewa.id, day: '2026-11-02', minutes: 30, why })
  await hub.owner`
    insert into hub.toil_entries (service_id, id, person_id, kind, minutes, day, recorded_at, recorded_by)
    values (${service.id}, ${randomUUID()}, ${ewa.id}, 'EXPIRE', -20, '2026-10-20', ${hub.now()}, ${ruth.id})`
}
