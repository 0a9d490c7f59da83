import { foreignKey, index, integer, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { FeedId, ImportId, PersonId, ServiceId } from '#shared/kernel/ids.ts'
import type { FeedKind } from '#shared/rota/feedContract.ts'
import { bytesColumn, codeColumn, hub, idColumn, instantColumn, jsonColumn, londonDayColumn } from '../columns.ts'
import { people } from './service.ts'

/** A spreadsheet that was put into the draft, with the drafts that it wrote over, so that all of it can be taken back. */
export const rotaImports = hub.table(
  'rota_imports',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<ImportId>()('id').notNull(),
    firstDay: londonDayColumn('first_day').notNull(),
    lastDay: londonDayColumn('last_day').notNull(),
    drafted: integer('drafted').notNull(),
    overwritten: jsonColumn<readonly unknown[]>()('overwritten').notNull(),
    madeBy: idColumn<PersonId>()('made_by').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    undoneBy: idColumn<PersonId>()('undone_by'),
    undoneAt: instantColumn('undone_at'),
  },
  (t) => [
    primaryKey({ name: 'rota_imports_pkey', columns: [t.serviceId, t.id] }),
    index('rota_imports_by_time').on(t.serviceId, t.madeAt),
    foreignKey({
      name: 'import_by_a_person_of_the_service',
      columns: [t.serviceId, t.madeBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'import_undone_by_a_person_of_the_service',
      columns: [t.serviceId, t.undoneBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** An address under which a calendar fetches shifts by itself. Only the hash of its secret is kept. */
export const calendarFeeds = hub.table(
  'calendar_feeds',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<FeedId>()('id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    kind: codeColumn<FeedKind>()('kind').notNull(),
    label: text('label').notNull(),
    tokenHash: bytesColumn('token_hash').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    lastReadAt: instantColumn('last_read_at'),
    endedBy: idColumn<PersonId>()('ended_by'),
    endedAt: instantColumn('ended_at'),
  },
  (t) => [
    primaryKey({ name: 'calendar_feeds_pkey', columns: [t.serviceId, t.id] }),
    index('feeds_of_person').on(t.serviceId, t.personId),
    uniqueIndex('one_feed_per_token').on(t.tokenHash),
    foreignKey({
      name: 'feed_of_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'feed_ended_by_a_person_of_the_service',
      columns: [t.serviceId, t.endedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
