import { bigint, boolean, foreignKey, index, integer, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type {
  CorrectionId,
  ExportId,
  PersonId,
  RecordMarkId,
  ReferralId,
  ReleaseId,
  ServiceId,
} from '#shared/kernel/ids.ts'
import type { Office } from '#shared/privacy/contract.ts'
import type { RecordClass } from '#shared/privacy/dataKinds.ts'
import type { Withheld } from '#shared/privacy/exportDocument.ts'
import type { RetentionUnit } from '#shared/privacy/retention.ts'
import type { CorrectionAbout, MarkKind } from '#shared/privacy/rights.ts'
import { codeColumn, codesColumn, hub, idColumn, instantColumn, jsonColumn, londonDayColumn } from '../columns.ts'
import { referrals } from './referrals.ts'
import { people, services } from './service.ts'

/** How long a kind of record is kept, from a day on. Never changed: a later rule takes over from its own day. */
export const retentionRules = hub.table(
  'retention_rules',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    recordClass: codeColumn<RecordClass>()('record_class').notNull(),
    effectiveFrom: londonDayColumn('effective_from').notNull(),
    keepFor: integer('keep_for'),
    unit: codeColumn<RetentionUnit>()('unit').notNull(),
    yearsAfterDeath: integer('years_after_death'),
    untilAge: integer('until_age'),
    authority: text('authority').notNull(),
    verified: boolean('verified').notNull(),
    setBy: idColumn<PersonId>()('set_by').notNull(),
    setAt: instantColumn('set_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'one_rule_per_class_and_day', columns: [t.serviceId, t.recordClass, t.effectiveFrom] }),
    foreignKey({
      name: 'rule_set_by_a_person_of_the_service',
      columns: [t.serviceId, t.setBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** An objection, a restriction, a death or a legal hold on a record. */
export const recordMarks = hub.table(
  'record_marks',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<RecordMarkId>()('id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    kind: codeColumn<MarkKind>()('kind').notNull(),
    note: text('note').notNull(),
    askedBy: text('asked_by').notNull().default(''),
    /** The day of a death, or the last day of a hold. */
    onDay: londonDayColumn('on_day'),
    placedBy: idColumn<PersonId>()('placed_by').notNull(),
    placedAt: instantColumn('placed_at').notNull(),
    endedBy: idColumn<PersonId>()('ended_by'),
    endedAt: instantColumn('ended_at'),
    endedWhy: text('ended_why').notNull().default(''),
  },
  (t) => [
    primaryKey({ name: 'record_marks_pkey', columns: [t.serviceId, t.id] }),
    index('marks_of_referral').on(t.serviceId, t.referralId),
    foreignKey({
      name: 'mark_on_a_referral_of_the_service',
      columns: [t.serviceId, t.referralId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
    foreignKey({
      name: 'mark_placed_by_a_person_of_the_service',
      columns: [t.serviceId, t.placedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'mark_ended_by_a_person_of_the_service',
      columns: [t.serviceId, t.endedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** What was wrong on a record and what is right. Never changed; the latest about a thing is the one that stands. */
export const corrections = hub.table(
  'corrections',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<CorrectionId>()('id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    about: codeColumn<CorrectionAbout>()('about').notNull(),
    was: text('was').notNull(),
    is: text('is').notNull(),
    askedBy: text('asked_by').notNull(),
    evidence: text('evidence').notNull().default(''),
    recordedBy: idColumn<PersonId>()('recorded_by').notNull(),
    recordedAt: instantColumn('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'corrections_pkey', columns: [t.serviceId, t.id] }),
    index('corrections_of_referral').on(t.serviceId, t.referralId),
    foreignKey({
      name: 'correction_on_a_referral_of_the_service',
      columns: [t.serviceId, t.referralId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
    foreignKey({
      name: 'correction_by_a_person_of_the_service',
      columns: [t.serviceId, t.recordedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** A record whose time of keeping is over: proposed by one person, released by another. Afterwards this row is its tombstone. */
export const releases = hub.table(
  'releases',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<ReleaseId>()('id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    state: codeColumn<'proposed' | 'withdrawn' | 'released'>()('state').notNull(),
    why: text('why').notNull(),
    /** The last day of keeping, and the rule that said so, as they were when it was proposed. */
    keepUntil: londonDayColumn('keep_until').notNull(),
    authority: text('authority').notNull(),
    proposedBy: idColumn<PersonId>()('proposed_by').notNull(),
    proposedAt: instantColumn('proposed_at').notNull(),
    decidedBy: idColumn<PersonId>()('decided_by'),
    decidedAt: instantColumn('decided_at'),
    decidedWhy: text('decided_why').notNull().default(''),
  },
  (t) => [
    primaryKey({ name: 'releases_pkey', columns: [t.serviceId, t.id] }),
    foreignKey({
      name: 'release_of_a_referral_of_the_service',
      columns: [t.serviceId, t.referralId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
    foreignKey({
      name: 'release_proposed_by_a_person_of_the_service',
      columns: [t.serviceId, t.proposedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'release_decided_by_a_person_of_the_service',
      columns: [t.serviceId, t.decidedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** That somebody’s data was exported: of which referrals, what was withheld and why. Never what was in it. */
export const subjectExports = hub.table(
  'subject_exports',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<ExportId>()('id').notNull(),
    referralIds: codesColumn<ReferralId>()('referral_ids').notNull(),
    /** The last event on these records that was looked at before it was made. */
    seq: bigint('seq', { mode: 'number' }).notNull(),
    withheld: jsonColumn<Withheld>()('withheld').notNull(),
    madeBy: idColumn<PersonId>()('made_by').notNull(),
    madeAt: instantColumn('made_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'subject_exports_pkey', columns: [t.serviceId, t.id] }),
    foreignKey({
      name: 'export_by_a_person_of_the_service',
      columns: [t.serviceId, t.madeBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** Who answers for data and for clinical safety in a service. */
export const officers = hub.table(
  'officers',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    office: codeColumn<Office>()('office').notNull(),
    name: text('name').notNull(),
    contact: text('contact').notNull(),
    setBy: idColumn<PersonId>()('set_by').notNull(),
    setAt: instantColumn('set_at').notNull(),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'officers_pkey', columns: [t.serviceId, t.office] }),
    foreignKey({
      name: 'officer_named_by_a_person_of_the_service',
      columns: [t.serviceId, t.setBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** Which columns a release empties and how their rows are found. The data map says the same, and a test holds them equal. */
export const emptiedColumns = hub.table(
  'emptied_columns',
  {
    tableName: text('table_name').notNull(),
    columnName: text('column_name').notNull(),
    foundBy: codeColumn<'id' | 'referral_id' | 'claim_id' | 'command_id' | 'restriction_id' | 'search' | 'draft'>()(
      'found_by',
    ).notNull(),
  },
  (t) => [unique('one_line_per_emptied_column').on(t.tableName, t.columnName)],
)
