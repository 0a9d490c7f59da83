import { sql } from 'drizzle-orm'
import { bigint, foreignKey, index, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type {
  AgreementId,
  ClaimId,
  ClosingId,
  ExtensionId,
  PackId,
  PersonId,
  ServiceId,
  ToilEntryId,
} from '#shared/kernel/ids.ts'
import { codeColumn, hub, idColumn, instantColumn, jsonColumn, londonDayColumn, minutesColumn } from '../columns.ts'
import { people } from './service.ts'
import { toilClaims, toilEntries } from './toil.ts'

/** Extra time that a manager agreed to before it was worked; withdrawn at most once, and otherwise never changed. */
export const toilAgreements = hub.table(
  'toil_agreements',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<AgreementId>()('id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    day: londonDayColumn('day').notNull(),
    upToMinutes: minutesColumn('up_to_minutes').notNull(),
    why: text('why').notNull(),
    agreedBy: idColumn<PersonId>()('agreed_by').notNull(),
    agreedAt: instantColumn('agreed_at').notNull(),
    withdrawnBy: idColumn<PersonId>()('withdrawn_by'),
    withdrawnAt: instantColumn('withdrawn_at'),
    withdrawnWhy: text('withdrawn_why').notNull().default(''),
  },
  (t) => [
    primaryKey({ name: 'toil_agreements_pkey', columns: [t.serviceId, t.id] }),
    uniqueIndex('one_agreement_per_person_and_day')
      .on(t.serviceId, t.personId, t.day)
      .where(sql`withdrawn_at is null`),
    foreignKey({
      name: 'agreement_withdrawn_by_a_person_of_the_service',
      columns: [t.serviceId, t.withdrawnBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'agreement_with_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'agreement_by_a_person_of_the_service',
      columns: [t.serviceId, t.agreedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** What was done with a claim, in order: sent, asked about, answered, approved, refused, undone. Only ever added to. */
export const toilClaimActs = hub.table(
  'toil_claim_acts',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    claimId: idColumn<ClaimId>()('claim_id').notNull(),
    position: bigint('position', { mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    act: codeColumn<'sent' | 'queried' | 'answered' | 'agreed' | 'approved' | 'refused' | 'undone'>()('act').notNull(),
    byId: idColumn<PersonId>()('by_id').notNull(),
    at: instantColumn('at').notNull(),
    said: text('said').notNull().default(''),
  },
  (t) => [
    primaryKey({ name: 'toil_claim_acts_pkey', columns: [t.serviceId, t.claimId, t.position] }),
    foreignKey({
      name: 'act_on_a_claim_of_the_service',
      columns: [t.serviceId, t.claimId],
      foreignColumns: [toilClaims.serviceId, toilClaims.id],
    }),
    foreignKey({
      name: 'act_by_a_person_of_the_service',
      columns: [t.serviceId, t.byId],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** A later last day for what one entry earned. */
export const toilExtensions = hub.table(
  'toil_extensions',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<ExtensionId>()('id').notNull(),
    entryId: idColumn<ToilEntryId>()('entry_id').notNull(),
    until: londonDayColumn('until').notNull(),
    why: text('why').notNull(),
    decidedBy: idColumn<PersonId>()('decided_by').notNull(),
    decidedAt: instantColumn('decided_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'toil_extensions_pkey', columns: [t.serviceId, t.id] }),
    index('toil_extensions_of_entry').on(t.serviceId, t.entryId),
    foreignKey({
      name: 'extension_of_an_entry_of_the_service',
      columns: [t.serviceId, t.entryId],
      foreignColumns: [toilEntries.serviceId, toilEntries.id],
    }),
    foreignKey({
      name: 'extension_by_a_person_of_the_service',
      columns: [t.serviceId, t.decidedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** Payroll closed to a day, with what the ledger held at that moment. Reopening says who, when and why, and the row stays. */
export const payrollClosings = hub.table(
  'payroll_closings',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<ClosingId>()('id').notNull(),
    upTo: londonDayColumn('up_to').notNull(),
    lastPosition: bigint('last_position', { mode: 'number' }).notNull(),
    lines: jsonColumn<readonly Record<string, unknown>[]>()('lines').notNull(),
    closedBy: idColumn<PersonId>()('closed_by').notNull(),
    closedAt: instantColumn('closed_at').notNull(),
    reopenedBy: idColumn<PersonId>()('reopened_by'),
    reopenedAt: instantColumn('reopened_at'),
    reopenedWhy: text('reopened_why').notNull().default(''),
    /** The last day of the entries that it holds; without end for what was closed when closings held everything written. */
    entriesTo: londonDayColumn('entries_to')
      .notNull()
      .default(sql`'9999-12-31'`),
    /** Hours that are paid instead of given back, as it found them; null when it did not look. */
    hoursToPay: jsonColumn<readonly Record<string, unknown>[]>()('hours_to_pay'),
  },
  (t) => [
    primaryKey({ name: 'payroll_closings_pkey', columns: [t.serviceId, t.id] }),
    foreignKey({
      name: 'closing_by_a_person_of_the_service',
      columns: [t.serviceId, t.closedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'reopening_by_a_person_of_the_service',
      columns: [t.serviceId, t.reopenedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** A report as it was handed to a committee: frozen, with what it was asked for. */
/** What the register does not hold of its people, as numbers of a day that a manager typed. Only ever added to. */
export const workforceCountsTable = hub.table(
  'workforce_counts',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<string>()('id').notNull(),
    day: londonDayColumn('day').notNull(),
    counts: jsonColumn<Record<string, unknown>>()('counts').notNull(),
    recordedBy: idColumn<PersonId>()('recorded_by').notNull(),
    recordedAt: instantColumn('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'workforce_counts_pkey', columns: [t.serviceId, t.id] }),
    index('workforce_counts_by_day').on(t.serviceId, t.day, t.recordedAt),
    foreignKey({
      name: 'workforce_counted_by_a_person_of_the_service',
      columns: [t.serviceId, t.recordedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

export const reportPacks = hub.table(
  'report_packs',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<PackId>()('id').notNull(),
    firstDay: londonDayColumn('first_day').notNull(),
    lastDay: londonDayColumn('last_day').notNull(),
    madeBy: idColumn<PersonId>()('made_by').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    asked: jsonColumn<Record<string, unknown>>()('asked').notNull(),
    content: jsonColumn<Record<string, unknown>>()('content').notNull(),
    digest: text('digest').notNull(),
  },
  (t) => [
    primaryKey({ name: 'report_packs_pkey', columns: [t.serviceId, t.id] }),
    index('report_packs_by_time').on(t.serviceId, t.madeAt),
    foreignKey({
      name: 'pack_by_a_person_of_the_service',
      columns: [t.serviceId, t.madeBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
