import { foreignKey, index, integer, primaryKey, text } from 'drizzle-orm/pg-core'
import type { HandoverKind, HandoverState, ItemAnswer } from '#shared/handover/codes.ts'
import type { HandoverFacts } from '#shared/handover/contract.ts'
import type { HandoverId, PersonId, ReferralId, ServiceId } from '#shared/kernel/ids.ts'
import { codeColumn, hub, idColumn, instantColumn, jsonColumn } from '../columns.ts'
import { referrals } from './referrals.ts'
import { people } from './service.ts'

/** The desk offered by one person and answered by another, by name. */
export const handovers = hub.table(
  'handovers',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<HandoverId>()('id').notNull(),
    kind: codeColumn<HandoverKind>()('kind').notNull(),
    state: codeColumn<HandoverState>()('state').notNull(),
    givenBy: idColumn<PersonId>()('given_by').notNull(),
    offeredAt: instantColumn('offered_at').notNull(),
    words: text('words').notNull(),
    /** How many referrals are in it, also for whoever may not see all of them. */
    items: integer('items').notNull(),
    answeredBy: idColumn<PersonId>()('answered_by'),
    answeredAt: instantColumn('answered_at'),
    answerWords: text('answer_words').notNull().default(''),
    withdrawnAt: instantColumn('withdrawn_at'),
    withdrawnWhy: text('withdrawn_why').notNull().default(''),
  },
  (t) => [
    primaryKey({ name: 'handovers_pkey', columns: [t.serviceId, t.id] }),
    index('handovers_by_time').on(t.serviceId, t.offeredAt),
    foreignKey({
      name: 'handover_by_a_person_of_the_service',
      columns: [t.serviceId, t.givenBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'handover_to_a_person_of_the_service',
      columns: [t.serviceId, t.answeredBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** One referral in a handover, as it was when it was offered. */
export const handoverItems = hub.table(
  'handover_items',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    handoverId: idColumn<HandoverId>()('handover_id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    place: integer('place').notNull(),
    facts: jsonColumn<HandoverFacts>()('facts').notNull(),
    note: text('note').notNull(),
    nextBy: instantColumn('next_by'),
    answer: codeColumn<ItemAnswer>()('answer').notNull(),
    leftWhy: text('left_why').notNull().default(''),
  },
  (t) => [
    primaryKey({ name: 'handover_items_pkey', columns: [t.serviceId, t.handoverId, t.referralId] }),
    index('handovers_of_referral').on(t.serviceId, t.referralId),
    foreignKey({
      name: 'item_of_a_handover_of_the_service',
      columns: [t.serviceId, t.handoverId],
      foreignColumns: [handovers.serviceId, handovers.id],
    }),
    foreignKey({
      name: 'item_on_a_referral_of_the_service',
      columns: [t.serviceId, t.referralId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
  ],
)
