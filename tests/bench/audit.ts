import type postgres from 'postgres'
import { activityOf, whoLooked } from '#shared/audit/contract.ts'
import { addHours } from '#shared/time/instant.ts'
import type { BenchDatabase } from './database.ts'
import { cookieOf } from './desk.ts'
import { openDoors } from './doors.ts'
import type { Endings } from './endings.ts'
import { ms, type Result } from './report.ts'
import { BENCH_NOW, type Seeded } from './seed.ts'
import { spreadOf } from './statistics.ts'
import { stopwatch } from './stopwatch.ts'

const READS = 3_000_000
/** Of them, those of the service that asks: one large service among others in one database. */
const OURS = 0.9
const QUESTIONS = 20
const GOAL_MS = 5000
const YEAR_HOURS = 24 * 365

/**
 * Two questions of a data protection officer, each over a year of three million reads: who looked at this person, and what did this
 * colleague look at. Beside each, in turns, the least that any answer costs: one count over the same index, by bare SQL.
 */
export async function measureAudit(
  { owner, url }: BenchDatabase,
  { ours, bare }: Seeded,
  endings: Endings,
): Promise<readonly Result[]> {
  const counted = await addReads(owner, [ours.serviceId, bare.serviceId])
  const [token = ''] = ours.tokens
  await owner.begin(async (sql) => {
    // Whoever's roles change is signed out, as it should be; here somebody is a lead from the start.
    await sql`set local session_replication_role = replica`
    await sql`update hub.people set roles = '{amhp-lead}' where id = ${ours.consultantIds[0] ?? ''}`
  })
  const origin = await openDoors(url, endings)
  const ask = async (door: string, input: Record<string, string>): Promise<number> => {
    const began = stopwatch()
    const stretch = { from: addHours(BENCH_NOW, -YEAR_HOURS), to: addHours(BENCH_NOW, 1) }
    const answer = await fetch(`${origin}/api/${door}?${new URLSearchParams({ ...input, ...stretch }).toString()}`, {
      headers: { cookie: cookieOf(token), origin },
    })
    const text = await answer.text()
    const tookMs = stopwatch() - began
    // The hub gives up before anybody would wait so long: that is over the goal, and the rest is still worth knowing.
    if (answer.status === 503) return Math.max(tookMs, GOAL_MS)
    if (answer.status !== 200) throw new Error(`${door} was not answered: ${answer.status} ${text.slice(0, 200)}`)
    return tookMs
  }
  const people = await owner<{ id: string; number: string }[]>`
    select id, number::text from hub.referrals where service_id = ${ours.serviceId} order by md5(id::text) limit ${QUESTIONS}`
  const colleagues = [...ours.amhpIds, ...ours.consultantIds].slice(0, QUESTIONS)
  return [
    await inTurns('who looked at one person', counted, people, {
      ours: ({ number }) => ask(whoLooked.name, { number, whose: 'person' }),
      limit: ({ id }) =>
        timed(
          () =>
            owner`select count(*) from hub.reads where service_id = ${ours.serviceId} and referral_ids @> array[${id}]::uuid[]`,
        ),
    }),
    await inTurns('what one colleague looked at', counted, colleagues, {
      ours: (personId) => ask(activityOf.name, { personId }),
      limit: (personId) =>
        timed(
          () => owner`select count(*) from hub.reads where service_id = ${ours.serviceId} and actor_id = ${personId}`,
        ),
    }),
  ]
}

async function timed(work: () => PromiseLike<unknown>): Promise<number> {
  const began = stopwatch()
  await work()
  return stopwatch() - began
}

async function inTurns<Thing>(
  row: string,
  reads: number,
  things: readonly Thing[],
  { ours, limit }: Record<'ours' | 'limit', (of: Thing) => Promise<number>>,
): Promise<Result> {
  const [oursMs, limitMs]: [number[], number[]] = [[], []]
  for (const thing of things) {
    limitMs.push(await limit(thing))
    oursMs.push(await ours(thing))
  }
  const [whole, bare] = [spreadOf(oursMs), spreadOf(limitMs)]
  return {
    row: `${row}, of ${(reads / 1_000_000).toFixed(0)} million reads`,
    ours: `${ms(whole.p50)}, p95 ${ms(whole.p95)}`,
    limit: `${ms(bare.p50)}, p95 ${ms(bare.p95)}`,
    ratio: whole.p50 / bare.p50,
    goal: `p95 < ${ms(GOAL_MS)}`,
    ok: whole.p95 < GOAL_MS,
    facts: { ours: whole, limit: bare, reads },
  }
}

/**
 * A year of reads of both services, most by few and of few, as it is: views of one record, lists of eight, searches that found two. In
 * one statement, with the indexes made afterwards. @returns how many there are
 */
async function addReads(owner: postgres.Sql, services: readonly [string, string]): Promise<number> {
  const indexes = await owner<{ name: string; made: string }[]>`
    select indexname as name, indexdef as made from pg_indexes
    where schemaname = 'hub' and tablename = 'reads' and indexname <> 'reads_pkey'`
  await owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    for (const { name } of indexes) await sql`drop index ${sql(`hub.${name}`)}`
    for (const [place, service] of services.entries()) {
      const count = Math.round(READS * (place === 0 ? OURS : 1 - OURS))
      await sql`
        insert into hub.reads (service_id, at, actor_id, query, kind, shown, referral_ids, request_id)
        with r as (select array_agg(id order by id) as ids, count(*)::bigint as n from hub.referrals where service_id = ${service}),
          p as (select array_agg(id order by id) as ids, count(*)::bigint as n from hub.people where service_id = ${service})
        select ${service}, ${BENCH_NOW}::timestamptz - g * interval '1 year' / ${count}, p.ids[1 + (g * 7919 % p.n * (g * 31 % p.n) / p.n)],
          case when g % 20 < 16 then 'referrals.record' when g % 20 < 19 then 'allocations.board' else 'referrals.find' end,
          case when g % 20 < 16 then 'view' when g % 20 < 19 then 'list' else 'search' end, case when g % 20 < 16 then 'whole' else 'row' end,
          r.ids[1 + (g * 104729 % r.n):(g * 104729 % r.n) + case when g % 20 < 16 then 1 when g % 20 < 19 then 8 else 2 end], ''
        from generate_series(1, ${count}::bigint) g, r, p`
    }
    for (const { made } of indexes) await sql.unsafe(made)
  })
  await owner`vacuum analyze hub.reads`
  const [counted] = await owner<{ count: string }[]>`select count(*) from hub.reads`
  return Number(counted?.count)
}
