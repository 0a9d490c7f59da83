import type { AllocationId, PersonId, WatchId } from '#shared/kernel/ids.ts'
import {
  nextRungAt,
  rungAfterSign,
  type Climbing,
  type HelpHow,
  type OnDuty,
  type Rung,
  type Told,
} from '#shared/safety/ladder.ts'
import type { DeskShift } from '#shared/safety/deskHours.ts'
import { addHours, type Instant } from '#shared/time/instant.ts'
import type { Scope } from '#server/kernel/handle.ts'
import { isAway, isAwayAt } from '#server/rota/reading.ts'

export interface Watch extends Climbing {
  readonly id: WatchId
  readonly personId: PersonId
  readonly allocationId: AllocationId | null
  readonly ownTime: boolean
  readonly climbs: number
  readonly toldTo: PersonId | null
  readonly toldName: string | null
  readonly seenAt: Instant
  readonly helpHow: HelpHow | null
  readonly policeRungByName: string | null
  readonly policeRungAt: Instant | null
  readonly spokenByName: string | null
  readonly spokenAt: Instant | null
  readonly handedAt: Instant | null
  readonly endedAt: Instant | null
}

const columns = (sql: Scope['sql']) => sql`
  w.id, w.person_id as "personId", w.allocation_id as "allocationId", w.back_by as "backBy", w.own_time as "ownTime", w.climbs, w.told_to as "toldTo",
  (select t.name from people t where t.service_id = w.service_id and t.id = w.told_to) as "toldName", w.seen_at as "seenAt",
  w.rung, w.help_at as "helpAt", w.help_how as "helpHow", (select y.name from people y where y.service_id = w.service_id and y.id = w.police_rung_by) as "policeRungByName", w.police_rung_at as "policeRungAt",
  (select s.name from people s where s.service_id = w.service_id and s.id = w.spoken_by) as "spokenByName", w.spoken_at as "spokenAt",
  w.handed_at as "handedAt", w.ended_at as "endedAt"`

/** The watch over somebody who is out, with its row held; `undefined` when they are not out. */
export async function holdWatchOver({ sql, service }: Scope, personId: PersonId): Promise<Watch | undefined> {
  const [row] = await sql<Watch[]>`
    select ${columns(sql)} from watches w where w.service_id = ${service} and w.person_id = ${personId} and w.ended_at is null for no key update of w`
  return row
}

/** A watch with its row held; `undefined` when this service has none such. */
export async function holdWatch({ sql, service }: Scope, id: WatchId): Promise<Watch | undefined> {
  const [row] = await sql<Watch[]>`
    select ${columns(sql)} from watches w where w.service_id = ${service} and w.id = ${id} for no key update of w`
  return row
}

export interface Beginning {
  readonly personId: PersonId
  readonly allocationId: AllocationId | null
  readonly at: Instant
  /** When they were heard of; left out where that is when it began. */
  readonly heardAt?: Instant
  readonly backBy: Instant
  readonly ownTime: boolean
}

/** Begins to watch over somebody. Whoever is out already is left as they are: two phones of one person may be as quick. */
export async function beginWatch(
  { sql, service, now }: Scope,
  { personId, allocationId, at, heardAt = at, backBy, ownTime }: Beginning,
): Promise<WatchId | null> {
  const [row] = await sql<{ id: WatchId }[]>`
    insert into watches (service_id, id, person_id, allocation_id, begun_at, back_by, own_time, seen_at, seen_recorded_at, next_at)
    values (${service}, gen_random_uuid(), ${personId}, ${allocationId}, ${at}, ${backBy}, ${ownTime}, ${heardAt}, ${now}, ${backBy})
    on conflict do nothing returning id`
  return row?.id ?? null
}

export interface Sign {
  readonly allocationId: AllocationId | null
  readonly at: Instant
  readonly backBy: Instant
  readonly ownTime: boolean
}

/** A sign of life: the ladder is taken down and begins anew at the time by which they will be back. @see rungAfterSign */
export async function saveSign({ sql, service, now }: Scope, watch: Watch, sign: Sign): Promise<void> {
  const rung = rungAfterSign(watch, sign.backBy, now)
  const nextAt = nextRungAt({ backBy: sign.backBy, helpAt: watch.helpAt, rung })
  await sql`
    update watches set allocation_id = coalesce(${sign.allocationId}, allocation_id), back_by = ${sign.backBy}, own_time = ${sign.ownTime},
      seen_at = ${sign.at}, seen_recorded_at = ${now}, rung = ${rung}, next_at = ${nextAt}, lease_until = null,
      told_to = case when ${rung} = 'in-time' then null else told_to end,
      told_out_of_hours = told_out_of_hours and ${rung} <> 'in-time',
      told_at = case when ${rung} = 'in-time' then null else told_at end
    where service_id = ${service} and id = ${watch.id}`
}

/** What they are out on changed, and nothing was heard of them by it. */
export async function saveOutOn({ sql, service }: Scope, id: WatchId, allocationId: AllocationId): Promise<void> {
  await sql`update watches set allocation_id = ${allocationId} where service_id = ${service} and id = ${id}`
}

/** By when they are looked for changed, and nothing was heard of them by it. */
export async function saveLookedForBy({ sql, service }: Scope, watch: Watch, backBy: Instant): Promise<void> {
  await sql`
    update watches set back_by = ${backBy}, own_time = false, next_at = ${nextRungAt({ ...watch, backBy })}, lease_until = null
    where service_id = ${service} and id = ${watch.id}`
}

/** Work that somebody has set off for and not finished, the latest first; `null` when there is none. */
export async function outOn(
  { sql, service }: Scope,
  personId: PersonId,
): Promise<{ readonly allocationId: AllocationId; readonly number: number } | null> {
  const [row] = await sql<{ allocationId: AllocationId; number: number }[]>`
    select id as "allocationId", hub.number_of(referral_id) as number from allocations
    where service_id = ${service} and person_id = ${personId} and ended_at is null and set_off_at is not null
    order by set_off_at desc, id limit 1`
  return row ?? null
}

/** Whether a watch over somebody ended at or after a moment: a tap of before then does not begin another. */
export async function endedSince({ sql, service }: Scope, personId: PersonId, at: Instant): Promise<boolean> {
  const [row] = await sql`
    select from watches where service_id = ${service} and person_id = ${personId} and ended_at >= ${at} limit 1`
  return row !== undefined
}

/** Somebody has spoken to them: everything begins anew, a call for help and a call to the police too. */
export async function saveSpoken(
  { sql, service, now }: Scope,
  id: WatchId,
  { backBy, at, by }: { readonly backBy: Instant; readonly at: Instant; readonly by: PersonId },
): Promise<void> {
  await sql`
    update watches set back_by = ${backBy}, own_time = true, seen_at = ${at}, seen_recorded_at = ${now}, rung = 'in-time', told_to = null,
      told_out_of_hours = false, told_at = null, next_at = ${backBy}, lease_until = null, help_at = null, help_how = null,
      police_rung_by = null, police_rung_at = null, spoken_by = ${by}, spoken_at = ${at}
    where service_id = ${service} and id = ${id}`
}

/** Help was called: the first call counts, and a loud one tells more than a quiet one. Climbs at once. */
export async function saveHelp({ sql, service, now }: Scope, watch: Watch, at: Instant, how: HelpHow): Promise<void> {
  await sql`
    update watches set help_at = coalesce(help_at, ${at}), help_how = case when help_how = 'held' then 'held' else ${how} end,
      next_at = ${now}, lease_until = null
    where service_id = ${service} and id = ${watch.id}`
}

export async function savePoliceRung({ sql, service, now }: Scope, id: WatchId, by: PersonId): Promise<void> {
  await sql`update watches set police_rung_by = ${by}, police_rung_at = ${now} where service_id = ${service} and id = ${id}`
}

export async function saveHandedOver(
  { sql, service, now }: Scope,
  id: WatchId,
  by: PersonId,
  toName: string,
): Promise<void> {
  await sql`
    update watches set handed_by = ${by}, handed_at = ${now}, handed_to_name = ${toName}
    where service_id = ${service} and id = ${id}`
}

/** The desk takes back what was handed to the team outside the hub's hours: one watch, or all that it handed over. */
export const takeBackToDesk = ({ sql, service }: Scope, only: WatchId | null) =>
  sql<{ id: WatchId; personId: PersonId }[]>`
    update watches set handed_by = null, handed_at = null, handed_to_name = null
    where service_id = ${service} and ended_at is null and handed_at is not null and (${only}::uuid is null or id = ${only})
    returning id, person_id as "personId"`

export async function endWatch({ sql, service }: Scope, id: WatchId, at: Instant): Promise<void> {
  await sql`
    update watches set ended_at = ${at}, next_at = null, lease_until = null
    where service_id = ${service} and id = ${id} and ended_at is null`
}

/** The shifts at the desk that run or begin within so many hours, of whoever is there for them and still has access. */
export const deskShifts = ({ sql, service, now }: Scope, hours = 24): Promise<readonly DeskShift[]> =>
  sql<DeskShift[]>`
    select s.starts_at as "startsAt", s.ends_at as "endsAt"
    from shifts s join people p on p.service_id = s.service_id and p.id = s.person_id
    where s.service_id = ${service} and s.role = 'practice-consultant' and s.cancelled_at is null and s.ends_at > ${now}
      and s.starts_at < ${addHours(now, hours)} and not ${isAway(sql)} and p.left_at is null and p.access_stopped_at is null`

/** Everybody who is on a shift now, and nobody else. */
export const onDuty = ({ sql, service, now }: Scope): Promise<readonly OnDuty[]> =>
  sql<OnDuty[]>`
    select distinct on (p.id) p.id as "personId", p.name, p.roles, s.role as "shiftRole"
    from shifts s join people p on p.service_id = s.service_id and p.id = s.person_id
    where s.service_id = ${service} and s.cancelled_at is null and s.starts_at <= ${now} and s.ends_at > ${now}
      and not ${isAwayAt(sql, now)} and p.left_at is null and p.access_stopped_at is null
    order by p.id, s.starts_at`

/** Watches that were lent, whose rung is still to come, with their rows held. */
export const stillToClimb = ({ sql, service, now }: Scope, ids: readonly string[]): Promise<readonly Watch[]> =>
  sql<Watch[]>`
    select ${columns(sql)} from watches w where w.service_id = ${service} and w.id = any (${[...ids]}::uuid[]) and w.ended_at is null and w.next_at <= ${now}
    order by w.id for no key update of w`

/** Whom a rung has reached by name: somebody on duty, or whoever leads. */
const personTold = (told: Told): PersonId | null =>
  told.who === 'person' ? told.personId : told.who === 'out-of-hours' ? (told.lead?.personId ?? null) : null

export async function saveRung({ sql, service, now }: Scope, watch: Watch, rung: Rung, told: Told): Promise<void> {
  await sql`
    update watches set rung = ${rung}, climbs = climbs + 1, told_to = ${personTold(told)}, told_out_of_hours = ${told.who === 'out-of-hours'},
      told_at = ${told.who === 'nobody' ? null : now}, next_at = ${nextRungAt({ ...watch, rung })}, lease_until = null
    where service_id = ${service} and id = ${watch.id}`
}
