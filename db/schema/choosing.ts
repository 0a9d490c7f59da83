import { foreignKey, primaryKey, text } from 'drizzle-orm/pg-core'
import type { BoardLanes, OwnLane } from '#shared/allocations/boardLanes.ts'
import type { AcceptMinutes, Weights } from '#shared/allocations/weights.ts'
import type { PersonId, ServiceId } from '#shared/kernel/ids.ts'
import { hub, idColumn, instantColumn, jsonColumn, londonDayColumn } from '../columns.ts'
import { people, services } from './service.ts'

/** How a service has suggestions weighed, and how long an offer waits for its answer, from a day on. Only ever added to. */
export const choosingRules = hub.table(
  'choosing_rules',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    effectiveFrom: londonDayColumn('effective_from').notNull(),
    weights: jsonColumn<Weights>()('weights').notNull(),
    acceptMinutes: jsonColumn<AcceptMinutes>()('accept_minutes').notNull(),
    why: text('why').notNull(),
    setBy: idColumn<PersonId>()('set_by').notNull(),
    setAt: instantColumn('set_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'one_choosing_rule_per_day', columns: [t.serviceId, t.effectiveFrom] }),
    foreignKey({
      name: 'choosing_set_by_a_person_of_the_service',
      columns: [t.serviceId, t.setBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** How a service has the lanes of its board laid out, from a day on. Only ever added to. */
export const boardLanes = hub.table(
  'board_lanes',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    effectiveFrom: londonDayColumn('effective_from').notNull(),
    names: jsonColumn<BoardLanes['names']>()('names').notNull(),
    laneOrder: text('lane_order').array().$type<OwnLane[]>().notNull(),
    folded: text('folded').array().$type<OwnLane[]>().notNull(),
    why: text('why').notNull(),
    setBy: idColumn<PersonId>()('set_by').notNull(),
    setAt: instantColumn('set_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'one_layout_of_lanes_per_day', columns: [t.serviceId, t.effectiveFrom] }),
    foreignKey({
      name: 'lanes_set_by_a_person_of_the_service',
      columns: [t.serviceId, t.setBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
