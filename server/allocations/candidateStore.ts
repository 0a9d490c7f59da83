import type { GaveBack } from '#shared/allocations/candidates.ts'
import type { Learned } from '#shared/allocations/course.ts'
import type { AllocationRow } from '#shared/allocations/contract.ts'
import type { Weights } from '#shared/allocations/weights.ts'
import type { CouncilId, PersonId, ReferralId, ShiftId } from '#shared/kernel/ids.ts'
import type { OnRegister } from '#shared/register/approval.ts'
import type { ApprovalCondition } from '#shared/register/conditions.ts'
import type { AmhpRow, Skill } from '#shared/register/contract.ts'
import type { RequestCode, ReferralState, SourceCode } from '#shared/referrals/referral.ts'
import type { ShiftRole } from '#shared/rota/contract.ts'
import { addMinutes, instant, type Instant } from '#shared/time/instant.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { minutes, type Minutes } from '#shared/time/minutes.ts'
import type { Context, Scope } from '#server/kernel/handle.ts'
import { approvalColumns } from '#server/register/store.ts'
import { isAwayAt, shiftBegins, shiftEnds } from '#server/rota/reading.ts'
import { choosingNow } from './choosingStore.ts'
import { learnedToday } from './learnedStore.ts'
import {
  allocationRow,
  arrangementsOf,
  powersOf,
  runningPowers,
  selectAllocations,
  type AllocationAsKept,
  type ArrangementsAsKept,
  type PowersAsKept,
  givenFor,
  workedPastIt,
} from './rows.ts'

/** How far back and ahead shifts matter: one that ended today, and the next after a day off. */
const SHIFTS_BACK = 14 * 60
const SHIFTS_AHEAD = 4 * 24 * 60

/** A referral as the choice of an AMHP depends on it. */
export interface ReferralFacts {
  readonly id: ReferralId
  readonly version: number
  readonly state: ReferralState
  readonly closedAt: Instant | null
  readonly request: RequestCode
  readonly source: SourceCode
  readonly place: string
  readonly placeTown: string | null
  readonly councilId: CouncilId
  readonly councilName: string
  readonly asksFor: string
  readonly interpreter: string
  readonly bornOn: LondonDay | null
  readonly ageYears: number | null
  readonly powers: ReturnType<typeof powersOf>
  readonly arrangements: ArrangementsAsKept
}

export interface ShiftFact {
  readonly id: ShiftId
  readonly personId: PersonId
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly role: ShiftRole
  /** Its person is away on its day, and does not work it all the same. */
  readonly away: boolean
}

/** Somebody on the register, as the choice depends on them. */
export interface AmhpFacts extends OnRegister {
  readonly personId: PersonId
  readonly name: string
  readonly phone: string
  readonly needsBuddy: boolean
  readonly gender: AmhpRow['gender']
  readonly languages: readonly string[]
  readonly skills: readonly Skill[]
  readonly conditions: readonly ApprovalCondition[]
  /** What `other` of their conditions asks; '' when there is none. */
  readonly conditionWords: string
  readonly base: string
  readonly baseTown: string | null
  readonly actingFor: readonly CouncilId[]
  readonly toilBalance: Minutes
  readonly assessedBefore: boolean
  /** This very referral is closed to them: they may not be sent. */
  readonly closedTo: boolean
  /** They have declared a conflict of interest about where it is. */
  readonly declaredConflict: boolean
  /** The last time that this referral was theirs and they declined it, or it was taken back from them. */
  readonly gaveBack: GaveBack | null
  readonly shifts: readonly ShiftFact[]
  /** They are away today; why is for those who plan the rota. */
  readonly awayToday: boolean
}

/** What an AMHP is out on, and where. */
export interface WorkUnderway extends Pick<
  ReferralFacts,
  'request' | 'source' | 'place' | 'placeTown' | 'arrangements'
> {
  readonly allocation: AllocationRow
}

/** Where somebody was, or was on the way to, when a job was taken back from them; they have not said since that they are back or safe. */
export interface LastPlace {
  readonly personId: PersonId
  readonly place: string
  readonly placeTown: string | null
}

export interface ChoiceFacts {
  readonly referral: ReferralFacts
  readonly amhps: readonly AmhpFacts[]
  readonly underway: readonly WorkUnderway[]
  /** The latest of each person first. */
  readonly lastPlaces: readonly LastPlace[]
  readonly towns: readonly string[]
  readonly learned: Learned
  readonly weights: Weights
}

/** The number of the service's last event that this transaction can see. */
export async function lastSeq({ sql, service }: Scope): Promise<number> {
  const [row] = await sql<{ seq: number }[]>`
    select last_seq as seq from service_counters where service_id = ${service}`
  return row?.seq ?? 0
}

/** All that a choice depends on, in one round trip. `undefined` when this service has no such referral. */
export const loadChoice = async (context: Context, id: ReferralId): Promise<ChoiceFacts | undefined> =>
  (await loadChoices(context, [id]))[0]

/** The same for several referrals at once: what they have in common is asked for once. */
export async function loadChoices(
  context: Context,
  ids: readonly ReferralId[],
): Promise<readonly (ChoiceFacts | undefined)[]> {
  const [each, balances, underway, lastPlaces, towns, { learned }, { weights }] = await Promise.all([
    Promise.all(ids.map((id) => Promise.all([loadReferral(context, id), loadAmhps(context, id)]))),
    loadBalances(context),
    loadUnderway(context),
    loadLastPlaces(context),
    loadTowns(context),
    learnedToday(context),
    choosingNow(context),
  ])
  return each.map(([referral, known]) => {
    const amhps = known.map((amhp) => ({ ...amhp, toilBalance: balances.get(amhp.personId) ?? minutes(0) }))
    return referral && { referral, amhps, underway, lastPlaces, towns, learned, weights }
  })
}

async function loadReferral({ sql, service }: Scope, id: ReferralId): Promise<ReferralFacts | undefined> {
  const [row] = await sql<(Omit<ReferralFacts, 'powers'> & { powers: PowersAsKept })[]>`
    select r.id, r.version, r.state, r.closed_at as "closedAt", r.request, r.source, r.place, l.town as "placeTown",
      r.council_id as "councilId", c.name as "councilName", r.asks_for as "asksFor", r.interpreter,
      r.born_on as "bornOn", r.age_years as "ageYears",
      ${runningPowers(sql)} as powers, ${arrangementsOf(sql)} as arrangements
    from referrals r
    join councils c on c.service_id = r.service_id and c.id = r.council_id
    left join places l on l.service_id = r.service_id and l.id = r.place_id
    where r.service_id = ${service} and r.id = ${id}`
  return row && { ...row, powers: powersOf(row.powers) }
}

/** Everybody’s TOIL: the sum of a whole ledger, the same whichever referral is looked at. */
async function loadBalances({ sql, service }: Scope): Promise<ReadonlyMap<PersonId, Minutes>> {
  const rows = await sql<{ personId: PersonId; balance: number }[]>`
    select person_id as "personId", sum(minutes)::int as balance from toil_entries where service_id = ${service} group by person_id`
  return new Map(rows.map(({ personId, balance }) => [personId, minutes(balance)]))
}

interface AmhpAsKept extends Omit<AmhpFacts, 'shifts' | 'toilBalance' | 'gaveBack'> {
  readonly gaveBack: { readonly how: GaveBack['how']; readonly at: string } | null
  readonly shifts: readonly (Omit<ShiftFact, 'startsAt' | 'endsAt' | 'personId'> & {
    startsAt: string
    endsAt: string
  })[]
}

async function loadAmhps(
  { sql, service, now }: Scope,
  id: ReferralId,
): Promise<readonly Omit<AmhpFacts, 'toilBalance'>[]> {
  // The referral is read once and first: what is looked up by it then goes by an index, whatever the planner knows of the tables.
  const rows = await sql<AmhpAsKept[]>`
    with this as materialized (
      select nhs_number, born_on, lower(last_name) as last_name, lower(first_name) as first_name, place_id, restriction_id
      from referrals where service_id = ${service} and id = ${id}
    )
    select m.person_id as "personId", p.name, p.phone, ${approvalColumns(sql)}, m.needs_buddy as "needsBuddy", m.gender, m.languages,
      m.skills, m.conditions, m.condition_words as "conditionWords", coalesce(b.name, '') as base,
      b.town as "baseTown", coalesce(acts.councils, '{}') as "actingFor",
      coalesce(met.before, false) as "assessedBefore",
      closed.listed is not null as "closedTo", declared.person_id is not null as "declaredConflict", back.gave as "gaveBack", coalesce(rota.shifts, '[]') as shifts,
      gone.person_id is not null as "awayToday"
    from amhps m
    join people p on p.service_id = m.service_id and p.id = m.person_id and p.left_at is null
    left join places b on b.service_id = m.service_id and b.id = m.base_id
    left join (
      select person_id, array_agg(council_id) as councils from acting_for where service_id = ${service} group by person_id
    ) acts on acts.person_id = m.person_id
    left join (
      select person_id, jsonb_agg(jsonb_build_object('id', id, 'startsAt', ${shiftBegins(sql, now)}, 'endsAt', ${shiftEnds(sql, now)}, 'role', role, 'away', ${isAwayAt(sql, now)})) as shifts
      from shifts s
      where service_id = ${service} and cancelled_at is null
        and ((starts_at < ${addMinutes(now, SHIFTS_AHEAD)} and starts_at > ${addMinutes(now, -SHIFTS_BACK - 24 * 60)}
          and (ends_at > ${addMinutes(now, -SHIFTS_BACK)} or ${workedPastIt(sql)})) or ${givenFor(sql, service)})
      group by person_id
    ) rota on rota.person_id = m.person_id
    left join days_away gone on gone.service_id = m.service_id and gone.person_id = m.person_id and gone.day = ${londonDayOf(now)}
    left join (
      select a.person_id, true as before
      from (
        select id from referrals
        where service_id = ${service} and nhs_number <> '' and nhs_number = (select nhs_number from this)
        union
        select id from referrals
        where service_id = ${service} and born_on is not null and born_on = (select born_on from this)
          and lower(last_name) = (select last_name from this) and lower(first_name) = (select first_name from this)
      ) earlier
      join allocations a on a.service_id = ${service} and a.referral_id = earlier.id and a.arrived_at is not null
      where earlier.id <> ${id}
      group by a.person_id
    ) met on met.person_id = m.person_id
    left join (
      select person_id from declared_conflicts
      where service_id = ${service} and over_at is null and place_id = (select place_id from this)
      group by person_id
    ) declared on declared.person_id = m.person_id
    left join (
      select l.person_id as listed from restrictions x
      join restriction_people l on l.service_id = x.service_id and l.restriction_id = x.id and l.removed_at is null
      where x.service_id = ${service} and x.kind = 'deny' and x.id = (select restriction_id from this)
    ) closed on closed.listed = m.person_id
    left join (
      select distinct on (person_id) person_id, jsonb_build_object('how', ended_how, 'at', ended_at) as gave
      from allocations
      where service_id = ${service} and referral_id = ${id} and ended_how in ('declined', 'taken-back')
      order by person_id, ended_at desc
    ) back on back.person_id = m.person_id
    where m.service_id = ${service}
    order by m.person_id`
  return rows.map(({ gaveBack, ...row }) => ({
    ...row,
    gaveBack: gaveBack && { how: gaveBack.how, at: instant(gaveBack.at) },
    shifts: row.shifts.map((shift) => ({
      ...shift,
      personId: row.personId,
      startsAt: instant(shift.startsAt),
      endsAt: instant(shift.endsAt),
    })),
  }))
}

async function loadUnderway({ sql, actor }: Context): Promise<readonly WorkUnderway[]> {
  const service = actor.serviceId
  const [live, referrals] = await Promise.all([
    sql<AllocationAsKept[]>`${selectAllocations(sql)} where a.service_id = ${service} and a.ended_at is null`,
    sql<(Omit<WorkUnderway, 'allocation'> & { id: ReferralId })[]>`
      select r.id, r.request, r.source, r.place, l.town as "placeTown", ${arrangementsOf(sql)} as arrangements
      from allocations a
      join referrals r on r.service_id = a.service_id and r.id = a.referral_id
      left join places l on l.service_id = r.service_id and l.id = r.place_id
      where a.service_id = ${service} and a.ended_at is null`,
  ])
  const byId = new Map(referrals.map((referral) => [referral.id, referral]))
  return live.map((kept) => {
    // Somebody who is out on a restricted record is out all the same; only where is not said.
    const where = byId.get(kept.referralId) ?? elsewhere
    return { ...where, allocation: allocationRow(kept) }
  })
}

/** By the same rule as the board says of somebody that they are still out, of these hours only. A hidden place stays hidden. */
const loadLastPlaces = ({ sql, service, now }: Context) =>
  sql<LastPlace[]>`
    select a.person_id as "personId", r.place, l.town as "placeTown" from watches w
    join allocations a on a.service_id = w.service_id and a.person_id = w.person_id and a.ended_how = 'taken-back'
      and a.set_off_at is not null and w.begun_at <= a.ended_at and a.allocated_at > ${addMinutes(now, -SHIFTS_BACK)}
    join referrals r on r.service_id = a.service_id and r.id = a.referral_id
    left join places l on l.service_id = r.service_id and l.id = r.place_id
    where w.service_id = ${service} and w.ended_at is null
    order by a.ended_at desc`

const elsewhere = { request: 'unsure', source: 'OTHER', place: '', placeTown: null, arrangements: [] } as const

async function loadTowns({ sql, actor }: Context): Promise<readonly string[]> {
  const rows = await sql<{ town: string }[]>`
    select distinct town from places where service_id = ${actor.serviceId} and town <> '' order by town`
  return rows.map(({ town }) => town)
}
