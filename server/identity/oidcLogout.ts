import type { Request, Response } from 'express'
import { asksFor, inService } from './inService.ts'
import { NotBelieved } from './oidcClients.ts'
import type { SsoDeps } from './oidcDeps.ts'
import type { Provider } from './oidcProviders.ts'

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'

interface Ended {
  readonly subject: string | null
  readonly sid: string | null
  readonly jti: string
}

/**
 * The provider says that somebody's session there has ended: OpenID Connect Back-Channel Logout 1.0 §2.6. Their sessions here end
 * with it, sockets too. The token is believed only whole: signature, issuer, audience, times, type, event, subject or session, no
 * nonce, and each id once (ASVS 5.0 V10.5.5).
 */
export async function backChannelLogout(
  deps: SsoDeps,
  provider: Provider,
  request: Request,
  response: Response,
): Promise<void> {
  const sent = (request.body ?? {}) as Readonly<Record<string, unknown>>
  const token = Object.hasOwn(sent, 'logout_token') ? sent['logout_token'] : undefined
  try {
    if (typeof token !== 'string') throw new NotBelieved('there is no logout token')
    const ended = await endedIn(deps, provider, token)
    const sessions = await endSessions(deps, provider, ended, response)
    for (const id of sessions) deps.endSockets(id, 'provider')
    response.status(200).json({})
  } catch (error) {
    if (!(error instanceof NotBelieved)) throw error
    deps.log.warn(
      { error, serviceId: provider.serviceId, requestId: response.locals['requestId'] },
      'logout token refused',
    )
    // In the form that the standard names, for the provider's own log.
    response.status(400).json({ error: 'invalid_request', error_description: 'The logout token is not valid here.' })
  }
}

async function endedIn(deps: SsoDeps, provider: Provider, token: string): Promise<Ended> {
  const claims = await deps.clients.verified(provider, token, { typ: 'logout+jwt', maxAge: '5 minutes' })
  const events = claims['events']
  const [subject, sid] = [claims.sub ?? null, claims['sid'] ?? null]
  if (typeof events !== 'object' || events === null || !Object.hasOwn(events, EVENT))
    throw new NotBelieved('it is no logout')
  if (claims['nonce'] !== undefined) throw new NotBelieved('a logout token has no nonce')
  if (typeof claims.jti !== 'string' || claims.jti === '' || claims.jti.length > 500)
    throw new NotBelieved('it has no id')
  if (typeof subject !== 'string' && typeof sid !== 'string') throw new NotBelieved('it names nobody')
  return { subject, sid: typeof sid === 'string' ? sid : null, jti: claims.jti }
}

function endSessions(deps: SsoDeps, provider: Provider, ended: Ended, response: Response): Promise<readonly string[]> {
  const { serviceId } = provider
  return inService(deps.database, asksFor(serviceId, deps, response), async ({ sql, now }) => {
    const spent = await sql`
      insert into spent_tokens (service_id, provider_id, kind, value, spent_at)
      values (${serviceId}, ${provider.id}, 'logout', ${ended.jti}, ${now}) on conflict do nothing returning value`
    if (spent.length === 0) throw new NotBelieved('this logout token came before')
    const closed = await sql<{ sessionId: string; personId: string }[]>`
      select * from hub.end_sso_sessions(${provider.id}, ${ended.subject}, ${ended.sid}, ${now})`
    const people = [...new Set(closed.map(({ personId }) => personId))]
    return {
      result: closed.map(({ sessionId }) => sessionId),
      events: people.map((personId) => ({
        type: 'sso-ended',
        personId: personId as never,
        data: { by: 'provider', providerId: provider.id },
      })),
    }
  })
}
