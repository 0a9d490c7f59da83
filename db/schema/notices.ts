import { sql } from 'drizzle-orm'
import { boolean, foreignKey, index, integer, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type { OutgoingId, PersonId, PushDeviceId, ServiceId } from '#shared/kernel/ids.ts'
import type { Channel, Failure, NoticeKind, NoticeOutcome } from '#shared/notices/kinds.ts'
import { clockTimeColumn, codeColumn, codesColumn, hub, idColumn, instantColumn } from '../columns.ts'
import { people } from './service.ts'

/** The ways by which this installation can tell people, as the settings of the server that started last say. */
export const noticeChannels = hub.table('notice_channels', {
  channel: codeColumn<Channel>()('channel').primaryKey(),
  /** What a browser needs to take notices; '' for the other ways. */
  publicKey: text('public_key').notNull().default(''),
  keptAt: instantColumn('kept_at').notNull(),
})

/** How somebody wants to be told; without a row, as is usual. */
export const noticeChoices = hub.table(
  'notice_choices',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    urgentBy: codesColumn<Channel>()('urgent_by').notNull(),
    otherBy: codesColumn<Channel>()('other_by').notNull(),
    quietFrom: clockTimeColumn('quiet_from'),
    quietUntil: clockTimeColumn('quiet_until'),
    offDutyToo: boolean('off_duty_too').notNull(),
    snoozeUntil: instantColumn('snooze_until'),
    keptAt: instantColumn('kept_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'notice_choices_pkey', columns: [t.serviceId, t.personId] }),
    foreignKey({
      name: 'choices_of_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** A browser that takes notices for somebody: where it is posted to, and the keys that only it can open a message with. */
export const pushDevices = hub.table(
  'push_devices',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<PushDeviceId>()('id').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    endpoint: text('endpoint').notNull(),
    p256dh: text('p256dh').notNull(),
    auth: text('auth').notNull(),
    label: text('label').notNull(),
    madeAt: instantColumn('made_at').notNull(),
    lastTakenAt: instantColumn('last_taken_at'),
    endedAt: instantColumn('ended_at'),
    endedHow: codeColumn<'removed' | 'gone' | 'another-person'>()('ended_how'),
  },
  (t) => [
    primaryKey({ name: 'push_devices_pkey', columns: [t.serviceId, t.id] }),
    index('devices_of_person')
      .on(t.serviceId, t.personId)
      .where(sql`ended_at is null`),
    foreignKey({
      name: 'device_of_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
  ],
)

/** Something that somebody is to be told, written with what happened. Its words follow from its kind and are kept nowhere. */
export const outgoingNotices = hub.table(
  'outgoing_notices',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<OutgoingId>()('id').notNull(),
    /** One effect each, however often and wherever it is written. */
    key: text('key').notNull(),
    personId: idColumn<PersonId>()('person_id').notNull(),
    kind: codeColumn<NoticeKind>()('kind').notNull(),
    /** The allocation or the watch that it is about, by which it is known to be pointless. */
    aboutId: idColumn<string>()('about_id'),
    byAt: instantColumn('by_at'),
    madeAt: instantColumn('made_at').notNull(),
    /** When it is decided how it goes; null once it is. */
    dueAt: instantColumn('due_at'),
    leaseUntil: instantColumn('lease_until'),
    /** Its own kind, and those of the notices that were joined to it. */
    says: codesColumn<NoticeKind>()('says').notNull(),
    joinedTo: idColumn<OutgoingId>()('joined_to'),
    outcome: codeColumn<NoticeOutcome>()('outcome'),
    settledAt: instantColumn('settled_at'),
    rungBy: idColumn<PersonId>()('rung_by'),
    rungAt: instantColumn('rung_at'),
  },
  (t) => [
    primaryKey({ name: 'outgoing_notices_pkey', columns: [t.serviceId, t.id] }),
    unique('one_notice_per_key').on(t.serviceId, t.key),
    index('notices_to_route')
      .on(t.dueAt)
      .where(sql`due_at is not null`),
    index('outgoing_notices_of_person').on(t.serviceId, t.personId, t.madeAt),
    index('notices_not_delivered')
      .on(t.serviceId, t.settledAt)
      .where(sql`outcome = 'undelivered'`),
    foreignKey({
      name: 'notice_to_a_person_of_the_service',
      columns: [t.serviceId, t.personId],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'rung_about_by_a_person_of_the_service',
      columns: [t.serviceId, t.rungBy],
      foreignColumns: [people.serviceId, people.id],
    }),
    foreignKey({
      name: 'joined_to_a_notice_of_the_service',
      columns: [t.serviceId, t.joinedTo],
      foreignColumns: [t.serviceId, t.id],
    }),
  ],
)

/** One message by one way: to a device, a number, an address. Which address is looked up as it goes. */
export const noticeSends = hub.table(
  'notice_sends',
  {
    serviceId: idColumn<ServiceId>()('service_id').notNull(),
    id: idColumn<string>()('id').notNull(),
    noticeId: idColumn<OutgoingId>()('notice_id').notNull(),
    channel: codeColumn<Channel>()('channel').notNull(),
    deviceId: idColumn<PushDeviceId>()('device_id'),
    tries: integer('tries').notNull().default(0),
    checks: integer('checks').notNull().default(0),
    /** When it is tried, or asked about, next; null when it is over. */
    nextAt: instantColumn('next_at'),
    leaseUntil: instantColumn('lease_until'),
    /** What the provider calls it. */
    reference: text('reference'),
    takenAt: instantColumn('taken_at'),
    deliveredAt: instantColumn('delivered_at'),
    failedAt: instantColumn('failed_at'),
    why: codeColumn<Failure>()('why'),
  },
  (t) => [
    primaryKey({ name: 'notice_sends_pkey', columns: [t.serviceId, t.id] }),
    unique('one_send_per_way').on(t.serviceId, t.noticeId, t.channel, t.deviceId).nullsNotDistinct(),
    index('sends_to_make')
      .on(t.nextAt)
      .where(sql`next_at is not null`),
    foreignKey({
      name: 'send_of_a_notice_of_the_service',
      columns: [t.serviceId, t.noticeId],
      foreignColumns: [outgoingNotices.serviceId, outgoingNotices.id],
    }),
    foreignKey({
      name: 'send_to_a_device_of_the_service',
      columns: [t.serviceId, t.deviceId],
      foreignColumns: [pushDevices.serviceId, pushDevices.id],
    }),
  ],
)
