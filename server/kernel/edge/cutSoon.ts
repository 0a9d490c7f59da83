import type { Duplex } from 'node:stream'

/** So long may the other end take to close a line that we have closed. */
export const CLOSING_MS = 500

/**
 * Cuts a line that was closed on our side, whatever the other end does. Closing is a question: a peer that never answers it would
 * otherwise hold its place for half a minute (WebSocket), or for ever (a request that was refused).
 */
export function cutSoon(line: Duplex): void {
  const timer = setTimeout(() => line.destroy(), CLOSING_MS).unref()
  line.once('close', () => clearTimeout(timer))
}
