import { roles, type Role } from '../kernel/permission.ts'
import type { ProviderRules } from './providerSettings.ts'

/** What a provider says of somebody, after the token that says it has been verified. */
export type Claims = Readonly<Record<string, unknown>>

/** A claim as a list of texts, whether the provider sends one or several. @example textsIn({ groups: 'a' }, 'groups') // ['a'] */
export function textsIn(claims: Claims, name: string): readonly string[] {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined
  const all: readonly unknown[] = Array.isArray(value) ? value : [value]
  return all.filter((one): one is string => typeof one === 'string')
}

const textIn = (claims: Claims, name: string): string | null => textsIn(claims, name)[0] ?? null

/**
 * The work address that the claims give, in lower case; `null` when there is none, or when the provider says that nobody checked it.
 * Entra leaves `email` out for people without a mailbox; their sign-in name then stands in `preferred_username` or `upn`.
 */
export function addressIn(claims: Claims): string | null {
  if (claims['email_verified'] === false || claims['email_verified'] === 'false') return null
  const found = [textIn(claims, 'email'), textIn(claims, 'preferred_username'), textIn(claims, 'upn')]
    .map((one) => one?.trim().toLowerCase() ?? '')
    .find((one) => /^[^\s@]+@[^\s@]+$/.test(one) && one.length <= 320)
  return found ?? null
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)

/** Whether an address in this domain may be linked by itself: exactly the domain, not one that ends like it. */
export const ownsAddress = (rules: Pick<ProviderRules, 'ownsDomains'>, address: string): boolean =>
  rules.ownsDomains.includes(domainOf(address))

/**
 * Why somebody whom the provider vouches for may not come in at this service, or `null` when they may.
 *
 * @example outsiderReason({ tenants: ['a'], domains: [] }, { tid: 'b' }) // 'other-tenant'
 */
export function outsiderReason(
  rules: Pick<ProviderRules, 'tenants' | 'domains'>,
  claims: Claims,
): 'other-tenant' | 'other-domain' | null {
  if (rules.tenants.length > 0 && !rules.tenants.includes(textIn(claims, 'tid') ?? '')) return 'other-tenant'
  const address = addressIn(claims)
  if (rules.domains.length > 0 && (address === null || !rules.domains.includes(domainOf(address))))
    return 'other-domain'
  return null
}

/**
 * The roles that somebody's claims give them, each once and in the order of our list; `null` when the provider's claims decide
 * nothing and an administrator gives roles by hand. An unknown group gives nothing: what is not written in the map is not given.
 *
 * @example rolesFrom({ roles: { claim: 'groups', map: { 'amhp-staff': ['amhp'] } } }, { groups: ['amhp-staff', 'gym'] }) // ['amhp']
 */
export function rolesFrom(rules: Pick<ProviderRules, 'roles'>, claims: Claims): readonly Role[] | null {
  if (rules.roles === null) return null
  const { claim, map } = rules.roles
  const given = new Set(
    textsIn(claims, claim).flatMap((value) => (Object.hasOwn(map, value) ? (map[value] ?? []) : [])),
  )
  return roles.filter((role) => given.has(role))
}

/** True when Entra left the groups out because there are too many for a token, so that "no role" would be wrong. */
export const groupsLeftOut = (rules: Pick<ProviderRules, 'roles'>, claims: Claims): boolean => {
  const elsewhere = claims['_claim_names']
  return rules.roles !== null && typeof elsewhere === 'object' && elsewhere !== null && rules.roles.claim in elsewhere
}

/** Whether the provider says that a second factor was used (RFC 8176 `amr`; `acr` as the provider's own levels). ASVS V6.8.4. */
export const secondFactorIn = (rules: Pick<ProviderRules, 'secondFactor'>, claims: Claims): boolean =>
  textsIn(claims, 'amr').some((one) => rules.secondFactor.amr.includes(one)) ||
  textsIn(claims, 'acr').some((one) => rules.secondFactor.acr.includes(one))

/** The moment at which the provider last saw the person prove who they are, in seconds since 1970; `null` when it does not say. */
export const provedAt = (claims: Claims): number | null =>
  typeof claims['auth_time'] === 'number' && Number.isFinite(claims['auth_time']) ? claims['auth_time'] : null
