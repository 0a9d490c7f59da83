import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { LONGEST_UNSEALED_MINUTES } from '#shared/kernel/trace.ts'
import { addMinutes, msOf, type Instant } from '#shared/time/instant.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'
import type { Database } from '#db/client.ts'
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'

const EVERY_MS = 60_000

export interface SealingDeps {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  /** A file outside the database that the heads of the chains are written to, once a day; null for none. */
  readonly anchors: string | null
  /** What else is to be done every minute. */
  readonly also?: () => Promise<unknown>
}

/** Where the chains of a service stood on a day. Whoever rewrites the audit later cannot rewrite this line too. */
export interface Anchor {
  readonly day: LondonDay
  readonly serviceId: string
  readonly seal: number
  readonly sealHash: string
  readonly event: number
  readonly eventHash: string
}

/** Seals the reads of every service once a minute, for as long as the server runs. */
export function openSealing(deps: SealingDeps): { readonly stop: () => Promise<void> } {
  const anchored = new Set<string>()
  let running: Promise<void> = readAnchors(deps.anchors).then((known) => {
    for (const anchor of known) anchored.add(keyOf(anchor))
  })
  const turn = (): void => {
    running = running
      .then(() => sealOnce(deps, anchored))
      .then(() => deps.also?.())
      .then(() => undefined)
      // A seal that is late is noticed by its age, on the audit page and in the log; the next turn tries again.
      .catch((error: unknown) => deps.log.error({ error }, 'sealing the record of reads failed'))
  }
  const timer = setInterval(turn, EVERY_MS)
  turn()
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}

/** Seals what waits, and writes the day's anchor of each service that has none yet. */
export async function sealOnce(deps: SealingDeps, anchored: Set<string>): Promise<void> {
  const now = deps.clock()
  const sealed = await deps.database<
    { serviceId: string; number: number; hash: string; eventsSeq: number; eventsHash: string }[]
  >`select * from hub.seal_reads(${now})`
  const latest = new Map(sealed.map((one) => [one.serviceId, one]))
  for (const { serviceId, number, hash, eventsSeq, eventsHash } of latest.values()) {
    const anchor: Anchor = {
      day: londonDayOf(now),
      serviceId,
      seal: number,
      sealHash: hash,
      event: eventsSeq,
      eventHash: eventsHash,
    }
    if (deps.anchors === null || anchored.has(keyOf(anchor))) continue
    await mkdir(dirname(deps.anchors), { recursive: true })
    await appendFile(deps.anchors, `${JSON.stringify(anchor)}\n`, { mode: 0o640 })
    anchored.add(keyOf(anchor))
  }
  await sayWhatWaits(deps, now)
}

/** Sealing may go round and seal nothing: behind a transaction that never ends. Then reads wait, and somebody must look. */
async function sayWhatWaits({ database, log }: SealingDeps, now: Instant): Promise<void> {
  const late = await database<{ serviceId: string; waiting: number; oldestAt: Instant }[]>`
    select * from hub.reads_waiting_since(${addMinutes(now, -LONGEST_UNSEALED_MINUTES)})`
  for (const { serviceId, waiting, oldestAt } of late)
    log.error({ serviceId, count: waiting, ms: msOf(now) - msOf(oldestAt) }, 'reads wait too long for their seal')
}

const keyOf = ({ day, serviceId }: Anchor): string => `${day} ${serviceId}`

/** The anchors written so far; none when there is no such file yet. */
export async function readAnchors(file: string | null): Promise<readonly Anchor[]> {
  if (file === null) return []
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  })
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Anchor)
}
