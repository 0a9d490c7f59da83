import type { DeadlineId, PersonId, ReferralId } from '#shared/kernel/ids.ts'
import type { Due, DuePoint } from '#shared/deadlines/due.ts'
import type { AlarmRow, MyAlarm } from '#shared/deadlines/contract.ts'
import { isRelayed } from '#shared/deadlines/relay.ts'
import { chainOf, heldFirst, type Reachable, type Telling, type ToldInRound } from '#shared/deadlines/escalation.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Context } from '#server/kernel/handle.ts'
import type { Keeping } from './keeping.ts'
import { isAwayAt } from '#server/rota/reading.ts'

export interface DueNow extends Due {
  readonly id: DeadlineId
  readonly referralId: ReferralId
  readonly madeAt: Instant
  /** A later point of the same source is due too. */
  readonly overtaken: boolean
}

/** Deadlines that were claimed and are still to fire, with their rows held, the oldest first. */
export const stillToFire = ({ sql, serviceId, now }: Keeping, ids: readonly string[]): Promise<readonly DueNow[]> =>
  sql<DueNow[]>`
    select d.id, d.referral_id as "referralId", d.source, d.source_id as "sourceId", d.kind, d.rule_id as "ruleId", d.point,
      d.minutes_before as "minutesBefore", d.due_at as "dueAt", d.limit_at as "limitAt", d.made_at as "madeAt",
      exists (select from deadlines l where l.service_id = d.service_id and l.source_id = d.source_id and l.kind = d.kind
        and l.superseded_at is null and l.due_at > d.due_at and l.due_at <= ${now}) as overtaken
    from deadlines d
    where d.service_id = ${serviceId} and d.id = any (${[...ids]}::uuid[]) and d.fired_at is null and d.superseded_at is null and d.due_at <= ${now}
    order by d.due_at, d.id for update of d`

export interface Raised {
  readonly id: DeadlineId
  readonly point: DuePoint
  readonly lateSeconds: number
  readonly telling: Telling
}

/**
 * Writes alarms, each once whatever happens, and says of their deadlines that they have fired.
 *
 * @param relays whether alarms of the law also leave the hub: the first try is now
 */
export async function saveRaised(
  { sql, serviceId, now }: Keeping,
  fired: readonly DueNow[],
  raised: readonly Raised[],
  relays: boolean,
): Promise<void> {
  const rows = raised.map(({ id, point, lateSeconds, telling: { to, told, nextAt } }) => ({
    id,
    late: lateSeconds,
    told_to: to?.personId ?? null,
    round_told: told,
    next_at: nextAt,
    relay_at: relays && isRelayed(point) ? now : null,
  }))
  const ids = fired.map(({ id }) => id)
  const overtaken = fired.filter((one) => one.overtaken).map(({ id }) => id)
  await Promise.all([
    sql`
      insert into alarms (deadline_id, raised_at, late_seconds, told_to, told_at, round_told, next_at, relay_at)
      select a.id, ${now}, a.late, a.told_to, ${now}, a.round_told, a.next_at, a.relay_at
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as a(id uuid, late int, told_to uuid, round_told uuid[], next_at timestamptz, relay_at timestamptz)
      on conflict do nothing`,
    sql`
      update deadlines set fired_at = ${now}, overtaken = id = any (${overtaken}::uuid[])
      where service_id = ${serviceId} and id = any (${ids}::uuid[]) and fired_at is null`,
    // A later alarm of the same source takes the place of the earlier ones.
    sql`
      update alarms a set settled_at = ${now}
      from deadlines d, deadlines n
      where a.service_id = ${serviceId} and a.settled_at is null and d.service_id = a.service_id and d.id = a.deadline_id
        and n.service_id = d.service_id and n.id = any (${raised.map(({ id }) => id)}::uuid[]) and n.source_id = d.source_id and n.kind = d.kind
        and n.due_at > d.due_at`,
  ])
}

/** Everybody of the service, with the shift that they are on now. */
export const reachable = ({ sql, serviceId, now }: Keeping): Promise<readonly Reachable[]> =>
  sql<Reachable[]>`
    select p.id as "personId", p.name, p.roles, s.role as "shiftRole", s.starts_at as "shiftStartedAt"
    from people p
    left join lateral (
      select s.role, s.starts_at from shifts s
      where s.service_id = p.service_id and s.person_id = p.id and s.cancelled_at is null and s.starts_at <= ${now} and s.ends_at > ${now}
        and not ${isAwayAt(sql, now)}
      order by s.starts_at limit 1
    ) s on true
    where p.service_id = ${serviceId} and p.left_at is null and p.access_stopped_at is null`

/** Whom the alarms of each referral go to, in turn: whoever took it over by a handover that stands, then the chain of those on now. */
export async function chainsFor(at: Keeping, referrals: readonly ReferralId[]): Promise<ChainFor> {
  const { sql, now } = at
  const [people, held] = await Promise.all([
    reachable(at),
    sql<{ referralId: ReferralId; personId: PersonId }[]>`
      select "referralId", "personId" from hub.held_by_handover(${[...referrals]}::uuid[], ${now})`,
  ])
  const chain = chainOf(people)
  const holders = new Map(held.map(({ referralId, personId }) => [referralId, personId]))
  return (referralId) => heldFirst(chain, holders.get(referralId))
}

type ChainFor = (referralId: ReferralId) => readonly Reachable[]

export interface Unanswered extends Pick<Due, 'kind' | 'point'> {
  readonly id: DeadlineId
  readonly referralId: ReferralId
  readonly step: number
  readonly told: ToldInRound
}

/** Alarms that were claimed and that still nobody has answered, with their rows held. */
export const stillUnanswered = (
  { sql, serviceId, now }: Keeping,
  ids: readonly string[],
): Promise<readonly Unanswered[]> =>
  sql<Unanswered[]>`
    select a.deadline_id as id, d.referral_id as "referralId", d.kind, d.point, a.step, a.round_told as told
    from alarms a join deadlines d on d.service_id = a.service_id and d.id = a.deadline_id
    where a.service_id = ${serviceId} and a.deadline_id = any (${[...ids]}::uuid[]) and a.answered_at is null and a.settled_at is null and a.next_at <= ${now}
    order by a.deadline_id for update of a`

export async function saveTelling(
  { sql, serviceId, now }: Keeping,
  id: DeadlineId,
  { step, to, told, nextAt }: Telling,
): Promise<void> {
  await sql`
    update alarms set step = ${step}, told_to = ${to?.personId ?? null}, told_at = ${now}, round_told = ${[...told]}::uuid[], next_at = ${nextAt}, lease_until = null
    where service_id = ${serviceId} and deadline_id = ${id}`
}

/** Alarms that nobody has answered, and limits that have passed: those stay until what runs has ended. */
export const openAlarms = ({ sql, actor }: Context): Promise<readonly AlarmRow[]> =>
  sql<AlarmRow[]>`
    select a.deadline_id as id, hub.number_of(d.referral_id) as number, d.source, d.kind, d.point, d.minutes_before as "minutesBefore",
      d.due_at as "dueAt", d.limit_at as "limitAt", a.raised_at as "raisedAt", a.late_seconds as "lateSeconds", a.step, a.told_to as "toldId",
      t.name as "toldName", a.told_at as "toldAt", a.next_at as "nextAt", b.name as "passedByName", a.relay_tries as "relayTries", a.relayed_at as "relayedAt", a.answered_by as "answeredById",
      w.name as "answeredByName", a.answered_at as "answeredAt"
    from alarms a join deadlines d on d.service_id = a.service_id and d.id = a.deadline_id
    left join people t on t.service_id = a.service_id and t.id = a.told_to
    left join people w on w.service_id = a.service_id and w.id = a.answered_by
    left join lateral (
      select e.actor_id from events e
      where a.step > 0 and e.service_id = a.service_id and e.referral_id = d.referral_id and e.type = 'alarm-passed-on'
        and e.data ->> 'deadlineId' = a.deadline_id::text
      order by e.seq desc limit 1
    ) l on true
    left join people b on b.service_id = a.service_id and b.id = l.actor_id
    where a.service_id = ${actor.serviceId} and a.settled_at is null and (a.answered_at is null or d.point = 'limit')
    order by a.answered_at nulls first, array_position(array['limit', 'warning', 'start-not-recorded', 'target', 'look-again'], d.point),
      d.limit_at nulls last, a.deadline_id limit 100`

type MyAlarmKept = Omit<MyAlarm, 'nextName'> & { readonly referralId: ReferralId; readonly told: ToldInRound }

/**
 * The same, of the referrals that somebody has in hand; that they have not accepted yet is for the desk to ask.
 *
 * @param worker for a trainee the AMHP beside whom they work
 */
export const alarmsOfWork = ({ sql, actor }: Context, worker: PersonId): Promise<readonly MyAlarmKept[]> =>
  sql<MyAlarmKept[]>`
    select x.deadline_id as id, d.referral_id as "referralId", hub.number_of(d.referral_id) as number, d.kind, d.point, d.minutes_before as "minutesBefore",
      d.limit_at as "limitAt", x.late_seconds as "lateSeconds", x.step, x.round_told as told, t.name as "toldName", x.told_at as "toldAt", x.next_at as "nextAt",
      x.answered_by as "answeredById", w.name as "answeredByName", x.answered_at as "answeredAt"
    from alarms x join deadlines d on d.service_id = x.service_id and d.id = x.deadline_id
    join allocations a on a.service_id = d.service_id and a.referral_id = d.referral_id and a.ended_at is null and a.person_id = ${worker} and d.kind <> 'accept'
    left join people t on t.service_id = x.service_id and t.id = x.told_to
    left join people w on w.service_id = x.service_id and w.id = x.answered_by
    where x.service_id = ${actor.serviceId} and x.settled_at is null and (x.answered_at is null or d.point = 'limit')
    order by x.answered_at nulls first, d.limit_at nulls last, x.deadline_id limit 20`

export interface AlarmHeld {
  readonly referralId: ReferralId
  readonly kind: string
  readonly point: DuePoint
  readonly step: number
  readonly told: ToldInRound
  readonly toldName: string | null
  readonly answeredByName: string | null
  readonly answeredAt: Instant | null
  readonly settledAt: Instant | null
}

/** An alarm with its row held, as it stands once it is; `undefined` when this service has no such alarm. */
export async function holdAlarm({ sql, actor }: Context, id: DeadlineId): Promise<AlarmHeld | undefined> {
  const [row] = await sql<AlarmHeld[]>`
    select d.referral_id as "referralId", d.kind, d.point, a.step, a.round_told as told, a.answered_at as "answeredAt", a.settled_at as "settledAt",
      (select p.name from people p where p.service_id = a.service_id and p.id = a.told_to) as "toldName",
      (select p.name from people p where p.service_id = a.service_id and p.id = a.answered_by) as "answeredByName"
    from alarms a join deadlines d on d.service_id = a.service_id and d.id = a.deadline_id
    where a.service_id = ${actor.serviceId} and a.deadline_id = ${id} for no key update of a`
  return row
}

export async function saveAnswer({ sql, actor, now }: Context, id: DeadlineId): Promise<PersonId> {
  await sql`
    update alarms set answered_by = ${actor.personId}, answered_at = ${now}
    where service_id = ${actor.serviceId} and deadline_id = ${id} and answered_by is null`
  return actor.personId
}
