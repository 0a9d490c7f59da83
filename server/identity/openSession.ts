import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { deviceOf } from '#shared/identity/device.ts'
import { termsOf, type SessionTerms } from '#shared/identity/sessionLimits.ts'
import type { OpenedBy, SessionStage } from '#shared/kernel/session.ts'
import type { SessionEnd } from '#shared/kernel/sessionEnd.ts'
import { addMinutes, minutesBetween, type Instant } from '#shared/time/instant.ts'
import { hashOf, newToken, setCookie, tokenIn } from '#server/kernel/cookies.ts'
import { letIn } from '#server/kernel/edge/securityEvents.ts'
import type { IdentityDeps } from './deps.ts'
import { fromOf, rememberDevice } from './device.ts'
import { limitsOf } from './limits.ts'
import { note, onAccount } from './onAccount.ts'
import { servicesOf } from './sessionAnswer.ts'

/** A cookie may outlast its session, which the database ends: no session is longer than this. */
export const LONGEST_SESSION_MINUTES = 16 * 60
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
  /** The unfinished session that this completes: it keeps its id, so that what is tied to it holds, and gets a fresh token. */
  readonly finishes?: string
  /** When its person showed that it is them: now, unless it is carried over from the session before. */
  readonly steppedUpAt?: Instant | null
  /** When the session before would have ended: going over to another service is not signing in again, and wins no time. */
  readonly endsAt?: Instant
}

/**
 * Opens a session: the one function by which every way of signing in (password, passkey, single sign-on) lets somebody in.
 * The browser gets a fresh token (ASVS 5.0 V7.2.4); the session that its old token named, if any, ends. A finished sign-in is
 * written to the account's log and its browser remembered; one that is carried over from the session before is neither.
 *
 * @returns false when the account has no place in that service
 * @example await openSession(deps, request, response, { accountId, serviceId, openedBy: 'passkey' })
 */
export async function openSession(
  deps: IdentityDeps,
  request: Request,
  response: Response,
  opening: Opening,
): Promise<boolean> {
  const { accountId, serviceId, openedBy, stage = 'complete', steppedUpAt, finishes } = opening
  const id = finishes ?? opening.sessionId ?? randomUUID()
  if (finishes === undefined) await endSession(deps, request, opening.endsAt === undefined ? 'signed-out' : 'moved')
  const [token, at] = [newToken(), deps.clock()]
  const terms = await termsHere(deps, request, opening)
  const ends = endOf(opening, terms, at)
  const shownAt = stage === 'complete' ? (steppedUpAt === undefined ? at : steppedUpAt) : null
  const device = deviceOf(request.headers['user-agent'])
  const [opened] = finishes
    ? await deps.database<{ opened: boolean }[]>`
    select hub.finish_session(${id}, ${hashOf(token)}, ${at}, ${ends}, ${openedBy}) as opened`
    : await deps.database<{ opened: boolean }[]>`
    select hub.open_session(${id}, ${hashOf(token)}, ${accountId}, ${serviceId}, ${at}, ${ends}, ${openedBy}, ${stage}, ${shownAt}) as opened`
  if (opened?.opened !== true) return false
  await deps.database`
    select hub.settle_session(${id}, ${device.label}, ${device.kind}, ${request.ip ?? ''}, ${terms.profile}, ${terms.idleMinutes},
      ${[...terms.wakefulRoles]}, ${terms.restMinutes}, ${terms.atOnce}, ${at})`
  response.append('set-cookie', setCookie(token, deps.secure, Math.max(1, minutesBetween(at, ends)) * 60))
  if (stage !== 'complete' || steppedUpAt !== undefined) return true
  letIn(response, openedBy)
  await noteArrival(deps, request, response, { accountId, id, at })
  return true
}

/** Writes a finished sign-in to the account's log, and remembers the browser. */
async function noteArrival(
  deps: IdentityDeps,
  request: Request,
  response: Response,
  { accountId, id, at }: { readonly accountId: string; readonly id: string; readonly at: Instant },
): Promise<void> {
  const from = fromOf(request, id)
  await onAccount(deps.database, accountId, async (sql) => {
    await rememberDevice(deps, sql, request, response, { at, from })
    await note(sql, 'signed-in', at, from)
  })
}

type Terms = SessionTerms & { readonly atOnce: number }

/** What the session will go by: the service's limits, for this person's roles there, on this device. */
async function termsHere(deps: IdentityDeps, request: Request, { accountId, serviceId }: Opening): Promise<Terms> {
  const [limits, memberships] = await Promise.all([
    limitsOf(deps.database, serviceId, deps.clock()),
    servicesOf(deps, accountId),
  ])
  const roles = memberships.find((one) => one.serviceId === serviceId)?.roles ?? []
  return { ...termsOf(limits, roles, deviceOf(request.headers['user-agent']).kind), atOnce: limits.atOnce }
}

function endOf({ stage = 'complete', endsAt }: Opening, { absoluteMinutes }: Terms, at: Instant): Instant {
  const ends = addMinutes(at, stage === 'complete' ? absoluteMinutes : UNFINISHED_MINUTES[stage])
  return endsAt !== undefined && endsAt < ends ? endsAt : ends
}

/** Ends the session that the browser's cookie names, with its sockets; does nothing when there is none. */
export async function endSession(
  deps: IdentityDeps,
  request: Request,
  because: SessionEnd = 'signed-out',
): Promise<void> {
  const token = tokenIn(request.headers.cookie, deps.secure)
  if (!token) return
  const [ended] = await deps.database<
    { id: string | null }[]
  >`select hub.close_session(${hashOf(token)}, ${because}, ${deps.clock()}) as id`
  if (ended?.id) deps.endSockets(ended.id, because)
}
