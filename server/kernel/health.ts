import type { Response } from 'express'
import type { Database } from '#db/client.ts'
import { schemaVersion } from '#db/migrate.ts'
import { databaseAway } from './problems.ts'
import { sendProblem } from './sendProblem.ts'
import { onConnection } from './transaction.ts'

/** For a watcher outside: whether the server answers and its database does. */
export async function health({ database }: { readonly database: Database }, response: Response): Promise<void> {
  try {
    await database`select 1`
    tell(response, { ok: true })
  } catch {
    sendProblem(response, databaseAway)
  }
}

/**
 * For whoever spreads requests over nodes: whether to send any here. 503 while this node stops, while its database is away, and while the
 * database has not been brought to the shape that this version works with. A newer shape is fine: the last release runs on it.
 */
export async function readiness(
  { database }: { readonly database: Database },
  draining: boolean,
  response: Response,
): Promise<void> {
  const wanted = schemaVersion()
  const found = await shapeOf(database).catch(() => null)
  const schema = found === null ? 'unknown' : found >= wanted ? 'ok' : 'old'
  const ok = !draining && schema === 'ok'
  tell(response, { ok, draining, database: found === null ? 'away' : 'ok', schema })
}

/** The moment of the last migration that was run, in milliseconds: the number by which it is known. */
async function shapeOf(database: Database): Promise<number> {
  const [row] = await onConnection(database, (sql) => sql<{ at: number }[]>`select hub.schema_version() as at`)
  return row?.at ?? 0
}

/** What a loop says of itself. No names, no ids. */
export interface LoopHealth {
  readonly ok: boolean
  readonly ranSecondsAgo: number | null
  readonly oldestWaitsSeconds: number
}

const noLoop: LoopHealth = { ok: false, ranSecondsAgo: null, oldestWaitsSeconds: 0 }

/**
 * For a watcher outside: whether alarms are raised. 503 when the loop has not run in time, when something that is due waits too long, or
 * when no loop runs in this process.
 */
export async function alarmHealth(
  loop: { readonly health: () => Promise<LoopHealth> } | null,
  response: Response,
): Promise<void> {
  const standing = await (loop?.health() ?? Promise.resolve(noLoop)).catch(() => noLoop)
  tell(response, standing)
}

/** What is told of the promises that the rows are held to, when nobody looks in this process. */
const nobodyLooks = { ok: false, lookedSecondsAgo: null, broken: 0 }

/** For a watcher outside: whether what must always be true of the rows was true at the last look. 503 when it was not, or nobody looks. */
export function promisesHealth(
  watch: { readonly health: () => { readonly ok: boolean } } | null,
  response: Response,
): void {
  tell(response, watch?.health() ?? nobodyLooks)
}

/** Unless the asker has been told meanwhile that it took too long: a database that hangs is just when somebody asks. */
function tell<Standing extends { readonly ok: boolean }>(response: Response, standing: Standing): void {
  if (response.headersSent) return
  response.setHeader('cache-control', 'no-store')
  response.status(standing.ok ? 200 : 503).json(standing)
}
