import type { PersonId } from '#shared/kernel/ids.ts'
import type { Wait } from '#shared/allocations/waits.ts'
import { instant, type Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { minutes, type Minutes } from '#shared/time/minutes.ts'
import type { EarlierClaims, Pause } from '#shared/toil/accrual.ts'
import type { EarnedAround } from '#shared/toil/approvalTerms.ts'
import type { AgreedTime, ClaimAct, ClaimRow, LedgerRow, PolicyRow } from '#shared/toil/contract.ts'
import { toilPolicy, type ToilPolicy } from '#shared/toil/policy.ts'
import type { Context } from '#server/kernel/handle.ts'
import { claimsBeside, earlierFrom, type ClaimsAsKept } from './claimsBeside.ts'
import { pausesFrom, pausesIn, workOfJob, type PausesAsKept } from './pausesOf.ts'
import type { LockedHolder } from './store.ts'

/** A claim with what the record says now, so that the two can be compared. */
export interface ClaimAndRecord extends Omit<ClaimRow, 'matchesRecord' | 'look' | 'asksAgreement'> {
  /** Whether the job was not finished by its AMHP but taken back from them. */
  readonly relieved: boolean
  /** The policy as it was kept with the claim; null on those of before it was. */
  readonly keptPolicy: ToilPolicy | null
  readonly around: EarnedAround
  readonly arrival: { readonly at: Instant; readonly recordedAt: Instant } | null
  readonly jobBeganAt: Instant
  readonly recordedFinish: Instant
  readonly shiftStartsAt: Instant
  readonly shiftEndsAt: Instant
  readonly breakMinutes: number
  readonly pauses: readonly Pause[]
  readonly waits: readonly Pick<Wait, 'kind' | 'startedAt' | 'endedAt'>[]
  readonly earlier: EarlierClaims | null
}

interface ClaimAsKept extends Omit<
  ClaimAndRecord,
  'waits' | 'pauses' | 'earlier' | 'acts' | 'keptPolicy' | 'around' | 'arrival'
> {
  readonly keptPolicy: unknown
  readonly pauses: PausesAsKept
  readonly earnedInMonth: number
  readonly earnedAround: EarnedAround['days']
  readonly arrivedAt: Instant | null
  readonly arrivalRecordedAt: Instant | null
  readonly acts: readonly {
    readonly act: ClaimAct['act']
    readonly byName: string
    readonly at: string
    readonly said: string
  }[]
  readonly waits: readonly {
    readonly kind: Wait['kind']
    readonly startedAt: string
    readonly endedAt: string | null
  }[]
  readonly beside: ClaimsAsKept
}

/** Claims in the order of their days: one person's, all that wait for a decision, or those decided since a moment. */
export async function claimsAndRecords(
  context: Context,
  whose:
    | { readonly personId: PersonId }
    | { readonly decidedAfter: Instant; readonly orOfDaysAfter?: LondonDay }
    | 'to decide',
): Promise<readonly ClaimAndRecord[]> {
  const { sql, actor } = context
  const which =
    whose === 'to decide'
      ? sql`c.state in ('submitted', 'agreed', 'queried')`
      : 'personId' in whose
        ? sql`c.person_id = ${whose.personId}`
        : sql`c.state in ('approved', 'refused') and (c.decided_at > ${whose.decidedAfter} or c.day > ${whose.orOfDaysAfter ?? null}::date)`
  const stretch = {
    personId: sql`c.person_id`,
    allocationId: sql`c.allocation_id`,
    shiftId: sql`c.shift_id`,
    day: sql`c.day`,
    from: sql`c.shift_ended_at`,
    until: sql`coalesce(e.ended, c.finished_at)`,
  }
  const rows = await sql<ClaimAsKept[]>`
    select c.id, c.version, c.person_id as "personId", p.name as "personName", c.referral_id as "referralId", hub.number_of(c.referral_id) as "referralNumber",
      c.day, coalesce(s.starts_at, c.shift_ended_at) as "shiftStartedAt", c.shift_ended_at as "shiftEndedAt", c.off_rota as "offRota", c.finished_at as "finishedAt",
      c.raw_minutes as "rawMinutes", c.minutes, c.policy_id as "policyId", c.worked_out as "workedOut", c.causes,
      c.break_taken as "breakTaken", c.primary_cause as "primaryCause", c.primary_sub as "primarySub", c.reasons, c.policy as "keptPolicy", f.name as "firstApprovedByName",
      (select g.up_to_minutes from toil_agreements g where g.service_id = c.service_id and g.person_id = c.person_id and g.day = c.day and g.withdrawn_at is null) as "agreedMinutes",
      coalesce((select jsonb_agg(jsonb_build_object('act', k.act, 'byName', kp.name, 'at', k.at, 'said', k.said) order by k.position)
        from toil_claim_acts k join people kp on kp.service_id = k.service_id and kp.id = k.by_id
        where k.service_id = c.service_id and k.claim_id = c.id), '[]') as acts,
      r.month as "earnedInMonth", r.days as "earnedAround", a.arrived_at as "arrivedAt",
      (select min(v.at) from events v where c.state in ('submitted', 'agreed', 'queried') and v.service_id = c.service_id and v.referral_id = c.referral_id
        and v.type = 'amhp-arrived' and v.data ->> 'allocationId' = c.allocation_id::text) as "arrivalRecordedAt",
      c.note, c.state, c.made_at as "madeAt", c.submitted_at as "submittedAt",
      d.name as "decidedByName", c.decided_at as "decidedAt", c.decision_reason as "decisionReason",
      coalesce(a.accepted_at, a.allocated_at) as "jobBeganAt", coalesce(e.ended, c.finished_at) as "recordedFinish",
      a.ended_how = 'taken-back' as relieved,
      coalesce(c.break_minutes, s.break_minutes, 0) as "breakMinutes", w.began as "shiftStartsAt", case when c.off_rota then w.began else s.ends_at end as "shiftEndsAt",
      ${pausesIn(context, stretch)} as pauses,
      coalesce((select jsonb_agg(jsonb_build_object('kind', w.kind, 'startedAt', w.started_at, 'endedAt', w.ended_at) order by w.started_at, w.id)
        from waits w where w.service_id = c.service_id and w.allocation_id = c.allocation_id), '[]') as waits,
      ${claimsBeside(context, stretch)} as beside
    from toil_claims c
    join people p on p.service_id = c.service_id and p.id = c.person_id
    join allocations a on a.service_id = c.service_id and a.id = c.allocation_id
    left join shifts s on s.service_id = c.service_id and s.id = c.shift_id
    left join call_ins i on i.service_id = s.service_id and i.shift_id = s.id
    ${workOfJob(sql)}
    left join people d on d.service_id = c.service_id and d.id = c.decided_by
    left join people f on f.service_id = c.service_id and f.id = c.first_approved_by
    cross join lateral (
      select coalesce(sum(n.minutes) filter (where date_trunc('month', n.day) = date_trunc('month', c.day)), 0)::int as month,
        coalesce(jsonb_agg(jsonb_build_object('day', n.day, 'minutes', n.minutes)) filter (where n.day > c.day - 28 and n.day < c.day + 28), '[]') as days
      from toil_entries n
      where c.state in ('submitted', 'agreed', 'queried') and n.service_id = c.service_id and n.person_id = c.person_id and n.kind = 'ACCRUE'
        and n.day between c.day - 31 and c.day + 31
        and not exists (select from toil_entries u where u.service_id = n.service_id and u.reverses_id = n.id)) r
    where c.service_id = ${actor.serviceId} and ${which}
    order by c.day, c.finished_at, c.id`
  return rows.map(claimAndRecord)
}

const claimAndRecord = ({
  beside,
  earnedInMonth,
  earnedAround,
  arrivedAt,
  arrivalRecordedAt,
  ...row
}: ClaimAsKept): ClaimAndRecord => ({
  ...row,
  keptPolicy: row.keptPolicy === null ? null : toilPolicy.parse(row.keptPolicy),
  around: { month: earnedInMonth, days: earnedAround },
  arrival: arrivedAt && arrivalRecordedAt && { at: arrivedAt, recordedAt: arrivalRecordedAt },
  pauses: pausesFrom(row.pauses),
  acts: row.acts.map((one) => ({ ...one, at: instant(one.at) })),
  waits: row.waits.map(({ kind, startedAt, endedAt }) => ({
    kind,
    startedAt: instant(startedAt),
    endedAt: endedAt === null ? null : instant(endedAt),
  })),
  earlier: earlierFrom(beside, row.jobBeganAt),
})

/** One person's ledger as it was written, each entry with the balance after it. */
export const ledgerOf = ({ sql, actor }: Context, personId: PersonId): Promise<readonly LedgerRow[]> =>
  sql<LedgerRow[]>`
    select e.id, e.kind, e.minutes, e.day, e.recorded_at as "recordedAt", p.name as "recordedByName", e.claim_id as "claimId",
      hub.number_of(c.referral_id) as "referralNumber", e.policy_id as "policyId", t.effective_from as "policyFrom", e.note,
      e.reverses_id as "reversesId", e.lot_id as "lotId", e.leave_id is not null as "ofLeave",
      exists (select from toil_entries u where u.service_id = e.service_id and u.reverses_id = e.id) as reversed,
      hub.payroll_holds(e.position, e.day) as locked,
      sum(e.minutes) over (order by e.position) as balance
    from toil_entries e
    join people p on p.service_id = e.service_id and p.id = e.recorded_by
    left join toil_policies t on t.service_id = e.service_id and t.id = e.policy_id
    left join toil_claims c on c.service_id = e.service_id and c.id = e.claim_id
    where e.service_id = ${actor.serviceId} and e.person_id = ${personId}
    order by e.position`

export async function holderOf(
  { sql, actor }: Context,
  personId: PersonId,
): Promise<(LockedHolder & { readonly name: string }) | null> {
  const [person] = await sql<(LockedHolder & { name: string })[]>`
    select p.name, m.employer_id as "employerId", m.contract, m.contracted_minutes_per_week as "contractedMinutesPerWeek" from people p
    left join amhps m on m.service_id = p.service_id and m.person_id = p.id
    where p.service_id = ${actor.serviceId} and p.id = ${personId}`
  return person ?? null
}

/** Days from a day on that the rota shows as somebody's TOIL. */
export async function toilDaysOnRota(
  { sql, actor }: Context,
  personId: PersonId,
  from: LondonDay,
): Promise<ReadonlySet<LondonDay>> {
  const rows = await sql<{ day: LondonDay }[]>`
    select day from days_away where service_id = ${actor.serviceId} and person_id = ${personId} and kind = 'toil' and day >= ${from}
    union select first_day from leave_requests where service_id = ${actor.serviceId} and person_id = ${personId} and state = 'agreed'
      and starts_at is not null and first_day >= ${from}`
  return new Set(rows.map(({ day }) => day))
}

/** What was agreed beforehand with somebody, from four weeks ago on, the latest day first. */
export async function agreementsOf({ sql, actor, now }: Context, personId: PersonId): Promise<readonly AgreedTime[]> {
  type Kept = Omit<AgreedTime, 'withdrawn'> & {
    withdrawnByName: string
    withdrawnAt: Instant | null
    withdrawnWhy: string
  }
  const rows = await sql<Kept[]>`
    select g.id, g.day, g.up_to_minutes as "upToMinutes", g.why, p.name as "byName", g.agreed_at as at,
      coalesce(w.name, '') as "withdrawnByName", g.withdrawn_at as "withdrawnAt", g.withdrawn_why as "withdrawnWhy"
    from toil_agreements g join people p on p.service_id = g.service_id and p.id = g.agreed_by
    left join people w on w.service_id = g.service_id and w.id = g.withdrawn_by
    where g.service_id = ${actor.serviceId} and g.person_id = ${personId} and g.day >= ${addDays(londonDayOf(now), -28)}
    order by g.day desc, g.withdrawn_at is not null, g.agreed_at desc`
  return rows.map(({ withdrawnByName: byName, withdrawnAt: at, withdrawnWhy: why, ...row }) => ({
    ...row,
    withdrawn: at === null ? null : { byName, at, why },
  }))
}

/** What each person with a ledger is owed. */
export async function balances({ sql, actor }: Context): Promise<ReadonlyMap<PersonId, Minutes>> {
  const rows = await sql<{ personId: PersonId; balance: number }[]>`
    select person_id as "personId", sum(minutes) as balance from toil_entries where service_id = ${actor.serviceId} group by person_id`
  return new Map(rows.map(({ personId, balance }) => [personId, minutes(balance)]))
}

export async function policyRows({ sql, actor }: Context): Promise<readonly PolicyRow[]> {
  const rows = await sql<(Omit<PolicyRow, 'policy'> & { policy: unknown })[]>`
    select t.id, t.employer_id as "employerId", m.name as "employerName", t.effective_from as "effectiveFrom", t.applies_to as "appliesTo", t.policy,
      exists (select from toil_policies r where r.service_id = t.service_id and r.replaces_id = t.id) as replaced
    from toil_policies t join employers m on m.service_id = t.service_id and m.id = t.employer_id
    where t.service_id = ${actor.serviceId}
    order by m.name, t.effective_from desc, t.id`
  return rows.map((row) => ({ ...row, policy: toilPolicy.parse(row.policy) }))
}

/** Everybody's name, also of those who have left: a ledger outlives its people's posts. */
export async function peopleNames({ sql, actor }: Context): Promise<ReadonlyMap<PersonId, string>> {
  const rows = await sql<{ id: PersonId; name: string }[]>`
    select id, name from people where service_id = ${actor.serviceId}`
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** When payroll last closed, or a moment long past. */
export async function lastClosed({ sql, actor }: Context): Promise<{ at: Instant; day: LondonDay } | null> {
  const [row] = await sql<{ at: Instant; day: LondonDay }[]>`
    select closed_at as at, up_to as day from payroll_closings
    where service_id = ${actor.serviceId} and reopened_at is null order by up_to desc limit 1`
  return row ?? null
}
