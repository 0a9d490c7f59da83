import type { Server, Socket } from 'socket.io'
import { referralId } from '#shared/kernel/ids.ts'
import type { ClientToServerEvents, ServerToClientEvents } from '#shared/kernel/topic.ts'
import type { Database } from '#db/client.ts'
import type { Actor } from './actor.ts'
import type { Clock } from './clock.ts'
import { hashOf, tokenIn } from './cookies.ts'
import type { Limits } from './edge/limits.ts'
import { noteSecurity } from './edge/securityEvents.ts'
import type { EndedSessions } from './endedSessions.ts'
import type { Log } from './log.ts'
import type { PresenceBoard } from './presence.ts'

/** The only event that a screen may send. */
const EVENT = 'looking'

export interface SocketData {
  actor: Actor
}
export type HubSocket = Socket<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketData>
export type HubServer = Server<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketData>

export interface AdmitDeps {
  readonly database: Database
  readonly clock: Clock
  readonly secure: boolean
  readonly ended: EndedSessions
  readonly limits: Limits
}

/** Lets a socket in when its cookie names a live session; everything else is refused before it hears anything. */
export async function admit(deps: AdmitDeps, io: HubServer, socket: HubSocket): Promise<Error | undefined> {
  const token = tokenIn(socket.handshake.headers.cookie, deps.secure)
  if (!token) return new Error('not-signed-in')
  const [actor] = await deps.database<Actor[]>`select * from hub.session_of(${hashOf(token)}, ${deps.clock()})`
  // The session may have ended, or the browser gone, while the database was asked.
  if (!actor || deps.ended.has(actor.sessionId) || socket.conn.readyState !== 'open') return new Error('not-signed-in')
  if (isFull(deps.limits, io, actor)) return new Error('too-many-screens')
  socket.data = { actor }
  return undefined
}

/** Joins an admitted socket to its rooms, unless its session has ended since: between the two, others are let in and out. */
export function joinRooms({ limits, ended }: AdmitDeps, io: HubServer, socket: HubSocket): boolean {
  const { actor } = socket.data
  if (ended.has(actor.sessionId) || !socket.connected || isFull(limits, io, actor)) {
    socket.disconnect(true)
    return false
  }
  void socket.join([`service:${actor.serviceId}`, `person:${actor.personId}`, `session:${actor.sessionId}`])
  return true
}

function isFull({ sockets }: Limits, io: HubServer, { personId, serviceId }: Actor): boolean {
  const { rooms } = io.sockets.adapter
  const [ofPerson, ofService] = [
    rooms.get(`person:${personId}`)?.size ?? 0,
    rooms.get(`service:${serviceId}`)?.size ?? 0,
  ]
  return ofPerson >= sockets.person || ofService >= sockets.service
}

/** A screen sends one kind of event. Whatever sends another is no screen of ours. */
export function endOnNonsense(log: Log, socket: HubSocket): void {
  const { personId: actorId, serviceId } = socket.data.actor
  socket.use(([event], next) => {
    if (event === EVENT) return next()
    noteSecurity(log, 'socket-ended', { code: 'unknown-event', actorId, serviceId })
    socket.disconnect(true)
  })
}

/** Shows colleagues who has which record open, for as long as the socket is there. */
export function sharePresence(presence: PresenceBoard, log: Log, socket: HubSocket): void {
  const room = `service:${socket.data.actor.serviceId}`
  presence.greet(socket)
  socket.on(EVENT, (at: unknown) => {
    if (!socket.rooms.has(room)) return
    presence
      .look(socket, lookingAt(at))
      .catch((error: unknown) => log.warn({ error }, 'who has which record open could not be worked out'))
  })
  socket.on('disconnect', () => presence.leave(socket))
}

function lookingAt(at: unknown): { readonly referralId: string; readonly typing: boolean } | null {
  if (typeof at !== 'object' || at === null || !('referralId' in at)) return null
  const id = referralId.safeParse(at.referralId)
  return id.success ? { referralId: id.data, typing: 'typing' in at && at.typing === true } : null
}
