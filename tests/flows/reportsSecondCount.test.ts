import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { outcomes } from '#shared/allocations/outcomes.ts'
import { waitFacts } from '#shared/allocations/waits.ts'
import { requests, sources, urgencies } from '#shared/referrals/referral.ts'
import { agencies, agencyCodes } from '#shared/referrals/triaging/asks.ts'
import { ethnicGroups } from '#shared/referrals/triaging/answerLists.ts'
import { reportKeys, type Report, type ReportKey } from '#shared/reports/table.ts'
import { recordWorkforce } from '#shared/reports/workforceContract.ts'
import { addHours, instant } from '#shared/time/instant.ts'
import { addDays, clockTime, londonDay, londonInstant } from '#shared/time/london.ts'
import { recordTaken } from '#shared/toil/contract.ts'
import { adjustToil, bringForward, payOut, reverseEntry } from '#shared/toil/ledgerContract.ts'
import { ask, golden, type Golden } from '#tests/builders/golden.ts'
import { chances, octoberPast } from '#tests/builders/octoberPast.ts'
import { hasClaimsPast, hasDeskPast } from '#tests/builders/octoberDesk.ts'
import { hasRestPast } from '#tests/builders/octoberRest.ts'
import * as cases from '#tests/builders/secondCount.ts'
import * as late from '#tests/builders/secondCountDesk.ts'
import * as people from '#tests/builders/secondCountPeople.ts'
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
  ...requests,
  ...ethnicGroups,
  ...Object.fromEntries(Object.entries(outcomes).map(([code, one]) => [code, one.words])),
  ...Object.fromEntries(Object.entries(waitFacts).map(([code, one]) => [code, one.words])),
}
const SAME_IN_TWO_LISTS = new Set(['other'])

const owners = Object.fromEntries(Object.entries(waitFacts).map(([code, one]) => [code, one.owner]))
/** Months on both sides of the first of October, and then a day within it. */
const aroundOctober = { from: '2026-09-01', to: '2026-10-31', change: '2026-10-01' }
const withinOctober = { ...aroundOctober, change: '2026-10-14' }
const twoYears = { from: '2025-10-01', to: '2026-10-31' }

const again: readonly (readonly [ReportKey, string, parts?: object])[] = [
  ['referrals', cases.referralsAgain],
  ['stages', cases.stagesAgain],
  ['outcomes', cases.outcomesAgain],
  ['hours', cases.hoursAgain],
  ['again', cases.againAgain],
  ['completeness', cases.completenessAgain],
  ['equality', cases.equalityAgain],
  ['section136', work.section136Again],
  ['partners', work.partnersAgain(owners, null)],
  ['partners', work.partnersAgain(owners, 3850), { hourCost: '38.50' }],
  ['choices', work.choicesAgain],
  ['late', late.lateAgain],
  ['duties', cases.dutiesAgain],
  ['cover', work.coverAgain],
  ['toil', work.toilAgain],
  ['rest', work.restAgain],
  ['change', people.changeAgain(aroundOctober), aroundOctober],
  ['change', people.changeAgain(withinOctober), withinOctober],
  [
    'workforce',
    people.workforceAgain([
      ['2026-10-01', '1 October 2026'],
      ['2026-10-31', '31 October 2026'],
    ]),
  ],
  ['survey', people.surveyAgain('2026-10-31', '2025-10-31')],
  [
    'foi',
    people.foiAgain([
      ['2025/26, part', '2025-10-01', '2026-03-31'],
      ['2026/27, part', '2026-04-01', '2026-10-31'],
    ]),
    twoYears,
  ],
]

it.each(Array.from({ length: HISTORIES }, (_, index) => 20_261_001 + index))(
  'every figure of every report is what a second count finds, history %i',
  async (seed) => {
    const of = await golden(hub, octoberPast(seed, REFERRALS))
    await says(of, seed)
    await works(of, seed)
    await owes(of, seed)
    await hires(of, seed)
    await hasDeskPast(of, seed)
    await hasClaimsPast(of, seed)
    await hasRestPast(of)
    let figures = 0
    expect(new Set(again.map(([key]) => key))).toEqual(new Set(reportKeys))
    for (const [key, query, parts] of again) {
      const shown = figuresOf(await ask(of, key, parts))
      const counted = await secondCount(of, key, query)
      expect(Object.fromEntries(shown), key).toEqual(Object.fromEntries(counted))
      figures += shown.size
    }
    console.info(
      `second count: seed ${seed}, ${REFERRALS} referrals, ${figures} figures of ${again.length} reports agree`,
    )
    expect(figures).toBeGreaterThan(1400)
  },
  180_000,
)

/** Each number of a report by where it stands; words are not counted, and how causes share a minute is worked out beside that rule. */
function figuresOf({ tables }: Report): ReadonlyMap<string, number | null> {
  return new Map(
    tables.flatMap(({ key, columns, rows, total }) =>
      [...(key === 'causes' ? [] : rows), ...(total ? [total] : [])].flatMap(({ label, cells }) =>
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
  const agency = (label: string) => (key === 'completeness' ? agencyCodes.find((code) => code === label) : undefined)
  const wordsOf = (label: string): string => {
    const asked = agency(label)
    return asked ? agencies[asked] : otherWordsOf(label)
  }
  const otherWordsOf = (label: string): string =>
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
async function works({ service, ewa, maya }: Golden, seed: number): Promise<void> {
  const pick = chances(seed + 11)
  const tom = await service.has({ name: 'Tom Ellis', roles: ['amhp'] })
  await hub.owner`update hub.amhps set contracted_minutes_per_week = 1480, version = version + 1 where person_id = ${tom.id}`
  let given = 0
  const finished = await hub.owner<{ id: string; at: Date }[]>`
    select id, finished_at as at from hub.allocations
    where service_id = ${service.id} and finished_at is not null and shift_id is not null order by finished_at`
  const jobs = finished.map(({ id, at }) => ({ id, finishedAt: instant(new Date(at).getTime()) }))
  for (const person of [ewa, tom])
    for (let index = 0; index < 61; index += 1) {
      if (pick(3) === 0) continue
      const day = addDays(londonDay('2026-09-01'), index)
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
      const endsAt = londonInstant(addDays(day, over), clockTime(to))
      const shiftId = await hasShift(hub, service, person, { startsAt, endsAt })
      // One that finished in the shift, or in the eight hours after it.
      const at = jobs.findIndex(({ finishedAt }) => finishedAt > startsAt && finishedAt < addHours(endsAt, 8))
      const [job] = at < 0 ? [] : jobs.splice(at, 1)
      if (!job) continue
      given += 1
      await hub.owner.begin(async (sql) => {
        await sql`set local session_replication_role = replica`
        await sql`update hub.allocations set shift_id = ${shiftId} where id = ${job.id}`
        // With every third comes one that they are relieved of, in the shift or late, half of them without setting off: of a duplicate, so
        // that nothing else counts it.
        if (given % 3 === 0)
          await sql`
            insert into hub.allocations (service_id, id, referral_id, person_id, shift_id, allocated_by, allocated_at, accepted_at, set_off_at, ended_at, ended_how, choice)
            select j.service_id, ${randomUUID()}, r.id, ${person.id}, ${shiftId}, j.allocated_by, j.allocated_at, ${startsAt},
              case when ${given % 2 === 0} then ${startsAt}::timestamptz end, ${addHours(endsAt, pick(5) - 2)}, 'taken-back', '{}'
            from hub.allocations j cross join lateral (select id from hub.referrals where service_id = j.service_id and closed_as = 'DUPLICATE_LINKED' limit 1) r
            where j.id = ${job.id}`
      })
    }
  expect(given, 'jobs on shifts, or nothing about late work is counted').toBeGreaterThan(5)
  // Some were taken off, lately or long before, and some put in at short notice for somebody else.
  await hub.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    await sql`
      with n as (select id, row_number() over (order by starts_at, id) as n, exists (select from hub.allocations a where a.shift_id = o.id) as used
        from hub.shifts o where service_id = ${service.id})
      update hub.shifts s set
        cancelled_at = case when n.n % 6 = 1 and not n.used then s.starts_at - case when n.n % 4 = 1 then interval '2 days' else interval '20 days' end end,
        cancelled_why = case when n.n % 6 = 1 and not n.used then 'Not needed' else '' end,
        layer = case when n.n % 5 = 2 then 'cover' else s.layer end, planned_for = case when n.n % 5 = 2 then ${maya.id}::uuid end
      from n where n.id = s.id`
  })
}

/** Entries of most kinds, one of them taken back, in October and around it. */
async function owes({ service, ruth, ewa }: Golden, seed: number): Promise<void> {
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
  const pick = chances(seed + 13)
  await hub.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    for (let index = 0; index < 30; index += 1) {
      const [id, day, minutes] = [randomUUID(), addDays(londonDay('2026-09-01'), pick(61)), 5 + pick(200)]
      const add = (kind: string, count: number, as: string, reverses: string | null) =>
        sql`insert into hub.toil_entries (service_id, id, person_id, kind, minutes, day, recorded_at, recorded_by, claim_id, policy_id, reverses_id)
          values (${service.id}, ${as}, ${ewa.id}, ${kind}, ${count}, ${day}, ${hub.now()}, ${ruth.id}, ${id}, ${id}, ${reverses})`
      await add('ACCRUE', minutes, id, null)
      if (pick(5) === 0) await add('REVERSE', -minutes, randomUUID(), id)
    }
  })
}

/** A register of several professions, employers, contracts and terms, some of whom come and go; and what was typed of it. */
async function hires({ service, ruth, maya, ewa }: Golden, seed: number): Promise<void> {
  const pick = chances(seed + 17)
  const employers = await Promise.all(
    (['nhs', 'agency', 'self'] as const).map(async (kind) => {
      const id = randomUUID()
      await hub.owner`insert into hub.employers (service_id, id, name, kind) values (${service.id}, ${id}, ${kind}, ${kind})`
      return id
    }),
  )
  for (let index = 0; index < 12; index += 1) {
    const { id } = await service.has({
      name: `Colleague ${index}`,
      ...(index === 0 ? { roles: ['trainee'], supervisedBy: ewa } : { roles: ['amhp'] }),
    })
    const from = addDays(londonDay('2026-10-20'), -(pick(5) === 0 ? pick(18) : 300 + pick(1300)))
    const left = pick(5) === 0 ? londonInstant(addDays(londonDay('2026-10-02'), pick(40)), clockTime('23:30')) : null
    await hub.owner.begin(async (sql) => {
      await sql`set local session_replication_role = replica`
      await sql`update hub.amhps set approved_on = ${from}, approval_ends_on = ${addDays(from, 1400 + pick(400))},
        profession = ${['social-worker', 'nurse', 'occupational-therapist', 'psychologist'][pick(4)] ?? 'nurse'},
        employer_id = ${employers[pick(5)] ?? service.employerId}, contract = ${['dedicated', 'combined', 'sessional'][pick(3)] ?? 'combined'},
        contracted_minutes_per_week = ${300 + pick(1900)} where service_id = ${service.id} and person_id = ${id}`
      await sql`update hub.people set left_at = ${left} where service_id = ${service.id} and id = ${id}`
    })
  }
  const counts = { vacantTenths: pick(100), neededTenths: pick(900), expectedApprovals: pick(9), retiring: pick(9) }
  await ruth.sends(recordWorkforce, { day: '2026-09-01', counts: { ...counts, women: 99, men: 99 } })
  await maya.sends(recordWorkforce, { day: '2026-10-12', counts: { ...counts, women: pick(30), men: pick(30) } })
}
