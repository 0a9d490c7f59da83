import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { hashOf, newToken, setCookie } from '#server/kernel/cookies.ts'
import { asksFor, inService } from './inService.ts'
import type { SsoDeps } from './oidcDeps.ts'
import type { Known } from './oidcPerson.ts'
import type { Provider } from './oidcProviders.ts'
import { openSession, LONGEST_SESSION_MINUTES } from './openSession.ts'

export interface Admission {
  readonly known: Known
  readonly subject: string
  /** The provider's own name for its session, when it gives one: by it the provider can end this session alone. */
  readonly sid: string | null
  readonly secondFactor: boolean
}

/**
 * Lets somebody in whom the provider vouches for, and remembers which session of theirs it was.
 *
 * @returns false when the account has no place in the service any more
 */
export async function admit(
  deps: SsoDeps,
  provider: Provider,
  request: Request,
  response: Response,
  { known, subject, sid, secondFactor }: Admission,
): Promise<boolean> {
  const { serviceId } = provider
  const sessionId = randomUUID()
  // First what ends it, then the session: one that no logout could find would outlive its person's employment.
  await inService(deps.database, asksFor(serviceId, deps, response), async ({ sql, now }) => {
    await sql`
        insert into sso_sessions (service_id, session_id, provider_id, subject, sid, opened_at)
        values (${serviceId}, ${sessionId}, ${provider.id}, ${subject}, ${sid}, ${now})`
    return { result: null, events: [] }
  })
  return openSession(deps, request, response, {
    accountId: known.accountId,
    serviceId,
    sessionId,
    openedBy: 'sso',
    stage: secondFactor ? 'complete' : await deps.stageAfter(known.accountId, serviceId),
  })
}

/**
 * Notes that the session's person has just shown the provider that it is them, and gives the browser a fresh token.
 *
 * @returns false when the session has ended meanwhile
 */
export async function showAgain(deps: SsoDeps, response: Response, sessionId: string): Promise<boolean> {
  const token = newToken()
  const [done] = await deps.database<
    { renewed: boolean }[]
  >`select hub.step_up_session(${sessionId}, ${hashOf(token)}, ${deps.clock()}) as renewed`
  if (done?.renewed !== true) return false
  response.append('set-cookie', setCookie(token, deps.secure, LONGEST_SESSION_MINUTES * 60))
  return true
}
