import { boolean, foreignKey, integer, primaryKey, text, unique, uniqueIndex, index } from 'drizzle-orm/pg-core'
import type { PersonId, ServiceId } from '#shared/kernel/ids.ts'
import type { ProviderRules } from '#shared/identity/providerSettings.ts'
import { bytesColumn, codeColumn, codesColumn, hub, idColumn, instantColumn, jsonColumn } from '../columns.ts'
import { people, services } from './service.ts'

/** Providers of single sign-on, as each service has them. The secret is sealed by the key ring. */
export const identityProviders = hub.table(
  'identity_providers',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    /** A short name that stands in the address people come back to: `westmarch`. */
    id: text('id').notNull(),
    label: text('label').notNull(),
    issuer: text('issuer').notNull(),
    clientId: text('client_id').notNull(),
    sealedSecret: text('sealed_secret'),
    rules: jsonColumn<ProviderRules>()('rules').notNull(),
    /** Where its button stands among the others. */
    place: integer('place').notNull().default(0),
    enabled: boolean('enabled').notNull().default(true),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'identity_providers_pkey', columns: [t.serviceId, t.id] }),
    uniqueIndex('one_provider_per_name').on(t.id),
    unique('one_provider_per_client').on(t.serviceId, t.issuer, t.clientId),
  ],
)

/** Who somebody is at a provider: its subject, never an address. */
export const identityLinks = hub.table(
  'identity_links',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    providerId: text('provider_id').notNull(),
    subject: text('subject').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    linkedAt: instantColumn('linked_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'identity_links_pkey', columns: [t.serviceId, t.providerId, t.subject] }),
    unique('one_subject_per_person_and_provider').on(t.serviceId, t.providerId, t.personId),
    foreignKey({
      name: 'link_to_a_provider_of_the_service',
      columns: [t.serviceId, t.providerId],
      foreignColumns: [identityProviders.serviceId, identityProviders.id],
    }),
    foreignKey({
      name: 'link_of_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** Which session here came of which session at the provider, so that the one can end with the other. */
export const ssoSessions = hub.table(
  'sso_sessions',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    sessionId: idColumn<string>()('session_id').notNull(),
    providerId: text('provider_id').notNull(),
    subject: text('subject').notNull(),
    sid: text('sid'),
    openedAt: instantColumn('opened_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'sso_sessions_pkey', columns: [t.serviceId, t.sessionId] }),
    index('sso_sessions_of_subject').on(t.serviceId, t.providerId, t.subject),
    foreignKey({
      name: 'session_by_a_provider_of_the_service',
      columns: [t.serviceId, t.providerId],
      foreignColumns: [identityProviders.serviceId, identityProviders.id],
    }),
  ],
)

/** Ways back and logout tokens that were used: each counts once. */
export const spentTokens = hub.table(
  'spent_tokens',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    providerId: text('provider_id').notNull(),
    kind: codeColumn<'state' | 'logout'>()('kind').notNull(),
    value: text('value').notNull(),
    spentAt: instantColumn('spent_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'spent_tokens_pkey', columns: [t.serviceId, t.providerId, t.kind, t.value] }),
    foreignKey({
      name: 'token_of_a_provider_of_the_service',
      columns: [t.serviceId, t.providerId],
      foreignColumns: [identityProviders.serviceId, identityProviders.id],
    }),
  ],
)

/** Keys by which a directory may add, change and end people of one service. The token itself is shown once; here is its hash. */
export const scimTokens = hub.table(
  'scim_tokens',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    id: idColumn<string>()('id').notNull(),
    tokenHash: bytesColumn('token_hash').notNull(),
    label: text('label').notNull(),
    scopes: codesColumn<'read' | 'write'>()('scopes').notNull(),
    madeBy: idColumn<PersonId>()('made_by').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    expiresAt: instantColumn('expires_at').notNull(),
    revokedAt: instantColumn('revoked_at'),
    lastUsedAt: instantColumn('last_used_at'),
  },
  (t) => [
    primaryKey({ name: 'scim_tokens_pkey', columns: [t.serviceId, t.id] }),
    uniqueIndex('one_integration_per_token').on(t.tokenHash),
    foreignKey({
      name: 'token_made_by_a_person_of_the_service',
      columns: [t.serviceId, t.madeBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** What a directory says of a person, beside what the hub itself holds. */
export const scimUsers = hub.table(
  'scim_users',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    externalId: text('external_id'),
    userName: text('user_name').notNull(),
    givenName: text('given_name').notNull(),
    familyName: text('family_name').notNull(),
    email: text('email'),
    createdAt: instantColumn('created_at').notNull(),
    changedAt: instantColumn('changed_at').notNull(),
    /** When the directory deleted them: it sees them no more, and the person stays as somebody who has left. */
    deletedAt: instantColumn('deleted_at'),
  },
  (t) => [
    primaryKey({ name: 'scim_users_pkey', columns: [t.serviceId, t.personId] }),
    foreignKey({
      name: 'directory_entry_of_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
