import { boolean, foreignKey, index, integer, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Due, DuePoint } from '#shared/deadlines/due.ts'
import type { DeadlineId, PersonId, ReferralId, ServiceId } from '#shared/kernel/ids.ts'
import { codeColumn, hub, idColumn, instantColumn, minutesColumn } from '../columns.ts'
import { referrals } from './referrals.ts'
import { people } from './service.ts'

/** One point at which something falls due on a referral: a warning, a limit, a target. Moved by a new row; the old one stays. */
export const deadlines = hub.table(
  'deadlines',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<DeadlineId>()('id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    source: codeColumn<Due['source']>()('source').notNull(),
    /** The power, the limit, or the referral itself. */
    sourceId: uuid('source_id').notNull(),
    kind: text('kind').notNull(),
    ruleId: text('rule_id').notNull(),
    point: codeColumn<DuePoint>()('point').notNull(),
    minutesBefore: minutesColumn('minutes_before').notNull(),
    dueAt: instantColumn('due_at').notNull(),
    limitAt: instantColumn('limit_at'),
    madeAt: instantColumn('made_at').notNull(),
    /** A server is at it until then, by the database's clock; after that any other may take it. */
    leaseUntil: instantColumn('lease_until'),
    firedAt: instantColumn('fired_at'),
    /** A later point of the same source was due too: this one raised no alarm. */
    overtaken: boolean('overtaken').notNull().default(false),
    supersededAt: instantColumn('superseded_at'),
  },
  (t) => [
    primaryKey({ name: 'deadlines_pkey', columns: [t.serviceId, t.id] }),
    index('deadlines_of_referral').on(t.serviceId, t.referralId),
    foreignKey({
      name: 'deadline_on_a_referral_of_the_service',
      columns: [t.serviceId, t.referralId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
  ],
)

/** The alarm of a deadline that came: exactly one each. */
export const alarms = hub.table(
  'alarms',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    deadlineId: idColumn<DeadlineId>()('deadline_id').notNull(),
    raisedAt: instantColumn('raised_at').notNull(),
    lateSeconds: integer('late_seconds').notNull(),
    /** How often it was passed on. */
    step: integer('step').notNull().default(0),
    toldTo: idColumn<PersonId>()('told_to'),
    toldAt: instantColumn('told_at').notNull(),
    /** Who has been told in this round of the chain. */
    roundTold: uuid('round_told').array().$type<PersonId[]>().notNull().default([]),
    /** When it goes to the next in the chain; null when everybody has been told. */
    nextAt: instantColumn('next_at'),
    leaseUntil: instantColumn('lease_until'),
    answeredBy: idColumn<PersonId>()('answered_by'),
    answeredAt: instantColumn('answered_at'),
    /** What it was about has ended, was corrected, or a later alarm took its place. */
    settledAt: instantColumn('settled_at'),
    /** When it is tried next to send it out of the hub; null when it is not to be, or was taken. */
    relayAt: instantColumn('relay_at'),
    relayTries: integer('relay_tries').notNull().default(0),
    relayLeaseUntil: instantColumn('relay_lease_until'),
    relayedAt: instantColumn('relayed_at'),
  },
  (t) => [
    primaryKey({ name: 'one_alarm_per_deadline', columns: [t.serviceId, t.deadlineId] }),
    foreignKey({
      name: 'alarm_of_a_deadline_of_the_service',
      columns: [t.serviceId, t.deadlineId],
      foreignColumns: [deadlines.serviceId, deadlines.id],
    }),
    foreignKey({
      name: 'alarm_told_to_a_person_of_the_service',
      columns: [t.serviceId, t.toldTo],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'alarm_answered_by_a_person_of_the_service',
      columns: [t.serviceId, t.answeredBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
