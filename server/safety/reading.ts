import type { AllocationId, PersonId } from '#shared/kernel/ids.ts'
import { deskClosesAt, type DeskShift } from '#shared/safety/deskHours.ts'
import { deskOpenings } from '#shared/safety/whoAnswers.ts'
import type { MySafety, OutUnwatched, OwnWatch, Watches, WatchRow } from '#shared/safety/contract.ts'
import { addHours } from '#shared/time/instant.ts'
import type { Context } from '#server/kernel/handle.ts'
import { workerOf } from '#server/allocations/ownWork.ts'
import { deskShifts, onDuty } from './store.ts'

/** Whose job this is and whether it goes on, when it is one's own or that of the AMHP beside whom one works; `null` for any other. */
export async function ownerOf(
  context: Context,
  id: AllocationId,
): Promise<{ readonly personId: PersonId; readonly isLive: boolean } | null> {
  const { sql, service } = context
  const worker = await workerOf(context)
  const [row] = await sql<{ personId: PersonId; isLive: boolean }[]>`
    select person_id as "personId", ended_at is null as "isLive" from allocations
    where service_id = ${service} and id = ${id} and person_id = ${worker}`
  return row ?? null
}

type Words = Omit<Watches, 'rows' | 'unwatched' | 'ownDesk' | 'deskClosesAt'>

async function wordsOf({ sql, service }: Context): Promise<Words> {
  const [row] = await sql<Words[]>`
    select out_of_hours_name as "outOfHoursName", out_of_hours_phone as "outOfHoursPhone", quiet_word as "quietWord"
    from services where id = ${service}`
  if (!row) throw new Error(`service ${service} has no row`)
  return row
}

/** One's own shifts at the desk that run or begin within two days. */
const ownDesk = ({ sql, service, actor, now }: Context): Promise<readonly DeskShift[]> =>
  sql<DeskShift[]>`
    select starts_at as "startsAt", ends_at as "endsAt" from shifts
    where service_id = ${service} and person_id = ${actor.personId} and cancelled_at is null and ends_at > ${now}
      and starts_at < ${addHours(now, 48)} and role in ('practice-consultant', 'out-of-hours')
    order by starts_at`

/** Who has set off for work that goes on, and is looked for by no watch: once each, on the work they set off for last. */
const outUnwatched = ({ sql, service, actor }: Context): Promise<readonly OutUnwatched[]> =>
  sql<OutUnwatched[]>`
    select p.id as "personId", p.name as "personName", p.phone as "phone", hub.number_of(a.referral_id) as number
    from (
      select distinct on (person_id) person_id, referral_id from allocations
      where service_id = ${service} and ended_at is null and set_off_at is not null and person_id <> ${actor.personId}
      order by person_id, set_off_at desc
    ) a join people p on p.service_id = ${service} and p.id = a.person_id
    where not exists (select from watches w where w.service_id = ${service} and w.person_id = a.person_id and w.ended_at is null)
    order by p.name, p.id`

/** Who is out: calls for help first, then whoever was to be back first. */
export async function watchesOf(context: Context): Promise<Watches> {
  const { sql, service, actor } = context
  const [words, desk, shifts, unwatched, rows] = await Promise.all([
    wordsOf(context),
    ownDesk(context),
    deskShifts(context),
    outUnwatched(context),
    sql<WatchRow[]>`
      select w.id, w.person_id as "personId", p.name as "personName", p.phone as "phone", hub.number_of(a.referral_id) as number,
        coalesce(a.arrived_at is not null and a.finished_at is null and a.ended_at is null, false) as "isThere", w.begun_at as "begunAt", w.back_by as "backBy", w.seen_at as "seenAt", w.seen_recorded_at as "seenRecordedAt", w.rung,
        w.next_at as "nextAt", w.told_to as "toldId", t.name as "toldName", w.told_out_of_hours as "toldOutOfHours", w.told_at as "toldAt",
        w.help_at as "helpAt", w.help_how as "helpHow", w.police_rung_at as "policeRungAt", y.name as "policeRungByName",
        (select s.name from people s where s.service_id = w.service_id and s.id = w.spoken_by) as "spokenByName", w.spoken_at as "spokenAt",
        w.handed_to_name as "handedToName", w.handed_at as "handedAt"
      from watches w join people p on p.service_id = w.service_id and p.id = w.person_id
      left join allocations a on a.service_id = w.service_id and a.id = w.allocation_id
      left join people t on t.service_id = w.service_id and t.id = w.told_to
      left join people y on y.service_id = w.service_id and y.id = w.police_rung_by
      -- Never one’s own: whoever called quietly may be at this very screen with somebody beside them.
      where w.service_id = ${service} and w.ended_at is null and w.person_id <> ${actor.personId}
      order by w.help_at nulls last, w.back_by, w.id limit 200`,
  ])
  return { ...words, ownDesk: desk, deskClosesAt: deskClosesAt(shifts, context.now), rows, unwatched }
}

/** How far ahead the phone is told when somebody is at the desk: over the longest holiday, so that it knows the next day that it opens. */
const DESK_HOURS_AHEAD = 7 * 24

/** One's own watch, and whom one has been told to ring: only while one is on duty. */
export async function ownSafety(context: Context): Promise<MySafety> {
  const { sql, service, actor, now } = context
  const worker = await workerOf(context)
  const [{ quietWord }, [watch], toRing, people, desk] = await Promise.all([
    wordsOf(context),
    // A trainee who called for help is looked for beside the AMHP with whom they work: their own watch first.
    sql<OwnWatch[]>`
      select w.allocation_id as "allocationId", w.back_by as "backBy", w.seen_at as "seenAt", w.back_by <= ${now} as overdue,
        case when w.help_how = 'held' then w.help_at end as "helpAt",
        -- Whom the call reached, once it has climbed. Of a quiet one the phone shows nothing.
        case when w.help_how = 'held' and w.rung in ('desk', 'police') then
          (select t.name from people t where t.service_id = w.service_id and t.id = w.told_to) end as "toldName",
        w.help_how is not distinct from 'held' and w.rung in ('desk', 'police') and w.told_out_of_hours as "toldOutOfHours",
        -- Each says for themselves that they are home: not a trainee for the AMHP.
        w.person_id = ${actor.personId} and not exists (select from allocations a where a.service_id = w.service_id and a.person_id = w.person_id
          and a.ended_at is null and a.set_off_at is not null) as "goingHome"
      from watches w where w.service_id = ${service} and w.person_id = any (${[worker, actor.personId]}::uuid[]) and w.ended_at is null
        -- Begun by a quiet call alone: the phone, which may be in somebody else’s sight, shows nothing of it.
        and not (w.help_how is not distinct from 'quiet' and w.allocation_id is null)
      order by w.person_id = ${actor.personId} desc limit 1`,
    sql<MySafety['toRing'][number][]>`
      select w.id, p.name as "personName", p.phone as "phone", w.back_by as "backBy", w.seen_at as "seenAt", w.rung
      from watches w join people p on p.service_id = w.service_id and p.id = w.person_id
      where w.service_id = ${service} and w.told_to = ${actor.personId} and w.ended_at is null and w.help_at is null
      order by w.back_by, w.id`,
    onDuty(context),
    deskShifts(context, DESK_HOURS_AHEAD),
  ])
  const isOn = people.some(({ personId }) => personId === actor.personId)
  return {
    watch: watch ?? null,
    quietWord,
    toRing: isOn ? toRing : [],
    desk: { openings: deskOpenings(desk), knownUntil: addHours(now, DESK_HOURS_AHEAD) },
  }
}
