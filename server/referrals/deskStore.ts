import type { PersonId, ReferralId } from '#shared/kernel/ids.ts'
import type { ArrangementKind, ArrangementState, DecisionRow } from '#shared/referrals/record.ts'
import type { Instant } from '#shared/time/instant.ts'
import { triageDecisions } from '#db/schema/referrals.ts'
import type { Context, Scope } from '#server/kernel/handle.ts'
import type { Kept } from './store.ts'

export interface BeforeTriage {
  /** How many decisions stand. */
  readonly decisions: number
  /** The number of the latest version, be it undone; 0 when there is none. */
  readonly latest: number
  readonly liveAllocation: { readonly toName: string; readonly at: Instant } | null
}

/** How many decisions there are and stand, and who has the referral now. */
export async function beforeTriage({ sql, actor }: Context, id: ReferralId): Promise<BeforeTriage> {
  const [counted, live] = await Promise.all([
    sql<{ decisions: number; latest: number }[]>`
      select count(*) filter (where u.undone_at is null) as decisions, coalesce(max(d.version_number), 0) as latest
      from triage_decisions d left join undone_decisions u
        on u.service_id = d.service_id and u.referral_id = d.referral_id and u.version_number = d.version_number
      where d.service_id = ${actor.serviceId} and d.referral_id = ${id}`,
    sql<{ toName: string; at: Instant }[]>`
      select p.name as "toName", a.allocated_at as at from allocations a
      join people p on p.service_id = a.service_id and p.id = a.person_id
      where a.service_id = ${actor.serviceId} and a.referral_id = ${id} and a.ended_at is null`,
  ])
  return { decisions: counted[0]?.decisions ?? 0, latest: counted[0]?.latest ?? 0, liveAllocation: live[0] ?? null }
}

type NewDecision = Omit<DecisionRow, 'decidedByName' | 'recordedByName' | 'decidedAt' | 'urgencyWords'> & {
  readonly referralId: ReferralId
  readonly decidedBy: PersonId
  readonly recordedBy: PersonId | null
  /** The version of the referral that it makes. */
  readonly madeVersion: number
  readonly before: Pick<Kept, 'state' | 'urgency' | 'assessBy' | 'acceptedAt'>
}

export async function saveDecision({ db, actor, now }: Context, { before, ...decision }: NewDecision): Promise<void> {
  await db.insert(triageDecisions).values({
    ...decision,
    serviceId: actor.serviceId,
    decidedAt: now,
    stateBefore: before.state === 'closed' ? null : before.state,
    urgencyBefore: before.urgency,
    assessByBefore: before.assessBy,
    acceptedAtBefore: before.acceptedAt,
  })
}

export interface HeldForArranging {
  readonly closedAt: Instant | null
  readonly arrangement: { readonly state: ArrangementState; readonly since: Instant; readonly version: number } | null
}

/**
 * Where an arrangement stands, with its row locked, and whether its referral is still open, which it stays until the transaction
 * ends: held in that order by one statement, since whatever waited for a lock is read as it is once the lock was had. `undefined` when
 * this service has no such referral.
 */
export async function holdArrangement(
  { sql, service }: Scope,
  id: ReferralId,
  kind: ArrangementKind,
): Promise<HeldForArranging | undefined> {
  const [held] = await sql<ArrangingAsKept[]>`
    with referral as materialized (
      select closed_at from referrals where service_id = ${service} and id = ${id} for share
    ), arrangement as materialized (
      select state, since, version from arrangements
      where service_id = ${service} and referral_id = ${id} and kind = ${kind} for no key update
    )
    select r.closed_at as "closedAt", a.state, a.since, a.version from referral r left join arrangement a on true`
  if (!held) return undefined
  const { closedAt, state, since, version } = held
  return { closedAt, arrangement: state === null ? null : { state, since, version } }
}

type ArrangingAsKept = { readonly closedAt: Instant | null } & (
  | { readonly state: ArrangementState; readonly since: Instant; readonly version: number }
  | { readonly state: null; readonly since: null; readonly version: null }
)

/** Who last said where an arrangement stands. */
export async function lastArrangedBy(
  { sql, actor }: Context,
  id: ReferralId,
  kind: ArrangementKind,
): Promise<{ readonly byName: string; readonly at: Instant } | undefined> {
  const [row] = await sql<{ byName: string; at: Instant }[]>`
    select coalesce(p.name, '') as "byName", e.at from events e
    left join people p on p.service_id = e.service_id and p.id = e.actor_id
    where e.service_id = ${actor.serviceId} and e.referral_id = ${id} and e.type = 'arrangement-set' and e.data->>'kind' = ${kind}
    order by e.seq desc limit 1`
  return row
}

export interface ArrangementToSave {
  readonly referralId: ReferralId
  readonly kind: ArrangementKind
  readonly state: ArrangementState
  readonly note: string
  readonly since: Instant
  readonly version: number
}

/**
 * Writes where an arrangement stands: a new row when there was none, else the row that is held. Of two that are the first, the second
 * breaks the key.
 */
export async function saveArrangement({ sql, actor }: Context, to: ArrangementToSave): Promise<void> {
  await (to.version === 1
    ? sql`
        insert into arrangements (service_id, referral_id, kind, state, note, since, set_by, version)
        values (${actor.serviceId}, ${to.referralId}, ${to.kind}, ${to.state}, ${to.note}, ${to.since}, ${actor.personId}, 1)`
    : sql`
        update arrangements set state = ${to.state}, note = ${to.note}, since = ${to.since}, set_by = ${actor.personId}, version = ${to.version}
        where service_id = ${actor.serviceId} and referral_id = ${to.referralId} and kind = ${to.kind}`)
}
