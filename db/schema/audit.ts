import { sql } from 'drizzle-orm'
import { bigint, foreignKey, index, integer, primaryKey, text } from 'drizzle-orm/pg-core'
import type { PersonId, ReferralId, ServiceId } from '#shared/kernel/ids.ts'
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
  },
  (t) => [primaryKey({ name: 'seals_pkey', columns: [t.serviceId, t.number] })],
)
