import type { PersonId, ShiftId } from '#shared/kernel/ids.ts'
import { instant, type Instant } from '#shared/time/instant.ts'
import type { Pause } from '#shared/toil/accrual.ts'
import type { SqlPart } from '#db/client.ts'
import type { Context } from '#server/kernel/handle.ts'
import { isAway } from '#server/rota/reading.ts'
import { beganEarly, workBegan, workEnded } from '#server/rota/workOfJobs.ts'

/** A job or a claim whose late stretch is asked about: values, or columns of the question around it. */
interface LateStretch {
  readonly personId: PersonId | SqlPart
  readonly shiftId: ShiftId | null | SqlPart
  readonly from: Instant | SqlPart
  readonly until: Instant | SqlPart
}

/** Pauses as the database answers with them. */
export type PausesAsKept = readonly { readonly start: string; readonly end: string; readonly why: Pause['why'] }[]

/**
 * What of a late stretch is no extra work: the same person’s shifts, but for a day on which they were away and for the call-in that is
 * claimed whole.
 */
export const pausesIn = (
  { sql, actor }: Pick<Context, 'sql' | 'actor'>,
  { personId, shiftId, from, until }: LateStretch,
) => sql`
  (select coalesce(jsonb_agg(jsonb_build_object('start', b.starts_at, 'end', b.ends_at, 'why', b.why) order by b.why desc, b.starts_at), '[]') from (
    select s.starts_at, s.ends_at, 'on-shift' as why from shifts s
    where s.service_id = ${actor.serviceId} and s.person_id = ${personId} and s.cancelled_at is null
      and s.starts_at < ${until} and s.ends_at > ${from} and not ${isAway(sql)}
      and (s.id is distinct from ${shiftId} or not exists (select from call_ins k where k.service_id = s.service_id and k.shift_id = s.id))
  ) b)`

export const pausesFrom = (kept: PausesAsKept): readonly Pause[] =>
  kept.map(({ start, end, why }) => ({ start: instant(start), end: instant(end), ...(why && { why }) }))

/**
 * Where the work of an allocation `a` counts from, in a question with its shift `s` and its call-in `i`: `early` when it began before
 * its shift, `ended` when it ended, `off` where all of it counts, and `began`.
 */
export const workOfJob = (sql: Context['sql']) => sql`
  cross join lateral (select ${beganEarly(sql)} as early, ${workEnded(sql)} as ended) e
  cross join lateral (select s.id is null or i.id is not null or e.early is not null as off,
    coalesce(e.early, s.starts_at, ${workBegan(sql)}, a.allocated_at) as began) w`
