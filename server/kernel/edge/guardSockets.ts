import type { IncomingMessage } from 'node:http'
import type { Server } from 'socket.io'
import type { Log } from '../log.ts'
import { addressOf, placeOf } from './address.ts'
import { cutSoon } from './cutSoon.ts'
import type { Limits } from './limits.ts'
import { noteSecurity } from './securityEvents.ts'

/** What a screen may leave unread before it is let go: it asks again when it comes back, and nothing is lost. */
export const MOST_UNREAD = { packets: 200, bytes: 1_000_000 }
/** What one socket may send between two looks, in bytes of whatever kind. A screen sends some hundreds when somebody types fast. */
export const MOST_SAID_BYTES = 64_000
const LOOK_MS = 1000
/** Where the only sockets that there are live. */
const SOCKETS = '/socket.io/'

export interface GuardDeps {
  readonly origins: ReadonlySet<string>
  readonly log: Log
  readonly limits: Limits
  readonly trustedProxies?: number
}

/** The parts of an engine's connection that are looked at here. */
interface Line {
  readonly id: string
  readonly request: IncomingMessage
  readonly writeBuffer: readonly unknown[]
  readonly transport: { readonly socket?: Wire }
  on(event: 'packet' | 'close', hear: () => void): void
  close(discard?: boolean): void
}

/** The WebSocket under it. */
interface Wire {
  readonly bufferedAmount?: number
  on(event: 'ping' | 'pong', hear: () => void): void
}

export interface SocketGuard {
  /** Whether this upgrade may become a socket: from and to our own address exactly, and not too many from one place. */
  readonly mayOpen: (request: IncomingMessage) => boolean
  readonly stop: () => void
}

/**
 * Keeps one bad socket from harming the rest (ASVS 5.0 V4.4.2, V2.4.1): too many from one address are refused, one that talks too
 * much or in nonsense is ended, and so is one that does not read what it is sent.
 */
export function guardSockets(io: () => Server, deps: GuardDeps): SocketGuard {
  /** Each line with the bytes that had come by the last look. */
  const lines = new Map<Line, number>()
  const perPlace = new Map<string, number>()
  const placeOfRequest = (request: IncomingMessage): string =>
    placeOf(
      addressOf(
        request.socket.remoteAddress,
        String(request.headers['x-forwarded-for'] ?? ''),
        deps.trustedProxies ?? 0,
      ),
    )
  const end = (line: Line, code: string): void => {
    noteSecurity(deps.log, 'socket-ended', { code, address: placeOfRequest(line.request) })
    line.close(true)
  }
  const watch = (line: Line): void => {
    const place = placeOfRequest(line.request)
    const { socket } = line.request
    lines.set(line, socket.bytesRead)
    perPlace.set(place, (perPlace.get(place) ?? 0) + 1)
    // Every packet counts, also what is no event of ours, what only keeps a line open, and before anybody has said who they are.
    const count = (): void => {
      if (lines.has(line) && !deps.limits.takeSocketEvent(line.id)) end(line, 'too-many-events')
    }
    line.on('packet', count)
    line.transport.socket?.on('ping', count)
    line.transport.socket?.on('pong', count)
    line.on('close', () => {
      cutSoon(socket)
      lines.delete(line)
      const left = (perPlace.get(place) ?? 1) - 1
      if (left > 0) perPlace.set(place, left)
      else perPlace.delete(place)
    })
  }
  const looking = setInterval(() => {
    for (const [line, before] of lines) {
      const { bytesRead } = line.request.socket
      lines.set(line, bytesRead)
      if (bytesRead - before > MOST_SAID_BYTES) end(line, 'says-too-much')
      else if (doesNotRead(line)) end(line, 'does-not-read')
    }
  }, LOOK_MS)
  queueMicrotask(() => io().engine.on('connection', (line: Line) => watch(line)))
  return {
    mayOpen(request) {
      const place = placeOfRequest(request)
      const code = !deps.origins.has(request.headers.origin ?? '')
        ? 'wrong-origin'
        : !request.url?.startsWith(SOCKETS)
          ? 'wrong-address'
          : (perPlace.get(place) ?? 0) >= deps.limits.sockets.address || !deps.limits.takeSocketOpening(place)
            ? 'too-many-sockets'
            : null
      if (code) noteSecurity(deps.log, 'socket-refused', { code, address: place })
      return code === null
    },
    stop: () => clearInterval(looking),
  }
}

const doesNotRead = ({ writeBuffer, transport }: Line): boolean =>
  writeBuffer.length > MOST_UNREAD.packets || (transport.socket?.bufferedAmount ?? 0) > MOST_UNREAD.bytes
