import { createServer, type Server } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { RequestHandler, Response } from 'express'
import type { Database } from '#db/client.ts'
import { steadyMs, type Clock } from './clock.ts'
import { nameIn } from './edge/securityEvents.ts'
import type { Log } from './log.ts'
import { counted, pool, written, type Gauge } from './metrics.ts'
import { asked, type Usage } from './transaction.ts'

/** Whatever took longer than this is in the log by its door and number, so that somebody can ask why. */
export const SLOW_MS = 1000

/** Where a request's use of the database is added up. */
export function usageOf(response: Response): Usage {
  const known = response.locals['usage'] as Usage | undefined
  if (known) return known
  const usage: Usage = { statements: 0, heldMs: 0 }
  response.locals['usage'] = usage
  return usage
}

/** Counts each answer as it leaves, and writes down what was slow: the door, the number, the time. Nothing of what was asked. */
export const measured =
  (log: Log, doors: ReadonlySet<string>): RequestHandler =>
  (request, response, next) => {
    const began = steadyMs()
    const usage = usageOf(response)
    response.once('close', () => {
      const [ms, door, status] = [steadyMs() - began, nameIn(request.path, doors), response.statusCode]
      counted.requests.add(1, { door, status: String(status) })
      counted.durations.took(ms, { door })
      if (usage.statements > 0) {
        counted.statements.add(usage.statements, { door })
        counted.held.add(usage.heldMs / 1000, { door })
      }
      if (ms < SLOW_MS) return
      const requestId: unknown = response.locals['requestId']
      log.warn({ door, requestId, status, ms: Math.round(ms), count: usage.statements }, 'answered late')
    })
    next()
  }

/** What only the parts of a hub know of how it stands. */
export interface Standings {
  readonly sockets: () => number
  readonly gateWaiting: () => number
  /** Of the last look; `null` when nobody looks here. */
  readonly broken: () => number | null
  readonly draining: () => boolean
}

interface Waiting {
  readonly overdueSeconds: number
  readonly lettersWaiting: number
  readonly readsUnsealed: number
  readonly oldestReadSeconds: number
}

const loopDelay = monitorEventLoopDelay({ resolution: 10 })
loopDelay.enable()

const gauge = (name: string, help: string, read: Gauge['read']): Gauge => ({ name, help, read })

function gauges({ sockets, gateWaiting, broken, draining }: Standings, waiting: Waiting | null): readonly Gauge[] {
  const of = (key: keyof Waiting) => (): number | null => waiting?.[key] ?? null
  return [
    gauge('hub_database_up', '1 when the database answered just now.', () => (waiting ? 1 : 0)),
    gauge('hub_draining', '1 while this node stops.', () => (draining() ? 1 : 0)),
    gauge('hub_connections_in_use', 'Connections to the database that work is at.', () => pool.inUse),
    gauge('hub_connections_waited_for', 'Requests that wait for a connection.', () => pool.waiting),
    gauge('hub_gate_waiting', 'Ordinary requests that wait while emergencies go before.', gateWaiting),
    gauge('hub_sockets', 'Screens open on this node.', sockets),
    gauge(
      'hub_loop_delay_p99_seconds',
      'How late the event loop was, 99 in 100, since the last look.',
      () => loopDelay.percentile(99) / 1e9,
    ),
    gauge('hub_loop_delay_max_seconds', 'How late it was at worst since the last look.', () => loopDelay.max / 1e9),
    gauge('hub_resident_bytes', 'Memory that the process holds.', () => process.memoryUsage.rss()),
    gauge('hub_oldest_overdue_seconds', 'How long the oldest deadline has waited to be raised.', of('overdueSeconds')),
    gauge('hub_letters_waiting', 'Letters that have not gone.', of('lettersWaiting')),
    gauge('hub_reads_unsealed', 'Reads that wait for their seal.', of('readsUnsealed')),
    gauge('hub_oldest_unsealed_seconds', 'How long the oldest of them has waited.', of('oldestReadSeconds')),
    gauge('hub_broken_promises', 'Promises that were broken at the last look.', broken),
  ]
}

/** Everything that was counted and how this node stands now, as text. A database that is away leaves out what only it knows. */
export async function standingOf(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  standings: Standings,
): Promise<string> {
  const [waiting] = await asked(database, (sql) => sql<Waiting[]>`select * from hub.waiting_now(${clock()})`).catch(
    (): Waiting[] => [],
  )
  const text = written([...Object.values(counted), ...gauges(standings, waiting ?? null)])
  loopDelay.reset()
  return text
}

/** Tells the figures on a port of its own, so that the public one never does. @throws Error when the port is taken */
export function tellMetrics(metrics: () => Promise<string>, port: number, host: string): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end()
    metrics().then(
      (text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  server.unref()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}
