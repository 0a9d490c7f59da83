import { boolean, foreignKey, index, integer, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type {
  ConflictId,
  CouncilId,
  EmployerId,
  PersonId,
  PlaceId,
  ServiceId,
  TeamId,
  TrainingId,
} from '#shared/kernel/ids.ts'
import type { ApprovalCondition } from '#shared/register/conditions.ts'
import type { Skill } from '#shared/register/contract.ts'
import type { SetUpKind } from '#shared/register/setUp.ts'
import {
  codeColumn,
  codesColumn,
  hub,
  idColumn,
  instantColumn,
  jsonColumn,
  londonDayColumn,
  minutesColumn,
} from '../columns.ts'
import { people, services } from './service.ts'

/** Councils this service acts for, and neighbours that approve its AMHPs. */
export const councils = hub.table(
  'councils',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    id: idColumn<CouncilId>()('id').notNull(),
    name: text('name').notNull(),
    /** True when this service carries the council's Mental Health Act duties. */
    actedFor: boolean('acted_for').notNull(),
    /** The last day on which the service acts for it; null while no end is set. */
    lastDay: londonDayColumn('last_day'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'councils_pkey', columns: [t.serviceId, t.id] }),
    unique('one_council_per_name').on(t.serviceId, t.name),
  ],
)

/** Whose payroll: TOIL follows the employer's policy, not the rota's. */
export const employers = hub.table(
  'employers',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    id: idColumn<EmployerId>()('id').notNull(),
    name: text('name').notNull(),
    kind: codeColumn<'council' | 'nhs' | 'agency' | 'self'>()('kind').notNull(),
    endedAt: instantColumn('ended_at'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'employers_pkey', columns: [t.serviceId, t.id] }),
    unique('one_employer_per_name').on(t.serviceId, t.name),
  ],
)

/** Places of safety, wards, bases: the service's own list. */
export const places = hub.table(
  'places',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    id: idColumn<PlaceId>()('id').notNull(),
    name: text('name').notNull(),
    kind: codeColumn<'place-of-safety' | 'ward' | 'emergency-department' | 'base' | 'other'>()('kind').notNull(),
    town: text('town').notNull(),
    address: text('address').notNull(),
    phone: text('phone').notNull().default(''),
    wayIn: text('way_in').notNull().default(''),
    endedAt: instantColumn('ended_at'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'places_pkey', columns: [t.serviceId, t.id] }),
    unique('one_place_per_name').on(t.serviceId, t.name),
  ],
)

/** The teams that AMHPs are of when they are not on duty. A team that an entry of the register names joins by itself. */
export const homeTeams = hub.table(
  'home_teams',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    id: idColumn<TeamId>()('id').notNull(),
    name: text('name').notNull(),
    endedAt: instantColumn('ended_at'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'home_teams_pkey', columns: [t.serviceId, t.id] }),
    unique('one_team_per_name').on(t.serviceId, t.name),
  ],
)

/** What was changed of a service's own details and lists, by whom, with what was before; never changed itself. */
export const setUpChanges = hub.table(
  'set_up_changes',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    /** The council, employer, team or place; of the details, the service. */
    thingId: idColumn<string>()('thing_id').notNull(),
    version: integer('version').notNull(),
    about: codeColumn<SetUpKind>()('about').notNull(),
    before: jsonColumn<Readonly<Record<string, unknown>> | null>()('before'),
    after: jsonColumn<Readonly<Record<string, unknown>>>()('after').notNull(),
    changedBy: idColumn<PersonId>()('changed_by').notNull(),
    changedAt: instantColumn('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'one_change_per_version', columns: [t.serviceId, t.thingId, t.version] }),
    index('set_up_changes_by_moment').on(t.serviceId, t.changedAt),
    foreignKey({
      name: 'set_up_changed_by_a_person_of_the_service',
      columns: [t.serviceId, t.changedBy],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** The register of AMHPs (SI 2008/1206 reg 8): one row for each who is or was approved. */
export const amhps = hub.table(
  'amhps',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    profession: codeColumn<'social-worker' | 'nurse' | 'occupational-therapist' | 'psychologist'>()(
      'profession',
    ).notNull(),
    approvingCouncilId: idColumn<CouncilId>()('approving_council_id').notNull(),
    approvedOn: londonDayColumn('approved_on').notNull(),
    /** The last day of the approval: it ends at the end of this day (reg 7). */
    approvalEndsOn: londonDayColumn('approval_ends_on').notNull(),
    /** The approval that runs, or ran last, until one that was entered ahead begins. */
    earlierApprovedOn: londonDayColumn('earlier_approved_on'),
    earlierApprovalEndsOn: londonDayColumn('earlier_approval_ends_on'),
    suspendedAt: instantColumn('suspended_at'),
    suspendedWhy: text('suspended_why').notNull().default(''),
    employerId: idColumn<EmployerId>()('employer_id').notNull(),
    contract: codeColumn<'dedicated' | 'combined' | 'sessional'>()('contract').notNull(),
    contractedMinutesPerWeek: minutesColumn('contracted_minutes_per_week').notNull(),
    homeTeam: text('home_team').notNull(),
    baseId: idColumn<PlaceId>()('base_id'),
    needsBuddy: boolean('needs_buddy').notNull().default(false),
    gender: codeColumn<'woman' | 'man' | 'other' | 'not-said'>()('gender').notNull().default('not-said'),
    languages: codesColumn<string>()('languages').notNull(),
    /** What they have particular experience of. */
    skills: codesColumn<Skill>()('skills').notNull().default([]),
    /** Conditions of the approval that limit which work they may take. */
    conditions: codesColumn<ApprovalCondition>()('conditions').notNull().default([]),
    /** What `other` asks. */
    conditionWords: text('condition_words').notNull().default(''),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'amhps_pkey', columns: [t.serviceId, t.personId] }),
    foreignKey({
      name: 'amhp_is_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'amhp_approved_by_a_council',
      columns: [t.serviceId, t.approvingCouncilId],
      foreignColumns: [councils.serviceId, councils.id],
    }),
    foreignKey({
      name: 'amhp_has_an_employer',
      columns: [t.serviceId, t.employerId],
      foreignColumns: [employers.serviceId, employers.id],
    }),
    foreignKey({
      name: 'amhp_has_a_base',
      columns: [t.serviceId, t.baseId],
      foreignColumns: [places.serviceId, places.id],
    }),
  ],
)

/** Which councils an AMHP may act on behalf of: a separate fact from who approved them. */
export const actingFor = hub.table(
  'acting_for',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    councilId: idColumn<CouncilId>()('council_id').notNull(),
  },
  (t) => [
    primaryKey({ name: 'acting_for_pkey', columns: [t.serviceId, t.personId, t.councilId] }),
    index('acting_for_council').on(t.serviceId, t.councilId),
    foreignKey({
      name: 'acting_for_by_an_amhp',
      columns: [t.serviceId, t.personId],
      foreignColumns: [amhps.serviceId, amhps.personId],
    }),
    foreignKey({
      name: 'acting_for_a_council',
      columns: [t.serviceId, t.councilId],
      foreignColumns: [councils.serviceId, councils.id],
    }),
  ],
)

/** Training that somebody has done, and who agreed that it is relevant: eighteen hours in each year of approval (SI 2008/1206 reg 5). */
export const trainingDone = hub.table(
  'training_done',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<TrainingId>()('id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    day: londonDayColumn('day').notNull(),
    minutes: minutesColumn('minutes').notNull(),
    what: text('what').notNull(),
    agreedBy: idColumn<PersonId>()('agreed_by'),
    agreedAt: instantColumn('agreed_at'),
    /** Put down by mistake: it counts for nothing from then on. */
    struckAt: instantColumn('struck_at'),
    keptBy: idColumn<PersonId>()('kept_by').notNull(),
    keptAt: instantColumn('kept_at').notNull(),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'training_done_pkey', columns: [t.serviceId, t.id] }),
    index('training_of_person').on(t.serviceId, t.personId, t.day),
    ...(
      [
        ['training_of_a_person_of_the_service', t.personId],
        ['training_agreed_by_a_person_of_the_service', t.agreedBy],
        ['training_kept_by_a_person_of_the_service', t.keptBy],
      ] as const
    ).map(([name, column]) =>
      foreignKey({ name, columns: [t.serviceId, column], foreignColumns: [people.serviceId, people.id] }),
    ),
  ],
)

/** Conflicts of interest that somebody has declared (SI 2008/1205), bound to a place where they are about one. */
export const declaredConflicts = hub.table(
  'declared_conflicts',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<ConflictId>()('id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    about: text('about').notNull(),
    placeId: idColumn<PlaceId>()('place_id'),
    declaredAt: instantColumn('declared_at').notNull(),
    overAt: instantColumn('over_at'),
    keptBy: idColumn<PersonId>()('kept_by').notNull(),
    keptAt: instantColumn('kept_at').notNull(),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'declared_conflicts_pkey', columns: [t.serviceId, t.id] }),
    index('conflicts_of_person').on(t.serviceId, t.personId),
    ...(
      [
        ['conflict_of_a_person_of_the_service', t.personId],
        ['conflict_kept_by_a_person_of_the_service', t.keptBy],
      ] as const
    ).map(([name, column]) =>
      foreignKey({ name, columns: [t.serviceId, column], foreignColumns: [people.serviceId, people.id] }),
    ),
    foreignKey({
      name: 'conflict_about_a_place_of_the_service',
      columns: [t.serviceId, t.placeId],
      foreignColumns: [places.serviceId, places.id],
    }),
  ],
)
