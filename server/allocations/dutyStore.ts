import type { AllocationRow, CallAtDoor, MyDuty, MyJob } from '#shared/allocations/contract.ts'
import type { TakenBack } from '#shared/allocations/takenBack.ts'
import type { PersonId, ReferralId, ShiftId } from '#shared/kernel/ids.ts'
import { triageOutcomes, type TriageOutcome } from '#shared/referrals/triage.ts'
import { addMinutes, instant, type Instant } from '#shared/time/instant.ts'
import type { Context } from '#server/kernel/handle.ts'
import { limitsOf, runningLimits, type LimitsAsKept } from '#server/referrals/boardLimits.ts'
import { allocationRow, selectAllocations, type AllocationAsKept } from './rows.ts'

/** How long a finished job stays on the telephone while nobody has said that they are home. */
const AFTER_FINISH_MINUTES = 12 * 60
const SHIFTS_AHEAD_MINUTES = 28 * 24 * 60

export async function loadAllocationsOf(
  { sql, actor, now }: Context,
  worker: PersonId,
): Promise<readonly AllocationRow[]> {
  const rows = await sql<AllocationAsKept[]>`
    ${selectAllocations(sql)}
    where a.service_id = ${actor.serviceId} and a.person_id = ${worker} and (a.ended_at is null
      or (a.ended_how = 'finished' and a.home_safe_at is null and a.finished_at > ${addMinutes(now, -AFTER_FINISH_MINUTES)}))`
  return rows.map(allocationRow)
}

/** A way back from a visit that is not to be made is not longer than this. */
const TAKEN_BACK_MINUTES = 6 * 60

/** What was taken back of one's work lately and has not come back since. */
export const loadTakenBack = ({ sql, actor, now }: Context, worker: PersonId): Promise<readonly TakenBack[]> =>
  sql<TakenBack[]>`
    select a.id as "allocationId", hub.number_of(a.referral_id) as number, e.name as "byName", a.ended_at as at
    from allocations a join people e on e.service_id = a.service_id and e.id = a.ended_by
    where a.service_id = ${actor.serviceId} and a.person_id = ${worker} and a.ended_how = 'taken-back'
      and a.ended_at > ${addMinutes(now, -TAKEN_BACK_MINUTES)}
      and not exists (select from allocations n where n.service_id = a.service_id and n.referral_id = a.referral_id
        and n.person_id = a.person_id and n.allocated_at >= a.ended_at)
    order by a.ended_at desc, a.id`

export interface OwnShift {
  readonly id: ShiftId
  readonly personId: PersonId
  readonly startsAt: Instant
  readonly endsAt: Instant
}

export const loadOwnShifts = ({ sql, actor, now }: Context): Promise<readonly OwnShift[]> =>
  sql<OwnShift[]>`
    select id, person_id as "personId", starts_at as "startsAt", ends_at as "endsAt" from shifts
    where service_id = ${actor.serviceId} and person_id = ${actor.personId} and cancelled_at is null
      and ends_at > ${now} and starts_at < ${addMinutes(now, SHIFTS_AHEAD_MINUTES)}
    order by starts_at`

type Hub = Pick<MyDuty, 'hubPhone' | 'outOfHoursName' | 'outOfHoursPhone' | 'waitingForTriage'>

export async function loadHub({ sql, actor }: Context): Promise<Hub> {
  const [row] = await sql<Hub[]>`
    select hub_phone as "hubPhone", out_of_hours_name as "outOfHoursName", out_of_hours_phone as "outOfHoursPhone",
      hub.waiting_for_triage() as "waitingForTriage"
    from services where id = ${actor.serviceId}`
  if (!row) throw new Error(`service ${actor.serviceId} has no row`)
  return row
}

interface PowerAsKept {
  readonly startedAt: string | null
  readonly recordedAt: string
  readonly endedAt: string | null
  readonly supersededAt: string | null
  readonly extension:
    | (Omit<NonNullable<MyJob['powers'][number]['extension']>, 'authorisedAt'> & { authorisedAt: string })
    | null
}
interface JobAsKept {
  readonly referral: MyJob['referral']
  readonly placePhone: string
  readonly calls: readonly (Omit<CallAtDoor, 'receivedAt'> & { readonly receivedAt: string })[]
  readonly powers: readonly (Omit<MyJob['powers'][number], keyof PowerAsKept> & PowerAsKept)[]
  readonly limits: LimitsAsKept
  readonly arrangements: readonly (Omit<MyJob['arrangements'][number], 'since'> & { since: string })[]
  readonly decision: { outcome: TriageOutcome; whyNow: string; risk: string; byName: string; at: string } | null
}

const moment = (text: string | null): Instant | null => (text === null ? null : instant(text))

/** What stands at the door of each of these referrals, by its id. */
export async function loadJobs(
  { sql, actor }: Context,
  ids: readonly ReferralId[],
): Promise<ReadonlyMap<ReferralId, Omit<MyJob, 'allocation'>>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<(Omit<JobAsKept, 'referral'> & MyJob['referral'])[]>`
    select r.id, r.number, r.version, r.state, r.received_at as "receivedAt", r.recorded_at as "recordedAt", coalesce(t.name, n.name) as "takenByName",
      r.source, r.caller_name as "callerName", r.caller_phone as "callerPhone", r.last_name as "lastName",
      r.first_name as "firstName", r.born_on as "bornOn", r.age_years as "ageYears", r.age_is_estimate as "ageIsEstimate",
      r.age_said_on as "ageSaidOn", r.gender, r.nhs_number as "nhsNumber", r.request, r.place, r.place_id as "placeId",
      r.happening, r.risk_to_staff as "riskToStaff", r.risk_detail as "riskDetail", r.home_address as "homeAddress", r.person_phone as "personPhone",
      r.nearest_relative as "nearestRelative", r.interpreter, r.asks_for as "asksFor", r.way_in as "wayIn",
      r.council_id as "councilId", r.urgency, r.assess_by as "assessBy", r.accepted_at as "acceptedAt",
      r.closed_at as "closedAt", r.closed_as as "closedAs", coalesce(l.phone, '') as "placePhone",
      coalesce((select jsonb_agg(jsonb_build_object('id', w.id, 'kind', w.kind, 'startedAt', w.started_at, 'startSource', w.start_source,
          'recordedAt', w.recorded_at, 'recordedByName', coalesce(y.name, w.start_source), 'endedAt', w.ended_at, 'endedWhy', w.ended_why,
          'supersededAt', w.superseded_at, 'correctionReason', w.correction_reason,
          'extension', case when w.extension_minutes is not null then jsonb_build_object('minutes', w.extension_minutes,
            'authorisedAt', w.extension_authorised_at, 'reason', w.extension_reason, 'authority', w.extension_authority,
            'authoriser', w.extension_authoriser, 'superintendent', w.extension_superintendent) end) order by w.recorded_at, w.id)
        from powers w left join people y on y.service_id = w.service_id and y.id = w.recorded_by
        where w.service_id = r.service_id and w.referral_id = r.id and w.superseded_at is null), '[]') as powers,
      ${runningLimits(sql)} as limits,
      coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'receivedAt', c."receivedAt", 'source', c.source, 'callerName', c."callerName",
          'callerPhone', c."callerPhone", 'place', c.place, 'placeBefore', c."placeBefore", 'happening', c.happening, 'riskToStaff', c."riskToStaff",
          'riskDetail', c."riskDetail") order by c."receivedAt", c.id)
        from hub.calls_of(r.id) c), '[]') as calls,
      coalesce((select jsonb_agg(jsonb_build_object('kind', g.kind, 'state', g.state, 'note', g.note, 'since', g.since,
          'setByName', y.name, 'version', g.version) order by g.kind)
        from arrangements g join people y on y.service_id = g.service_id and y.id = g.set_by
        where g.service_id = r.service_id and g.referral_id = r.id), '[]') as arrangements,
      (select jsonb_build_object('outcome', d.outcome, 'whyNow', d.why_now, 'risk', d.risk, 'byName', b.name, 'at', d.decided_at)
        from standing_decisions d join people b on b.service_id = d.service_id and b.id = d.decided_by
        where d.service_id = r.service_id and d.referral_id = r.id order by d.version_number desc limit 1) as decision
    from referrals r
    left join people t on t.service_id = r.service_id and t.id = r.taken_by
    left join partners n on n.service_id = r.service_id and n.id = r.partner_id
    left join places l on l.service_id = r.service_id and l.id = r.place_id
    where r.service_id = ${actor.serviceId} and r.id = any(${[...ids]}::uuid[])`
  return new Map(
    rows.map(({ placePhone, calls, powers, limits, arrangements, decision, ...referral }) => [
      referral.id,
      jobOf({ referral, placePhone, calls, powers, limits, arrangements, decision }),
    ]),
  )
}

const jobOf = ({
  referral,
  placePhone,
  calls,
  powers,
  limits,
  arrangements,
  decision,
}: JobAsKept): Omit<MyJob, 'allocation'> => ({
  referral,
  placePhone,
  calls: calls.map((call) => ({ ...call, receivedAt: instant(call.receivedAt) })),
  limits: limitsOf(limits),
  powers: powers.map((power) => ({
    ...power,
    startedAt: moment(power.startedAt),
    recordedAt: instant(power.recordedAt),
    endedAt: moment(power.endedAt),
    supersededAt: moment(power.supersededAt),
    extension: power.extension && { ...power.extension, authorisedAt: instant(power.extension.authorisedAt) },
  })),
  arrangements: arrangements.map((one) => ({ ...one, since: instant(one.since) })),
  decision: decision && {
    words: triageOutcomes[decision.outcome],
    whyNow: decision.whyNow,
    risk: decision.risk,
    byName: decision.byName,
    at: instant(decision.at),
  },
})
