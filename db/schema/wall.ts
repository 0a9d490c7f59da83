import { foreignKey, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { DisplayId, PersonId, ServiceId } from '#shared/kernel/ids.ts'
import { bytesColumn, hub, idColumn, instantColumn } from '../columns.ts'
import { people } from './service.ts'

/** A screen on a wall that may show the board in initials, and nothing else. Only the hash of its token is kept. */
export const wallDisplays = hub.table(
  'wall_displays',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<DisplayId>()('id').notNull(),
    label: text('label').notNull(),
    tokenHash: bytesColumn('token_hash').notNull(),
    madeBy: idColumn<PersonId>()('made_by').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    expiresAt: instantColumn('expires_at').notNull(),
    lastSeenAt: instantColumn('last_seen_at'),
    endedBy: idColumn<PersonId>()('ended_by'),
    endedAt: instantColumn('ended_at'),
  },
  (t) => [
    primaryKey({ name: 'wall_displays_pkey', columns: [t.serviceId, t.id] }),
    uniqueIndex('one_display_per_token').on(t.tokenHash),
    foreignKey({
      name: 'display_made_by_a_person_of_the_service',
      columns: [t.serviceId, t.madeBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'display_ended_by_a_person_of_the_service',
      columns: [t.serviceId, t.endedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
