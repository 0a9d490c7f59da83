import type { PersonId } from '#shared/kernel/ids.ts'
import type { BesideShift } from '#shared/rota/nextStart.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { addDays, startOfDay, type LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'

type Sql = Pick<Context, 'sql'>['sql']

/** In a question about allocations `a`: when they set off, or were there; null while the record says neither. */
export const wentOut = (sql: Sql) => sql`least(a.set_off_at, a.arrived_at)`

/**
 * The same, or when they accepted what was cancelled by telephone on the same day in London: arranging counts as work, whoever went.
 * `hub.hours_to_pay` asks the same function.
 */
const setOut = (sql: Sql) => sql`hub.work_set_out(a.set_off_at, a.arrived_at, a.accepted_at, a.outcome_at)`

/** Whatever `setOut` answers is this time: plain enough for the index `work_on_no_shift`, which row-level security lets be used by no function. */
const lookedForBy = (sql: Sql) => sql`case when ${wentOut(sql)} is not null then ${wentOut(sql)} else a.accepted_at end`

/**
 * In a question about allocations `a`: when the work of one ended; null where there was none. Whoever is relieved of a job that they had
 * set off to has worked until then, as whoever finishes it has. One that was cancelled by telephone was work until that was recorded. One to
 * which nobody went was no other work, however it ended and whatever was waited for meanwhile: accepted in the evening for the next day and
 * cancelled in the morning, it would make a night’s rest into work.
 */
export const workEnded = (sql: Sql) => sql`
  hub.work_ended(a.set_off_at, a.arrived_at, a.accepted_at, a.outcome_at, a.ended_how, a.finished_at, a.ended_at)`

/**
 * In a question about allocations `a`: when the work of one began that counts whole. From accepting it, but no more than an hour before
 * they set off: who accepts in the evening what they go to in the morning was not at work all night.
 */
export const workBegan = (sql: Sql) => sql`greatest(a.accepted_at, ${setOut(sql)} - interval '60 minutes')`

/**
 * In a question about allocations `a` on shifts `s`: when work on it began before the shift did; null where it did not. A job that is
 * given in the night belongs to the next shift of that day. One that was neither gone to nor put off before the shift was not begun before it.
 */
export const beganEarly = (sql: Sql) => sql`case when ${setOut(sql)} < s.starts_at then ${workBegan(sql)} end`

/** The same for a shift that a job ran into: from when its person was at work before it. To be asked of all allocations of a shift. */
export const beganWithJob = (sql: Sql) => sql`
  min(case when a.ended_at is null or ${workEnded(sql)} >= s.starts_at then ${beganEarly(sql)} end)`

/**
 * What was worked beside the shifts, begun on days, both included: jobs on no shift, and those that were over before their shift
 * began. Of everybody, or of one person.
 */
export const workBesideShifts = (
  { sql, actor, now }: Pick<Context, 'sql' | 'actor' | 'now'>,
  first: LondonDay,
  last: LondonDay,
  personId: PersonId | null,
) => sql<BesideShift[]>`
  select b.id, b."personId", b.began as "startsAt", coalesce(b.ended, ${now}) as "endsAt", b.ended is null as "stillOut"
  from (
    select a.id, a.person_id as "personId", ${workBegan(sql)} as began, ${workEnded(sql)} as ended, a.ended_at
    from allocations a where a.service_id = ${actor.serviceId} and a.shift_id is null
      and ${lookedForBy(sql)} >= ${startOfDay(first)} and ${lookedForBy(sql)} < ${addMinutes(startOfDay(addDays(last, 1)), 60)}
      and ${setOut(sql)} is not null
    union all
    select a.id, a.person_id, ${beganEarly(sql)}, ${workEnded(sql)}, a.ended_at
    from shifts s join allocations a on a.service_id = s.service_id and a.shift_id = s.id
    where s.service_id = ${actor.serviceId} and s.day between ${first} and ${addDays(last, 1)}
      and coalesce(${workEnded(sql)}, ${now}) < s.starts_at
  ) b
  where b.began >= ${startOfDay(first)} and b.began < ${startOfDay(addDays(last, 1))} and b.began < ${now}
    and (b.ended is not null or b.ended_at is null) and (${personId}::uuid is null or b."personId" = ${personId})
  order by b.began, b.id`
