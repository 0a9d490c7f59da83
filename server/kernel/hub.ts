import { createServer, type Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import type { SessionEnd } from '#shared/kernel/sessionEnd.ts'
import { topics, type Topic } from '#shared/kernel/topic.ts'
import type { Database } from '#db/client.ts'
import { machineMs, type Clock } from './clock.ts'
import { guardSockets } from './edge/guardSockets.ts'
import type { Limits } from './edge/limits.ts'
import { refuseUpgrade } from './edge/openHttp.ts'
import { EndedSessions } from './endedSessions.ts'
import { endDeadSessions, endSockets, hearOfEnd, SESSION_ENDED } from './hubSessions.ts'
import { admit, endOnNonsense, joinRooms, sharePresence, type HubServer, type HubSocket } from './hubSockets.ts'
import type { Log } from './log.ts'
import { counted } from './metrics.ts'
import { PresenceBoard } from './presence.ts'
import { asked } from './transaction.ts'

const BEAT_MS = 1500
/** How often each screen is asked whether it is still there, and how long it may take to say so. */
const PING_MS = 10_000
/** A pulse, and a look for missed news, every third beat: each 4.5 seconds. */
const BEATS_PER_PULSE = 3

export interface HubDeps {
  readonly database: Database
  readonly clock: Clock
  readonly secure: boolean
  readonly origins: ReadonlySet<string>
  readonly log: Log
  readonly limits: Limits
  readonly trustedProxies?: number
  /** Asks screens whether they are there more often than usual. */
  readonly pingMs?: number
}

export interface Hub {
  readonly endSockets: (sessionId: string, because?: SessionEnd) => void
  /** Whether this node knows that a session has ended. */
  readonly hasEnded: (sessionId: string) => boolean
  /** How many screens are open on this node. */
  readonly sockets: () => number
  readonly close: () => Promise<void>
}

/** What the parts below work with. */
interface Live extends HubDeps {
  readonly io: HubServer
  readonly ended: EndedSessions
  readonly epoch: string
  readonly positions: Positions
  readonly presence: PresenceBoard
}

/**
 * The live half: tells each service's screens *that* something changed, never what. News comes from PostgreSQL after each commit,
 * so every server process hears of every change; a pulse every few seconds carries the last number, so that a screen that
 * missed one finds out. The end of a session comes the same way, and what ended is looked for again before each pulse.
 */
export async function openHub(http: HttpServer, deps: HubDeps): Promise<Hub> {
  const guard = guardSockets(() => io, deps)
  // Sockets only: what comes to their address as an ordinary request is answered by the rest of the hub, as everything else is.
  const upgrades = createServer()
  let closing = false
  http.on('upgrade', (request, socket, head) => {
    if (!closing && guard.mayOpen(request)) upgrades.emit('upgrade', request, socket, head)
    else refuseUpgrade(socket)
  })
  // No connectionStateRecovery: it would hand missed news to a socket whose session was never asked about again.
  const io: HubServer = new Server(upgrades, {
    transports: ['websocket'],
    perMessageDeflate: false,
    maxHttpBufferSize: 16_384,
    pingInterval: deps.pingMs ?? PING_MS,
    pingTimeout: deps.pingMs ?? PING_MS,
    connectTimeout: 5000,
    serveClient: false,
    allowRequest: (request, decide) => decide(null, deps.origins.has(request.headers.origin ?? '')),
  })
  const [epochRow] = await deps.database<{ id: string }[]>`select id from epochs`
  const presence = new PresenceBoard({ ...deps, io })
  const live: Live = {
    ...deps,
    io,
    presence,
    ended: new EndedSessions(),
    epoch: epochRow?.id ?? '',
    positions: new Positions(),
  }
  io.use((socket, next) => void admit(live, io, socket).then(next, () => next(new Error('try-again'))))
  io.on('connection', (socket) => welcome(live, socket))
  const deaf = await listen(live)
  await presence.open()
  const beat = startBeat(live)
  return {
    endSockets: (sessionId, because = 'signed-out') => endSockets(io, live.ended, sessionId, because),
    hasEnded: live.ended.has,
    sockets: () => io.sockets.sockets.size,
    async close() {
      closing = true
      guard.stop()
      beat.stop()
      // Screens first: they are at another node before this one has said its goodbyes.
      const gone = io.close()
      await presence.close()
      await deaf()
      await gone
    },
  }
}

/** The last number told to each service's room. */
class Positions {
  readonly #seqs = new Map<string, number>()
  of = (serviceId: string): number => this.#seqs.get(serviceId) ?? 0
  moved(serviceId: string, seq: number): boolean {
    if (seq <= this.of(serviceId)) return false
    this.#seqs.set(serviceId, seq)
    return true
  }
}

function welcome(live: Live, socket: HubSocket): void {
  const { io, epoch, positions, presence, clock, log } = live
  if (!joinRooms(live, io, socket)) return
  endOnNonsense(log, socket)
  socket.emit('pulse', { epoch, seq: positions.of(socket.data.actor.serviceId), now: clock() })
  sharePresence(presence, log, socket)
}

/** Hears of news and of ended sessions, and after each loss of the line looks for what was missed. @returns the way to stop */
async function listen(live: Live): Promise<() => Promise<void>> {
  const { database, io, ended, log } = live
  const again = (): void => {
    counted.listens.add()
    void check(live).catch((error: unknown) => log.error({ error }, 'catching up after a lost line failed'))
  }
  const news = await database.listen('hub', (payload) => announce(live, payload), again)
  const ends = await database.listen(SESSION_ENDED, (payload) => hearOfEnd(io, ended, payload))
  return async () => {
    await Promise.all([news, ends].map((one) => one.unlisten().catch(() => undefined)))
  }
}

/** Ended sessions first, so that what was missed is told only to the living. */
async function check(live: Live): Promise<void> {
  await endDeadSessions(live, live.io)
  await catchUp(live)
}

async function catchUp({ database, io, epoch, positions, presence }: Live): Promise<void> {
  const standing = await asked(
    database,
    (sql) => sql<{ serviceId: string; lastSeq: number }[]>`select * from hub.stream_positions()`,
  )
  for (const { serviceId, lastSeq } of standing) {
    const isFirst = positions.of(serviceId) === 0
    if (!positions.moved(serviceId, lastSeq)) continue
    if (!isFirst) counted.missedHints.add()
    presence.somethingHappened(serviceId)
    io.to(`service:${serviceId}`).emit('news', { epoch, seq: lastSeq, after: 0, touches: topics })
  }
}

/**
 * NOTIFY is a hint: this is what makes sure, also when the listening connection has gone quiet. While the database cannot be asked
 * who is still signed in, nobody is sent a pulse: their screens then say that the line is cut, which it is.
 */
function startBeat(live: Live): { readonly stop: () => void } {
  let beats = 0
  let busy = false
  const beat = async (): Promise<void> => {
    beats += 1
    await endDeadSessions(live, live.io)
    if (beats % BEATS_PER_PULSE !== 0) return
    await catchUp(live)
    sendPulses(live)
  }
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    beat()
      .catch((error: unknown) => live.log.warn({ error }, 'looking for ended sessions and missed news failed'))
      .finally(() => (busy = false))
  }, BEAT_MS)
  return { stop: () => clearInterval(timer) }
}

function announce({ io, epoch, positions, presence }: Live, payload: string): void {
  const [serviceId = '', seqText = '', touched = '', requestId = '', atMs = '', count = '1'] = payload.split(':')
  const seq = Number(seqText)
  // A node of the last release does not say how many it tells of: taken for one, a screen asks once too often and never too seldom.
  const after = seq - Number(count)
  positions.moved(serviceId, seq)
  presence.somethingHappened(serviceId)
  const touches = topics.filter((topic: Topic) => touched.split(',').includes(topic))
  io.to(`service:${serviceId}`).emit('news', { epoch, seq, after, touches, ...(requestId !== '' && { requestId }) })
  counted.hints.add()
  if (atMs !== '') counted.hintLag.took(Math.max(0, machineMs() - Number(atMs)))
}

function sendPulses({ io, epoch, positions, clock }: Live): void {
  const now = clock()
  for (const room of io.sockets.adapter.rooms.keys()) {
    if (room.startsWith('service:'))
      io.to(room).emit('pulse', { epoch, seq: positions.of(room.slice('service:'.length)), now })
  }
}
