import type { Database } from '#db/client.ts'
import { sessionEndOf, type SessionEnd } from '#shared/kernel/sessionEnd.ts'
import type { Clock } from './clock.ts'
import { CLOSING_MS } from './edge/cutSoon.ts'
import type { EndedSessions } from './endedSessions.ts'
import type { HubServer } from './hubSockets.ts'
import { asked } from './transaction.ts'

/** PostgreSQL tells every node, in the order of the commits, which session has ended and why. */
export const SESSION_ENDED = 'hub_session_ended'

/** Ends the sockets of a session on this node: it leaves its rooms at once, whatever the browser at the other end does. */
export function endSockets(io: HubServer, ended: EndedSessions, sessionId: string, because: SessionEnd): void {
  ended.add(sessionId, because)
  const room = `session:${sessionId}`
  const lines = [...(io.sockets.adapter.rooms.get(room) ?? [])].flatMap((id) => io.sockets.sockets.get(id)?.conn ?? [])
  io.to(room).emit('signedOut', because)
  io.in(room).disconnectSockets(true)
  if (lines.length === 0) return
  setTimeout(() => {
    for (const line of lines) if (line.readyState !== 'closed') line.close(true)
  }, CLOSING_MS).unref()
}

/** Reads what `hub.end_sessions` tells: the session and the reason, with a colon between. */
export function hearOfEnd(io: HubServer, ended: EndedSessions, payload: string): void {
  const [sessionId = '', because] = payload.split(':')
  endSockets(io, ended, sessionId, sessionEndOf(because) ?? 'signed-out')
}

interface Checking {
  readonly database: Database
  readonly clock: Clock
  readonly ended: EndedSessions
}

/**
 * Whatever ended a session, on whichever node, its sockets end too: one look-up for all of them. A session that lay idle too long
 * ends in this way, as nobody says so.
 */
export async function endDeadSessions({ database, clock, ended }: Checking, io: HubServer): Promise<void> {
  const open = [...new Set([...io.sockets.sockets.values()].map((socket) => socket.data.actor.sessionId))]
  if (open.length === 0) return
  const dead = await asked(
    database,
    (sql) => sql<{ sessionId: string; because: string }[]>`
      select "sessionId", because from hub.sessions_over(${open}::uuid[], ${clock()})`,
  )
  for (const { sessionId, because } of dead) endSockets(io, ended, sessionId, sessionEndOf(because) ?? 'signed-out')
}
