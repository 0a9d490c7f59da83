import { Router, urlencoded, type Request, type Response } from 'express'
import * as oidc from 'openid-client'
import { msOf } from '#shared/time/instant.ts'
import { notFound } from '#server/kernel/problems.ts'
import { sendProblem } from '#server/kernel/sendProblem.ts'
import { explained, ProviderAway } from './oidcClients.ts'
import type { SsoDeps } from './oidcDeps.ts'
import { backChannelLogout } from './oidcLogout.ts'
import { providerOf, type Provider } from './oidcProviders.ts'
import { AGAIN_S, comeBack, refused } from './oidcReturn.ts'
import { hasTransaction, ownPath, setTransaction, type Transaction } from './oidcTransaction.ts'
import { HOP_SCRIPT, postAgain } from './returnPages.ts'
import { sessionIn } from './sessionAnswer.ts'

const formBody = urlencoded({ extended: false, limit: '32kb', parameterLimit: 20 })

type WithProvider = (deps: SsoDeps, provider: Provider, request: Request, response: Response) => Promise<void>

/**
 * The way to a provider and back, outside `/api`, as browsers and providers come here from other sites: `GET /sign-in/with/:id`,
 * `GET` and `POST /sign-in/return/:id`, and `POST /sign-in/ended/:id` for the provider itself (back-channel logout).
 */
export function ssoRoutes(deps: SsoDeps): Router {
  const router = Router()
  const at =
    (act: WithProvider) =>
    async (request: Request, response: Response): Promise<void> => {
      const provider = await providerOf(deps.database, deps.keys, String(request.params['id']))
      if (!provider) return sendProblem(response, notFound)
      response.setHeader('cache-control', 'no-store')
      await act(deps, provider, request, response)
    }
  router.get('/sign-in/hop.js', (_request, response) => void response.type('text/javascript').send(HOP_SCRIPT))
  router.get('/sign-in/with/:id', at(goToProvider))
  router.get(
    '/sign-in/return/:id',
    at((...given) => comeBack(...given, given[2].query)),
  )
  router.post('/sign-in/return/:id', formBody, at(comeBackByForm))
  router.post('/sign-in/ended/:id', formBody, at(backChannelLogout))
  return router
}

/** Sends the browser to the provider with everything that the way back is checked against. */
async function goToProvider(deps: SsoDeps, provider: Provider, request: Request, response: Response): Promise<void> {
  const purpose = request.query['for'] === 'again' ? 'again' : request.query['for'] === 'link' ? 'link' : 'sign-in'
  const session = purpose === 'sign-in' ? null : await sessionIn(deps, request)
  if (purpose !== 'sign-in' && session?.serviceId !== provider.serviceId)
    return refused(deps, provider, response, 'start-again', purpose)
  const kept: Transaction = {
    providerId: provider.id,
    purpose,
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
    returnTo: ownPath(request.query['to']),
    sessionId: session?.sessionId ?? null,
    startedMs: msOf(deps.clock()),
  }
  try {
    const to = oidc.buildAuthorizationUrl(await deps.clients.configOf(provider), {
      redirect_uri: deps.returnAddress(provider.id),
      scope: provider.rules.scopes.join(' '),
      response_mode: provider.rules.responseMode,
      state: kept.state,
      nonce: kept.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(kept.verifier),
      code_challenge_method: 'S256',
      ...(purpose === 'again' && { prompt: 'login', max_age: String(AGAIN_S) }),
    })
    response.append('set-cookie', setTransaction(deps.keys, deps.secure, kept))
    response.redirect(303, to.href)
  } catch (error) {
    const why = explained(error)
    deps.log.warn({ error, code: provider.id, requestId: response.locals['requestId'] }, 'provider of single sign-on')
    return refused(deps, provider, response, why instanceof ProviderAway ? 'provider-away' : 'not-believed', purpose)
  }
}

/** A form that the provider's site posts comes without our cookies, so it is posted once more from here. */
async function comeBackByForm(deps: SsoDeps, provider: Provider, request: Request, response: Response): Promise<void> {
  const sent = (request.body ?? {}) as Readonly<Record<string, unknown>>
  if (sent['hop'] === undefined && !hasTransaction(request.headers.cookie, deps.secure))
    return postAgain(response, `/sign-in/return/${provider.id}`, sent)
  return comeBack(deps, provider, request, response, sent)
}
