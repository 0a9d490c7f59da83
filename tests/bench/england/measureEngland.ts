import type postgres from 'postgres'
import { board, candidates } from '#shared/allocations/contract.ts'
import { findReferrals, referralRecord } from '#shared/referrals/contract.ts'
import { rotaWeek } from '#shared/rota/contract.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { counted } from '#server/kernel/metrics.ts'
import { cookieOf } from '../desk.ts'
import { openDoors } from '../doors.ts'
import type { Endings } from '../endings.ts'
import type { Options } from '../options.ts'
import { ms, type Result } from '../report.ts'
import { BENCH_NOW } from '../seed.ts'
import { tokenOf } from '../seedStaff.ts'
import { spreadOf, type Spread } from '../statistics.ts'
import { stopwatch } from '../stopwatch.ts'
import { standEngland, type StandingEngland } from './standEngland.ts'

/** The history beside it is this much of the whole one. */
const SHORTER = 0.1
const GROWTH_GOAL = 1.2
const GOAL_TIMES = 3
const GOAL_MORE_MS = 5

/** A desk of one service, and somebody waiting there. */
interface Desk {
  readonly personId: string
  readonly referralId: string
  readonly number: number
}

const doors: readonly (readonly [row: string, door: string, input: (of: Desk) => Record<string, string>])[] = [
  ['board', board.name, () => ({})],
  ['record', referralRecord.name, ({ number }) => ({ number: String(number) })],
  ['rota week', rotaWeek.name, () => ({ monday: '2026-11-09' })],
  ['who could take it', candidates.name, ({ referralId }) => ({ referralId })],
  ['search', findReferrals.name, () => ({ text: 'Marsh', show: 'all' })],
]

interface Asked {
  readonly ours: Spread
  /** One round trip to the same database, in turns with ours. */
  readonly limit: Spread
  readonly statements: number
}

/**
 * What a desk asks all day, with every service of England in the database: each question beside one round trip, and beside itself on a
 * tenth of the history.
 */
export async function measureEngland(
  options: Options,
  endings: Endings,
  say: (line: string) => void,
): Promise<readonly Result[]> {
  const { seed, scale, keep, quick } = options
  const long = await standEngland(endings, { seed, scale, keep }, say)
  const short = await standEngland(endings, { seed, scale: scale * SHORTER, keep: null }, say)
  const times = quick ? 12 : 60
  const onLong = await askAll(long, endings, times)
  const onShort = await askAll(short, endings, times)
  return doors.map(([row, door]): Result => {
    const [one, other] = [onLong.get(door), onShort.get(door)]
    if (!one || !other) throw new Error(`${door} was not asked`)
    const { ours, limit, statements } = one
    const growth = ours.p50 / other.ours.p50
    const most = GOAL_TIMES * limit.p99 + GOAL_MORE_MS
    return {
      row: `P6 ${row}, all of England, ${long.historyDays} days`,
      ours: `${ms(ours.p50)}, p99 ${ms(ours.p99)}`,
      limit: `${ms(limit.p50)}, p99 ${ms(limit.p99)}`,
      ratio: ours.p50 / limit.p50,
      goal: `p99 ≤ ${ms(most)}, ≤ ${GROWTH_GOAL} × on ${short.historyDays} days`,
      ok: ours.p99 <= most && growth <= GROWTH_GOAL,
      facts: { door, ours, limit, statements, growth, shorter: other, rows: long.rows, shorterRows: short.rows },
      notes: [
        `${row}: p50 ${ms(ours.p50)}, p95 ${ms(ours.p95)}, p99 ${ms(ours.p99)}; ${statements.toFixed(1)} statements a request; ${growth.toFixed(2)} × what it takes on ${short.historyDays} days of history.`,
      ],
    }
  })
}

async function askAll(
  { database }: StandingEngland,
  endings: Endings,
  times: number,
): Promise<ReadonlyMap<string, Asked>> {
  const { owner, url } = database
  const desks = await desksOf(owner)
  let now = BENCH_NOW
  const origin = await openDoors(url, endings, () => now)
  const found = new Map<string, Asked>()
  for (const [, door, input] of doors) {
    const ask = (desk: Desk): Promise<number> => askOne(origin, door, desk, input(desk))
    const asking = desks.slice(0, times)
    // What a service learns of itself once a day is known by now, and what was kept for whoever asks next is kept no longer.
    for (const desk of asking) await ask(desk)
    now = addMinutes(now, 1)
    const [oursMs, limitMs]: [number[], number[]] = [[], []]
    const sent = counted.statements.total({ door })
    for (const desk of asking) {
      limitMs.push(await roundTrip(owner))
      oursMs.push(await ask(desk))
    }
    const statements = (counted.statements.total({ door }) - sent) / asking.length
    found.set(door, { ours: spreadOf(oursMs), limit: spreadOf(limitMs), statements })
  }
  return found
}

/** The largest services first: they have the most of everything. */
const desksOf = (owner: postgres.Sql): Promise<readonly Desk[]> => owner<Desk[]>`
  select s.person_id as "personId", r.id as "referralId", r.number
  from (select service_id, count(*) as size from hub.amhps group by service_id) a
  cross join lateral (select person_id from hub.sessions where service_id = a.service_id order by person_id limit 1) s
  cross join lateral (
    select id, number from hub.referrals where service_id = a.service_id and state = 'to-allocate' order by number limit 1) r
  order by a.size desc, a.service_id`

async function roundTrip(owner: postgres.Sql): Promise<number> {
  const began = stopwatch()
  await owner`select 1`
  return stopwatch() - began
}

async function askOne(origin: string, door: string, desk: Desk, input: Record<string, string>): Promise<number> {
  const began = stopwatch()
  const answer = await fetch(`${origin}/api/${door}?${new URLSearchParams(input).toString()}`, {
    headers: { cookie: cookieOf(tokenOf(desk.personId)), origin },
  })
  const text = await answer.text()
  if (answer.status !== 200) throw new Error(`${door} was not answered: ${answer.status} ${text.slice(0, 200)}`)
  return stopwatch() - began
}
