import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose'
import { CLIENT_ID } from './realProvider.ts'

type Keys = Awaited<ReturnType<typeof generateKeyPair>>
type Claims = JWTPayload & Record<string, unknown>

/** What the next id token is to be: as it should, or bent in one place. */
export interface Forgery {
  readonly claims?: (right: Claims) => Claims
  readonly sign?: (claims: Claims, keys: Keys) => Promise<string>
  /** What the way back says besides the code. */
  readonly back?: (right: URLSearchParams) => void
}

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token that nobody has signed. */
export const unsigned = async (claims: Claims): Promise<string> => `${encoded({ alg: 'none' })}.${encoded(claims)}.`

/** A provider that can lie in any one place: for what a real one never does. */
export class ForgingProvider {
  readonly issuer: string
  readonly keys: Keys
  readonly #server: Server
  #nonces = new Map<string, string>()
  next: Forgery = {}

  private constructor(server: Server, issuer: string, keys: Keys) {
    this.#server = server
    this.issuer = issuer
    this.keys = keys
  }

  static async open(): Promise<ForgingProvider> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const provider = new ForgingProvider(server, issuer, await generateKeyPair('RS256', { extractable: true }))
    server.on('request', async (request, response) => {
      const url = new URL(request.url ?? '/', issuer)
      if (url.pathname === '/authorize') {
        response.writeHead(303, { location: provider.#back(url.searchParams) }).end()
        return
      }
      response.setHeader('content-type', 'application/json')
      const sent = new URLSearchParams(await text(request))
      response.end(JSON.stringify(await provider.#answer(url.pathname, sent)))
    })
    return provider
  }

  get right(): Claims {
    const now = Math.floor(Date.now() / 1000)
    return {
      iss: this.issuer,
      sub: 'forged-sub',
      aud: CLIENT_ID,
      iat: now,
      exp: now + 300,
      auth_time: now,
      amr: ['mfa'],
    }
  }

  sign(claims: Claims, header: Record<string, unknown> = {}, keys: Keys = this.keys): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one', ...header }).sign(keys.privateKey)
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #back(asked: URLSearchParams): string {
    const code = crypto.randomUUID()
    this.#nonces.set(code, asked.get('nonce') ?? '')
    const back = new URLSearchParams({ code, state: asked.get('state') ?? '', iss: this.issuer })
    this.next.back?.(back)
    return `${asked.get('redirect_uri') ?? ''}?${back.toString()}`
  }

  async #answer(path: string, sent: URLSearchParams): Promise<unknown> {
    if (path === '/jwks') {
      const key = await exportJWK(this.keys.publicKey)
      return { keys: [{ ...key, kid: 'one', alg: 'RS256', use: 'sig' }] }
    }
    if (path !== '/token')
      return {
        issuer: this.issuer,
        authorization_endpoint: `${this.issuer}/authorize`,
        token_endpoint: `${this.issuer}/token`,
        jwks_uri: `${this.issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        authorization_response_iss_parameter_supported: true,
        code_challenge_methods_supported: ['S256'],
      }
    const right = { ...this.right, nonce: this.#nonces.get(sent.get('code') ?? '') ?? '' }
    const claims = this.next.claims?.(right) ?? right
    const idToken = await (this.next.sign ?? ((one) => this.sign(one)))(claims, this.keys)
    return { access_token: 'for nothing', token_type: 'Bearer', expires_in: 60, id_token: idToken }
  }
}
