import type { Request, Response } from 'express'
import * as oidc from 'openid-client'
import type { PersonId } from '#shared/kernel/ids.ts'
import { outsiderReason, provedAt, secondFactorIn, type Claims } from '#shared/identity/claims.ts'
import type { SsoRefusal } from '#shared/identity/ssoWords.ts'
import { msOf } from '#shared/time/instant.ts'
import { notLetIn } from '#server/kernel/edge/securityEvents.ts'
import { constraintOf } from '#server/kernel/transaction.ts'
import type { SsoDeps } from './oidcDeps.ts'
import { asksFor, inService } from './inService.ts'
import { explained, NotBelieved, ProviderAway } from './oidcClients.ts'
import { personFrom, type Known } from './oidcPerson.ts'
import type { Provider } from './oidcProviders.ts'
import { admit, showAgain } from './oidcSession.ts'
import { clearTransaction, transactionIn, type Transaction } from './oidcTransaction.ts'
import { closeWindow, goOn } from './returnPages.ts'

/** A subject and what else the provider says; the token has been verified. */
export type Verified = Claims & { readonly sub: string }

/**
 * The way back from the provider. Whatever is wrong, nobody is signed in, nothing changes, and the sign-in page says in words what
 * happened; the code of the reason is all that stands in the address.
 */
export async function comeBack(
  deps: SsoDeps,
  provider: Provider,
  request: Request,
  response: Response,
  sent: Readonly<Record<string, unknown>>,
): Promise<void> {
  const kept = transactionIn(deps.keys, deps.secure, request.headers.cookie, {
    providerId: provider.id,
    nowMs: msOf(deps.clock()),
  })
  response.append('set-cookie', clearTransaction(deps.secure))
  if (kept === null) return refused(deps, provider, response, 'start-again', 'sign-in')
  try {
    const claims = await claimsFrom(deps, provider, kept, sent)
    const outsider = outsiderReason(provider.rules, claims)
    if (outsider) return refused(deps, provider, response, outsider, kept.purpose)
    const why = await letIn(deps, provider, request, response, kept, claims)
    if (why !== null) return showRefusal(response, why, kept.purpose)
    if (kept.purpose === 'again') closeWindow(response, 'shown')
    else goOn(response, kept.returnTo)
  } catch (error) {
    const why = reasonOf(error)
    if (why === null) throw error
    deps.log.warn(
      { error, code: why, serviceId: provider.serviceId, requestId: response.locals['requestId'] },
      'single sign-on refused',
    )
    return refused(deps, provider, response, why, kept.purpose)
  }
}

/** Fetches and checks the tokens: state, nonce, PKCE, issuer, audience, `azp`, times by the library; the signature by the keys. */
async function claimsFrom(
  deps: SsoDeps,
  provider: Provider,
  kept: Transaction,
  sent: Readonly<Record<string, unknown>>,
): Promise<Verified> {
  const url = new URL(deps.returnAddress(provider.id))
  for (const name of ['code', 'state', 'iss', 'error', 'error_description', 'session_state']) {
    const value = Object.hasOwn(sent, name) ? sent[name] : undefined
    if (typeof value === 'string') url.searchParams.set(name, value)
  }
  if (sent['error'] !== undefined && sent['state'] === kept.state) throw new Cancelled()
  const config = await deps.clients.configOf(provider)
  const tokens = await oidc
    .authorizationCodeGrant(config, url, {
      expectedState: kept.state,
      expectedNonce: kept.nonce,
      pkceCodeVerifier: kept.verifier,
      idTokenExpected: true,
      ...(kept.purpose === 'again' && { maxAge: AGAIN_S }),
    })
    .catch((error: unknown) => {
      throw explained(error)
    })
  if (tokens.id_token === undefined) throw new NotBelieved('there is no id token')
  const claims = await deps.clients.verified(provider, tokens.id_token)
  if (claims['azp'] !== undefined && claims['azp'] !== provider.clientId)
    throw new NotBelieved('it was made for another party')
  if (typeof claims.sub !== 'string' || claims.sub === '' || claims.sub.length > 255)
    throw new NotBelieved('it names nobody')
  if (kept.purpose === 'again' && provedAt(claims) === null) throw new NotBelieved('it does not say when')
  return { ...claims, sub: claims.sub }
}

/** How fresh the proof must be when somebody shows that it is still them, in seconds. */
export const AGAIN_S = 120

class Cancelled extends Error {}

async function letIn(
  deps: SsoDeps,
  provider: Provider,
  request: Request,
  response: Response,
  kept: Transaction,
  claims: Verified,
): Promise<SsoRefusal | null> {
  const asking = kept.sessionId === null ? null : await deps.sessionPerson(kept.sessionId)
  if (kept.purpose !== 'sign-in' && asking?.serviceId !== provider.serviceId) return 'start-again'
  const outcome = await inService(deps.database, asksFor(provider.serviceId, deps, response), async (context) => {
    const spent = await context.sql`
        insert into spent_tokens (service_id, provider_id, kind, value, spent_at)
        values (${provider.serviceId}, ${provider.id}, 'state', ${kept.state}, ${context.now}) on conflict do nothing returning value`
    if (spent.length === 0) throw new NotBelieved('this way back was used before')
    const found = await personFrom(context, provider, claims, asking?.personId as PersonId | undefined)
    return { result: found.outcome, events: found.events }
  })
  if (!outcome.ok) return outcome.refusal
  return enter(deps, provider, request, response, kept, claims, outcome.value)
}

async function enter(
  deps: SsoDeps,
  provider: Provider,
  request: Request,
  response: Response,
  kept: Transaction,
  claims: Verified,
  known: Known,
): Promise<SsoRefusal | null> {
  if (kept.purpose === 'link') return null
  if (kept.purpose === 'again') return (await showAgain(deps, response, kept.sessionId ?? '')) ? null : 'start-again'
  const opened = await admit(deps, provider, request, response, {
    known,
    subject: claims.sub,
    sid: typeof claims['sid'] === 'string' ? claims['sid'] : null,
    secondFactor: secondFactorIn(provider.rules, claims),
  })
  return opened ? null : 'left'
}

function reasonOf(error: unknown): SsoRefusal | null {
  if (error instanceof ProviderAway) return 'provider-away'
  if (error instanceof Cancelled) return 'cancelled'
  if (error instanceof NotBelieved) return 'not-believed'
  return constraintOf(error) === 'somebody_keeps_the_keys' ? 'last-administrator' : null
}

/** Records that nobody came in, and says so. */
export async function refused(
  deps: SsoDeps,
  provider: Provider,
  response: Response,
  why: SsoRefusal,
  purpose: Transaction['purpose'],
): Promise<void> {
  await inService(deps.database, asksFor(provider.serviceId, deps, response), async () => ({
    result: null,
    events: [{ type: 'sso-refused', data: { by: 'provider', providerId: provider.id, why } }],
  }))
  showRefusal(response, why, purpose)
}

function showRefusal(response: Response, why: SsoRefusal, purpose: Transaction['purpose']): void {
  notLetIn(response, why)
  if (purpose === 'again') closeWindow(response, why)
  else goOn(response, `/?sso=${why}`)
}
