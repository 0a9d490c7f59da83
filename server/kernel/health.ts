import type { Response } from 'express'
import type { Database } from '#db/client.ts'
import { databaseAway } from './problems.ts'
import { sendProblem } from './sendProblem.ts'

/** For a watcher outside: whether the server answers and its database does. */
export async function health({ database }: { readonly database: Database }, response: Response): Promise<void> {
  try {
    await database`select 1`
    response.json({ ok: true })
  } catch {
    sendProblem(response, databaseAway)
  }
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
  response.setHeader('cache-control', 'no-store')
  response.status(standing.ok ? 200 : 503).json(standing)
}

/** What is told of the promises that the rows are held to, when nobody looks in this process. */
const nobodyLooks = { ok: false, lookedSecondsAgo: null, broken: 0 }

/** For a watcher outside: whether what must always be true of the rows was true at the last look. 503 when it was not, or nobody looks. */
export function promisesHealth(
  watch: { readonly health: () => { readonly ok: boolean } } | null,
  response: Response,
): void {
  const standing = watch?.health() ?? nobodyLooks
  response.setHeader('cache-control', 'no-store')
  response.status(standing.ok ? 200 : 503).json(standing)
}
