import { foreignKey, integer, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type { PersonId, ServiceId, SharedDutyId } from '#shared/kernel/ids.ts'
import type { NeedDay } from '#shared/rota/dutyNeeds.ts'
import type { Sharing } from '#shared/rota/sharedDuty.ts'
import { clockTimeColumn, codeColumn, codesColumn, hub, idColumn, londonDayColumn } from '../columns.ts'
import type { ShiftRole } from './rota.ts'
import { people, services } from './service.ts'

/** A duty that several people share: one of them has it each day in turn, or each owes so many days of it a week. */
export const sharedDuties = hub.table(
  'shared_duties',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    id: idColumn<SharedDutyId>()('id').notNull(),
    name: text('name').notNull(),
    how: codeColumn<Sharing>()('how').notNull(),
    days: codesColumn<NeedDay>()('days').notNull(),
    startsAt: clockTimeColumn('starts_at').notNull(),
    endsAt: clockTimeColumn('ends_at').notNull(),
    role: codeColumn<ShiftRole>()('role').notNull(),
    firstDay: londonDayColumn('first_day').notNull(),
    lastDay: londonDayColumn('last_day'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'shared_duties_pkey', columns: [t.serviceId, t.id] }),
    unique('one_shared_duty_per_name').on(t.serviceId, t.name),
  ],
)

/** Who shares a duty, in which order, when they never can, and how much of it they owe. */
export const sharedDutyPeople = hub.table(
  'shared_duty_people',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    dutyId: idColumn<SharedDutyId>()('duty_id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    position: integer('position').notNull(),
    excludedDays: codesColumn<NeedDay>()('excluded_days').notNull(),
    /** Days in a week that counts, of a duty that is owed. */
    owedAWeek: integer('owed_a_week').notNull(),
    /** Every week is 1, every second week 2: the others are off weeks. */
    everyWeeks: integer('every_weeks').notNull(),
  },
  (t) => [
    primaryKey({ name: 'shared_duty_people_pkey', columns: [t.serviceId, t.dutyId, t.personId] }),
    foreignKey({
      name: 'sharer_of_a_duty_of_the_service',
      columns: [t.serviceId, t.dutyId],
      foreignColumns: [sharedDuties.serviceId, sharedDuties.id],
    }),
    foreignKey({
      name: 'sharer_is_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
