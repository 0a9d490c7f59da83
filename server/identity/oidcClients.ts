import { createRemoteJWKSet, customFetch as joseFetch, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose'
import * as oidc from 'openid-client'
import type { Provider } from './oidcProviders.ts'

/** The provider could not be asked: no network, no answer in time, or an answer that makes no sense. */
export class ProviderAway extends Error {}
/** The provider answered, and what it said cannot be believed. */
export class NotBelieved extends Error {}

// All turns together stay within the eight seconds that any request may take.
const WAIT_S = 3
const PAUSES_MS = [200]
const FRESH_MS = 60 * 60_000
/** After a failure nobody asks again for so long: a provider that is down is not helped by a queue. */
const REST_MS = 1000
/** An unknown key id makes us ask for the keys again, at most this often, so that nobody can make us flood the provider. */
const KEYS_REST_MS = 2000
const KEYS_FRESH_MS = 10 * 60_000
/** Seconds by which the provider's clock and ours may differ. */
export const SKEW_S = 60
/** Signed with the provider's private key. What is signed with a secret that we hold too, or not at all, proves nothing. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

interface Known {
  readonly config: oidc.Configuration
  readonly keys: JWTVerifyGetKey
  readonly sinceMs: number
}

/**
 * The providers as they describe themselves: asked for once an hour, tried twice, kept when asking again fails. Only the
 * provider's own hosts are ever asked, over https, and no redirect is followed (ASVS 5.0 V10.5.3, V13.2.4).
 */
export class OidcClients {
  readonly #known = new Map<string, Known>()
  readonly #failed = new Map<string, number>()
  readonly #asking = new Map<string, Promise<Known>>()

  /** @throws ProviderAway */
  async configOf(provider: Provider): Promise<oidc.Configuration> {
    return (await this.#of(provider)).config
  }

  /**
   * Checks a token that the provider has signed: signature by one of its published keys, issuer, audience, times.
   *
   * @throws NotBelieved when it is not what it should be; ProviderAway when the keys cannot be had
   */
  async verified(provider: Provider, token: string, more: { typ?: string; maxAge?: string } = {}): Promise<JWTPayload> {
    const { keys } = await this.#of(provider)
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: provider.issuer,
        audience: provider.clientId,
        algorithms: ALGORITHMS,
        clockTolerance: SKEW_S,
        requiredClaims: ['iat'],
        ...(more.typ !== undefined && { typ: more.typ }),
        ...(more.maxAge !== undefined && { maxTokenAge: more.maxAge }),
      })
      return payload
    } catch (error) {
      throw explained(error)
    }
  }

  async #of(provider: Provider): Promise<Known> {
    const key = `${provider.id} ${provider.version}`
    const known = this.#known.get(key)
    const nowMs = performance.now()
    if (known && nowMs - known.sinceMs < FRESH_MS) return known
    const failedMs = this.#failed.get(key)
    if (failedMs !== undefined && nowMs - failedMs < REST_MS) {
      if (known) return known
      throw new ProviderAway('it did not answer a moment ago')
    }
    const asking = this.#asking.get(key) ?? discover(provider).finally(() => this.#asking.delete(key))
    this.#asking.set(key, asking)
    try {
      const found = await asking
      this.#failed.delete(key)
      this.#known.set(key, found)
      return found
    } catch (error) {
      this.#failed.set(key, performance.now())
      if (known && error instanceof ProviderAway) return known
      throw error
    }
  }
}

async function discover(provider: Provider): Promise<Known> {
  for (let turn = 0; ; turn++) {
    try {
      return await discoverOnce(provider)
    } catch (error) {
      const pauseMs = PAUSES_MS[turn]
      const cause = explained(error)
      if (cause instanceof NotBelieved || pauseMs === undefined) throw cause
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}

async function discoverOnce(provider: Provider): Promise<Known> {
  if (!provider.readable) throw new NotBelieved('its secret cannot be opened with the keys in use')
  const fetchIt = ownHostsOnly(provider)
  const config = await oidc.discovery(
    new URL(provider.issuer),
    provider.clientId,
    { [oidc.clockTolerance]: SKEW_S },
    clientAuth(provider.secret),
    {
      timeout: WAIT_S,
      [oidc.customFetch]: fetchIt,
      ...(isLocal(provider.issuer) && { execute: [oidc.allowInsecureRequests] }),
    },
  )
  const {
    issuer,
    jwks_uri: keysAt,
    authorization_endpoint: signInAt,
    token_endpoint: tokenAt,
  } = config.serverMetadata()
  if (issuer !== provider.issuer) throw new NotBelieved('the provider calls itself something else')
  if (!keysAt || !signInAt || !tokenAt) throw new NotBelieved('the provider does not say where it is asked')
  for (const place of [keysAt, signInAt, tokenAt]) insistOnOwnHost(provider, place)
  const keys = createRemoteJWKSet(new URL(keysAt), {
    timeoutDuration: WAIT_S * 1000,
    cooldownDuration: KEYS_REST_MS,
    cacheMaxAge: KEYS_FRESH_MS,
    [joseFetch]: (url, options) =>
      fetchIt(url, { ...options, body: undefined, headers: Object.fromEntries(options.headers) }),
  })
  return { config, keys, sinceMs: performance.now() }
}

/** By whichever of the two usual ways the provider takes a secret. */
function clientAuth(secret: string | null): oidc.ClientAuth {
  if (secret === null) return oidc.None()
  const [basic, post] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)]
  return (server, ...rest) => {
    const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return (ways.includes('client_secret_basic') ? basic : post)(server, ...rest)
  }
}

/** A provider on this very machine, as in tests and trials, may be asked without https. */
export const isLocal = (issuer: string): boolean => {
  const { protocol, hostname } = new URL(issuer)
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

function insistOnOwnHost({ issuer, rules }: Provider, place: string): void {
  const { protocol, host } = new URL(place)
  const own = [new URL(issuer).host, ...rules.alsoHosts]
  if (!own.includes(host)) throw new NotBelieved(`the provider sends us to ${host}, which is not among its hosts`)
  if (protocol !== 'https:' && !isLocal(issuer)) throw new NotBelieved('the provider is not reached over https')
}

const ownHostsOnly =
  (provider: Provider) =>
  async (url: string, options: oidc.CustomFetchOptions): Promise<Response> => {
    insistOnOwnHost(provider, url)
    return fetch(url, { ...options, redirect: 'manual' } as RequestInit)
  }

/** Every failure is one of two: the provider is away, or it is not to be believed. */
export function explained(error: unknown): ProviderAway | NotBelieved {
  if (error instanceof ProviderAway || error instanceof NotBelieved) return error
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ProviderAway || cause instanceof NotBelieved) return cause
    const code = 'code' in cause ? String(cause.code) : ''
    if (AWAY.test(code) || AWAY_NAMES.has(cause.name) || cause.message === 'fetch failed')
      return new ProviderAway('it did not answer', { cause: error })
    // The answer itself was an error page: not the provider's word about this sign-in, but a provider in trouble.
    if (
      code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' &&
      'cause' in cause &&
      cause.cause instanceof Response &&
      cause.cause.status >= 500
    )
      return new ProviderAway('it is in trouble', { cause: error })
  }
  return new NotBelieved('what it said does not hold', { cause: error })
}

const AWAY = /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENETUNREACH|UND_ERR|OAUTH_TIMEOUT|ERR_JWKS_TIMEOUT)/
const AWAY_NAMES = new Set(['TimeoutError', 'AbortError'])
