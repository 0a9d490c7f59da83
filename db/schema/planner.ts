import { boolean, foreignKey, index, integer, primaryKey } from 'drizzle-orm/pg-core'
import type { PersonId, PlanJobId, ServiceId } from '#shared/kernel/ids.ts'
import type { PlanKind, PlanState } from '#shared/planner/contract.ts'
import { codeColumn, hub, idColumn, instantColumn, jsonColumn } from '../columns.ts'
import { people } from './service.ts'

/** A rota to fill or shifts to try: what was asked, how far it is, and what came of it. Worked out beside the requests, by any server. */
export const planJobs = hub.table(
  'plan_jobs',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<PlanJobId>()('id').notNull(),
    kind: codeColumn<PlanKind>()('kind').notNull(),
    state: codeColumn<PlanState>()('state').notNull(),
    /** Everything it is worked out from, so that it gives the same on every machine and after a restart. */
    asked: jsonColumn<Record<string, unknown>>()('asked').notNull(),
    result: jsonColumn<Record<string, unknown>>()('result'),
    /** Percent. */
    progress: integer('progress').notNull().default(0),
    /** How many duties the best rota so far leaves open. */
    openSoFar: integer('open_so_far'),
    /** How often a server began it: one that never comes to an end is given up. */
    tries: integer('tries').notNull().default(0),
    stopAsked: boolean('stop_asked').notNull().default(false),
    askedBy: idColumn<PersonId>()('asked_by').notNull(),
    askedAt: instantColumn('asked_at').notNull(),
    /** When its server last said that it is at it. */
    beatAt: instantColumn('beat_at'),
    endedAt: instantColumn('ended_at'),
    draftedAt: instantColumn('drafted_at'),
  },
  (t) => [
    primaryKey({ name: 'plan_jobs_pkey', columns: [t.serviceId, t.id] }),
    index('plan_jobs_by_time').on(t.serviceId, t.askedAt),
    foreignKey({
      name: 'plan_asked_by_a_person_of_the_service',
      columns: [t.serviceId, t.askedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
