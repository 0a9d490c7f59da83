import { boolean, foreignKey, index, primaryKey, text } from 'drizzle-orm/pg-core'
import type { NoticeId, OpeningId, PersonId, ReferralId, RestrictionId, ServiceId } from '#shared/kernel/ids.ts'
import type { NoticeKind, OpeningReason, ReviewResult } from '#shared/restricted/codes.ts'
import { codeColumn, hub, idColumn, instantColumn } from '../columns.ts'
import { referrals } from './referrals.ts'
import { restrictions } from './restrictions.ts'
import { people, services } from './service.ts'

/** Somebody opened a record that was closed to them, with a reason, for sixty minutes; a second person looks at it afterwards. */
export const openings = hub.table(
  'openings',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    id: idColumn<OpeningId>()('id').notNull(),
    actorId: idColumn<PersonId>()('actor_id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    /** The restriction that was opened, so that the grant is for the person; null where the record was only somebody else’s. */
    restrictionId: idColumn<RestrictionId>()('restriction_id'),
    /** Who looked after the record at that moment, and was told. */
    guardianId: idColumn<PersonId>()('guardian_id'),
    reason: codeColumn<OpeningReason>()('reason').notNull(),
    why: text('why').notNull(),
    /** True when the person was on the list of those to whom the record is closed. */
    wasDenied: boolean('was_denied').notNull(),
    openedAt: instantColumn('opened_at').notNull(),
    endsAt: instantColumn('ends_at').notNull(),
    /** When it ended early: the person closed it, or their roles changed. */
    endedAt: instantColumn('ended_at'),
    reviewedBy: idColumn<PersonId>()('reviewed_by'),
    reviewedAt: instantColumn('reviewed_at'),
    reviewResult: codeColumn<ReviewResult>()('review_result'),
    reviewNote: text('review_note').notNull().default(''),
  },
  (t) => [
    primaryKey({ name: 'openings_pkey', columns: [t.serviceId, t.id] }),
    index('openings_of_actor').on(t.serviceId, t.actorId, t.endsAt),
    index('openings_of_referral').on(t.serviceId, t.referralId),
    foreignKey({
      name: 'opening_by_a_person_of_the_service',
      columns: [t.serviceId, t.actorId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'opening_of_a_referral_of_the_service',
      columns: [t.serviceId, t.referralId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
    foreignKey({
      name: 'opening_told_to_a_person_of_the_service',
      columns: [t.serviceId, t.guardianId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'opening_of_a_restriction_of_the_service',
      columns: [t.serviceId, t.restrictionId],
      foreignColumns: [restrictions.serviceId, restrictions.id],
    }),
    foreignKey({
      name: 'opening_reviewed_by_a_person_of_the_service',
      columns: [t.serviceId, t.reviewedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** What one colleague is told, on their screen at once and outside it by whoever carries messages. Ids and codes: no name of a person referred. */
export const notices = hub.table(
  'notices',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    id: idColumn<NoticeId>()('id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    kind: codeColumn<NoticeKind>()('kind').notNull(),
    openingId: idColumn<OpeningId>()('opening_id').notNull(),
    at: instantColumn('at').notNull(),
    seenAt: instantColumn('seen_at'),
    /** Still to be carried outside the hub while null. */
    sentAt: instantColumn('sent_at'),
  },
  (t) => [
    primaryKey({ name: 'notices_pkey', columns: [t.serviceId, t.id] }),
    index('notices_of_person').on(t.serviceId, t.personId, t.at),
    foreignKey({
      name: 'notice_to_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'notice_about_an_opening_of_the_service',
      columns: [t.serviceId, t.openingId],
      foreignColumns: [openings.serviceId, openings.id],
    }),
  ],
)
