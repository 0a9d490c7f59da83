import { boolean, foreignKey, index, integer, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type {
  CouncilId,
  DutyNeedId,
  PatternId,
  PatternPlaceId,
  PersonId,
  RotaExceptionId,
  RotaNoticeId,
  ServiceId,
  TeamId,
  ShiftId,
} from '#shared/kernel/ids.ts'
import type { NeedDay } from '#shared/rota/dutyNeeds.ts'
import type { RotaException, Layer } from '#shared/rota/layers.ts'
import type { NoticeChange } from '#shared/rota/notices.ts'
import type { OperatingModel, SwapPolicy } from '#shared/rota/operatingModels.ts'
import type { Pattern } from '#shared/rota/pattern.ts'
import type { PublishedChange } from '#shared/rota/publish.ts'
import type { RestBasis } from '#shared/rota/workingTime.ts'
import {
  clockTimeColumn,
  codeColumn,
  codesColumn,
  hub,
  idColumn,
  instantColumn,
  jsonColumn,
  londonDayColumn,
} from '../columns.ts'
import { councils, homeTeams } from './register.ts'
import { shifts, type ShiftRole } from './rota.ts'
import { people, services } from './service.ts'

/** How a service runs its rota, from a day on. A later row takes over from its own day, so that before and after can be compared. */
export const rotaSettings = hub.table(
  'rota_settings',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    effectiveFrom: londonDayColumn('effective_from').notNull(),
    model: codeColumn<OperatingModel>()('model').notNull(),
    swapPolicy: codeColumn<SwapPolicy>()('swap_policy').notNull(),
    /** Who is told things of the rota, and when: office hours of Monday to Friday, but for bank holidays. */
    officeFrom: clockTimeColumn('office_from').notNull(),
    officeUntil: clockTimeColumn('office_until').notNull(),
    /** What begins within so many hours is told at once, at any hour. */
    atOnceHours: integer('at_once_hours').notNull().default(24),
    /** So many days ahead a rota should be published. */
    noticeDays: integer('notice_days').notNull().default(28),
    /** By which form of weekly rest the rota is checked (Working Time Regulations 1998 reg 11). */
    restBasis: codeColumn<RestBasis>()('rest_basis').notNull().default('week'),
    why: text('why').notNull().default(''),
    setBy: idColumn<PersonId>()('set_by').notNull(),
    setAt: instantColumn('set_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'one_rota_setting_per_day', columns: [t.serviceId, t.effectiveFrom] }),
    foreignKey({
      name: 'rota_set_by_a_person_of_the_service',
      columns: [t.serviceId, t.setBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** The fewest people of a role that are needed between two clock times, on which days. */
export const dutyNeeds = hub.table(
  'duty_needs',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    id: idColumn<DutyNeedId>()('id').notNull(),
    role: codeColumn<ShiftRole>()('role').notNull(),
    days: codesColumn<NeedDay>()('days').notNull(),
    startsAt: clockTimeColumn('starts_at').notNull(),
    endsAt: clockTimeColumn('ends_at').notNull(),
    minimum: integer('minimum').notNull(),
    /** Only people who act for this council count; null for anybody approved. */
    councilId: idColumn<CouncilId>()('council_id'),
    /** Only people of this home team count; null for people of any team. */
    teamId: idColumn<TeamId>()('team_id'),
    /** The days from and to which it holds; null for since ever, and until further notice. */
    firstDay: londonDayColumn('first_day'),
    lastDay: londonDayColumn('last_day'),
    /** A rota that falls short of it is published with a reason only. */
    firm: boolean('firm').notNull().default(false),
    retired: boolean('retired').notNull().default(false),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'duty_needs_pkey', columns: [t.serviceId, t.id] }),
    foreignKey({
      name: 'need_for_a_council_of_the_service',
      columns: [t.serviceId, t.councilId],
      foreignColumns: [councils.serviceId, councils.id],
    }),
    foreignKey({
      name: 'need_of_a_team_of_the_service',
      columns: [t.serviceId, t.teamId],
      foreignColumns: [homeTeams.serviceId, homeTeams.id],
    }),
  ],
)

/** A repeating pattern of so many weeks. */
export const rotaPatterns = hub.table(
  'rota_patterns',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    id: idColumn<PatternId>()('id').notNull(),
    name: text('name').notNull(),
    weeks: jsonColumn<Pattern['weeks']>()('weeks').notNull(),
    retired: boolean('retired').notNull().default(false),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'rota_patterns_pkey', columns: [t.serviceId, t.id] }),
    unique('one_pattern_per_name').on(t.serviceId, t.name),
  ],
)

/** Who follows a pattern, from when, and with which of its weeks they begin. */
export const patternPlaces = hub.table(
  'pattern_places',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<PatternPlaceId>()('id').notNull(),
    patternId: idColumn<PatternId>()('pattern_id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    firstDay: londonDayColumn('first_day').notNull(),
    lastDay: londonDayColumn('last_day'),
    offsetWeeks: integer('offset_weeks').notNull(),
    /** Days on which the pattern’s turns are not theirs. */
    excludedDays: codesColumn<NeedDay>()('excluded_days').notNull().default([]),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'pattern_places_pkey', columns: [t.serviceId, t.id] }),
    foreignKey({
      name: 'place_in_a_pattern_of_the_service',
      columns: [t.serviceId, t.patternId],
      foreignColumns: [rotaPatterns.serviceId, rotaPatterns.id],
    }),
    foreignKey({
      name: 'place_of_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** One person’s day as it was set by hand: it stays when their pattern changes. */
export const rotaExceptions = hub.table(
  'rota_exceptions',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<RotaExceptionId>()('id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    day: londonDayColumn('day').notNull(),
    turns: jsonColumn<RotaException['turns']>()('turns').notNull(),
    why: text('why').notNull(),
    madeBy: idColumn<PersonId>()('made_by').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    endedAt: instantColumn('ended_at'),
  },
  (t) => [
    primaryKey({ name: 'rota_exceptions_pkey', columns: [t.serviceId, t.id] }),
    index('exceptions_by_day').on(t.serviceId, t.day),
    foreignKey({
      name: 'exception_of_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'exception_made_by_a_person_of_the_service',
      columns: [t.serviceId, t.madeBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** One publication of the rota: its number, what it changed, and what was accepted with which reason. */
export const rotaPublications = hub.table(
  'rota_publications',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    number: integer('number').notNull(),
    firstDay: londonDayColumn('first_day').notNull(),
    lastDay: londonDayColumn('last_day').notNull(),
    changes: jsonColumn<readonly PublishedChange[]>()('changes').notNull(),
    accepted: jsonColumn<readonly { readonly key: string; readonly why: string }[]>()('accepted').notNull(),
    publishedBy: idColumn<PersonId>()('published_by').notNull(),
    publishedAt: instantColumn('published_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'rota_publications_pkey', columns: [t.serviceId, t.number] }),
    foreignKey({
      name: 'published_by_a_person_of_the_service',
      columns: [t.serviceId, t.publishedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** What one colleague is told about their own shifts: once, and in office hours unless it begins within a day. */
export const rotaNotices = hub.table(
  'rota_notices',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<RotaNoticeId>()('id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    changes: jsonColumn<readonly NoticeChange[]>()('changes').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    tellAt: instantColumn('tell_at').notNull(),
    /** Still to be carried outside the hub while null. */
    sentAt: instantColumn('sent_at'),
    acknowledgedAt: instantColumn('acknowledged_at'),
  },
  (t) => [
    primaryKey({ name: 'rota_notices_pkey', columns: [t.serviceId, t.id] }),
    index('rota_notices_of_person').on(t.serviceId, t.personId, t.tellAt),
    foreignKey({
      name: 'rota_notice_to_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** Every state that a shift on the rota ever had, written by the database: what was planned at a moment can always be asked. */
export const shiftHistory = hub.table(
  'shift_history',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    shiftId: idColumn<ShiftId>()('shift_id').notNull(),
    version: integer('version').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    day: londonDayColumn('day').notNull(),
    startsAt: instantColumn('starts_at').notNull(),
    endsAt: instantColumn('ends_at').notNull(),
    role: codeColumn<ShiftRole>()('role').notNull(),
    layer: codeColumn<Layer>()('layer').notNull(),
    cancelled: boolean('cancelled').notNull(),
    at: instantColumn('at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'shift_history_pkey', columns: [t.serviceId, t.shiftId, t.version] }),
    index('shift_history_by_day').on(t.serviceId, t.day),
    foreignKey({
      name: 'history_of_a_shift_of_the_service',
      columns: [t.serviceId, t.shiftId],
      foreignColumns: [shifts.serviceId, shifts.id],
    }),
  ],
)
