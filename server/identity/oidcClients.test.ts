import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NotBelieved, OidcClients, ProviderAway } from './oidcClients.ts'
import type { Provider } from './oidcProviders.ts'

/** What a provider may say of itself: OWASP ASVS 5.0 V10.5.3, V13.2.4, V15.3.2. */
let http: Server
let issuer = ''
let elsewhere = 0
let facts: (right: Record<string, unknown>) => unknown = (right) => right

beforeAll(async () => {
  http = createServer((request, response) => {
    if (request.url === '/elsewhere') elsewhere += 1
    if (request.url?.includes('/moved')) return void response.writeHead(302, { location: `${issuer}/elsewhere` }).end()
    const own = request.url?.replace('/.well-known/openid-configuration', '') ?? ''
    const right = {
      issuer: `${issuer}${own}`,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(facts(right)))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
})
afterAll(() => http.close())

/** Asks a provider under a path of its own, so that nothing known of another is used. */
async function asked(path: string, says: typeof facts): Promise<unknown> {
  facts = says
  const provider = {
    id: path,
    version: 1,
    issuer: `${issuer}/${path}`,
    clientId: 'hub',
    secret: null,
    readable: true,
    rules: { alsoHosts: [] },
  }
  return new OidcClients().configOf(provider as unknown as Provider).then(
    () => 'believed',
    (error: unknown) =>
      error instanceof NotBelieved ? 'not believed' : error instanceof ProviderAway ? 'away' : error,
  )
}

describe('what a provider says of itself', () => {
  it('is believed when it is right', async () => {
    expect(await asked('right', (right) => right)).toBe('believed')
  })

  it.each<[string, string, typeof facts]>([
    ['it calls itself something else', 'other', (right) => ({ ...right, issuer: 'http://127.0.0.1/other' })],
    ['it calls itself almost the same', 'slash', (right) => ({ ...right, issuer: `${String(right['issuer'])}/` })],
    ['it does not say who it is', 'nameless', (right) => ({ ...right, issuer: undefined })],
    ['its keys are at another host', 'keys', (right) => ({ ...right, jwks_uri: 'http://10.0.0.8/keys' })],
    [
      'its tokens are at another host',
      'tokens',
      (right) => ({ ...right, token_endpoint: 'http://169.254.169.254/latest' }),
    ],
    [
      'people are sent to another host',
      'people',
      (right) => ({ ...right, authorization_endpoint: 'https://evil.example/' }),
    ],
  ])('is not believed when %s', async (_what, path, says) => {
    expect(await asked(path, says)).toBe('not believed')
  })

  it('is not looked for where a redirect leads', async () => {
    expect(await asked('moved', (right) => right)).not.toBe('believed')
    expect(elsewhere).toBe(0)
  })
})
