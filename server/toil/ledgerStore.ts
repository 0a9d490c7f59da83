import { groupBy } from '#shared/kernel/groupBy.ts'
import type { ClaimId, ClosingId, LeaveId, PersonId, PolicyId, ToilEntryId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { minutes } from '#shared/time/minutes.ts'
import type { EarnedAround } from '#shared/toil/approvalTerms.ts'
import type { EntryKind, Extension, Extensions, ToilEntry } from '#shared/toil/ledger.ts'
import type { HoursToPay, PayrollLine } from '#shared/toil/ledgerContract.ts'
import { lotExpiry } from '#shared/toil/lotExpiry.ts'
import { policyOf, type DatedPolicy, type ToilPolicy } from '#shared/toil/policy.ts'
import type { Context } from '#server/kernel/handle.ts'
import type { LockedHolder } from './store.ts'

/** One entry, before its person is locked. */
export interface EntryFound extends ToilEntry {
  readonly personId: PersonId
  readonly claimId: ClaimId | null
  readonly leaveId: LeaveId | null
  readonly policyId: PolicyId | null
}

const columns = (sql: Context['sql']) => sql`
  e.id, e.person_id as "personId", e.kind, e.minutes, e.day, e.recorded_at as "recordedAt", e.reverses_id as "reversesId", e.claim_id as "claimId", e.leave_id as "leaveId", e.policy_id as "policyId", e.lot_id as "lotId"`

export async function entryOf({ sql, actor }: Context, id: ToilEntryId): Promise<EntryFound | null> {
  const [entry] = await sql<EntryFound[]>`
    select ${columns(sql)} from toil_entries e where e.service_id = ${actor.serviceId} and e.id = ${id}`
  return entry ?? null
}

export const entriesOf = ({ sql, actor }: Context, personId: PersonId): Promise<readonly EntryFound[]> =>
  sql<EntryFound[]>`
    select ${columns(sql)} from toil_entries e
    where e.service_id = ${actor.serviceId} and e.person_id = ${personId} order by e.position`

/** Later last days that people gave to single entries: of one person, or of everybody. */
export async function extensionsOf({ sql, actor }: Context, personId: PersonId | null): Promise<Extensions> {
  const rows = await sql<(Extension & { entryId: ToilEntryId })[]>`
    select x.entry_id as "entryId", x.until, x.decided_at as "decidedAt" from toil_extensions x
    join toil_entries e on e.service_id = x.service_id and e.id = x.entry_id
    where x.service_id = ${actor.serviceId} and (${personId}::uuid is null or e.person_id = ${personId})
    order by x.decided_at, x.until`
  return groupBy(rows, ({ entryId }) => entryId)
}

/** By which rule each entry of somebody runs out. */
export const expiryFor = (policies: readonly DatedPolicy[], holder: LockedHolder | null) =>
  lotExpiry(
    policies,
    holder && holder.employerId !== null && holder.contract !== null
      ? { employerId: holder.employerId, contract: holder.contract }
      : null,
  )

/** The policy of somebody on a day; `null` for whoever is not on the register, or whose employer has none. */
export function policyFor(
  policies: readonly DatedPolicy[],
  holder: LockedHolder | null,
  day: LondonDay,
): ReturnType<typeof policyOf> {
  if (holder === null || holder.employerId === null || holder.contract === null) return null
  const { employerId, contract, contractedMinutesPerWeek } = holder
  return policyOf(policies, { employerId, contract, contractedMinutesPerWeek: contractedMinutesPerWeek ?? 0 }, day)
}

/** Locks the people of some claims, in order, so that what they are owed stands still while it is decided. */
export async function balancesLocked(
  { sql, actor }: Context,
  people: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, number>> {
  await sql`
    select from people where service_id = ${actor.serviceId} and id = any(${[...people]}::uuid[]) order by id for no key update`
  const rows = await sql<{ personId: PersonId; balance: number }[]>`
    select person_id as "personId", sum(minutes)::int as balance from toil_entries
    where service_id = ${actor.serviceId} and person_id = any(${[...people]}::uuid[]) group by person_id`
  return new Map(rows.map(({ personId, balance }) => [personId, balance]))
}

/** What was earned, and stands, around the day of each claim. */
export async function earnedAround(
  { sql, actor }: Context,
  claims: readonly ClaimId[],
): Promise<ReadonlyMap<ClaimId, EarnedAround>> {
  const rows = await sql<(EarnedAround & { id: ClaimId })[]>`
    select c.id, coalesce(sum(e.minutes) filter (where date_trunc('month', e.day) = date_trunc('month', c.day)), 0)::int as month,
      coalesce(jsonb_agg(jsonb_build_object('day', e.day, 'minutes', e.minutes)) filter (where e.day > c.day - 28 and e.day < c.day + 28), '[]') as days
    from toil_claims c
    join toil_entries e on e.service_id = c.service_id and e.person_id = c.person_id and e.kind = 'ACCRUE'
    where c.service_id = ${actor.serviceId} and c.id = any(${[...claims]}::uuid[])
      and not exists (select from toil_entries u where u.service_id = e.service_id and u.reverses_id = e.id)
    group by c.id`
  return new Map(rows.map(({ id, month, days }) => [id, { month, days }]))
}

/** Whether some limit of these policies has to be counted exactly before anybody approves. */
export const hasHardLimit = ({ cap, periodCap }: ToilPolicy): boolean =>
  [cap, periodCap].some((limit) => limit !== null && limit.onExceed !== 'warn')

/** Puts a day of TOIL on the rota; `false` when the day holds a shift or another day away. */
export async function putOnRota({ sql, actor }: Context, personId: PersonId, day: LondonDay): Promise<boolean> {
  const rows = await sql<{ day: LondonDay }[]>`
    insert into days_away (person_id, day, kind)
    select ${personId}, ${day}, 'toil'
    where not exists (select from shifts s where s.service_id = ${actor.serviceId} and s.person_id = ${personId} and s.day = ${day} and s.cancelled_at is null)
    on conflict do nothing
    returning day`
  return rows.length > 0
}

export async function hasShiftOn({ sql, actor }: Context, personId: PersonId, day: LondonDay): Promise<boolean> {
  const rows = await sql`
    select from shifts where service_id = ${actor.serviceId} and person_id = ${personId} and day = ${day} and cancelled_at is null limit 1`
  return rows.length > 0
}

/** Takes a day of TOIL off the rota, when no other entry still says that it was taken and it is no day of agreed leave. */
export const takeOffRota = async ({ sql, actor }: Context, personId: PersonId, day: LondonDay): Promise<void> => {
  await sql`
    delete from days_away d
    where d.service_id = ${actor.serviceId} and d.person_id = ${personId} and d.day = ${day} and d.kind = 'toil'
      and not exists (select from toil_entries e where e.service_id = ${actor.serviceId} and e.person_id = ${personId} and e.day = ${day} and e.kind = 'TAKE'
        and not exists (select from toil_entries u where u.service_id = e.service_id and u.reverses_id = e.id))
      and not exists (select from leave_requests l where l.service_id = ${actor.serviceId} and l.person_id = ${personId} and l.kind = 'toil'
        and l.state = 'agreed' and ${day} between l.first_day and l.last_day)`
}

/** Whoever closes or reopens holds payroll alone; whoever adds an entry waits. The database's own trigger takes the other side of it. */
export const holdPayroll = async ({ sql, actor }: Context): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('payroll ' || ${actor.serviceId}::text, 0))`
}

export async function closedTo({ sql, actor }: Context): Promise<LondonDay | null> {
  const [row] = await sql<{ day: LondonDay | null }[]>`
    select max(up_to) as day from payroll_closings where service_id = ${actor.serviceId} and reopened_at is null`
  return row?.day ?? null
}

export interface ClosingRow {
  readonly id: ClosingId
  readonly upTo: LondonDay
  readonly lastPosition: number
  readonly closedAt: Instant
  readonly closedByName: string
  readonly lines: readonly Omit<PayrollLine, 'name'>[]
  readonly hoursToPay: readonly Omit<HoursToPay, 'name'>[] | null
  readonly reopenedAt: Instant | null
  readonly reopenedByName: string | null
  readonly reopenedWhy: string
  readonly entriesSince: number
  readonly packsSince: number
}

/** Every closing, the latest first, with what has happened since that rests on it. */
export const closingRows = ({ sql, actor }: Context): Promise<readonly ClosingRow[]> =>
  sql<ClosingRow[]>`
    select c.id, c.up_to as "upTo", c.last_position as "lastPosition", c.closed_at as "closedAt", p.name as "closedByName", c.lines, c.hours_to_pay as "hoursToPay",
      c.reopened_at as "reopenedAt", r.name as "reopenedByName", c.reopened_why as "reopenedWhy",
      (select count(*)::int from toil_entries e where e.service_id = c.service_id and e.position > c.last_position) as "entriesSince",
      (select count(*)::int from report_packs k where k.service_id = c.service_id and k.made_at > c.closed_at and k.first_day <= c.up_to) as "packsSince"
    from payroll_closings c
    join people p on p.service_id = c.service_id and p.id = c.closed_by
    left join people r on r.service_id = c.service_id and r.id = c.reopened_by
    where c.service_id = ${actor.serviceId}
    order by c.up_to desc, c.closed_at desc`

/** What a closing to today would hold: the same sums that the database makes when it closes. */
export async function openLines({ sql, actor, now }: Context): Promise<readonly Omit<PayrollLine, 'name'>[]> {
  const rows = await sql<{ personId: PersonId; kind: EntryKind; since: number; all: number }[]>`
    select e.person_id as "personId", coalesce(o.kind, e.kind) as kind,
      coalesce(sum(e.minutes) filter (where not hub.payroll_holds(e.position, e.day)), 0)::int as since, sum(e.minutes)::int as "all"
    from toil_entries e left join toil_entries o on o.service_id = e.service_id and o.id = e.reverses_id
    where e.service_id = ${actor.serviceId} and e.day <= ${londonDayOf(now)}
    group by 1, 2`
  const people = new Map<PersonId, { moved: Map<EntryKind, number>; balance: number }>()
  for (const { personId, kind, since, all } of rows) {
    const one = people.get(personId) ?? { moved: new Map<EntryKind, number>(), balance: 0 }
    one.moved.set(kind, since)
    people.set(personId, { moved: one.moved, balance: one.balance + all })
  }
  const of = (moved: ReadonlyMap<EntryKind, number>, ...kinds: readonly EntryKind[]): number =>
    minutes(kinds.reduce((sum, kind) => sum + (moved.get(kind) ?? 0), 0))
  return [...people].map(([personId, { moved, balance }]) => ({
    personId,
    earned: of(moved, 'ACCRUE'),
    taken: of(moved, 'TAKE'),
    paid: of(moved, 'PAY_OUT'),
    expired: of(moved, 'EXPIRE'),
    adjusted: of(moved, 'ADJUST', 'OPENING_BALANCE'),
    balance,
  }))
}
