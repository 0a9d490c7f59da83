import type { PersonId } from '#shared/kernel/ids.ts'
import type { BesideShift } from '#shared/rota/nextStart.ts'
import { addDays, startOfDay, type LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'

type Sql = Pick<Context, 'sql'>['sql']

/**
 * In a question about allocations `a`: when the work of one ended. Whoever is relieved of a job that they had accepted has worked until
 * then, as whoever finishes it has; one that was declined, undone, or taken back before it was accepted was no work.
 */
export const workEnded = (sql: Sql) => sql`
  case when a.ended_how = 'finished' then a.finished_at when a.ended_how = 'taken-back' and a.accepted_at is not null then a.ended_at end`

/**
 * In a question about allocations `a` on shifts `s`: when work on it began before the shift did; null where it did not. A job that is
 * given in the night belongs to the next shift of that day. From accepting it counts, but no more than an hour before they set off: who
 * accepts in the morning what they go to in the afternoon was not at work all the while.
 */
export const beganEarly = (sql: Sql) => sql`
  case when least(a.set_off_at, a.arrived_at, a.finished_at) < s.starts_at
    then greatest(a.accepted_at, least(a.set_off_at, a.arrived_at) - interval '60 minutes') end`

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
    select a.id, a.person_id as "personId", a.accepted_at as began, ${workEnded(sql)} as ended, a.ended_at
    from allocations a where a.service_id = ${actor.serviceId} and a.shift_id is null
    union all
    select a.id, a.person_id, ${beganEarly(sql)}, ${workEnded(sql)}, a.ended_at
    from shifts s join allocations a on a.service_id = s.service_id and a.shift_id = s.id
    where s.service_id = ${actor.serviceId} and s.day between ${first} and ${addDays(last, 1)}
      and coalesce(${workEnded(sql)}, ${now}) < s.starts_at
  ) b
  where b.began >= ${startOfDay(first)} and b.began < ${startOfDay(addDays(last, 1))} and b.began < ${now}
    and (b.ended is not null or b.ended_at is null) and (${personId}::uuid is null or b."personId" = ${personId})
  order by b.began, b.id`
