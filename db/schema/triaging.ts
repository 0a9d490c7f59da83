import { foreignKey, index, integer, primaryKey, text, type AnyPgColumn } from 'drizzle-orm/pg-core'
import type {
  AskId,
  HoldId,
  LetterId,
  PersonId,
  RedirectId,
  ReferralId,
  ServiceId,
  TaskId,
} from '#shared/kernel/ids.ts'
import type { Urgency } from '#shared/referrals/referral.ts'
import type { AnswerHow } from '#shared/referrals/triaging/answers.ts'
import type { Agency, AskState } from '#shared/referrals/triaging/asks.ts'
import type { TickState } from '#shared/referrals/triaging/checklists.ts'
import type { DataCode } from '#shared/referrals/triaging/dataset.ts'
import type { LetterKind, SentWay } from '#shared/referrals/triaging/letters.ts'
import type { TaskKind } from '#shared/referrals/triaging/tasks.ts'
import { codeColumn, hub, idColumn, instantColumn } from '../columns.ts'
import { referrals } from './referrals.ts'
import { people } from './service.ts'

// What the desk keeps beside a referral. Each table names its referral; row-level security shows it with the referral's own sight.

const own = () => ({
  serviceId: idColumn<ServiceId>()('service_id').notNull(),
  referralId: idColumn<ReferralId>()('referral_id').notNull(),
})

const onReferral = (name: string, t: { readonly serviceId: AnyPgColumn; readonly referralId: AnyPgColumn }) =>
  foreignKey({ name, columns: [t.serviceId, t.referralId], foreignColumns: [referrals.serviceId, referrals.id] })

const byPerson = (name: string, service: AnyPgColumn, person: AnyPgColumn) =>
  foreignKey({ name, columns: [service, person], foreignColumns: [people.serviceId, people.id] })

/** What was said about a fact of a request, or that it is not known, not asked or refused. */
export const referralAnswers = hub.table(
  'referral_answers',
  {
    ...own(),
    field: codeColumn<DataCode>()('field').notNull(),
    how: codeColumn<AnswerHow>()('how').notNull(),
    text: text('text').notNull(),
    answeredBy: idColumn<PersonId>()('answered_by').notNull(),
    answeredAt: instantColumn('answered_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'referral_answers_pkey', columns: [t.serviceId, t.referralId, t.field] }),
    onReferral('answer_on_a_referral_of_the_service', t),
    byPerson('answer_answered_by_a_person_of_the_service', t.serviceId, t.answeredBy),
  ],
)

/** What an agency was asked for, by when, and whether it came. */
export const referralAsks = hub.table(
  'referral_asks',
  {
    ...own(),
    id: idColumn<AskId>()('id').notNull(),
    agency: codeColumn<Agency>()('agency').notNull(),
    ofWhom: text('of_whom').notNull(),
    what: text('what').notNull(),
    askedBy: idColumn<PersonId>()('asked_by').notNull(),
    askedAt: instantColumn('asked_at').notNull(),
    dueAt: instantColumn('due_at').notNull(),
    state: codeColumn<AskState>()('state').notNull(),
    chases: integer('chases').notNull().default(0),
    chasedAt: instantColumn('chased_at'),
    settledBy: idColumn<PersonId>()('settled_by'),
    settledAt: instantColumn('settled_at'),
    answer: text('answer').notNull().default(''),
  },
  (t) => [
    primaryKey({ name: 'referral_asks_pkey', columns: [t.serviceId, t.id] }),
    onReferral('ask_on_a_referral_of_the_service', t),
    byPerson('ask_asked_by_a_person_of_the_service', t.serviceId, t.askedBy),
    byPerson('ask_settled_by_a_person_of_the_service', t.serviceId, t.settledBy),
    index('referral_asks_of_referral').on(t.serviceId, t.referralId),
  ],
)

/** A change of urgency with its reason. Only ever added to. */
export const urgencyRatings = hub.table(
  'urgency_ratings',
  {
    ...own(),
    place: integer('place').notNull(),
    urgency: codeColumn<Urgency>()('urgency').notNull(),
    before: codeColumn<Urgency>()('before'),
    why: text('why').notNull(),
    ratedBy: idColumn<PersonId>()('rated_by').notNull(),
    ratedAt: instantColumn('rated_at').notNull(),
    /** The local target of the new class, and why in a line; by when it was to be assessed from then on, where that was said. */
    targetAt: instantColumn('target_at'),
    targetBecause: text('target_because'),
    assessBy: instantColumn('assess_by'),
  },
  (t) => [
    primaryKey({ name: 'urgency_ratings_pkey', columns: [t.serviceId, t.referralId, t.place] }),
    onReferral('rating_on_a_referral_of_the_service', t),
    byPerson('rating_rated_by_a_person_of_the_service', t.serviceId, t.ratedBy),
  ],
)

/** Where a line of the checklist of a referral stands. */
export const checklistTicks = hub.table(
  'checklist_ticks',
  {
    ...own(),
    item: text('item').notNull(),
    listId: text('list_id').notNull(),
    state: codeColumn<TickState>()('state').notNull(),
    tickedBy: idColumn<PersonId>()('ticked_by').notNull(),
    tickedAt: instantColumn('ticked_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'checklist_ticks_pkey', columns: [t.serviceId, t.referralId, t.item] }),
    onReferral('tick_on_a_referral_of_the_service', t),
    byPerson('tick_ticked_by_a_person_of_the_service', t.serviceId, t.tickedBy),
  ],
)

/** What somebody must still do because of a decision: written reasons, a further look. */
export const dutyTasks = hub.table(
  'duty_tasks',
  {
    ...own(),
    id: idColumn<TaskId>()('id').notNull(),
    kind: codeColumn<TaskKind>()('kind').notNull(),
    dueAt: instantColumn('due_at').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    doneBy: idColumn<PersonId>()('done_by'),
    doneAt: instantColumn('done_at'),
    doneNote: text('done_note').notNull().default(''),
  },
  (t) => [
    primaryKey({ name: 'duty_tasks_pkey', columns: [t.serviceId, t.id] }),
    onReferral('task_on_a_referral_of_the_service', t),
    byPerson('task_done_by_a_person_of_the_service', t.serviceId, t.doneBy),
    index('duty_tasks_of_referral').on(t.serviceId, t.referralId),
  ],
)

/** Letters and messages as they were written; people send them. */
export const referralLetters = hub.table(
  'referral_letters',
  {
    ...own(),
    id: idColumn<LetterId>()('id').notNull(),
    kind: codeColumn<LetterKind>()('kind').notNull(),
    addressee: text('addressee').notNull(),
    text: text('text').notNull(),
    keptBy: idColumn<PersonId>()('kept_by').notNull(),
    keptAt: instantColumn('kept_at').notNull(),
    sentBy: idColumn<PersonId>()('sent_by'),
    sentAt: instantColumn('sent_at'),
    sentHow: codeColumn<SentWay>()('sent_how'),
  },
  (t) => [
    primaryKey({ name: 'referral_letters_pkey', columns: [t.serviceId, t.id] }),
    onReferral('letter_on_a_referral_of_the_service', t),
    byPerson('letter_written_by_a_person_of_the_service', t.serviceId, t.keptBy),
    byPerson('letter_sent_by_a_person_of_the_service', t.serviceId, t.sentBy),
    index('referral_letters_of_referral').on(t.serviceId, t.referralId),
  ],
)

/** An offer of a referral to another council, and what they said to it. */
export const referralRedirects = hub.table(
  'referral_redirects',
  {
    ...own(),
    id: idColumn<RedirectId>()('id').notNull(),
    council: text('council').notNull(),
    spokenTo: text('spoken_to').notNull(),
    phone: text('phone').notNull(),
    why: text('why').notNull(),
    offeredBy: idColumn<PersonId>()('offered_by').notNull(),
    offeredAt: instantColumn('offered_at').notNull(),
    state: codeColumn<'offered' | 'accepted' | 'declined'>()('state').notNull(),
    answeredBy: text('answered_by').notNull().default(''),
    answeredAt: instantColumn('answered_at'),
    recordedBy: idColumn<PersonId>()('recorded_by'),
    answerWhy: text('answer_why').notNull().default(''),
  },
  (t) => [
    primaryKey({ name: 'referral_redirects_pkey', columns: [t.serviceId, t.id] }),
    onReferral('redirect_on_a_referral_of_the_service', t),
    byPerson('redirect_offered_by_a_person_of_the_service', t.serviceId, t.offeredBy),
    byPerson('redirect_recorded_by_a_person_of_the_service', t.serviceId, t.recordedBy),
    index('referral_redirects_of_referral').on(t.serviceId, t.referralId),
  ],
)

/** A referral that was put by until a time; it comes back by itself. */
export const referralHolds = hub.table(
  'referral_holds',
  {
    ...own(),
    id: idColumn<HoldId>()('id').notNull(),
    until: instantColumn('until').notNull(),
    why: text('why').notNull(),
    heldBy: idColumn<PersonId>()('held_by').notNull(),
    heldAt: instantColumn('held_at').notNull(),
    endedBy: idColumn<PersonId>()('ended_by'),
    endedAt: instantColumn('ended_at'),
  },
  (t) => [
    primaryKey({ name: 'referral_holds_pkey', columns: [t.serviceId, t.id] }),
    onReferral('hold_on_a_referral_of_the_service', t),
    byPerson('hold_placed_by_a_person_of_the_service', t.serviceId, t.heldBy),
    byPerson('hold_ended_by_a_person_of_the_service', t.serviceId, t.endedBy),
    index('referral_holds_of_referral').on(t.serviceId, t.referralId),
  ],
)
