import { sql } from 'drizzle-orm'
import { bigint, foreignKey, index, integer, primaryKey, text } from 'drizzle-orm/pg-core'
import type { Suspicion } from '#shared/audit/snooping.ts'
import type { Finding } from '#shared/audit/words.ts'
import type { PersonId, ReferralId, ReviewLineId, ServiceId } from '#shared/kernel/ids.ts'
import type { FieldClass, ReadKind, Shown } from '#shared/kernel/trace.ts'
import {
  bytesColumn,
  codeColumn,
  codesColumn,
  hub,
  idColumn,
  idsColumn,
  instantColumn,
  jsonColumn,
  londonDayColumn,
  numbersColumn,
  transactionColumn,
} from '../columns.ts'
import { people, services } from './service.ts'

/** Who looked at what, and who was refused: a row an answer, with every person in it, in the transaction that read it. */
export const reads = hub.table(
  'reads',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    id: bigint('id', { mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    at: instantColumn('at').notNull(),
    actorId: idColumn<PersonId>()('actor_id').notNull(),
    query: text('query').notNull(),
    referralIds: idsColumn<ReferralId>()('referral_ids').notNull(),
    requestId: text('request_id').notNull(),
    kind: codeColumn<ReadKind>()('kind').notNull().default('view'),
    shown: codeColumn<Shown>()('shown').notNull().default('whole'),
    /** People of whom only a stub was shown. */
    stubIds: idsColumn<ReferralId>()('stub_ids').notNull().default([]),
    /** Which parts of the records were shown. */
    fields: codesColumn<FieldClass>()('fields').notNull().default([]),
    /** What a list was narrowed by, in codes and ids; never what somebody typed. */
    filter: jsonColumn<Record<string, string>>()('filter').notNull().default({}),
    /** What was searched for. The login that serves requests may write it and not read it back, but through `hub.search_terms`. */
    term: text('term'),
    /** A random salt, gone with the words when a record is released, and the hash over both, which stays in the seals. */
    termSalt: bytesColumn('term_salt'),
    termMark: bytesColumn('term_mark'),
    purpose: text('purpose'),
    grantId: idColumn<string>()('grant_id'),
    sessionId: idColumn<string>()('session_id'),
    address: text('address').notNull().default(''),
    /** The transaction that wrote it, so that sealing knows which rows can no longer change in number. */
    tx: transactionColumn('tx')
      .notNull()
      .default(sql`pg_current_xact_id()`),
  },
  (t) => [
    primaryKey({ name: 'reads_pkey', columns: [t.serviceId, t.id] }),
    index('reads_by_time').on(t.serviceId, t.at),
    index('reads_of_reader').on(t.serviceId, t.actorId, t.at),
    index('reads_to_seal').on(t.serviceId, t.tx),
    index('reads_sought_or_refused')
      .on(t.serviceId, t.actorId, t.at)
      .where(sql`kind in ('search', 'refused')`),
    foreignKey({
      name: 'read_by_a_person_of_the_service',
      columns: [t.serviceId, t.actorId],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** A seal over a batch of reads: the hash of each, and of the seal before. Made every minute by the database, never changed. */
export const seals = hub.table(
  'seals',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    number: bigint('number', { mode: 'number' }).notNull(),
    sealedAt: instantColumn('sealed_at').notNull(),
    /** Every read of an earlier transaction is in this seal or in one before it. */
    uptoTx: transactionColumn('upto_tx').notNull(),
    readIds: numbersColumn('read_ids').notNull(),
    /** 32 bytes a read, in the order of `read_ids`. */
    readHashes: bytesColumn('read_hashes').notNull(),
    rows: integer('rows').notNull(),
    /** Where the chain of events stood. */
    eventsSeq: bigint('events_seq', { mode: 'number' }).notNull(),
    eventsHash: bytesColumn('events_hash').notNull(),
    hash: bytesColumn('hash').notNull(),
    /** The PostgreSQL whose transactions `upto_tx` counts: a restore into another counts anew. */
    cluster: bigint('cluster', { mode: 'number' }),
    /** Reads up to this id were counted by another PostgreSQL, and are in this seal or in one before it. */
    movedToId: bigint('moved_to_id', { mode: 'number' }),
  },
  (t) => [primaryKey({ name: 'seals_pkey', columns: [t.serviceId, t.number] })],
)

/** A day whose looks were gone through by the rules: how many, and how many of them made a line. */
export const reviewSheets = hub.table(
  'review_sheets',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    day: londonDayColumn('day').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    looks: integer('looks').notNull(),
  },
  (t) => [primaryKey({ name: 'review_sheets_pkey', columns: [t.serviceId, t.day] })],
)

/** A look that somebody should ask about. */
export const reviewLines = hub.table(
  'review_lines',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<ReviewLineId>()('id').notNull(),
    day: londonDayColumn('day').notNull(),
    suspicion: codeColumn<Suspicion>()('suspicion').notNull(),
    readerId: idColumn<PersonId>()('reader_id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id'),
    firstAt: instantColumn('first_at').notNull(),
    lastAt: instantColumn('last_at').notNull(),
    times: integer('times').notNull(),
  },
  (t) => [
    primaryKey({ name: 'review_lines_pkey', columns: [t.serviceId, t.id] }),
    index('review_lines_by_day').on(t.serviceId, t.day),
    foreignKey({
      name: 'line_of_a_sheet_of_the_service',
      columns: [t.serviceId, t.day],
      foreignColumns: [reviewSheets.serviceId, reviewSheets.day],
    }),
    foreignKey({
      name: 'line_about_a_person_of_the_service',
      columns: [t.serviceId, t.readerId],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** Who asked, and what they found. One signature a line, never one's own. */
export const reviewSigns = hub.table(
  'review_signs',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    lineId: idColumn<ReviewLineId>()('line_id').notNull(),
    reviewerId: idColumn<PersonId>()('reviewer_id').notNull(),
    at: instantColumn('at').notNull(),
    finding: codeColumn<Finding>()('finding').notNull(),
    reason: text('reason').notNull(),
  },
  (t) => [
    primaryKey({ name: 'one_signature_a_line', columns: [t.serviceId, t.lineId] }),
    foreignKey({
      name: 'signature_under_a_line_of_the_service',
      columns: [t.serviceId, t.lineId],
      foreignColumns: [reviewLines.serviceId, reviewLines.id],
    }),
    foreignKey({
      name: 'signature_of_a_person_of_the_service',
      columns: [t.serviceId, t.reviewerId],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
