import type { OptOutId, PersonId, ShiftId } from '#shared/kernel/ids.ts'
import type { BesideShift, ShiftAsWorked } from '#shared/rota/nextStart.ts'
import { otherWork, type OtherJob } from '#shared/rota/otherJobs.ts'
import { asWorked, besides, type Work } from '#shared/rota/work.ts'
import type { OptOutRow, OtherJobRow } from '#shared/rota/workingTimeContract.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Minutes } from '#shared/time/minutes.ts'
import { addDays, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'
import { beganWithJob, wentOut, workEnded } from './workOfJobs.ts'

type Asked = Pick<Context, 'sql' | 'actor'>

/** Opt-outs that hold on some day from a day on; of everybody, or of one person. */
export const optOutsFrom = ({ sql, actor }: Asked, from: LondonDay, personId: PersonId | null) => sql<OptOutRow[]>`
  select o.id, o.person_id as "personId", p.name, o.signed_on as "signedOn", o.first_day as from, o.last_day as until, o.version
  from opt_outs o join people p on p.service_id = o.service_id and p.id = o.person_id
  where o.service_id = ${actor.serviceId} and (o.last_day is null or o.last_day >= ${from})
    and (${personId}::uuid is null or o.person_id = ${personId})
  order by p.name, o.first_day`

/** Declared jobs that are done on some day from a day on; of everybody, or of one person. */
export const otherJobsFrom = ({ sql, actor }: Asked, from: LondonDay, personId: PersonId | null) => sql<OtherJobRow[]>`
  select j.id, j.person_id as "personId", p.name, j.employer, j.days, j.starts_at as "startsAt", j.ends_at as "endsAt",
    j.break_minutes as "breakMinutes", j.first_day as "firstDay", j.last_day as "lastDay", j.version
  from other_jobs j join people p on p.service_id = j.service_id and p.id = j.person_id
  where j.service_id = ${actor.serviceId} and (j.last_day is null or j.last_day >= ${from})
    and (${personId}::uuid is null or j.person_id = ${personId})
  order by p.name, j.employer, j.first_day`

/** A shift with how its work really went, its break and its version. */
export interface WorkedShift extends ShiftAsWorked {
  readonly day: LondonDay
  readonly beganAt: Instant | null
  readonly breakMinutes: number
  readonly version: number
}

/** Shifts that begin on days, both included, with how their work really went; of everybody, or of one person. */
export const shiftsAsWorked = (
  { sql, actor }: Asked,
  first: LondonDay,
  last: LondonDay,
  personId: PersonId | null,
) => sql<WorkedShift[]>`
  select s.id, s.person_id as "personId", s.day, s.starts_at as "startsAt", s.ends_at as "endsAt", s.version,
    coalesce(s.break_minutes, 0) as "breakMinutes", done.began as "beganAt", done.at as "finishedAt",
    coalesce(done.out, false) as "stillOut"
  from shifts s
  left join lateral (
    select ${beganWithJob(sql)} as began, max(${workEnded(sql)}) as at, bool_or(a.ended_at is null and ${wentOut(sql)} is not null) as out
    from allocations a where a.service_id = s.service_id and a.shift_id = s.id and a.person_id = s.person_id
  ) done on true
  where s.service_id = ${actor.serviceId} and s.cancelled_at is null and s.day between ${first} and ${last}
    and (${personId}::uuid is null or s.person_id = ${personId})
  order by s.starts_at, s.id`

/** All that somebody works, for whichever employer, in the order of its parts: ours as worked, others’ as declared. */
export const allWork = (
  shifts: readonly WorkedShift[],
  beside: readonly BesideShift[],
  jobs: readonly OtherJob[],
  first: LondonDay,
  last: LondonDay,
): readonly Work[] => [...shifts.map(asWorked), ...besides(beside), ...otherWork(jobs, first, last)]

/** Days on which somebody’s hours are left out of the average: leave and sickness (WTR 1998 reg 4(7)). */
export const daysOut = ({ sql, actor }: Asked, first: LondonDay, last: LondonDay, personId: PersonId | null) => sql<
  { personId: PersonId; day: LondonDay }[]
>`
  select person_id as "personId", day from days_away
  where service_id = ${actor.serviceId} and day between ${first} and ${last} and kind in ('annual-leave', 'sickness')
    and (${personId}::uuid is null or person_id = ${personId})`

export async function lockOptOut(
  { sql, actor }: Asked,
  id: OptOutId,
): Promise<{ readonly personId: PersonId; readonly lastDay: LondonDay | null; readonly version: number } | null> {
  const [found] = await sql<{ personId: PersonId; lastDay: LondonDay | null; version: number }[]>`
    select person_id as "personId", last_day as "lastDay", version from opt_outs
    where service_id = ${actor.serviceId} and id = ${id} for no key update`
  return found ?? null
}

/** So many days back rest that is owed is still asked about: a quarter of a year. */
export const DAYS_OF_DEBTS = 91

/** Rest that was settled already: for which shift, and by what rest, if by any. */
export interface Settled {
  readonly shiftId: ShiftId
  readonly personId: PersonId
  readonly owed: Minutes
  readonly givenFrom: Instant | null
  readonly givenTo: Instant | null
}

export const settledRests = ({ sql, actor }: Asked): Promise<readonly Settled[]> => sql<Settled[]>`
  select shift_id as "shiftId", person_id as "personId", owed, given_from as "givenFrom", given_to as "givenTo"
  from rest_settlements where service_id = ${actor.serviceId}`

/** The day from which hours are read for the average of 17 weeks, leave made up for, and for rest that is owed. */
export const hoursFrom = ({ now }: Pick<Context, 'now'>): LondonDay => addDays(londonDayOf(now), -17 * 7 - 7)
