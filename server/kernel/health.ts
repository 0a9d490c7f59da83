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
