import { sql } from 'drizzle-orm'
import { bigint, boolean, foreignKey, index, integer, primaryKey, text, unique, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Device } from '#shared/identity/device.ts'
import type { Profile } from '#shared/identity/sessionLimits.ts'
import type { AccountId, CommandId, PersonId, ReferralId, ServiceId } from '#shared/kernel/ids.ts'
import type { Role } from '#shared/kernel/permission.ts'
import type { OpenedBy, SessionStage } from '#shared/kernel/session.ts'
import type { SessionEnd } from '#shared/kernel/sessionEnd.ts'
import { bytesColumn, codeColumn, codesColumn, hub, idColumn, instantColumn, jsonColumn } from '../columns.ts'

/** An AMHP service: the tenant. It may act for one or several councils. */
export const services = hub.table('services', {
  id: idColumn<ServiceId>()('id').primaryKey(),
  name: text('name').notNull(),
  councilName: text('council_name').notNull(),
  hubPhone: text('hub_phone').notNull(),
  outOfHoursName: text('out_of_hours_name').notNull(),
  outOfHoursPhone: text('out_of_hours_phone').notNull(),
  /** What somebody says on the telephone, or taps, who is not safe and cannot say so. Known to staff, seen on no record. */
  quietWord: text('quiet_word').notNull().default('the red folder'),
  /** Local, never law: how long a referral may wait for triage before the board says so. */
  triageTargetMinutes: integer('triage_target_minutes').notNull().default(30),
  /** The day staggered shifts began, for before and after; null when they have not. */
  staggeredFrom: text('staggered_from'),
  /** An invented service to try the hub with: its accounts may sign in without a second factor. Never set for a real one. */
  isDemo: boolean('is_demo').notNull().default(false),
  createdAt: instantColumn('created_at').notNull(),
  version: integer('version').notNull().default(1),
})

/** Who can sign in: one row a human, across services. Seen only through the functions of the sign-in migration. */
export const accounts = hub.table(
  'accounts',
  {
    id: idColumn<AccountId>()('id').primaryKey(),
    email: text('email').notNull(),
    passwordHash: text('password_hash').notNull(),
    disabledAt: instantColumn('disabled_at'),
    createdAt: instantColumn('created_at').notNull(),
    passwordChangedAt: instantColumn('password_changed_at'),
    /** Up to here its person has been told what happened at the account's door. */
    toldUntil: instantColumn('told_until'),
  },
  (t) => [uniqueIndex('one_account_per_email').on(t.email)],
)

/** A person's place in one service: name, roles, telephone. AMHPs, consultants, managers and administrators alike. */
export const people = hub.table(
  'people',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    id: idColumn<PersonId>()('id').notNull(),
    accountId: idColumn<AccountId>()('account_id').references(() => accounts.id),
    name: text('name').notNull(),
    phone: text('phone').notNull().default(''),
    roles: codesColumn<Role>()('roles').notNull(),
    /** The AMHP whose work a trainee sees and helps with; null for everybody else. */
    supervisedBy: idColumn<PersonId>()('supervised_by'),
    leftAt: instantColumn('left_at'),
    /** They may not sign in to this service while this is set; their shifts and records stay. */
    accessStoppedAt: instantColumn('access_stopped_at'),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    primaryKey({ name: 'people_pkey', columns: [t.serviceId, t.id] }),
    unique('one_person_per_account').on(t.serviceId, t.accountId),
    foreignKey({
      name: 'supervised_by_a_person_of_the_service',
      columns: [t.serviceId, t.supervisedBy],
      foreignColumns: [t.serviceId, t.id],
    }),
  ],
)

/** A signed-in browser. The token itself is in its cookie only; here is its hash. */
export const sessions = hub.table(
  'sessions',
  {
    id: idColumn<string>()('id').primaryKey(),
    tokenHash: bytesColumn('token_hash').notNull(),
    accountId: idColumn<AccountId>()('account_id')
      .notNull()
      .references(() => accounts.id),
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    createdAt: instantColumn('created_at').notNull(),
    lastUsedAt: instantColumn('last_used_at').notNull(),
    expiresAt: instantColumn('expires_at').notNull(),
    revokedAt: instantColumn('revoked_at'),
    /** How its person showed who they are: password, password+totp, passkey, recovery or sso. */
    openedBy: codeColumn<OpenedBy>()('opened_by').notNull().default('password'),
    /** Only a complete session may do anything; the others may finish signing in. */
    stage: codeColumn<SessionStage>()('stage').notNull().default('complete'),
    /** When its person last showed again that it is them. */
    steppedUpAt: instantColumn('stepped_up_at'),
    /** The token before the last step-up, good for a few seconds for what was on its way. */
    previousTokenHash: bytesColumn('previous_token_hash'),
    renewedAt: instantColumn('renewed_at'),
    /** What it is called for its person: `Chrome on Windows`. */
    device: text('device').notNull().default('A browser'),
    deviceKind: codeColumn<Device['kind']>()('device_kind').notNull().default('computer'),
    /** The network address that it was last used from. */
    address: text('address').notNull().default(''),
    profile: codeColumn<Profile>()('profile').notNull().default('desk'),
    /** So long without its person's own action, and it is over. */
    idleMinutes: integer('idle_minutes').notNull().default(30),
    /** On a phone: the roles that stay awake when the desk's idle time has passed. */
    wakefulRoles: codesColumn<Role>()('wakeful_roles').notNull().default([]),
    restMinutes: integer('rest_minutes').notNull().default(30),
    /** The other roles came to rest, and wake at the next step-up. */
    rested: boolean('rested').notNull().default(false),
    endedBecause: codeColumn<SessionEnd>()('ended_because'),
    /** The session that took its place when there were too many. */
    gaveWayTo: idColumn<string>()('gave_way_to'),
  },
  (t) => [
    uniqueIndex('one_session_per_token').on(t.tokenHash),
    index('sessions_by_previous_token').on(t.previousTokenHash),
    index('sessions_of_person').on(t.serviceId, t.personId),
    index('sessions_of_account')
      .on(t.accountId)
      .where(sql`revoked_at is null`),
    foreignKey({
      name: 'session_of_a_person',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** How long sessions of a service last, where it has chosen shorter than usual. Whole minutes. */
export const sessionLimits = hub.table('session_limits', {
  serviceId: idColumn<ServiceId>()('service_id')
    .primaryKey()
    .references(() => services.id),
  deskIdleMinutes: integer('desk_idle_minutes').notNull(),
  deskAbsoluteMinutes: integer('desk_absolute_minutes').notNull(),
  fieldIdleMinutes: integer('field_idle_minutes').notNull(),
  fieldAbsoluteMinutes: integer('field_absolute_minutes').notNull(),
  atOnce: integer('at_once').notNull(),
  version: integer('version').notNull().default(1),
})

/** What a person typed and has not sent, kept for when they sign in again: one row a person, theirs alone. */
export const unsentTexts = hub.table(
  'unsent_texts',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    content: jsonColumn<Readonly<Record<string, unknown>>>()('content').notNull(),
    keptAt: instantColumn('kept_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'unsent_texts_pkey', columns: [t.serviceId, t.personId] }),
    foreignKey({
      name: 'unsent_text_of_a_person',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** The last event number of each service. Updated last in a command, so that numbers appear in commit order without gaps. */
export const serviceCounters = hub.table('service_counters', {
  serviceId: idColumn<ServiceId>()('service_id')
    .primaryKey()
    .references(() => services.id),
  lastSeq: bigint('last_seq', { mode: 'number' }).notNull().default(0),
  lastReferralNumber: integer('last_referral_number').notNull().default(0),
})

/** What happened: audit log, timeline of each record and source of live news. Ids and codes only; never changed. */
export const events = hub.table(
  'events',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    at: instantColumn('at').notNull(),
    actorId: idColumn<PersonId>()('actor_id'),
    commandId: idColumn<CommandId>()('command_id').notNull(),
    ordinal: integer('ordinal').notNull(),
    type: text('type').notNull(),
    referralId: idColumn<ReferralId>()('referral_id'),
    personId: idColumn<PersonId>()('person_id'),
    data: jsonColumn<Record<string, unknown>>()('data').notNull(),
    sessionId: idColumn<string>()('session_id'),
    address: text('address').notNull().default(''),
    requestId: text('request_id').notNull().default(''),
    /** sha256 of the hash before it and of everything in this row; the database makes it. */
    hash: bytesColumn('hash').notNull(),
  },
  (t) => [
    primaryKey({ name: 'events_pkey', columns: [t.serviceId, t.seq] }),
    unique('one_event_per_command_and_ordinal').on(t.serviceId, t.commandId, t.ordinal),
    index('events_of_referral').on(t.serviceId, t.referralId, t.seq),
    index('events_by_moment').on(t.serviceId, t.at),
    index('events_of_register')
      .on(t.serviceId, t.personId, t.seq)
      .where(sql`type in ('amhp-added', 'amhp-changed')`),
    foreignKey({
      name: 'event_by_a_person_of_the_service',
      columns: [t.serviceId, t.actorId],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** Commands that took effect, so that the same one sent twice has one effect and one answer. */
export const commands = hub.table(
  'commands',
  {
    serviceId: idColumn<ServiceId>()('service_id')
      .notNull()
      .references(() => services.id),
    actorId: idColumn<PersonId>()('actor_id').notNull(),
    id: idColumn<CommandId>()('id').notNull(),
    name: text('name').notNull(),
    fingerprint: bytesColumn('fingerprint').notNull(),
    answer: jsonColumn<unknown>()('answer'),
    at: instantColumn('at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'commands_pkey', columns: [t.serviceId, t.actorId, t.id] }),
    foreignKey({
      name: 'command_by_a_person_of_the_service',
      columns: [t.serviceId, t.actorId],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** One row: the random name of this database's history. A restore changes it, and every screen asks again. */
export const epochs = hub.table('epochs', {
  id: codeColumn<string>()('id').primaryKey(),
  since: instantColumn('since').notNull(),
})
