import { boolean, foreignKey, jsonb, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type { OwnKeys } from '#shared/kernel/singleKeys.ts'
import type { BoardLook, BoardShow, WaitingFor } from '#shared/desk/views.ts'
import type { PersonId, ServiceId, ViewId } from '#shared/kernel/ids.ts'
import { codeColumn, hub, idColumn, instantColumn } from '../columns.ts'
import { people } from './service.ts'

/** How somebody likes to look at the board, under a name of their own. */
export const savedViews = hub.table(
  'saved_views',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<ViewId>()('id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    name: text('name').notNull(),
    show: codeColumn<BoardShow>()('show'),
    area: text('area').notNull(),
    team: text('team').notNull().default(''),
    waiting: codeColumn<WaitingFor>()('waiting'),
    look: codeColumn<BoardLook>()('look').notNull().default('list'),
    opensFirst: boolean('opens_first').notNull(),
    savedAt: instantColumn('saved_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'saved_views_pkey', columns: [t.serviceId, t.id] }),
    unique('one_view_per_name').on(t.serviceId, t.personId, t.name),
    foreignKey({
      name: 'view_of_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** Which single keys somebody works by: all off, or some changed (WCAG 2.2, 2.1.4). */
export const ownKeys = hub.table(
  'own_keys',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    isOn: boolean('is_on').notNull(),
    changed: jsonb('changed').$type<OwnKeys['changed']>().notNull(),
    setAt: instantColumn('set_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'own_keys_pkey', columns: [t.serviceId, t.personId] }),
    foreignKey({
      name: 'keys_of_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
