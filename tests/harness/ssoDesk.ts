import { openDatabase } from '#db/client.ts'
import { keepProviders } from '#server/identity/oidcSettings.ts'
import { providerSettings, type ProviderSettings } from '#shared/identity/providerSettings.ts'
import { CLIENT_ID, CLIENT_SECRET, PROVIDER_PASSWORD } from './realProvider.ts'
import { TEST_KEYS, type TestHub } from './service.ts'
import type { Tourist } from './tourist.ts'

/** Where a provider's people come back to, and where the provider tells that somebody's session has ended. */
export const addressesAt = (hub: TestHub, ...names: readonly string[]) => ({
  redirectUris: names.map((name) => `${hub.address}/sign-in/return/${name}`),
  logoutUri: `${hub.address}/sign-in/ended/${names[0] ?? ''}`,
})

type Given = Partial<ProviderSettings> & Pick<ProviderSettings, 'name' | 'issuer'>

/** Puts providers in place as the settings do at every start: what is not named is switched off. */
export async function setProviders(hub: TestHub, ...given: readonly Given[]): Promise<void> {
  const database = openDatabase(hub.appUrl, { connections: 1 })
  try {
    await keepProviders(
      { database, keys: TEST_KEYS, clock: hub.now },
      given.map((one) => ({
        settings: providerSettings.parse({
          service: 'Westmarch AMHP service',
          label: 'Westmarch Council',
          clientId: CLIENT_ID,
          ...one,
        }),
        secret: CLIENT_SECRET,
      })),
    )
  } finally {
    await database.end()
  }
}

/** Goes to the provider and signs in there, up to the provider's last redirect: the address on the hub, not yet gone to. */
export async function upToTheWayBack(
  hub: TestHub,
  tourist: Tourist,
  { provider, email, from = '' }: { provider: string; email: string; from?: string },
): Promise<string> {
  const started = await tourist.asks(`${hub.address}/sign-in/with/${provider}${from}`)
  const login = await tourist.goes(started.headers.get('location') ?? '')
  // Whoever has a session at the provider already is sent straight back.
  if (login.url.startsWith(hub.address)) throw new Error('gone too far')
  let at = login.url
  let response = await tourist.asks(at, {
    method: 'POST',
    body: new URLSearchParams({ email, password: PROVIDER_PASSWORD }),
  })
  for (;;) {
    const next = new URL(response.headers.get('location') ?? '', at).href
    if (next.startsWith(hub.address)) return next
    at = next
    response = await tourist.asks(at)
  }
}

/** The whole way: to the provider, in, and back to the hub. @returns the page of the hub that goes on, and where it goes to */
export async function signsInWith(hub: TestHub, tourist: Tourist, email: string, provider = 'westmarch') {
  const back = await upToTheWayBack(hub, tourist, { provider, email })
  return arrives(hub, tourist, back)
}

/** Comes back to the hub from the provider's site. */
export async function arrives(hub: TestHub, tourist: Tourist, back: string) {
  const response = await tourist.asks(back, { from: 'http://127.0.0.1' })
  const page = await response.text()
  return { status: response.status, headers: response.headers, goesTo: /url=([^"]+)"/.exec(page)?.[1] ?? '', page }
}

/** Who the hub says is signed in here; `null` when nobody is. */
export async function whoIsIn(hub: TestHub, tourist: Tourist): Promise<{ name: string; roles: string[] } | null> {
  const response = await tourist.asks(`${hub.address}/api/session`)
  if (response.status !== 200) return null
  return ((await response.json()) as { person: { name: string; roles: string[] } }).person
}
