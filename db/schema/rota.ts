import { boolean, foreignKey, index, integer, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { LeaveId, PersonId, PlaceId, ServiceId, ShiftId, ShiftTemplateId } from '#shared/kernel/ids.ts'
import type { AwayKind } from '#shared/rota/contract.ts'
import type { Layer } from '#shared/rota/layers.ts'
import {
  clockTimeColumn,
  codeColumn,
  hub,
  idColumn,
  instantColumn,
  londonDayColumn,
  minutesColumn,
} from '../columns.ts'
import { places } from './register.ts'
import { people, services } from './service.ts'

/** What a shift is for: duty AMHP, second, backup, or the practice consultant at the desk. */
export type ShiftRole = 'duty' | 'second' | 'backup' | 'practice-consultant' | 'out-of-hours'

/** A start and an end on the clock face, to be put on days: 15:00 to 23:00. */
export const shiftTemplates = hub.table(
  'shift_templates',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    id: idColumn<ShiftTemplateId>()('id').notNull(),
    name: text('name').notNull(),
    startsAt: clockTimeColumn('starts_at').notNull(),
    /** At or before the start means the next day. */
    endsAt: clockTimeColumn('ends_at').notNull(),
    role: codeColumn<ShiftRole>()('role').notNull(),
    breakMinutes: minutesColumn('break_minutes').notNull(),
    /** Where its shifts are worked. */
    placeId: idColumn<PlaceId>()('place_id'),
    retired: boolean('retired').notNull().default(false),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'shift_templates_pkey', columns: [t.serviceId, t.id] }),
    unique('one_shift_template_per_name').on(t.serviceId, t.name),
    foreignKey({
      name: 'template_at_a_place_of_the_service',
      columns: [t.serviceId, t.placeId],
      foreignColumns: [places.serviceId, places.id],
    }),
  ],
)

/** A shift somebody has: it belongs to the London day on which it starts, and is worked between two moments. */
export const shifts = hub.table(
  'shifts',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<ShiftId>()('id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    templateId: idColumn<ShiftTemplateId>()('template_id'),
    day: londonDayColumn('day').notNull(),
    startsAt: instantColumn('starts_at').notNull(),
    endsAt: instantColumn('ends_at').notNull(),
    role: codeColumn<ShiftRole>()('role').notNull(),
    /** What it comes from: the pattern, a hand, a swap, or emergency cover. */
    layer: codeColumn<Layer>()('layer').notNull().default('exception'),
    /** Whose it was before it was swapped or covered; null when it is still theirs. */
    plannedFor: idColumn<PersonId>()('planned_for'),
    /** When the turn of a pattern begins that it stands for, once it was moved or cut. Kept by the database. */
    turnStartsAt: instantColumn('turn_starts_at'),
    /** The shift that it was cut from, for a piece that was given away, kept after one, or taken over. */
    partOf: idColumn<ShiftId>()('part_of'),
    /** The break and the place that its template had when it was put on; null without a template. Kept by the database. */
    breakMinutes: minutesColumn('break_minutes'),
    placeId: idColumn<PlaceId>()('place_id'),
    cancelledAt: instantColumn('cancelled_at'),
    cancelledWhy: text('cancelled_why').notNull().default(''),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'shifts_pkey', columns: [t.serviceId, t.id] }),
    index('shifts_by_start').on(t.serviceId, t.startsAt),
    index('shifts_by_day').on(t.serviceId, t.day),
    foreignKey({
      name: 'shift_of_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'shift_from_a_template_of_the_service',
      columns: [t.serviceId, t.templateId],
      foreignColumns: [shiftTemplates.serviceId, shiftTemplates.id],
    }),
    foreignKey({
      name: 'shift_planned_for_a_person_of_the_service',
      columns: [t.serviceId, t.plannedFor],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** A whole day away, as the rota shows it: leave, sickness or a TOIL day. */
export const daysAway = hub.table(
  'days_away',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    day: londonDayColumn('day').notNull(),
    kind: codeColumn<AwayKind>()('kind').notNull(),
    /** The leave that the day is of; a day that the ledger or a hand put there has none. */
    leaveId: idColumn<LeaveId>()('leave_id'),
    /** Shifts that they were given on it when they were away already; the database keeps them as shifts are put on and moved. */
    workedShiftIds: uuid('worked_shift_ids').array().notNull().default([]),
  },
  (t) => [
    primaryKey({ name: 'days_away_pkey', columns: [t.serviceId, t.personId, t.day] }),
    index('days_away_by_day').on(t.serviceId, t.day),
    foreignKey({
      name: 'day_away_of_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
