import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import type { OpenedBy, SessionStage } from '#shared/kernel/session.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { hashOf, newToken, setCookie, tokenIn } from '#server/kernel/cookies.ts'
import type { IdentityDeps } from './deps.ts'

export const SESSION_MINUTES = 12 * 60
/** So long may somebody take to finish signing in: to find their phone, or to set a factor up. */
const UNFINISHED_MINUTES: Record<Exclude<SessionStage, 'complete'>, number> = { 'second-factor': 10, enrolment: 30 }

export interface Opening {
  readonly accountId: string
  readonly serviceId: string
  readonly openedBy: OpenedBy
  /** `complete` unless left out: anything else may only finish signing in. */
  readonly stage?: SessionStage
  /** The id that the session is to have, for whoever must know it beforehand. */
  readonly sessionId?: string
  /** When its person showed that it is them: now, unless it is carried over from the session before. */
  readonly steppedUpAt?: Instant | null
}

/**
 * Opens a session: the one function by which every way of signing in (password, passkey, single sign-on) lets somebody in.
 * The browser gets a fresh token (ASVS 5.0 V7.2.4); the session that its old token named, if any, has ended before.
 *
 * @returns false when the account has no place in that service
 * @example await openSession(deps, request, response, { accountId, serviceId, openedBy: 'passkey' })
 */
export async function openSession(
  deps: IdentityDeps,
  request: Request,
  response: Response,
  { accountId, serviceId, openedBy, stage = 'complete', sessionId = randomUUID(), steppedUpAt }: Opening,
): Promise<boolean> {
  await endSession(deps, request)
  const token = newToken()
  const at = deps.clock()
  const minutes = stage === 'complete' ? SESSION_MINUTES : UNFINISHED_MINUTES[stage]
  const shownAt = stage === 'complete' ? (steppedUpAt === undefined ? at : steppedUpAt) : null
  const [opened] = await deps.database<{ opened: boolean }[]>`
    select hub.open_session(${sessionId}, ${hashOf(token)}, ${accountId}, ${serviceId}, ${at}, ${addMinutes(at, minutes)},
      ${openedBy}, ${stage}, ${shownAt}) as opened`
  if (opened?.opened !== true) return false
  response.append('set-cookie', setCookie(token, deps.secure, minutes * 60))
  return true
}

/** Ends the session that the browser's cookie names, with its sockets; does nothing when there is none. */
export async function endSession(deps: IdentityDeps, request: Request): Promise<void> {
  const token = tokenIn(request.headers.cookie, deps.secure)
  if (!token) return
  const [ended] = await deps.database<
    { id: string | null }[]
  >`select hub.close_session(${hashOf(token)}, ${deps.clock()}) as id`
  if (ended?.id) deps.endSockets(ended.id)
}
