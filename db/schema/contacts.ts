import { foreignKey, index, primaryKey, text } from 'drizzle-orm/pg-core'
import type { CallId, LinkId, PersonId, ReferralId, ServiceId } from '#shared/kernel/ids.ts'
import type { PowerKind } from '#shared/referrals/clockRules.ts'
import type { LinkKind } from '#shared/referrals/links.ts'
import type { ReferralState, RequestCode, RiskAnswer, SourceCode } from '#shared/referrals/referral.ts'
import { codeColumn, codesColumn, hub, idColumn, instantColumn } from '../columns.ts'
import { referrals } from './referrals.ts'
import { people } from './service.ts'

/** A further call about a referral that was open already: who rang and what they said, beside what was said first. */
export const referralCalls = hub.table(
  'referral_calls',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<CallId>()('id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    receivedAt: instantColumn('received_at').notNull(),
    recordedAt: instantColumn('recorded_at').notNull(),
    takenBy: idColumn<PersonId>()('taken_by').notNull(),
    source: codeColumn<SourceCode>()('source').notNull(),
    /** Null: the caller asked for nothing else. */
    request: codeColumn<RequestCode>()('request'),
    callerName: text('caller_name').notNull(),
    callerPhone: text('caller_phone').notNull(),
    place: text('place').notNull(),
    /** What stood on the referral before, with the way in, where this call's place took its place. */
    placeBefore: text('place_before'),
    happening: text('happening').notNull(),
    riskToStaff: codeColumn<RiskAnswer>()('risk_to_staff').notNull(),
    riskDetail: text('risk_detail').notNull(),
    /** The clock as this caller told it; what counts is the power that is recorded. */
    powerKind: codeColumn<PowerKind>()('power_kind'),
    powerStartedAt: instantColumn('power_started_at'),
  },
  (t) => [
    primaryKey({ name: 'referral_calls_pkey', columns: [t.serviceId, t.id] }),
    index('calls_of_referral').on(t.serviceId, t.referralId),
    foreignKey({
      name: 'call_about_a_referral_of_the_service',
      columns: [t.serviceId, t.referralId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
    foreignKey({
      name: 'call_taken_by_a_person_of_the_service',
      columns: [t.serviceId, t.takenBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** Two referrals that belong together, or one that was merged into another. Ended by a second press, never taken away. */
export const referralLinks = hub.table(
  'referral_links',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<LinkId>()('id').notNull(),
    kind: codeColumn<LinkKind>()('kind').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    otherId: idColumn<ReferralId>()('other_id').notNull(),
    why: text('why').notNull(),
    madeBy: idColumn<PersonId>()('made_by').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    /** Where a merged referral stood, so that it can go on from there. */
    stateBefore: codeColumn<ReferralState>()('state_before'),
    assessByBefore: instantColumn('assess_by_before'),
    endedBy: idColumn<PersonId>()('ended_by'),
    endedAt: instantColumn('ended_at'),
    endedWhy: text('ended_why').notNull().default(''),
  },
  (t) => [
    primaryKey({ name: 'referral_links_pkey', columns: [t.serviceId, t.id] }),
    index('links_of_referral').on(t.serviceId, t.referralId),
    index('links_of_other').on(t.serviceId, t.otherId),
    foreignKey({
      name: 'link_from_a_referral_of_the_service',
      columns: [t.serviceId, t.referralId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
    foreignKey({
      name: 'link_to_a_referral_of_the_service',
      columns: [t.serviceId, t.otherId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
    foreignKey({
      name: 'link_made_by_a_person_of_the_service',
      columns: [t.serviceId, t.madeBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'link_ended_by_a_person_of_the_service',
      columns: [t.serviceId, t.endedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/**
 * What a referral is found by: its name folded and as it sounds, telephones, NHS number and postcodes. The database keeps it as
 * referrals change; nobody reads it but the functions that find.
 */
export const referralIndex = hub.table(
  'referral_index',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    name: text('name').notNull(),
    sounds: codesColumn<string>()('sounds'),
    numbers: text('numbers').notNull(),
    phones: codesColumn<string>()('phones'),
    homes: codesColumn<string>()('homes'),
  },
  (t) => [
    primaryKey({ name: 'referral_index_pkey', columns: [t.serviceId, t.referralId] }),
    foreignKey({
      name: 'index_of_a_referral_of_the_service',
      columns: [t.serviceId, t.referralId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
  ],
)
