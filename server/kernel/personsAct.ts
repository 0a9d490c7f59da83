import type { Request } from 'express'
import { earliest, instant, instantInput, msOf, type Instant } from '#shared/time/instant.ts'

/** How long ago, in whole seconds, whoever sends this last pressed something. A browser of another site cannot send it along. */
export const ACTED_HEADER = 'x-acted-seconds-ago'
const LONGEST_SECONDS = 86_400

/**
 * When the person behind a command last did something themselves. A screen may send a command by itself, as when a job that has
 * just come in is noted as shown: that keeps no session alive. Without the header a command is the act.
 *
 * @example actedAt(request, now) // the same moment, or a little before
 */
export function actedAt(request: Request, now: Instant): Instant {
  const given = request.headers[ACTED_HEADER]
  if (typeof given !== 'string' || !/^\d{1,6}$/.test(given)) return now
  return instant(msOf(now) - 1000 * Math.min(Number(given), LONGEST_SECONDS))
}

export interface Tapped {
  /** When the command was pressed, by the phone that sent it; `null` where it did not say, and for what nobody pressed. */
  readonly tappedAt: Instant | null
}

/** When whoever sends this pressed for it, which may be long before it is sent. Another time than the one at which they say that it happened. */
export const TAPPED_HEADER = 'x-tapped-at'

/**
 * The moment of the press behind a command, by the phone’s own clock, and never later than now; `null` where the sender does not say.
 *
 * @example tappedAt(request, now) // hours ago, for what waited on a phone without a signal
 */
export function tappedAt(request: Request, now: Instant): Instant | null {
  const given = instantInput.safeParse(request.headers[TAPPED_HEADER])
  return given.success ? earliest(given.data, now) : null
}

/** For whom a page takes the person who is signed in, as `service.person`. A page of the last release says nothing of it. */
export function signedInAs(request: Request): string | undefined {
  const given = request.headers['x-signed-in-as']
  return typeof given === 'string' && given !== '' ? given : undefined
}

/** Whether the screen says that it asks by itself: because something changed, or for what nobody pressed. It is kept with the read. */
export const askedByItself = (request: Request): boolean => request.headers['x-asked-by'] === 'screen'
