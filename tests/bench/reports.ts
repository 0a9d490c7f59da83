import { addDays, londonDayOf } from '#shared/time/london.ts'
import { lateWorkingReport } from '#shared/reports/contract.ts'
import { reportOf } from '#shared/reports/reportContract.ts'
import { reportKeys } from '#shared/reports/table.ts'
import { runningOut } from '#shared/toil/contract.ts'
import type { BenchDatabase } from './database.ts'
import { cookieOf } from './desk.ts'
import { openDoors } from './doors.ts'
import type { Endings } from './endings.ts'
import { ms, type Result } from './report.ts'
import { BENCH_NOW, type Seeded } from './seed.ts'
import { spreadOf } from './statistics.ts'
import { stopwatch } from './stopwatch.ts'

const GOAL_MS = 300
export const FIVE_YEARS = 1826
/** Referrals a day that make twenty thousand of five years. */
export const MANY_A_DAY = [9, 13] as const

/**
 * Every report of a large service over the five years that it holds, as a manager asks for it. Beside each, in turns, the least that an
 * answer costs: one count of the same referrals by bare SQL.
 */
export async function measureReports(
  { owner, url }: BenchDatabase,
  { ours, rows }: Seeded,
  endings: Endings,
  quick: boolean,
): Promise<readonly Result[]> {
  const [token = ''] = ours.tokens
  await owner.begin(async (sql) => {
    // Whoever’s roles change is signed out, as it should be; here somebody is a lead from the start.
    await sql`set local session_replication_role = replica`
    await sql`update hub.people set roles = '{amhp-lead}' where id = ${ours.consultantIds[0] ?? ''}`
  })
  const origin = await openDoors(url, endings)
  const to = londonDayOf(BENCH_NOW)
  const from = addDays(to, -FIVE_YEARS)
  const ask = async (door: string, input: Record<string, string>): Promise<number> => {
    const began = stopwatch()
    const answer = await fetch(`${origin}/api/${door}?${new URLSearchParams(input).toString()}`, {
      headers: { cookie: cookieOf(token), origin },
    })
    const text = await answer.text()
    if (answer.status !== 200)
      throw new Error(`${door} ${input['report'] ?? ''} was not answered: ${answer.status} ${text.slice(0, 200)}`)
    return stopwatch() - began
  }
  const count = async (): Promise<number> => {
    const began = stopwatch()
    await owner`select count(*) from hub.referrals where service_id = ${ours.serviceId} and received_at >= ${from}`
    return stopwatch() - began
  }
  const asked: readonly (readonly [row: string, door: string, input: Record<string, string>])[] = [
    ...reportKeys.map((report) => [report, reportOf.name, { report, from, to, view: 'work' }] as const),
    ['late working, two years', lateWorkingReport.name, { to, weeks: '104' }],
    ['whose TOIL runs out', runningOut.name, {}],
  ]
  const results: Result[] = []
  for (const [row, door, input] of asked) {
    const [oursMs, limitMs]: [number[], number[]] = [[], []]
    await ask(door, input)
    for (let turn = 0; turn < (quick ? 5 : 20); turn += 1) {
      limitMs.push(await count())
      oursMs.push(await ask(door, input))
    }
    const [whole, bare] = [spreadOf(oursMs), spreadOf(limitMs)]
    results.push({
      row: `report: ${row}`,
      ours: `${ms(whole.p50)}, p95 ${ms(whole.p95)}`,
      limit: `${ms(bare.p50)}, p95 ${ms(bare.p95)}`,
      ratio: whole.p50 / bare.p50,
      goal: `p95 < ${ms(GOAL_MS)}`,
      ok: whole.p95 < GOAL_MS,
      facts: { ours: whole, limit: bare, referrals: rows.get('referrals'), events: rows.get('events') },
    })
  }
  return results
}
