import type { VerifyStep } from '#shared/audit/contract.ts'
import type { Wrong } from '#shared/audit/words.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Connection } from '#db/client.ts'

/** So many rows a step, so that each stays well within the time of a statement. */
const EVENTS_A_STEP = 20_000
const SEALS_A_STEP = 200

/**
 * Verifies the next part of the service that the transaction is set to: events after a number, seals after a number. The last step
 * also asks for reads that were put in behind the seals.
 *
 * @example let step = start; while (!step.done) step = await verifyStep(sql, step)
 */
export async function verifyStep(
  sql: Connection,
  from: { readonly eventsTo: number; readonly sealsTo: number },
): Promise<VerifyStep> {
  const [[events], [seals]] = await Promise.all([
    sql<{ upto: number; what: Wrong | null; rowId: number }[]>`
      select * from hub.check_events(${from.eventsTo}, ${EVENTS_A_STEP})`,
    sql<{ upto: number; readsSeen: number; what: Wrong | null; rowId: number }[]>`
      select * from hub.check_seals(${from.sealsTo}, ${SEALS_A_STEP})`,
  ])
  if (!events || !seals) throw new Error('verifying always answers')
  const bad = [events, seals].find(({ what }) => what !== null)
  const ended = events.upto < from.eventsTo + EVENTS_A_STEP && seals.upto < from.sealsTo + SEALS_A_STEP
  const step = { eventsTo: events.upto, sealsTo: seals.upto, readsSeen: seals.readsSeen }
  if (bad?.what) return { ...step, ...nothingWaits, done: true, wrong: { what: bad.what, row: bad.rowId } }
  if (!ended) return { ...step, ...nothingWaits, done: false, wrong: null }
  const [rest] = await sql<{ slippedIn: number | null; waiting: number; oldestAt: Instant | null }[]>`
    select * from hub.unsealed_reads()`
  const slipped = rest?.slippedIn ?? null
  return {
    ...step,
    done: true,
    wrong: slipped === null ? null : { what: 'read-slipped-in', row: slipped },
    waiting: rest?.waiting ?? 0,
    oldestWaitingAt: rest?.oldestAt ?? null,
  }
}

const nothingWaits = { waiting: 0, oldestWaitingAt: null } as const
export const fromTheStart = { eventsTo: 0, sealsTo: 0 } as const

/** Verifies the whole of it, step after step. */
export async function verifyAll(sql: Connection): Promise<VerifyStep> {
  let reads = 0
  let step: VerifyStep = { ...fromTheStart, ...nothingWaits, readsSeen: 0, done: false, wrong: null }
  while (!step.done) {
    step = await verifyStep(sql, step)
    reads += step.readsSeen
  }
  return { ...step, readsSeen: reads }
}
