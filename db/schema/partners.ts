import { foreignKey, index, primaryKey, text } from 'drizzle-orm/pg-core'
import type { PartnerId, PartnerKeyId, PersonId, ReferralId, ServiceId } from '#shared/kernel/ids.ts'
import type { PartnerScope } from '#shared/partners/scopes.ts'
import type { SourceCode } from '#shared/referrals/referral.ts'
import { bytesColumn, codeColumn, codesColumn, hub, idColumn, instantColumn } from '../columns.ts'
import { people, services } from './service.ts'

/** An organisation whose own system, or web form, sends referrals: a police force, a ward, a liaison team. */
export const partners = hub.table(
  'partners',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    id: idColumn<PartnerId>()('id').notNull(),
    name: text('name').notNull(),
    /** Every referral that it sends is named as coming from here. */
    source: codeColumn<SourceCode>()('source').notNull(),
    phone: text('phone').notNull(),
    madeBy: idColumn<PersonId>()('made_by').notNull(),
    madeAt: instantColumn('made_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'partners_pkey', columns: [t.serviceId, t.id] }),
    foreignKey({
      name: 'partner_made_by_a_person_of_the_service',
      columns: [t.serviceId, t.madeBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** A key with which a partner signs. The secret is shown once; here is its hash, which only the database's own check reads. */
export const partnerKeys = hub.table(
  'partner_keys',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<PartnerKeyId>()('id').notNull(),
    partnerId: idColumn<PartnerId>()('partner_id').notNull(),
    signingHash: bytesColumn('signing_hash').notNull(),
    label: text('label').notNull(),
    scopes: codesColumn<PartnerScope>()('scopes').notNull(),
    madeBy: idColumn<PersonId>()('made_by').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    expiresAt: instantColumn('expires_at').notNull(),
    revokedAt: instantColumn('revoked_at'),
    revokedWhy: text('revoked_why').notNull().default(''),
    lastUsedAt: instantColumn('last_used_at'),
  },
  (t) => [
    primaryKey({ name: 'partner_keys_pkey', columns: [t.serviceId, t.id] }),
    index('partner_keys_by_id').on(t.id),
    foreignKey({
      name: 'key_of_a_partner_of_the_service',
      columns: [t.serviceId, t.partnerId],
      foreignColumns: [partners.serviceId, partners.id],
    }),
    foreignKey({
      name: 'key_made_by_a_person_of_the_service',
      columns: [t.serviceId, t.madeBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** Signatures that were used within the replay window: each counts once. */
export const partnerNonces = hub.table(
  'partner_nonces',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    keyId: idColumn<PartnerKeyId>()('key_id').notNull(),
    nonce: idColumn<string>()('nonce').notNull(),
    at: instantColumn('at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'partner_nonces_pkey', columns: [t.serviceId, t.keyId, t.nonce] }),
    foreignKey({
      name: 'nonce_of_a_key_of_the_service',
      columns: [t.serviceId, t.keyId],
      foreignColumns: [partnerKeys.serviceId, partnerKeys.id],
    }),
  ],
)

/** What a partner calls a referral, so that the same one sent twice is one. */
export const partnerReferrals = hub.table(
  'partner_referrals',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    partnerId: idColumn<PartnerId>()('partner_id').notNull(),
    externalId: text('external_id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    bodyHash: bytesColumn('body_hash').notNull(),
    acceptedAt: instantColumn('accepted_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'partner_referrals_pkey', columns: [t.serviceId, t.partnerId, t.externalId] }),
    foreignKey({
      name: 'sent_by_a_partner_of_the_service',
      columns: [t.serviceId, t.partnerId],
      foreignColumns: [partners.serviceId, partners.id],
    }),
  ],
)
