// `npm run audit:verify`: every event and every read of every service, against the chain and against the anchors outside the database.
import { dirname } from 'node:path'
import type { VerifyStep } from '#shared/audit/contract.ts'
import { wrongWords } from '#shared/audit/words.ts'
import { openDatabase, type Connection } from '#db/client.ts'
import { startEmbedded } from '#db/embedded/startEmbedded.ts'
import { ownDatabaseIn } from '#db/ownDatabase.ts'
import { verifyAll } from './audit/verify.ts'
import { readConfig } from './config.ts'
import { readAnchors, type Anchor } from './kernel/sealing.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const LONGEST_MINUTES = 2
const STATEMENT_MS = 600_000

/** What is wrong with one service, a sentence each; empty when all is well. */
async function wrongsOf(sql: Connection, serviceId: string, anchors: readonly Anchor[]): Promise<readonly string[]> {
  await sql`begin isolation level repeatable read`
  await sql`select set_config('app.service_id', ${serviceId}, true), set_config('statement_timeout', ${String(STATEMENT_MS)}, true)`
  const step = await verifyAll(sql)
  const wrongs = [
    ...(step.wrong ? [wrongWords[step.wrong.what](step.wrong.row)] : []),
    ...(await staleOf(sql, step)),
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
  return minutes > LONGEST_MINUTES ? [`A read has waited ${minutes} minutes for its seal. Is the hub running?`] : []
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

async function verify(): Promise<void> {
  const config = readConfig(process.env, dirname(import.meta.dirname))
  const embedded = config.databaseUrl ? null : await startEmbedded({ dataDir: config.dataDir })
  const url = config.databaseUrl ?? (embedded ? await ownDatabaseIn(embedded.url) : '')
  const database = openDatabase(url, { connections: 1, name: 'duty-hub-verify' })
  try {
    const anchors = await readAnchors(config.auditAnchors)
    const services = await database<{ id: string }[]>`select id from hub.services order by id`
    const sql = (await database.reserve()) as Connection
    const wrongs: string[] = []
    for (const { id } of services) wrongs.push(...(await wrongsOf(sql, id, anchors)))
    sql.release()
    for (const wrong of wrongs) say(`WRONG  ${wrong}`)
    say(wrongs.length === 0 ? `Nothing is wrong. ${anchors.length} anchors agree.` : `${wrongs.length} wrong.`)
    process.exitCode = wrongs.length === 0 ? 0 : 1
  } finally {
    await database.end({ timeout: 2 })
    await embedded?.stop()
  }
}

verify().catch((error: unknown) => {
  process.stderr.write(`The audit was not verified. ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
})
