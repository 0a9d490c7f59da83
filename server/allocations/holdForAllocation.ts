import type { AllocationId, PersonId, ReferralId } from '#shared/kernel/ids.ts'
import type { RiskAnswer } from '#shared/referrals/referral.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Scope } from '#server/kernel/handle.ts'
import type { ReferralFacts } from './candidateStore.ts'
import type { LastChange, LiveAllocation } from './store.ts'

/** A referral, held, as giving it to somebody depends on it. */
export type HeldReferral = Pick<ReferralFacts, 'version' | 'state' | 'closedAt' | 'councilId' | 'councilName'> & {
  readonly riskToStaff: RiskAnswer
}

/** What is held for an allocation, and how things stood in the service from then on. */
export interface HeldForAllocation {
  /** `null` for nobody of this service. */
  readonly name: string | null
  readonly referral: HeldReferral | undefined
  readonly live: LiveAllocation | null
  readonly lastChange: LastChange | null
  /** The number of the service’s last event. */
  readonly seq: number
}

/**
 * The chosen person and the referral, locked in that order; then, once they are held, who has the referral, who changed it last and
 * how far the service had come. All is on the wire at once.
 */
export async function holdForAllocation(
  { sql, service }: Scope,
  personId: PersonId,
  referralId: ReferralId,
): Promise<HeldForAllocation> {
  const [people, referrals, standing] = await Promise.all([
    // The entry in the register is held by what was found of the person, so after them.
    sql<{ name: string }[]>`
      with person as materialized (
        select id, name from people where service_id = ${service} and id = ${personId} and left_at is null for no key update
      ), entry as materialized (
        select person_id from amhps where service_id = ${service} and person_id = (select id from person) for share
      )
      select name, (select count(*) from entry) from person`.execute(),
    sql<HeldReferral[]>`
      select r.version, r.state, r.closed_at as "closedAt", r.council_id as "councilId", r.risk_to_staff as "riskToStaff",
        (select c.name from councils c where c.service_id = r.service_id and c.id = r.council_id) as "councilName"
      from referrals r where r.service_id = ${service} and r.id = ${referralId} for no key update of r`.execute(),
    sql<StandingAsKept[]>`
      select n.last_seq as seq, live.id as "allocationId", live.to_name as "toName", live.by_name as "byName", live.allocated_at as "givenAt",
        last.by_name as "changedBy", last.at as "changedAt"
      from service_counters n
      left join lateral (
        select a.id, t.name as to_name, b.name as by_name, a.allocated_at from allocations a
        join people t on t.service_id = a.service_id and t.id = a.person_id
        join people b on b.service_id = a.service_id and b.id = a.allocated_by
        where a.service_id = n.service_id and a.referral_id = ${referralId} and a.ended_at is null and hub.in_sight(a.referral_id)
      ) live on true
      left join lateral (
        select coalesce(p.name, '') as by_name, e.at from events e left join people p on p.service_id = e.service_id and p.id = e.actor_id
        where e.service_id = n.service_id and e.referral_id = ${referralId} order by e.seq desc limit 1
      ) last on true
      where n.service_id = ${service}`,
  ])
  return { name: people[0]?.name ?? null, referral: referrals[0], ...standingOf(standing[0]) }
}

interface StandingAsKept {
  readonly seq: number
  readonly allocationId: AllocationId | null
  readonly toName: string
  readonly byName: string
  readonly givenAt: Instant
  readonly changedBy: string | null
  readonly changedAt: Instant
}

function standingOf(kept: StandingAsKept | undefined): Pick<HeldForAllocation, 'live' | 'lastChange' | 'seq'> {
  if (!kept) return { live: null, lastChange: null, seq: 0 }
  const { seq, allocationId, toName, byName, givenAt, changedBy, changedAt } = kept
  return {
    seq,
    live: allocationId === null ? null : { allocationId, toName, byName, at: givenAt },
    lastChange: changedBy === null ? null : { byName: changedBy, at: changedAt },
  }
}
