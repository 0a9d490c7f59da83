import { createServer, type Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { referralId } from '#shared/kernel/ids.ts'
import type { ClientToServerEvents, Presence, ServerToClientEvents, Topic } from '#shared/kernel/topic.ts'
import { topics } from '#shared/kernel/topic.ts'
import type { Database } from '#db/client.ts'
import type { Actor } from './actor.ts'
import type { Clock } from './clock.ts'
import { hashOf, tokenIn } from './cookies.ts'
import { MOST_SOCKETS } from './edge/allowances.ts'
import { guardSockets } from './edge/guardSockets.ts'
import type { Limits } from './edge/limits.ts'
import { refuseUpgrade } from './edge/openHttp.ts'
import { noteSecurity } from './edge/securityEvents.ts'
import type { Log } from './log.ts'

const PULSE_MS = 5000
const SESSION_CHECK_MS = 1500
/** The only event that a screen may send. */
const EVENT = 'looking'

interface SocketData {
  actor: Actor
  looking: { referralId: string; typing: boolean } | null
}
type HubSocket = Socket<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketData>
type HubServer = Server<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketData>

export interface HubDeps {
  readonly database: Database
  readonly clock: Clock
  readonly secure: boolean
  readonly origins: ReadonlySet<string>
  readonly log: Log
  readonly limits: Limits
  readonly trustedProxies?: number
}

export interface Hub {
  readonly endSockets: (sessionId: string) => void
  readonly close: () => Promise<void>
}

/**
 * The live half: tells each service's screens *that* something changed, never what. News comes from PostgreSQL after each commit,
 * so every server process hears of every change; a pulse every five seconds carries the last number, so that a screen that
 * missed one finds out.
 */
export async function openHub(http: HttpServer, deps: HubDeps): Promise<Hub> {
  const guard = guardSockets(() => io, deps)
  // Sockets only: what comes to their address as an ordinary request is answered by the rest of the hub, as everything else is.
  const upgrades = createServer()
  http.on('upgrade', (request, socket, head) => {
    if (guard.mayOpen(request)) upgrades.emit('upgrade', request, socket, head)
    else refuseUpgrade(socket)
  })
  const io: HubServer = new Server(upgrades, {
    transports: ['websocket'],
    perMessageDeflate: false,
    maxHttpBufferSize: 16_384,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    connectTimeout: 5000,
    serveClient: false,
    allowRequest: (request, decide) => decide(null, deps.origins.has(request.headers.origin ?? '')),
  })
  const positions = new Positions()
  const [epochRow] = await deps.database<{ id: string }[]>`select id from epochs`
  const epoch = epochRow?.id ?? ''
  io.use((socket, next) => void admit(deps, io, socket).then(next, () => next(new Error('try-again'))))
  io.on('connection', (socket) => welcome(deps, io, socket, epoch, positions))

  const catchUp = async (): Promise<void> => {
    for (const { serviceId, lastSeq } of await deps.database<
      { serviceId: string; lastSeq: number }[]
    >`select * from hub.stream_positions()`) {
      if (positions.moved(serviceId, lastSeq))
        io.to(`service:${serviceId}`).emit('news', { epoch, seq: lastSeq, touches: topics })
    }
  }
  const listening = await deps.database.listen(
    'hub',
    (payload) => announce(io, epoch, positions, payload),
    () => void catchUp().catch((error: unknown) => deps.log.error({ error }, 'catching up failed')),
  )
  const pulse = setInterval(() => sendPulses(deps, io, epoch, positions), PULSE_MS)
  // NOTIFY is a hint: this look at the counters is what makes sure, also when the listening connection has gone quiet.
  const sweep = setInterval(
    () => void catchUp().catch((error: unknown) => deps.log.warn({ error }, 'looking for missed news failed')),
    PULSE_MS,
  )
  const checks = setInterval(
    () =>
      void endDeadSessions(deps, io).catch((error: unknown) =>
        deps.log.warn({ error }, 'looking for ended sessions failed'),
      ),
    SESSION_CHECK_MS,
  )
  return {
    endSockets: (sessionId) => endSockets(io, sessionId),
    async close() {
      guard.stop()
      for (const timer of [pulse, sweep, checks]) clearInterval(timer)
      await listening.unlisten().catch(() => undefined)
      await io.close()
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

async function admit(deps: HubDeps, io: HubServer, socket: HubSocket): Promise<Error | undefined> {
  const token = tokenIn(socket.handshake.headers.cookie, deps.secure)
  if (!token) return new Error('not-signed-in')
  const tokenHash = hashOf(token)
  const [actor] = await deps.database<Actor[]>`select * from hub.session_of(${tokenHash}, ${deps.clock()})`
  if (!actor) return new Error('not-signed-in')
  const others = io.sockets.adapter.rooms.get(`person:${actor.personId}`)?.size ?? 0
  const ofService = io.sockets.adapter.rooms.get(`service:${actor.serviceId}`)?.size ?? 0
  if (others >= MOST_SOCKETS.person || ofService >= MOST_SOCKETS.service) return new Error('too-many-screens')
  socket.data = { actor, looking: null }
  return undefined
}

function welcome(deps: HubDeps, io: HubServer, socket: HubSocket, epoch: string, positions: Positions): void {
  const { actor } = socket.data
  const room = `service:${actor.serviceId}`
  void socket.join([room, `person:${actor.personId}`, `session:${actor.sessionId}`])
  socket.emit('pulse', { epoch, seq: positions.of(actor.serviceId), now: deps.clock() })
  socket.emit('presence', presenceIn(io, room))
  socket.use(([event], next) => {
    if (event === EVENT) return next()
    noteSecurity(deps.log, 'socket-ended', {
      code: 'unknown-event',
      actorId: actor.personId,
      serviceId: actor.serviceId,
    })
    socket.disconnect(true)
  })
  socket.on(EVENT, (at: unknown) => {
    socket.data.looking = lookingAt(at)
    io.to(room).emit('presence', presenceIn(io, room))
  })
  socket.on('disconnect', () => {
    if (socket.data.looking) io.to(room).emit('presence', presenceIn(io, room))
  })
}

function lookingAt(at: unknown): SocketData['looking'] {
  if (typeof at !== 'object' || at === null || !('referralId' in at)) return null
  const id = referralId.safeParse(at.referralId)
  return id.success ? { referralId: id.data, typing: 'typing' in at && at.typing === true } : null
}

function presenceIn(io: HubServer, room: string): readonly Presence[] {
  const here = [...(io.sockets.adapter.rooms.get(room) ?? [])].flatMap((id) => io.sockets.sockets.get(id)?.data ?? [])
  return here.flatMap(({ actor, looking }) =>
    looking ? [{ ...looking, personId: actor.personId, name: actor.name }] : [],
  )
}

function announce(io: HubServer, epoch: string, positions: Positions, payload: string): void {
  const [serviceId = '', seqText = '', touched = ''] = payload.split(':')
  const seq = Number(seqText)
  positions.moved(serviceId, seq)
  const touches = topics.filter((topic: Topic) => touched.split(',').includes(topic))
  io.to(`service:${serviceId}`).emit('news', { epoch, seq, touches })
}

function sendPulses(deps: HubDeps, io: HubServer, epoch: string, positions: Positions): void {
  const now = deps.clock()
  for (const room of io.sockets.adapter.rooms.keys()) {
    if (room.startsWith('service:'))
      io.to(room).emit('pulse', { epoch, seq: positions.of(room.slice('service:'.length)), now })
  }
}

const endSockets = (io: HubServer, sessionId: string): void => {
  io.to(`session:${sessionId}`).emit('signedOut')
  io.in(`session:${sessionId}`).disconnectSockets(true)
}

/** Whatever ended a session, on whichever node, its sockets end too: one look-up for all of them. */
async function endDeadSessions(deps: HubDeps, io: HubServer): Promise<void> {
  const open = [...new Set([...io.sockets.sockets.values()].map((socket) => socket.data.actor.sessionId))]
  if (open.length === 0) return
  const alive = await deps.database<
    { sessionId: string }[]
  >`select "sessionId" from hub.sessions_alive(${open}::uuid[], ${deps.clock()})`
  const living = new Set(alive.map((one) => one.sessionId))
  for (const sessionId of open) if (!living.has(sessionId)) endSockets(io, sessionId)
}
