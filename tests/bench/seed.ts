import type postgres from 'postgres'
import { clockTime, londonDay, londonInstant } from '#shared/time/london.ts'
import { drawFrom } from '#db/seed/random.ts'
import { bulkInsert } from './bulkInsert.ts'
import { seedReferrals, type OpenReferral } from './seedReferrals.ts'
import { renewedApproval, seedStaff, type Staff } from './seedStaff.ts'

/** The hub's clock starts here, so that the same seed gives the same service on every day. */
export const BENCH_CLOCK = '2026-11-12T14:00'
const [day = '', time = ''] = BENCH_CLOCK.split('T')
export const BENCH_NOW = londonInstant(londonDay(day), clockTime(time))
const now = BENCH_NOW

export interface SeededService extends Staff {
  readonly toAllocate: readonly OpenReferral[]
  readonly openCount: number
  readonly onDuty: readonly string[]
}

export interface Seeded {
  /** The service that the hub serves: with years behind it, and somebody at each screen. */
  readonly ours: SeededService
  /** Another of the same shape, for the bare transaction: so that neither disturbs the other. */
  readonly bare: SeededService
  readonly rows: ReadonlyMap<string, number>
}

export interface SeedOptions {
  readonly seed: number
  /** People with a session each. The hub lets one person have ten screens. */
  readonly consultants: number
  readonly historyDays: number
  /** The fewest and the most that come in on a day of the past; four to nine unless it is said. */
  readonly referralsADay?: readonly [number, number]
}

/** Fills an empty database; the same seed gives the same rows. */
export async function seed(
  owner: postgres.Sql,
  { seed: from, consultants, historyDays, referralsADay = [4, 9] }: SeedOptions,
): Promise<Seeded> {
  const plan = { draw: drawFrom(from, 'ours'), now, consultants, amhps: 26, historyDays, referralsADay }
  const ours = await seedService(owner, plan, 'Westmarch AMHP service')
  const still = { draw: drawFrom(from, 'bare'), now, consultants: 31, amhps: 26, historyDays: 0, referralsADay }
  const bare = await seedService(owner, still, 'Norbeck AMHP service')
  await owner`vacuum analyze`
  return { ours: ours.service, bare: bare.service, rows: ours.rows }
}

async function seedService(owner: postgres.Sql, plan: Parameters<typeof seedStaff>[0], name: string) {
  const staff = seedStaff(plan, name)
  const { tables, toAllocate, openCount } = seedReferrals(plan, staff)
  const rows = await bulkInsert(owner, new Map([...staff.tables, ...tables]))
  const { from, to } = renewedApproval(plan)
  await owner`
    update hub.amhps set approved_on = ${from}, approval_ends_on = ${to}, version = version + 1
    where service_id = ${staff.serviceId} and approved_on < ${from}`
  const today = staff.shifts.filter(({ startsAt, endsAt }) => startsAt <= plan.now && plan.now < endsAt)
  const onDuty = today.map(({ personId }) => personId)
  return { service: { ...staff, toAllocate, openCount, onDuty } satisfies SeededService, rows }
}
