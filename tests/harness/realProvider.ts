import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair } from 'jose'
import Provider from 'oidc-provider'

export const CLIENT_ID = 'duty-hub'
export const CLIENT_SECRET = 'a secret that only these tests know, and long enough'
export const PROVIDER_PASSWORD = 'as the council has it'

/** Somebody as the council's directory has them. */
export interface DirectoryAccount {
  readonly sub: string
  readonly email: string
  readonly name: string
  groups: readonly string[]
  /** How the provider lets them prove who they are: with a second factor, or without. */
  amr: readonly string[]
  readonly more?: Readonly<Record<string, unknown>>
}

interface Asked {
  readonly redirectUris: readonly string[]
  readonly logoutUri: string
}

/**
 * A real provider of OpenID Connect, as a council's: discovery, keys, login page, tokens, back-channel logout. On 127.0.0.1, so that
 * a browser takes it for another site than the hub on localhost.
 */
export class RealProvider {
  readonly issuer: string
  readonly accounts = new Map<string, DirectoryAccount>()
  readonly #server: Server
  readonly #asked: Asked
  #provider: Provider
  /** False lets every request fail, as when the council's line is down. */
  up = true

  private constructor(server: Server, issuer: string, asked: Asked, provider: Provider) {
    this.#server = server
    this.issuer = issuer
    this.#asked = asked
    this.#provider = provider
  }

  static async open(asked: Asked): Promise<RealProvider> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    let opened: RealProvider | undefined
    const find = (sub: string) => [...(opened?.accounts.values() ?? [])].find((one) => one.sub === sub)
    const provider = await made(issuer, asked, find)
    opened = new RealProvider(server, issuer, asked, provider)
    const here = opened
    server.on('request', (request, response) => void here.#answer(request, response).catch(() => response.destroy()))
    return opened
  }

  /** Somebody joins the council. */
  has(account: DirectoryAccount): DirectoryAccount {
    this.accounts.set(account.email, account)
    return account
  }

  /** New keys, as providers make them every few weeks: the old ones are gone from the list. */
  async rotatesKeys(): Promise<void> {
    this.#provider = await made(this.issuer, this.#asked, (sub) =>
      [...this.accounts.values()].find((one) => one.sub === sub),
    )
  }

  /** The provider ends somebody's session and tells the hub behind the browser's back. */
  async endsSession(sub: string, sid: string): Promise<void> {
    const client = await this.#provider.Client.find(CLIENT_ID)
    await client?.backchannelLogout(sub, sid)
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.up) return void response.destroy()
    const provider = this.#provider
    if (!request.url?.startsWith('/interaction/')) return provider.callback()(request, response)
    const { uid, params } = await provider.interactionDetails(request, response)
    if (request.method !== 'POST') return showLogin(response, uid, '')
    const typed = new URLSearchParams(await text(request))
    if (typed.has('abort')) {
      const result = { error: 'access_denied', error_description: 'broken off' }
      return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
    }
    const account = this.accounts.get(typed.get('email') ?? '')
    if (!account || typed.get('password') !== PROVIDER_PASSWORD)
      return showLogin(response, uid, 'That is not right. Try again.')
    const grant = new provider.Grant({ accountId: account.sub, clientId: String(params['client_id']) })
    grant.addOIDCScope('openid profile email')
    const login = { accountId: account.sub, amr: account.amr }
    const result = { login, consent: { grantId: await grant.save() } }
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  }
}

function showLogin(response: ServerResponse, uid: string, said: string): void {
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(`<!doctype html><html lang="en"><title>Westmarch sign-in</title><main><h1>Westmarch County Council</h1><p>${said}</p>
<form method="post" action="/interaction/${uid}"><label>Work account <input name="email" type="email"></label>
<label>Council password <input name="password" type="password"></label><button>Sign in to Westmarch</button>
<button name="abort" value="1">Cancel</button></form></main></html>`)
}

async function made(
  issuer: string,
  asked: Asked,
  find: (sub: string) => DirectoryAccount | undefined,
): Promise<Provider> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const key = { ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: crypto.randomUUID() }
  return new Provider(issuer, {
    jwks: { keys: [key] },
    cookies: { keys: ['for these tests only'] },
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: asked.redirectUris,
        backchannel_logout_uri: asked.logoutUri,
        backchannel_logout_session_required: true,
      },
    ],
    claims: {
      openid: ['sub', 'amr', 'sid', 'groups', 'tid', 'oid', '_claim_names'],
      profile: ['name'],
      email: ['email', 'email_verified'],
    },
    // As Entra does: what the hub needs stands in the id token.
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    // The package's own way to ask refuses this machine, where the hub under test is.
    fetch: (url: string, options: RequestInit) => fetch(url, Object.assign({}, options, { dispatcher: undefined })),
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 3600, Grant: 3600 },
    findAccount: (_context: unknown, sub: string) => {
      const account = find(sub)
      if (!account) return undefined
      const { email, name, groups, more } = account
      return { accountId: sub, claims: () => ({ sub, email, email_verified: true, name, groups, ...more }) }
    },
  })
}
