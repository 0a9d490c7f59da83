import type { OutgoingId, PersonId, PushDeviceId } from '#shared/kernel/ids.ts'
import type { Role } from '#shared/kernel/permission.ts'
import type { NoticeChoices } from '#shared/notices/choices.ts'
import { usualChoices } from '#shared/notices/choices.ts'
import type { Channel, NoticeKind, NoticeOutcome } from '#shared/notices/kinds.ts'
import { mobileOf } from '#shared/notices/reach.ts'
import type { RotaSettings } from '#shared/rota/operatingModels.ts'
import { usualSettings } from '#shared/rota/operatingModels.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf, type ClockTime } from '#shared/time/london.ts'
import type { Scope } from '#server/kernel/handle.ts'
import { isAway, isAwayAt } from '#server/rota/reading.ts'

/** A notice that is to be routed, with its row held. */
export interface Waiting {
  readonly id: OutgoingId
  readonly personId: PersonId
  readonly kind: NoticeKind
  readonly aboutId: string | null
  readonly by: Instant | null
  readonly madeAt: Instant
  readonly says: readonly NoticeKind[]
  /** It has become pointless: the job was opened or has ended, the colleague has been heard of. */
  readonly overtaken: boolean
}

/** Whether the alarm of the notice `n` was answered, or what it was about has ended. One that names no alarm is told. */
export const alarmIsOver = (sql: Scope['sql']) => sql`
  exists (select from alarms r where r.service_id = n.service_id and r.deadline_id = n.about_id and (r.answered_at is not null or r.settled_at is not null))`

/**
 * Whether what a notice is about still needs telling. A job that was opened has been seen. That a job was taken back need not be told to
 * somebody who never heard of it. A check-in ends with a sign of life, an alarm with whoever answers it.
 */
const overtaken = (sql: Scope['sql']) => sql`
  case
    when n.kind = 'job-given' then not exists (select from allocations a where a.service_id = n.service_id and a.id = n.about_id
      and a.ended_at is null and a.opened_at is null and a.accepted_at is null)
    when n.kind = 'job-news' then not exists (select from allocations a where a.service_id = n.service_id and a.id = n.about_id and a.ended_at is null)
    when n.kind = 'offer-unanswered' then not exists (select from allocations a where a.service_id = n.service_id and a.id = n.about_id
      and a.ended_at is null and a.accepted_at is null)
    when n.kind = 'job-taken-back' then not exists (select from allocations a where a.service_id = n.service_id and a.id = n.about_id and a.opened_at is not null)
      and not exists (select from outgoing_notices g join notice_sends s on s.service_id = g.service_id and s.notice_id = g.id
        where g.service_id = n.service_id and g.about_id = n.about_id and g.kind = 'job-given' and (s.tries > 0 or s.taken_at is not null))
    when n.kind in ('check-in-due', 'check-in-missed') then not exists (select from watches w where w.service_id = n.service_id and w.id = n.about_id
      and w.ended_at is null and w.rung <> 'in-time')
    when n.kind = 'watch-to-hand-over' then not exists (select from watches w where w.service_id = n.service_id and w.id = n.about_id
      and w.ended_at is null and w.handed_at is null)
    when n.kind in ('clock-alarm', 'alarm-for-you') then ${alarmIsOver(sql)}
    else false
  end`

/** Notices that were lent, the oldest first, with their rows held. */
export const stillToRoute = ({ sql, service, now }: Scope, ids: readonly string[]): Promise<readonly Waiting[]> =>
  sql<Waiting[]>`
    select n.id, n.person_id as "personId", n.kind, n.about_id as "aboutId", n.by_at as "by", n.made_at as "madeAt", n.says, ${overtaken(sql)} as overtaken
    from outgoing_notices n
    where n.service_id = ${service} and n.id = any (${[...ids]}::uuid[]) and n.due_at <= ${now}
    order by n.made_at, n.id for no key update of n`

/** Everything that is known of how somebody can be told. */
export interface Reachable {
  readonly choices: NoticeChoices
  /** When the shift that they are on began; `null` off duty. */
  readonly onDutySince: Instant | null
  readonly nextShiftAt: Instant | null
  readonly devices: readonly PushDeviceId[]
  readonly mobile: string | null
  readonly email: string | null
  readonly roles: readonly Role[]
  /** They have left, or may not sign in: nothing goes to them any more. */
  readonly isGone: boolean
}

interface ReachableRow extends Omit<Reachable, 'choices' | 'mobile'> {
  readonly phone: string
  readonly urgentBy: readonly Channel[] | null
  readonly otherBy: readonly Channel[] | null
  readonly quietFrom: ClockTime | null
  readonly quietUntil: ClockTime | null
  readonly offDutyToo: boolean | null
  readonly snoozeUntil: Instant | null
}

/** How somebody has chosen to be told, from a row or from none. */
export const choicesOf = (
  row:
    | Pick<ReachableRow, 'urgentBy' | 'otherBy' | 'quietFrom' | 'quietUntil' | 'offDutyToo' | 'snoozeUntil'>
    | undefined,
): NoticeChoices => ({
  urgentBy: row?.urgentBy ?? usualChoices.urgentBy,
  otherBy: row?.otherBy ?? usualChoices.otherBy,
  quiet: row?.quietFrom && row.quietUntil ? { from: row.quietFrom, until: row.quietUntil } : null,
  offDutyToo: row?.offDutyToo ?? usualChoices.offDutyToo,
  snoozeUntil: row?.snoozeUntil ?? null,
})

/** @returns `null` for somebody whom this service does not have */
export async function reachableOf({ sql, service, now }: Scope, personId: PersonId): Promise<Reachable | null> {
  const [row] = await sql<ReachableRow[]>`
    select p.phone, p.roles, hub.address_of(p.id) as email, p.left_at is not null or p.access_stopped_at is not null as "isGone",
      c.urgent_by as "urgentBy", c.other_by as "otherBy", c.quiet_from as "quietFrom", c.quiet_until as "quietUntil", c.off_duty_too as "offDutyToo",
      c.snooze_until as "snoozeUntil",
      (select min(s.starts_at) from shifts s where s.service_id = p.service_id and s.person_id = p.id and s.cancelled_at is null and s.starts_at <= ${now} and s.ends_at > ${now}
        and not ${isAwayAt(sql, now)}) as "onDutySince",
      (select min(s.starts_at) from shifts s where s.service_id = p.service_id and s.person_id = p.id and s.cancelled_at is null and s.starts_at > ${now}
        and not ${isAway(sql)}) as "nextShiftAt",
      coalesce((select array_agg(d.id order by d.made_at, d.id) from push_devices d where d.service_id = p.service_id and d.person_id = p.id and d.ended_at is null), '{}') as devices
    from people p left join notice_choices c on c.service_id = p.service_id and c.person_id = p.id
    where p.service_id = ${service} and p.id = ${personId}`
  return row ? { ...row, choices: choicesOf(row), mobile: mobileOf(row.phone) } : null
}

/** The hours in which the service's office is open, on the day of the moment. */
export async function officeOf({
  sql,
  service,
  now,
}: Scope): Promise<Pick<RotaSettings, 'officeFrom' | 'officeUntil'>> {
  const [found] = await sql<Pick<RotaSettings, 'officeFrom' | 'officeUntil'>[]>`
    select office_from as "officeFrom", office_until as "officeUntil" from rota_settings
    where service_id = ${service} and effective_from <= ${londonDayOf(now)} order by effective_from desc limit 1`
  return found ?? usualSettings
}

/** Other notices of the same person that may be told with this one, with their rows held. */
export const joinable = ({ sql, service }: Scope, first: Waiting, kinds: readonly NoticeKind[]) =>
  sql<{ id: OutgoingId; says: readonly NoticeKind[] }[]>`
    select id, says from outgoing_notices
    where service_id = ${service} and person_id = ${first.personId} and id <> ${first.id} and due_at is not null and kind = any (${[...kinds]})
    order by made_at, id for no key update skip locked`

export const settle = (
  { sql, service, now }: Scope,
  ids: readonly string[],
  outcome: NoticeOutcome,
  joinedTo: string | null = null,
) =>
  sql`
    update outgoing_notices set outcome = ${outcome}, settled_at = ${now}, due_at = null, lease_until = null, joined_to = ${joinedTo}
    where service_id = ${service} and id = any (${[...ids]}::uuid[]) and settled_at is null`

export const waitUntil = ({ sql, service }: Scope, id: string, until: Instant) =>
  sql`update outgoing_notices set due_at = ${until}, lease_until = null where service_id = ${service} and id = ${id}`

export interface NewSend {
  readonly channel: Channel
  readonly deviceId: PushDeviceId | null
}

/** Routes a notice: it leaves by these ways from now on. */
export async function saveRouted(
  { sql, service, now }: Scope,
  id: string,
  says: readonly NoticeKind[],
  sends: readonly NewSend[],
): Promise<void> {
  await sql`
    update outgoing_notices set due_at = null, lease_until = null, says = ${[...says]} where service_id = ${service} and id = ${id}`
  for (const { channel, deviceId } of sends)
    await sql`
      insert into notice_sends (service_id, id, notice_id, channel, device_id, next_at)
      values (${service}, gen_random_uuid(), ${id}, ${channel}, ${deviceId}, ${now}) on conflict on constraint one_send_per_way do nothing`
}

/** What is known of how a notice went, all its sends together. */
export interface SendsOf {
  readonly kind: NoticeKind
  readonly personId: PersonId
  readonly outcome: NoticeOutcome | null
  readonly taken: number
  readonly open: number
}

export async function sendsOf({ sql, service }: Scope, id: string): Promise<SendsOf | undefined> {
  // Its ways may fail at the same moment: each waits for the notice, and only then counts, so that the last one sees that it is the last.
  const held =
    sql`select from outgoing_notices where service_id = ${service} and id = ${id} for no key update`.execute()
  const counted = sql<SendsOf[]>`
    select n.kind, n.person_id as "personId", n.outcome,
      (select count(*)::int from notice_sends s where s.service_id = n.service_id and s.notice_id = n.id and s.taken_at is not null and s.failed_at is null) as taken,
      (select count(*)::int from notice_sends s where s.service_id = n.service_id and s.notice_id = n.id and s.taken_at is null and s.failed_at is null) as open
    from outgoing_notices n where n.service_id = ${service} and n.id = ${id}`.execute()
  const [, [row]] = await Promise.all([held, counted])
  return row
}
