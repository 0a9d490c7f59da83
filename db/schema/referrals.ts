import { boolean, foreignKey, index, integer, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type {
  CouncilId,
  DraftId,
  PartnerId,
  PersonId,
  PlaceId,
  PowerId,
  ReferralId,
  RestrictionId,
  ServiceId,
} from '#shared/kernel/ids.ts'
import type { RequestCode, ReferralState, RiskAnswer, SourceCode, Urgency } from '#shared/referrals/referral.ts'
import type { PowerKind } from '#shared/referrals/clockRules.ts'
import type { TriageOutcome } from '#shared/referrals/triage.ts'
import { codeColumn, hub, idColumn, instantColumn, jsonColumn, londonDayColumn, minutesColumn } from '../columns.ts'
import { councils, places } from './register.ts'
import { restrictions } from './restrictions.ts'
import { people, services } from './service.ts'

/** A request for an AMHP to consider somebody: from the telephone call to the outcome. */
export const referrals = hub.table(
  'referrals',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    id: idColumn<ReferralId>()('id').notNull(),
    /** Said aloud on the telephone: R-2424. Counted per service. */
    number: integer('number').notNull(),
    state: codeColumn<ReferralState>()('state').notNull(),
    version: integer('version').notNull().default(1),

    receivedAt: instantColumn('received_at').notNull(),
    recordedAt: instantColumn('recorded_at').notNull(),
    /** Null where a partner's system sent it. */
    takenBy: idColumn<PersonId>()('taken_by'),
    partnerId: idColumn<PartnerId>()('partner_id'),
    source: codeColumn<SourceCode>()('source').notNull(),
    callerName: text('caller_name').notNull(),
    callerPhone: text('caller_phone').notNull(),

    lastName: text('last_name').notNull(),
    firstName: text('first_name').notNull(),
    bornOn: londonDayColumn('born_on'),
    ageYears: integer('age_years'),
    ageIsEstimate: boolean('age_is_estimate').notNull().default(false),
    ageSaidOn: londonDayColumn('age_said_on').notNull(),
    gender: text('gender').notNull().default(''),
    nhsNumber: text('nhs_number').notNull().default(''),

    request: codeColumn<RequestCode>()('request').notNull(),
    place: text('place').notNull(),
    placeId: idColumn<PlaceId>()('place_id'),
    happening: text('happening').notNull(),
    riskToStaff: codeColumn<RiskAnswer>()('risk_to_staff').notNull(),
    riskDetail: text('risk_detail').notNull().default(''),

    homeAddress: text('home_address').notNull().default(''),
    personPhone: text('person_phone').notNull().default(''),
    nearestRelative: text('nearest_relative').notNull().default(''),
    interpreter: text('interpreter').notNull().default(''),
    asksFor: text('asks_for').notNull().default(''),
    wayIn: text('way_in').notNull().default(''),
    /** The council on whose behalf the AMHP would act (s.13(1): where the person is). */
    councilId: idColumn<CouncilId>()('council_id').notNull(),

    urgency: codeColumn<Urgency>()('urgency'),
    assessBy: instantColumn('assess_by'),
    acceptedAt: instantColumn('accepted_at'),
    closedAt: instantColumn('closed_at'),
    closedAs: text('closed_as'),
    /** Set while only some may open the records of this person. */
    restrictionId: idColumn<RestrictionId>()('restriction_id'),
  },
  (t) => [
    primaryKey({ name: 'referrals_pkey', columns: [t.serviceId, t.id] }),
    unique('one_referral_per_number').on(t.serviceId, t.number),
    index('referrals_by_receipt').on(t.serviceId, t.receivedAt),
    foreignKey({
      name: 'referral_taken_by_a_person_of_the_service',
      columns: [t.serviceId, t.takenBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'referral_at_a_place_of_the_service',
      columns: [t.serviceId, t.placeId],
      foreignColumns: [places.serviceId, places.id],
    }),
    foreignKey({
      name: 'referral_for_a_council_of_the_service',
      columns: [t.serviceId, t.councilId],
      foreignColumns: [councils.serviceId, councils.id],
    }),
    foreignKey({
      name: 'referral_under_a_restriction_of_the_service',
      columns: [t.serviceId, t.restrictionId],
      foreignColumns: [restrictions.serviceId, restrictions.id],
    }),
  ],
)

/** What is being typed during a call, kept from the first keystroke, with its reference number already made. */
export const referralDrafts = hub.table(
  'referral_drafts',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    id: idColumn<DraftId>()('id').notNull(),
    number: integer('number').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    startedAt: instantColumn('started_at').notNull(),
    keptAt: instantColumn('kept_at').notNull(),
    content: jsonColumn<Record<string, string>>()('content').notNull(),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'referral_drafts_pkey', columns: [t.serviceId, t.id] }),
    unique('one_draft_per_number').on(t.serviceId, t.number),
    foreignKey({
      name: 'draft_of_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** A power that is running, with its start and who said so. A correction is a new row that names the old one. */
export const powers = hub.table(
  'powers',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<PowerId>()('id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    kind: codeColumn<PowerKind>()('kind').notNull(),
    /** Null: the start is not recorded, and the board says so. */
    startedAt: instantColumn('started_at'),
    startSource: text('start_source').notNull().default(''),
    /** The rule in force at the start, so that the sum can be shown again as it was. */
    ruleId: text('rule_id').notNull(),
    recordedAt: instantColumn('recorded_at').notNull(),
    /** Null where a partner's system told it. */
    recordedBy: idColumn<PersonId>()('recorded_by'),
    extensionMinutes: minutesColumn('extension_minutes'),
    extensionAuthorisedAt: instantColumn('extension_authorised_at'),
    extensionAuthority: text('extension_authority'),
    extensionAuthoriser: text('extension_authoriser'),
    /** At a police station a superintendent approves it too; empty elsewhere. */
    extensionSuperintendent: text('extension_superintendent').notNull().default(''),
    extensionReason: text('extension_reason'),
    endedAt: instantColumn('ended_at'),
    endedWhy: text('ended_why').notNull().default(''),
    supersededAt: instantColumn('superseded_at'),
    correctionReason: text('correction_reason').notNull().default(''),
    correctsId: idColumn<PowerId>()('corrects_id'),
  },
  (t) => [
    primaryKey({ name: 'powers_pkey', columns: [t.serviceId, t.id] }),
    index('powers_of_referral').on(t.serviceId, t.referralId),
    foreignKey({
      name: 'power_on_a_referral_of_the_service',
      columns: [t.serviceId, t.referralId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
    foreignKey({
      name: 'power_recorded_by_a_person_of_the_service',
      columns: [t.serviceId, t.recordedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'power_corrects_a_power_of_the_service',
      columns: [t.serviceId, t.correctsId],
      foreignColumns: [t.serviceId, t.id],
    }),
  ],
)

/** A triage decision as it was made. Never changed: a later version takes its place. */
export const triageDecisions = hub.table(
  'triage_decisions',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    versionNumber: integer('version_number').notNull(),
    outcome: codeColumn<TriageOutcome>()('outcome').notNull(),
    urgency: codeColumn<Urgency>()('urgency'),
    assessBy: instantColumn('assess_by'),
    reviewAt: instantColumn('review_at'),
    whyNow: text('why_now').notNull(),
    lessRestrictive: text('less_restrictive').notNull(),
    duty: text('duty').notNull(),
    risk: text('risk').notNull(),
    decidedBy: idColumn<PersonId>()('decided_by').notNull(),
    decidedAt: instantColumn('decided_at').notNull(),
    changeReason: text('change_reason').notNull().default(''),
    /** Whoever wrote it down, when that was not the decider. */
    recordedBy: idColumn<PersonId>()('recorded_by'),
    /** The version of the referral that it made; what was before, for whoever undoes it. */
    madeVersion: integer('made_version'),
    stateBefore: codeColumn<Exclude<ReferralState, 'closed'>>()('state_before'),
    urgencyBefore: codeColumn<Urgency>()('urgency_before'),
    assessByBefore: instantColumn('assess_by_before'),
    acceptedAtBefore: instantColumn('accepted_at_before'),
    /** The local target of its class as it was decided, and why in a line. */
    targetAt: instantColumn('target_at'),
    targetBecause: text('target_because'),
  },
  (t) => [
    primaryKey({ name: 'triage_decisions_pkey', columns: [t.serviceId, t.referralId, t.versionNumber] }),
    foreignKey({
      name: 'decision_on_a_referral_of_the_service',
      columns: [t.serviceId, t.referralId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
    foreignKey({
      name: 'decision_by_a_person_of_the_service',
      columns: [t.serviceId, t.decidedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'decision_recorded_by_a_person_of_the_service',
      columns: [t.serviceId, t.recordedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** Decisions that were undone just after they were recorded: they stay as they are, and do not stand. */
export const undoneDecisions = hub.table(
  'undone_decisions',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    versionNumber: integer('version_number').notNull(),
    undoneBy: idColumn<PersonId>()('undone_by').notNull(),
    undoneAt: instantColumn('undone_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'undone_decisions_pkey', columns: [t.serviceId, t.referralId, t.versionNumber] }),
    foreignKey({
      name: 'undone_decision_of_the_service',
      columns: [t.serviceId, t.referralId, t.versionNumber],
      foreignColumns: [triageDecisions.serviceId, triageDecisions.referralId, triageDecisions.versionNumber],
    }),
    foreignKey({
      name: 'decision_undone_by_a_person_of_the_service',
      columns: [t.serviceId, t.undoneBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** What has to come together before and after an assessment, and where each stands. */
export const arrangements = hub.table(
  'arrangements',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    referralId: idColumn<ReferralId>()('referral_id').notNull(),
    kind: codeColumn<'first-doctor' | 'second-doctor' | 'bed' | 'ambulance' | 'police' | 'interpreter'>()(
      'kind',
    ).notNull(),
    state: codeColumn<'not-yet' | 'asked' | 'agreed' | 'trouble' | 'not-needed'>()('state').notNull(),
    note: text('note').notNull(),
    since: instantColumn('since').notNull(),
    setBy: idColumn<PersonId>()('set_by').notNull(),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'arrangements_pkey', columns: [t.serviceId, t.referralId, t.kind] }),
    foreignKey({
      name: 'arrangement_on_a_referral_of_the_service',
      columns: [t.serviceId, t.referralId],
      foreignColumns: [referrals.serviceId, referrals.id],
    }),
    foreignKey({
      name: 'arrangement_by_a_person_of_the_service',
      columns: [t.serviceId, t.setBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)
