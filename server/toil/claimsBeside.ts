import type { AllocationId, PersonId, ShiftId } from '#shared/kernel/ids.ts'
import { instant, type Instant } from '#shared/time/instant.ts'
import type { LondonDay } from '#shared/time/london.ts'
import type { EarlierClaims } from '#shared/toil/accrual.ts'
import { earlierClaims, type ClaimBeside } from '#shared/toil/earlierClaims.ts'
import type { SqlPart } from '#db/client.ts'
import type { Context } from '#server/kernel/handle.ts'

/** A job or a claim whose late stretch is asked about: values, or columns of the question around it. */
interface AskedAbout {
  readonly personId: PersonId | SqlPart
  readonly allocationId: AllocationId | SqlPart
  readonly shiftId: ShiftId | null | SqlPart
  readonly day: LondonDay | SqlPart
  readonly from: Instant | SqlPart
  readonly until: Instant | SqlPart
}

/** Claims as the database answers with them. */
export type ClaimsAsKept = readonly (Omit<ClaimBeside, 'spans'> & {
  readonly spans: readonly { readonly start: string; readonly end: string }[]
})[]

/**
 * The same person’s claims that go before this one: those that finished before it, in whichever order they were recorded, and those that
 * are decided. Each with when the minutes were worked that it counts: its causes say so between them.
 */
export const claimsBeside = (
  { sql, actor }: Pick<Context, 'sql' | 'actor'>,
  { personId, allocationId, shiftId, day, from, until }: AskedAbout,
) => sql`
  (select coalesce(jsonb_agg(jsonb_build_object('sameShift', y.same, 'rawMinutes', y.raw_minutes, 'minutes', y.minutes, 'refused', y.state = 'refused',
      'spans', case when y.spans = '[]' then jsonb_build_array(jsonb_build_object('start', y.shift_ended_at, 'end', y.finished_at)) else y.spans end)
      order by y.finished_at, y.allocation_id), '[]')
    from (select x.*, x.shift_id is not distinct from (${shiftId})::uuid and x.day = ${day} as same,
        jsonb_path_query_array(x.causes, '$[*].spans[*]') as spans
      from toil_claims x
      where x.service_id = ${actor.serviceId} and x.person_id = ${personId} and x.allocation_id <> ${allocationId} and x.raw_minutes > 0
        and ((x.finished_at, x.allocation_id) < ((${until})::timestamptz, (${allocationId})::uuid) or x.decided_at is not null)) y
    where y.same or y.finished_at > ${from} and y.shift_ended_at < ${until})`

export const earlierFrom = (kept: ClaimsAsKept, jobBeganAt: Instant): EarlierClaims | null =>
  earlierClaims(
    kept.map(({ spans, ...claim }) => ({
      ...claim,
      spans: spans.map(({ start, end }) => ({ start: instant(start), end: instant(end) })),
    })),
    jobBeganAt,
  )
