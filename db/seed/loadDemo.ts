import postgres from 'postgres'
import type { Role } from '#shared/kernel/permission.ts'
import { operatingModels, type OperatingModel } from '#shared/rota/operatingModels.ts'
import type { Instant } from '#shared/time/instant.ts'
import { makeDemo } from './demo.ts'
import { insertDemo } from './insertRows.ts'
import type { DemoRows } from './rows.ts'
import { colleagueOf, emailOf, type StaffKey } from './staff.ts'

/** One for all: the demo keeps nothing secret, and says so at the start. */
const DEMO_PASSWORD = 'westmarch-demo-2026'
const DEMO_SEED = 20261112
export const DEMO_WEEKS = 26

export interface DemoSignIn {
  readonly email: string
  readonly password: string
  readonly name: string
  readonly roles: readonly Role[]
  /** What they are in the demo, in a few words. */
  readonly what: string
}

const signIn = (key: StaffKey, what: string): DemoSignIn => {
  const { name, roles } = colleagueOf(key)
  return { email: emailOf(name), password: DEMO_PASSWORD, name, roles, what }
}

/** Who to sign in as. Everybody else of the service has an account too, with the same password. */
export const demoSignIns: readonly DemoSignIn[] = [
  signIn('jo', 'Practice consultant'),
  signIn('amir', 'Second consultant'),
  signIn('ewa', 'AMHP, free'),
  signIn('priya', 'AMHP, waiting for bed'),
  signIn('sadia', 'AMHP, travelling'),
  signIn('ruth', 'AMHP manager'),
  signIn('miriam', 'AMHP lead'),
  signIn('tam', 'Trainee, with Priya'),
  signIn('noor', 'Out-of-hours team'),
  signIn('owen', 'Administrator'),
  signIn('felix', 'Auditor'),
]

/** A way in which the demo service can be run. */
export type DemoModel = OperatingModel

export interface DemoOptions {
  /** The owner's address of a migrated database. */
  readonly url: string
  readonly now: Instant
  readonly hashPassword: (plain: string) => Promise<string>
  /** How the invented service is run; the county hub, when nothing is said. */
  readonly model?: OperatingModel
  readonly seed?: number
  /** Whole weeks of history before this one. */
  readonly weeks?: number
  readonly log?: (line: string) => void
}

export interface DemoSummary {
  /** False when the database holds a service already: then nothing was written. */
  readonly loaded: boolean
  /** Whether the database holds the demo, loaded now or before: another service may be there instead. */
  readonly isThere: boolean
  readonly seed: number
  /** Rows written to each table. */
  readonly counts: Readonly<Record<string, number>>
}

const ONE_AT_A_TIME = 4_711_002

/**
 * Loads the invented service of Westmarch, with a live board as of `now`, into a database that holds no service yet. All of it
 * or none; two that start at once load it once.
 *
 * @example await loadDemo({ url, now, hashPassword: (plain) => hash(plain), log: say })
 */
export async function loadDemo(options: DemoOptions): Promise<DemoSummary> {
  const { url, now, hashPassword, seed = DEMO_SEED, weeks = DEMO_WEEKS, model = 'hub', log = () => undefined } = options
  const sql = postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: 'duty-hub-demo', TimeZone: 'UTC' },
  })
  try {
    if (await holdsService(sql)) return { loaded: false, isThere: await holdsDemo(sql), seed, counts: {} }
    log(`Loading the demo service of Westmarch, ${weeks} weeks of it (seed ${seed}). ${operatingModels[model]} …`)
    const rows = makeDemo({ now, seed, weeks, model, passwordHash: await hashPassword(DEMO_PASSWORD) })
    const loaded = await sql.begin((transaction) => writeOnce(transaction, rows))
    if (loaded)
      log(`Loaded: ${rows.referrals.length} referrals, ${rows.shifts.length} shifts, ${rows.events.length} events.`)
    return { loaded, isThere: loaded || (await holdsDemo(sql)), seed, counts: loaded ? countsOf(rows) : {} }
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function holdsService(sql: postgres.Sql | postgres.TransactionSql): Promise<boolean> {
  const [found] = await sql`select from hub.services limit 1`
  return found !== undefined
}

async function holdsDemo(sql: postgres.Sql): Promise<boolean> {
  const [found] = await sql`select from hub.services where is_demo limit 1`
  return found !== undefined
}

async function writeOnce(sql: postgres.TransactionSql, rows: DemoRows): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(${ONE_AT_A_TIME})`
  // As the owner of the tables, and inside the service: an owner that is no superuser is held by row-level security too.
  await sql`set local role hub_owner`
  if (await holdsService(sql)) return false
  await sql`select set_config('app.service_id', ${rows.services[0]?.id ?? ''}, true)`
  await insertDemo(sql, rows)
  // The planner knows nothing of rows that all came at once, and its own look at them may be a minute away.
  await sql`analyze`
  return true
}

const countsOf = (rows: DemoRows): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(rows).map(([name, list]) => [name, list.length]))
