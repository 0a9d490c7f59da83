import type { Instant } from '#shared/time/instant.ts'
import type { VerifyStep } from '#shared/audit/contract.ts'
import { wrongWords } from '#shared/audit/words.ts'
import { LONGEST_UNSEALED_MINUTES } from '#shared/kernel/trace.ts'
import { openDatabase, type Connection } from '#db/client.ts'
import { verifyAll } from './audit/verify.ts'
import type { Config } from './config.ts'
import { OperatorError } from './kernel/operatorError.ts'
import { readAnchors, type Anchor } from './kernel/sealing.ts'

const STATEMENT_MS = 600_000

/** What is wrong with one service, a sentence each; empty when all is well. */
async function wrongsOf(
  sql: Connection,
  serviceId: string,
  {
    anchors,
    say,
    restoredTo,
  }: { readonly anchors: readonly Anchor[]; readonly say: (line: string) => void; readonly restoredTo: Instant | null },
): Promise<readonly string[]> {
  await sql`begin isolation level repeatable read`
  await sql`select set_config('app.service_id', ${serviceId}, true), set_config('statement_timeout', ${String(STATEMENT_MS)}, true)`
  const step = await verifyAll(sql)
  const wrongs = [
    ...(step.wrong ? [wrongWords[step.wrong.what](step.wrong.row)] : []),
    // In a restored copy nobody seals, and what was anchored later is not in it.
    ...(restoredTo === null ? await staleOf(sql, step) : []),
    ...(await unanchored(sql, serviceId, anchors)),
  ]
  await sql`rollback`
  const { eventsTo, sealsTo, readsSeen, waiting } = step
  say(`${serviceId}: ${eventsTo} events, ${readsSeen} reads under ${sealsTo} seals, ${waiting} waiting for the next`)
  return wrongs.map((wrong) => `${serviceId}: ${wrong}`)
}

async function staleOf(sql: Connection, { oldestWaitingAt }: VerifyStep): Promise<readonly string[]> {
  if (oldestWaitingAt === null) return []
  const [row] = await sql<{ minutes: number }[]>`
    select floor(extract(epoch from now() - ${oldestWaitingAt}::timestamptz) / 60)::int as minutes`
  const minutes = row?.minutes ?? 0
  return minutes > LONGEST_UNSEALED_MINUTES
    ? [`A read has waited ${minutes} minutes for its seal. Is the hub running?`]
    : []
}

/** An anchor that the database no longer agrees with: somebody wrote the chain anew. */
async function unanchored(sql: Connection, serviceId: string, anchors: readonly Anchor[]): Promise<readonly string[]> {
  const wrongs: string[] = []
  for (const anchor of anchors.filter((one) => one.serviceId === serviceId)) {
    const [row] = await sql<{ seal: string | null; event: string | null }[]>`
      select (select encode(hash, 'hex') from hub.seals where service_id = ${serviceId} and number = ${anchor.seal}) as seal,
        (select encode(hash, 'hex') from hub.events where service_id = ${serviceId} and seq = ${anchor.event}) as event`
    if (row?.seal !== anchor.sealHash)
      wrongs.push(`Seal ${anchor.seal} is not the one that was anchored on ${anchor.day}.`)
    if (anchor.event > 0 && row?.event !== anchor.eventHash)
      wrongs.push(`Event ${anchor.event} is not the one that was anchored on ${anchor.day}.`)
  }
  return wrongs
}

/**
 * Every event and every read of every service, against the chain and against the anchors outside the database. Changes nothing.
 *
 * @param url as the owner of the tables
 * @param restoredTo the moment that a restored copy stands at; `null` for a database in service
 * @returns whether nothing is wrong
 * @throws OperatorError when there is nothing to verify
 */
export async function verifyEverything(
  url: string,
  { auditAnchors }: Pick<Config, 'auditAnchors'>,
  say: (line: string) => void,
  restoredTo: Instant | null = null,
): Promise<boolean> {
  const database = openDatabase(url, { connections: 1, name: 'duty-hub-verify' })
  try {
    const [made] = await database<{ there: boolean }[]>`select to_regclass('hub.seals') is not null as there`
    const services = made?.there ? await database<{ id: string }[]>`select id from hub.services order by id` : []
    if (services.length === 0)
      throw new OperatorError('There is no service in this database, so there is nothing to verify.')
    const anchors = (await readAnchors(auditAnchors)).filter(
      ({ day }) => restoredTo === null || day < restoredTo.slice(0, 10),
    )
    const sql = (await database.reserve()) as Connection
    const wrongs: string[] = []
    for (const { id } of services) wrongs.push(...(await wrongsOf(sql, id, { anchors, say, restoredTo })))
    sql.release()
    for (const wrong of wrongs) say(`WRONG  ${wrong}`)
    say(wrongs.length === 0 ? `Nothing is wrong. ${anchors.length} anchors agree.` : `${wrongs.length} wrong.`)
    return wrongs.length === 0
  } finally {
    await database.end({ timeout: 2 })
  }
}
