import { foreignKey, integer, primaryKey, text } from 'drizzle-orm/pg-core'
import type { PersonId, RestrictionId, ServiceId } from '#shared/kernel/ids.ts'
import type { RestrictionKind, RestrictionReason } from '#shared/restricted/codes.ts'
import { codeColumn, hub, idColumn, instantColumn } from '../columns.ts'
import { people, services } from './service.ts'

/**
 * A person whose records only some may open: only those on the list (`allow`), or all but those on it (`deny`). It lies on every
 * referral of the same person, and on those to come.
 */
export const restrictions = hub.table(
  'restrictions',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    id: idColumn<RestrictionId>()('id').notNull(),
    kind: codeColumn<RestrictionKind>()('kind').notNull(),
    reason: codeColumn<RestrictionReason>()('reason').notNull(),
    why: text('why').notNull(),
    /** Whom everybody else rings, and who is told at once when somebody opens the record with a reason. */
    guardianId: idColumn<PersonId>()('guardian_id').notNull(),
    madeBy: idColumn<PersonId>()('made_by').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    liftedBy: idColumn<PersonId>()('lifted_by'),
    liftedAt: instantColumn('lifted_at'),
    liftedWhy: text('lifted_why').notNull().default(''),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'restrictions_pkey', columns: [t.serviceId, t.id] }),
    foreignKey({
      name: 'restriction_guarded_by_a_person_of_the_service',
      columns: [t.serviceId, t.guardianId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'restriction_made_by_a_person_of_the_service',
      columns: [t.serviceId, t.madeBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** Who is on a restriction's list, and who was. */
export const restrictionPeople = hub.table(
  'restriction_people',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    restrictionId: idColumn<RestrictionId>()('restriction_id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    addedAt: instantColumn('added_at').notNull(),
    removedAt: instantColumn('removed_at'),
  },
  (t) => [
    primaryKey({ name: 'restriction_people_pkey', columns: [t.serviceId, t.restrictionId, t.personId] }),
    foreignKey({
      name: 'listed_on_a_restriction_of_the_service',
      columns: [t.serviceId, t.restrictionId],
      foreignColumns: [restrictions.serviceId, restrictions.id],
    }),
    foreignKey({
      name: 'listed_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
