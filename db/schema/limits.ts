import { boolean, foreignKey, index, integer, primaryKey, text } from 'drizzle-orm/pg-core'
import type { LimitId, PersonId, ReferralId, ServiceId } from '#shared/kernel/ids.ts'
import type { Detention, LimitKind } from '#shared/referrals/law/limitKinds.ts'
import { codeColumn, hub, idColumn, instantColumn } from '../columns.ts'
import { referrals } from './referrals.ts'
import { people } from './service.ts'

/** A limit of the law beside the powers, with what it counts from and who said so. A correction or a renewal is a new row. */
export const timeLimits = hub.table(
  'time_limits',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<LimitId>()('id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    kind: codeColumn<LimitKind>()('kind').notNull(),
    /** 1 for the first period, 2 for the first renewal. */
    period: integer('period').notNull().default(1),
    /** Null: not recorded. What is counted in days starts at London’s midnight. */
    startedAt: instantColumn('started_at'),
    /** When the first period began: the rule of that day goes on through every renewal. */
    originAt: instantColumn('origin_at'),
    /** A second date that the law weighs against the first, where it knows one. */
    secondAt: instantColumn('second_at'),
    /** Under what somebody was detained who is absent without leave; null where nobody has said. */
    detention: codeColumn<Detention>()('detention'),
    startSource: text('start_source').notNull().default(''),
    /** The AMHP whose limit it is, where each applicant has their own. */
    personId: idColumn<PersonId>()('person_id'),
    ruleId: text('rule_id').notNull(),
    recordedAt: instantColumn('recorded_at').notNull(),
    recordedBy: idColumn<PersonId>()('recorded_by').notNull(),
    holdMadeAt: instantColumn('hold_made_at'),
    holdDisposedAt: instantColumn('hold_disposed_at'),
    holdOrderMade: boolean('hold_order_made').notNull().default(false),
    holdSource: text('hold_source').notNull().default(''),
    endedAt: instantColumn('ended_at'),
    endedHow: text('ended_how'),
    endedWhy: text('ended_why').notNull().default(''),
    supersededAt: instantColumn('superseded_at'),
    correctionReason: text('correction_reason').notNull().default(''),
    correctsId: idColumn<LimitId>()('corrects_id'),
  },
  (t) => [
    primaryKey({ name: 'time_limits_pkey', columns: [t.serviceId, t.id] }),
    index('time_limits_of_referral').on(t.serviceId, t.referralId),
    foreignKey({
      name: 'limit_on_a_referral_of_the_service',
      columns: [t.serviceId, t.referralId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
    foreignKey({
      name: 'limit_of_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'limit_recorded_by_a_person_of_the_service',
      columns: [t.serviceId, t.recordedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'limit_corrects_a_limit_of_the_service',
      columns: [t.serviceId, t.correctsId],
      foreignColumns: [t.serviceId, t.id],
    }),
  ],
)
