import type postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { golden, type Golden } from '#tests/builders/golden.ts'
import { TestHub } from '#tests/harness/service.ts'

/**
 * Rows that the questions of reports read while the planner takes every table for all but empty, as it does for some seconds after a
 * service's history came in at once. Any index is as good to it then as the right one, so a look-up may go through all cases: that is
 * their square, and a moment for a year of them. A join inside a join would be their cube, and no answer.
 */
const CASES = 150
const MOST_ROWS = 5 * CASES ** 2
const OF_DAYS = ['asks', 'clocks', 'doctors', 'handovers', 'open', 'papers', 'powers', 'reasons']
const FIELDS = "'{id,person,triagedAt,outcome,offRota,ethnicity,hasDisability}'"
const [SHORT, LONG] = ["'2026-10-01', '2026-11-01'", "'2026-01-01', '2027-01-01'"]

let hub: TestHub
let of: Golden
beforeAll(async () => {
  hub = await TestHub.open()
  const times = { triaged: '2026-10-02T09:00', accepted: '2026-10-02T09:00', allocated: '2026-10-02T09:00' }
  of = await golden(
    hub,
    Array.from({ length: CASES }, (_, place) => ({
      ...times,
      received: `2026-10-${String(2 + (place % 28)).padStart(2, '0')}T08:00`,
      completed: '2026-10-30T12:00',
      source: 'POLICE_136',
      power: { start: '2026-10-02T11:00', end: '2026-10-02T16:00' },
    })),
  )
  await hub.owner.unsafe(TAKEN_FOR_EMPTY)
})
afterAll(() => hub.close())

const TAKEN_FOR_EMPTY = `
  do $$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = 'hub' loop
      execute format('alter table hub.%I set (autovacuum_enabled = off)', name);
    end loop;
  end $$;
  delete from pg_statistic where starelid in (select oid from pg_class where relnamespace = 'hub'::regnamespace);
  update pg_class set reltuples = 0, relpages = 1 where relnamespace = 'hub'::regnamespace and relkind = 'r';`

const questions = [
  ...OF_DAYS.flatMap((name) => [SHORT, LONG].map((days) => `select count(*) from hub.report_${name}(${days})`)),
  ...[SHORT, LONG].map((days) => `select length(hub.report_cases(${days}, ${FIELDS})) as count`),
]

async function rowsRead(sql: postgres.TransactionSql): Promise<number> {
  const [row] = await sql<{ rows: number }[]>`
    select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::float8 as rows from pg_stat_xact_user_tables where schemaname = 'hub'`
  return row?.rows ?? 0
}

it.each(questions)('comes to no cube of the cases: %s', async (question) => {
  const read = await hub.owner.begin(async (sql) => {
    await sql`select set_config('app.service_id', ${of.service.id}, true), set_config('app.actor_id', ${of.ruth.id}, true)`
    const before = await rowsRead(sql)
    await sql.unsafe(question)
    return (await rowsRead(sql)) - before
  })
  console.info(`${read} rows for ${CASES} cases: ${question}`)
  expect(read).toBeLessThanOrEqual(MOST_ROWS)
})
