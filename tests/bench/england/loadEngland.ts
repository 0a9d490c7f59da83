import type postgres from 'postgres'
import { drawFrom } from '#db/seed/random.ts'
import { BENCH_NOW } from '../seed.ts'
import { seedReferrals } from '../seedReferrals.ts'
import { renewedApproval, seedStaff, type SeedPlan } from '../seedStaff.ts'
import type { Row } from '../bulkInsert.ts'
import { chained } from './chained.ts'
import { arrayColumns, copyRows, type ArrayColumns } from './copyRows.ts'
import { restOfLedger } from './ledger.ts'
import { ENGLAND, sizesOf, type ServiceSize } from './sizes.ts'

export interface EnglandPlan {
  readonly seed: number
  /** How much of the five years of history there is, more than 0 and at most 1. Services and people are all there whatever it is. */
  readonly scale: number
  readonly services?: number
  /** Is told after each service how many there are. */
  readonly tell?: (loaded: number, of: number) => void
}

export interface England {
  readonly historyDays: number
  readonly services: number
  readonly rows: ReadonlyMap<string, number>
}

/**
 * The largest tables, and those that go with them: their keys to other rows hold because one draw made both, and their triggers make no
 * rows elsewhere, so both are left out while they are loaded. `tests/flows/england.test.ts` looks at every key and at the chain.
 */
const UNCHECKED: ReadonlySet<string> = new Set([
  'allocations',
  'events',
  'toil_claims',
  'toil_entries',
  'triage_decisions',
  'waits',
])

/** One AMHP in seven is on duty on a day, over five years that is a million shifts. */
const DUTY_DAYS_OF_SEVEN = 1
/** Two: one is drawn here while PostgreSQL takes the other. */
const AT_ONCE = 2

/** All of England, all of it invented, by COPY, a service at a time. The same seed gives the same rows. */
export async function loadEngland(owner: postgres.Sql, plan: EnglandPlan): Promise<England> {
  const { seed, scale, services: count = ENGLAND.services, tell } = plan
  const historyDays = Math.max(1, Math.round(ENGLAND.historyDays * scale))
  const sizes = sizesOf(drawFrom(seed, 'sizes'), count, historyDays)
  const arrays = await arrayColumns(owner)
  const rows = new Map<string, number>()
  let [next, loaded] = [0, 0]
  const work = async (): Promise<void> => {
    for (let place = next++; place < sizes.length; place = next++) {
      const size = sizes[place]
      if (!size) return
      const counts = await loadService(owner, makeService({ seed, place, historyDays, size }), arrays)
      for (const [table, more] of counts) rows.set(table, (rows.get(table) ?? 0) + more)
      loaded += 1
      tell?.(loaded, sizes.length)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  await owner`vacuum analyze`
  return { historyDays, services: loaded, rows }
}

interface Making {
  readonly seed: number
  readonly place: number
  readonly historyDays: number
  readonly size: ServiceSize
}

function makeService({ seed, place, historyDays, size }: Making): ReadonlyMap<string, Iterable<Row>> {
  const { amhps, consultants, referralsADay, ledgerRowsPerAmhp } = size
  const plan: SeedPlan = {
    draw: drawFrom(seed, `service ${place}`),
    now: BENCH_NOW,
    consultants,
    amhps,
    historyDays,
    referralsADay,
    dutyDaysOfSeven: DUTY_DAYS_OF_SEVEN,
  }
  const staff = seedStaff(plan, `Council ${place + 1} AMHP service`)
  const { tables } = seedReferrals(plan, staff)
  const { from, to } = renewedApproval(plan)
  const accrued = tables.get('toil_entries') ?? []
  const all = new Map<string, Iterable<Row>>([...staff.tables, ...tables])
  all.set(
    'amhps',
    (staff.tables.get('amhps') ?? []).map((row) => ({ ...row, approved_on: from, approval_ends_on: to })),
  )
  all.set('toil_entries', [...accrued, ...restOfLedger(plan, staff, accrued, ledgerRowsPerAmhp)])
  all.set('events', chained(staff.serviceId, tables.get('events') ?? []))
  return all
}

/** In one transaction: a service is there whole or not at all. */
async function loadService(
  owner: postgres.Sql,
  tables: ReadonlyMap<string, Iterable<Row>>,
  arrays: ArrayColumns,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  await owner.begin(async (sql) => {
    for (const [table, rows] of tables) {
      await sql.unsafe(`set local session_replication_role = ${UNCHECKED.has(table) ? 'replica' : 'origin'}`)
      counts.set(table, await copyRows(sql, table, rows, arrays))
    }
  })
  return counts
}
