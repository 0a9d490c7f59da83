import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clockRules, powerKinds } from '#shared/referrals/clockRules.ts'
import { limitKinds } from '#shared/referrals/law/limitKinds.ts'
import { limitRules } from '#shared/referrals/law/limitRules.ts'
import { ruleAt, type RuleOfLaw } from '#shared/referrals/law/rule.ts'
import { periodEnd, type CountingMode } from '#shared/time/counting.ts'
import { instant, type Instant } from '#shared/time/instant.ts'
import { ZONE } from '#shared/time/london.ts'
import { cloneOf, TEMPLATE, type TestDatabase } from '#tests/harness/database.ts'
import { changesOf } from '#tests/rules/naiveClocks.ts'

/** The clocks against PostgreSQL's own calendar and its own table of time zones: one statement a rule, every start at once. */
let database: TestDatabase
let sql: postgres.Sql
beforeAll(async () => {
  database = await cloneOf(TEMPLATE)
  sql = postgres(database.url, { max: 1, connection: { TimeZone: 'America/St_Johns' } })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

const YEARS = Array.from({ length: 11 }, (_, after) => 2026 + after)
const quarters: readonly number[] = YEARS.flatMap(changesOf).flatMap((change) =>
  Array.from({ length: 288 }, (_, at) => change + (at - 144) * 900_000),
)
const days: readonly number[] = Array.from(
  { length: 11 * 366 },
  (_, after) => Date.UTC(2026, 0, 1, 22, 59) + after * 86_400_000,
)

const NOW = instant('2026-11-12T12:00:00Z')
const rules: readonly RuleOfLaw[] = [
  ...powerKinds.map((kind) => ruleAt(clockRules, kind, NOW)),
  ...limitKinds.map((kind) => ruleAt(limitRules, kind, NOW)).filter(({ mode }) => mode !== null),
]

/** The end of a period that starts at `x.at`, as PostgreSQL works it out. */
function endInSql(mode: CountingMode, quantity: number) {
  const day = sql`(x.at at time zone ${ZONE})::date`
  const midnightAfter = (last: postgres.PendingQuery<postgres.Row[]>) =>
    sql`((${last} + 1)::timestamp at time zone ${ZONE})`
  switch (mode) {
    case 'elapsed-hours':
      return sql`x.at + make_interval(secs => ${quantity * 3600})`
    case 'days-beginning-with':
    case 'days-ending-with':
      return midnightAfter(sql`(${day} + ${quantity - 1}::int)`)
    case 'clear-days-between':
      return midnightAfter(sql`(${day} + ${quantity + 1}::int)`)
    case 'months-beginning-with': {
      const sameDate = sql`(${day} + make_interval(months => ${quantity}))::date`
      // PostgreSQL ends a month that is too short on its last day, which is then the last of the period.
      return midnightAfter(
        sql`(case when extract(day from ${sameDate}) < extract(day from ${day}) then ${sameDate} else ${sameDate} - 1 end)`,
      )
    }
  }
}

/** Rules of the same period share its ends: one statement finds where they differ. */
async function differences(starts: readonly number[]): Promise<readonly string[]> {
  const periods = new Map(rules.map((rule) => [`${rule.mode} ${rule.quantity}`, rule]))
  const found: string[] = []
  const froms = starts.map((ms) => instant(ms))
  for (const { mode, quantity, id } of periods.values()) {
    if (mode === null) throw new Error(`${id} has no number`)
    const ends = froms.map((at) => periodEnd(at, mode, quantity))
    const rows = await sql<{ at: Date; here: Date; there: Date }[]>`
      select * from (
        select x.at, x.ends as here, ${endInSql(mode, quantity)} as there
        from unnest(${froms}::timestamptz[], ${ends}::timestamptz[]) as x(at, ends)
      ) both_ways where here is distinct from there limit 5`
    found.push(
      ...rows.map(({ at, here, there }) => `${id} ${at.toISOString()}: ${here.toISOString()}, ${there.toISOString()}`),
    )
  }
  return found
}

describe('every clock of the law', () => {
  it('ends when PostgreSQL says, at each quarter hour around the 22 changes of the clocks', async () => {
    const found = await differences(quarters)
    console.info(
      `clocks and PostgreSQL: ${rules.length * quarters.length} ends around 22 changes, ${found.length} differences`,
    )
    expect(found).toEqual([])
  })

  it('ends so from each day of eleven years', async () => {
    const found = await differences(days)
    console.info(
      `clocks and PostgreSQL: ${rules.length * days.length} ends from each day of 2026 to 2036, ${found.length} differences`,
    )
    expect(found).toEqual([])
  })

  it('would be seen to differ', async () => {
    const [rule] = rules
    if (!rule) throw new Error('no rules')
    const aDayLess: RuleOfLaw = { ...rule, mode: 'days-beginning-with', quantity: 27 }
    const late: readonly Instant[] = [instant(quarters[0] ?? 0)]
    const [row] = await sql<{ ok: boolean }[]>`
      select ${endInSql('days-beginning-with', 28)} = ${periodEnd(late[0] ?? NOW, 'days-beginning-with', aDayLess.quantity)}::timestamptz as ok
      from unnest(${late}::timestamptz[]) as x(at)`
    expect(row?.ok).toBe(false)
  })
})
