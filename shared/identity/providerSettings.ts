import { z } from 'zod'
import { roles } from '../kernel/permission.ts'
import { lineText } from '../kernel/text.ts'

/** A domain as it stands behind the @ of an address: lower case, no @. @example 'westmarch.gov.uk' */
const domain = z
  .string()
  .transform((text) => text.trim().toLowerCase().replace(/^@/, ''))
  .refine((text) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(text), 'it should be a domain, like westmarch.gov.uk')

/** An issuer is compared letter by letter with what the provider says of itself, so it is kept as it was written. */
const issuer = z
  .string()
  .regex(
    /^https?:\/\/[^\s/?#]+(?:\/[^\s?#]*)?$/,
    'it should be the issuer exactly as the provider writes it, like https://login.microsoftonline.com/<tenant>/v2.0',
  )

const roleMap = z.record(z.string().min(1).max(200), z.array(z.enum(roles)).min(1).max(roles.length))

/**
 * One provider of single sign-on, as it stands in the file that `SSO_FILE` names. No secret stands here: only where it is.
 *
 * @example
 * { name: 'westmarch', service: 'Westmarch AMHP service', label: 'Westmarch Council', issuer: 'https://login.microsoftonline.com/…/v2.0',
 *   clientId: '…', clientSecretFile: '/run/secrets/entra', tenants: ['…'], ownsDomains: ['westmarch.gov.uk'],
 *   roles: { claim: 'roles', map: { 'Hub.Consultant': ['practice-consultant'] } } }
 */
export const providerSettings = z.strictObject({
  /** A short name of ours for it. It stands in the address that the provider sends people back to. */
  name: z
    .string()
    .regex(
      /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
      'it should be a short name of small letters, figures and hyphens, like westmarch',
    ),
  /** The service whose people sign in here: its name as the hub shows it, or its id. */
  service: lineText,
  /** What the button says after "Sign in with". */
  label: lineText.pipe(z.string().max(60, 'it should fit on a button: 60 letters at most')),
  issuer,
  clientId: z.string().min(1, 'it should be the client id that the provider gave').max(200),
  clientSecretFile: z.string().min(1).optional(),
  clientSecretVariable: z.string().min(1).optional(),
  responseMode: z.enum(['query', 'form_post']).default('query'),
  scopes: z
    .array(z.string().regex(/^[\x21-\x7e]+$/))
    .max(20)
    .default(['openid', 'profile', 'email']),
  /** Entra tenants (`tid`) whose people may come in; empty when the issuer is one tenant's own. */
  tenants: z.array(z.string().min(1).max(100)).max(20).default([]),
  /** Domains of e-mail addresses that may come in; empty for all that the provider lets through. */
  domains: z.array(domain).max(50).default([]),
  /** Domains that belong to whoever runs the provider: an address there is proof enough for the first link. */
  ownsDomains: z.array(domain).max(50).default([]),
  /** The claim that equals the `externalId` which SCIM sent, so that an invited person is known by it. Entra: `oid`. */
  invitedClaim: z.string().min(1).max(100).nullable().default(null),
  /** Which roles follow from which value of which claim; left out when an administrator gives roles by hand. */
  roles: z
    .strictObject({ claim: z.string().min(1).max(200), map: roleMap })
    .nullable()
    .default(null),
  /** What the provider says when a second factor was used. Anything else, and the hub asks for its own. */
  secondFactor: z
    .strictObject({ amr: z.array(z.string()).max(20).default([]), acr: z.array(z.string()).max(20).default([]) })
    .default({ amr: ['mfa'], acr: [] }),
  /** Hosts besides the issuer's own at which the provider answers, when it uses several. */
  alsoHosts: z.array(z.string().min(1).max(253)).max(10).default([]),
})

export type ProviderSettings = z.output<typeof providerSettings>

/** What is kept of a provider's settings beside its own columns. */
export type ProviderRules = Pick<
  ProviderSettings,
  | 'responseMode'
  | 'scopes'
  | 'tenants'
  | 'domains'
  | 'ownsDomains'
  | 'invitedClaim'
  | 'roles'
  | 'secondFactor'
  | 'alsoHosts'
>

export const rulesIn = (settings: ProviderSettings): ProviderRules => ({
  responseMode: settings.responseMode,
  scopes: settings.scopes.includes('openid') ? settings.scopes : ['openid', ...settings.scopes],
  tenants: settings.tenants,
  domains: settings.domains,
  ownsDomains: settings.ownsDomains,
  invitedClaim: settings.invitedClaim,
  roles: settings.roles,
  secondFactor: settings.secondFactor,
  alsoHosts: settings.alsoHosts,
})

export const providersFile = z
  .array(providerSettings)
  .max(50)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'each provider needs a name of its own')
