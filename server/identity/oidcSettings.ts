import { randomUUID } from 'node:crypto'
import type { ServiceId } from '#shared/kernel/ids.ts'
import { providersFile, rulesIn, type ProviderSettings } from '#shared/identity/providerSettings.ts'
import type { Database } from '#db/client.ts'
import type { Clock } from '#server/kernel/clock.ts'
import { inService } from './inService.ts'
import { isLocal } from './oidcClients.ts'
import { secretOf } from './oidcProviders.ts'
import type { KeyRing } from './keyRing.ts'

/** The file of providers cannot be used; the message says where and what to do. */
export class ProviderSettingsError extends Error {}

export interface GivenProvider {
  readonly settings: ProviderSettings
  readonly secret: string | null
}

/** Where secrets come from: files and the environment, read by whoever starts the hub. */
export interface SecretSources {
  readonly file: (path: string) => string
  readonly variable: (name: string) => string | undefined
}

/**
 * Reads the file of providers with their secrets.
 *
 * @throws ProviderSettingsError that names the provider and the field
 */
export function readProviders(text: string, sources: SecretSources): readonly GivenProvider[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new ProviderSettingsError('The file of SSO_FILE is not JSON. Check its quotes, commas and brackets.')
  }
  const read = providersFile.safeParse(parsed)
  if (!read.success) {
    const [issue] = read.error.issues
    const place = (issue?.path ?? []).map(String).join('.')
    throw new ProviderSettingsError(`SSO_FILE, ${place || 'the list'}: ${issue?.message ?? 'it cannot be used'}.`)
  }
  return read.data.map((settings) => ({ settings, secret: secretFor(settings, sources) }))
}

function secretFor(settings: ProviderSettings, { file, variable }: SecretSources): string | null {
  const { name, issuer, clientSecretFile, clientSecretVariable } = settings
  if (issuer.startsWith('http:') && !isLocal(issuer))
    throw new ProviderSettingsError(`SSO_FILE, ${name}: the issuer is not reached over https. Use its https address.`)
  if (clientSecretFile === undefined && clientSecretVariable === undefined) return null
  let secret = ''
  try {
    secret = (clientSecretFile === undefined ? variable(clientSecretVariable ?? '') : file(clientSecretFile)) ?? ''
  } catch {
    throw new ProviderSettingsError(`SSO_FILE, ${name}: ${clientSecretFile ?? ''} cannot be read.`)
  }
  if (secret.trim().length < 16)
    throw new ProviderSettingsError(
      `SSO_FILE, ${name}: the client secret is missing or too short. Make a new one at the provider, and put it where the file says.`,
    )
  return secret.trim()
}

/**
 * The service that the file names, by its id or its name. Services are renamed by their own people: a provider that was in place stays
 * with the service that it had, so that a new name, or one that another service has taken, stops no server from starting.
 */
async function serviceOf(database: Database, { service, name }: GivenProvider['settings']): Promise<{ id: ServiceId }> {
  const named = await database<{ id: ServiceId }[]>`select * from hub.service_named(${service})`
  const [only] = named
  if (only && named.length === 1) return only
  const [before] = await database<{ id: ServiceId }[]>`select "serviceId" as id from hub.provider_of(${name})`
  if (before) return before
  throw new ProviderSettingsError(
    `SSO_FILE, ${name}: ${only ? 'more than one service is' : 'no service is'} called "${service}". Name it by its id.`,
  )
}

/**
 * Puts the providers in place, each in its service, and switches off those that the file no longer names. Nothing is written where
 * nothing has changed.
 *
 * @throws ProviderSettingsError when a service is not there, or the name stands for a provider of another service
 */
export async function keepProviders(
  { database, keys, clock }: { readonly database: Database; readonly keys: KeyRing; readonly clock: Clock },
  given: readonly GivenProvider[],
): Promise<void> {
  const requestId = randomUUID()
  for (const [place, { settings, secret }] of given.entries()) {
    const service = await serviceOf(database, settings)
    await inService(database, { serviceId: service.id, now: clock(), requestId, address: '' }, async ({ sql }) => {
      const [before] = await sql<{ sealedSecret: string | null }[]>`select * from hub.provider_sealed(${settings.name})`
      const purpose = secretOf(service.id, settings.name)
      const kept = before?.sealedSecret ?? null
      const same = kept !== null && secret !== null && keys.isCurrent(kept) && keys.open(kept, purpose) === secret
      const sealed = same ? kept : secret === null ? null : keys.seal(secret, purpose)
      const [done] = await sql<{ changed: boolean }[]>`
        select hub.keep_provider(${settings.name}, ${settings.label}, ${settings.issuer}, ${settings.clientId}, ${sealed},
          ${JSON.stringify(rulesIn(settings))}::text::jsonb, ${place}) as changed`
      const events = [{ type: 'sign-in-provider-set', data: { by: 'settings', providerId: settings.name, on: true } }]
      return { result: null, events: done?.changed === true ? events : [] }
    }).catch((error: unknown) => {
      throw error instanceof Error && /one_provider_per_(name|client)/.test(error.message)
        ? new ProviderSettingsError(
            `SSO_FILE, ${settings.name}: this name or client belongs to another service or provider.`,
          )
        : error
    })
  }
  const gone = await database<{ serviceId: ServiceId; id: string }[]>`
    select * from hub.keep_only_providers(${given.map(({ settings }) => settings.name)})`
  for (const { serviceId, id } of gone)
    await inService(database, { serviceId, now: clock(), requestId, address: '' }, async () => ({
      result: null,
      events: [{ type: 'sign-in-provider-set', data: { by: 'settings', providerId: id, on: false } }],
    }))
}
