import { boolean, foreignKey, index, integer, primaryKey, text } from 'drizzle-orm/pg-core'
import type {
  Displacement,
  KnownAnswer,
  Objection,
  PaperForm,
  Recommendation,
  RelativeKind,
} from '#shared/papers/codes.ts'
import type { ExaminationId, PaperId, PersonId, ReferralId, ServiceId } from '#shared/kernel/ids.ts'
import { codeColumn, hub, idColumn, instantColumn, londonDayColumn } from '../columns.ts'
import { referrals } from './referrals.ts'
import { people } from './service.ts'

/** A doctor for one referral: asked, expected, examined, and what they recommend. */
export const examinations = hub.table(
  'examinations',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<ExaminationId>()('id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    doctorName: text('doctor_name').notNull(),
    phone: text('phone').notNull(),
    isSection12: codeColumn<KnownAnswer>()('is_section_12').notNull(),
    knowsPerson: codeColumn<KnownAnswer>()('knows_person').notNull(),
    askedAt: instantColumn('asked_at'),
    expectedAt: instantColumn('expected_at'),
    examinedAt: instantColumn('examined_at'),
    recommendation: codeColumn<Recommendation>()('recommendation').notNull(),
    signedOn: londonDayColumn('signed_on'),
    note: text('note').notNull(),
    struckOut: boolean('struck_out').notNull(),
    /** Somebody has said that the application rests on it. */
    restsOn: boolean('rests_on').notNull().default(false),
    setBy: idColumn<PersonId>()('set_by').notNull(),
    setAt: instantColumn('set_at').notNull(),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'examinations_pkey', columns: [t.serviceId, t.id] }),
    index('examinations_of_referral').on(t.serviceId, t.referralId),
    foreignKey({
      name: 'examination_on_a_referral_of_the_service',
      columns: [t.serviceId, t.referralId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
    foreignKey({
      name: 'examination_by_a_person_of_the_service',
      columns: [t.serviceId, t.setBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** Where a form or a paper is. */
export const papers = hub.table(
  'papers',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<PaperId>()('id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    form: codeColumn<PaperForm>()('form').notNull(),
    heldBy: text('held_by').notNull(),
    receivedAt: instantColumn('received_at'),
    note: text('note').notNull(),
    struckOut: boolean('struck_out').notNull(),
    setBy: idColumn<PersonId>()('set_by').notNull(),
    setAt: instantColumn('set_at').notNull(),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'papers_pkey', columns: [t.serviceId, t.id] }),
    index('papers_of_referral').on(t.serviceId, t.referralId),
    foreignKey({
      name: 'paper_on_a_referral_of_the_service',
      columns: [t.serviceId, t.referralId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
    foreignKey({
      name: 'paper_by_a_person_of_the_service',
      columns: [t.serviceId, t.setBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** The nearest relative or nominated person of one referral: one of each kind at most. */
export const statutoryRelatives = hub.table(
  'statutory_relatives',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    kind: codeColumn<RelativeKind>()('kind').notNull(),
    name: text('name').notNull(),
    relation: text('relation').notNull(),
    phone: text('phone').notNull(),
    basis: text('basis').notNull(),
    informedAt: instantColumn('informed_at'),
    consultedAt: instantColumn('consulted_at'),
    notConsultedWhy: text('not_consulted_why').notNull(),
    objects: codeColumn<Objection>()('objects').notNull(),
    displacement: codeColumn<Displacement>()('displacement').notNull(),
    setBy: idColumn<PersonId>()('set_by').notNull(),
    setAt: instantColumn('set_at').notNull(),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'statutory_relatives_pkey', columns: [t.serviceId, t.referralId, t.kind] }),
    foreignKey({
      name: 'relative_on_a_referral_of_the_service',
      columns: [t.serviceId, t.referralId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
    foreignKey({
      name: 'relative_by_a_person_of_the_service',
      columns: [t.serviceId, t.setBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
