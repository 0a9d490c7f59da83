import type { ServiceId } from '#shared/kernel/ids.ts'
import type { ProviderRules } from '#shared/identity/providerSettings.ts'
import type { Database } from '#db/client.ts'
import type { KeyRing } from './keyRing.ts'

/** A provider of single sign-on, as one service has it. */
export interface Provider {
  readonly id: string
  readonly serviceId: ServiceId
  readonly label: string
  readonly issuer: string
  readonly clientId: string
  /** `null` for a client that the provider lets in by PKCE alone. */
  readonly secret: string | null
  /** False when the secret was sealed by a key that is no longer on the ring: the provider cannot be used until it is set again. */
  readonly readable: boolean
  readonly rules: ProviderRules
  /** Goes up with each change, so that nothing of the old settings stays in use. */
  readonly version: number
}

interface ProviderRow extends Omit<Provider, 'secret' | 'readable'> {
  readonly sealedSecret: string | null
}

/** What a provider's secret is sealed for: it opens for this provider of this service and for nothing else. */
export const secretOf = (serviceId: string, providerId: string): string => `provider secret ${serviceId} ${providerId}`

/** The providers whose buttons the sign-in page shows, in the order of the settings: names only, as anybody may see them. */
export const shownProviders = async (database: Database): Promise<readonly { id: string; label: string }[]> => [
  ...(await database<{ id: string; label: string }[]>`select * from hub.providers_shown()`),
]

/** One provider with its secret opened; `null` when there is none of that id, or when it is switched off. */
export async function providerOf(database: Database, keys: KeyRing, id: string): Promise<Provider | null> {
  if (!/^[a-z0-9-]{1,40}$/.test(id)) return null
  const [row] = await database<ProviderRow[]>`select * from hub.provider_of(${id})`
  if (!row) return null
  const { sealedSecret, ...rest } = row
  const secret = sealedSecret === null ? null : keys.open(sealedSecret, secretOf(row.serviceId, row.id))
  return { ...rest, secret, readable: sealedSecret === null || secret !== null }
}
