import { randomUUID } from 'node:crypto'
import { finish } from '#shared/allocations/contract.ts'
import type { WaitKind } from '#shared/allocations/waits.ts'
import type {
  AllocationId,
  ClaimId,
  EmployerId,
  PersonId,
  PolicyId,
  ReferralId,
  ShiftId,
  ToilEntryId,
} from '#shared/kernel/ids.ts'
import { myToil, submitClaim, type ClaimRow } from '#shared/toil/contract.ts'
import type { toilPolicy } from '#shared/toil/policy.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import type { Person } from '#tests/harness/person.ts'
import type { TestHub, TestService } from '#tests/harness/service.ts'
import type { z } from 'zod'

export interface PolicyOptions {
  readonly from?: string
  readonly employerId?: EmployerId
}

/** Gives an employer a TOIL policy: the service's own, plain hour for hour from 2020 on, unless told otherwise. */
export async function hasPolicy(
  hub: TestHub,
  service: TestService,
  policy: z.input<typeof toilPolicy> = {},
  { from = '2020-01-01', employerId = service.employerId }: PolicyOptions = {},
): Promise<PolicyId> {
  const id = randomUUID() as PolicyId
  // As plain JSON: what a policy leaves out is filled in when it is read.
  await hub.owner`
    insert into hub.toil_policies (service_id, id, employer_id, effective_from, policy)
    values (${service.id}, ${id}, ${employerId}, ${from}, ${JSON.stringify(policy)}::text::jsonb)`
  return id
}

export interface ShiftOptions {
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly role?: string
}

export async function hasShift(
  hub: TestHub,
  service: TestService,
  amhp: Person,
  { startsAt, endsAt, role = 'duty' }: ShiftOptions,
): Promise<ShiftId> {
  const id = randomUUID() as ShiftId
  await hub.owner`
    insert into hub.shifts (service_id, id, person_id, day, starts_at, ends_at, role)
    values (${service.id}, ${id}, ${amhp.id}, ${londonDayOf(startsAt)}, ${startsAt}, ${endsAt}, ${role})`
  return id
}

export interface JobOptions {
  readonly shiftId: ShiftId | null
  readonly acceptedAt: Instant
  /** As soon as they had accepted it, unless told otherwise. */
  readonly setOffAt?: Instant
  readonly waits?: readonly { readonly kind: WaitKind; readonly startedAt: Instant; readonly endedAt: Instant | null }[]
}

export interface Job {
  readonly allocationId: AllocationId
  readonly referralId: ReferralId
  readonly number: number
}

let lastNumber = 2000

/** A job whose outcome is recorded and which only has to be finished. */
export async function hasJob(
  hub: TestHub,
  service: TestService,
  amhp: Person,
  { shiftId, acceptedAt, setOffAt = acceptedAt, waits = [] }: JobOptions,
): Promise<Job> {
  const { owner } = hub
  const job = {
    allocationId: randomUUID() as AllocationId,
    referralId: randomUUID() as ReferralId,
    number: (lastNumber += 1),
  }
  const arrivedAt = addMinutes(setOffAt, 1)
  await owner`
    insert into hub.referrals (service_id, id, number, state, received_at, recorded_at, taken_by, source, caller_name, caller_phone,
      last_name, first_name, age_years, age_said_on, request, place, happening, risk_to_staff, council_id, urgency, accepted_at)
    values (${service.id}, ${job.referralId}, ${job.number}, 'allocated', ${acceptedAt}, ${acceptedAt}, ${amhp.id}, 'GP', 'Dr Hale',
      '01632 960 200', 'Doyle', 'Sean', 34, ${londonDayOf(acceptedAt)}, 'assessment', '4 Mill Lane, Kelsham', 'Not slept for four days',
      'none-known', ${service.councilId}, 'U2', ${acceptedAt})`
  await owner`
    insert into hub.allocations (service_id, id, referral_id, person_id, shift_id, allocated_by, allocated_at, opened_at, accepted_at,
      set_off_at, arrived_at, outcome, outcome_at, outcome_reasons, choice)
    values (${service.id}, ${job.allocationId}, ${job.referralId}, ${amhp.id}, ${shiftId}, ${amhp.id}, ${acceptedAt}, ${acceptedAt},
      ${acceptedAt}, ${setOffAt}, ${arrivedAt}, 'NOT_DETAINED_COMMUNITY_PLAN', ${arrivedAt}, 'Crisis team will visit', '{}')`
  for (const wait of waits) {
    await owner`
      insert into hub.waits (service_id, id, allocation_id, referral_id, kind, started_at, ended_at)
      values (${service.id}, ${randomUUID()}, ${job.allocationId}, ${job.referralId}, ${wait.kind}, ${wait.startedAt}, ${wait.endedAt})`
  }
  return job
}

export const finishes = (amhp: Person, { allocationId }: Job, at: Instant) =>
  amhp.sends(finish, { allocationId, seenVersion: 1, occurredAt: at })

/** A shift and a job on it that finished so many minutes after it, with the claim it made. */
export async function hasClaim(
  hub: TestHub,
  service: TestService,
  amhp: Person,
  {
    shift,
    late,
    waits = [],
  }: { readonly shift: ShiftOptions; readonly late: number; readonly waits?: JobOptions['waits'] },
): Promise<ClaimRow> {
  const shiftId = await hasShift(hub, service, amhp, shift)
  const job = await hasJob(hub, service, amhp, { shiftId, acceptedAt: addMinutes(shift.startsAt, 60), waits })
  await finishes(amhp, job, addMinutes(shift.endsAt, late))
  const { claims } = await amhp.asks(myToil, {})
  const made = claims.find(({ referralId }) => referralId === job.referralId)
  if (!made) throw new Error(`a finish ${late} minutes late made no claim`)
  return made
}

/** Sends a claim, and answers with what a manager needs to decide it. */
export async function submits(
  amhp: Person,
  claim: Pick<ClaimRow, 'id' | 'version' | 'primaryCause'>,
): Promise<{ claimId: ClaimId; seenVersion: number }> {
  const { version } = await amhp.sends(submitClaim, {
    claimId: claim.id,
    seenVersion: claim.version,
    primaryCause: claim.primaryCause,
    note: '',
  })
  return { claimId: claim.id, seenVersion: version }
}

/** What somebody brought with them from before the ledger, as a colleague of theirs typed it in: nobody records their own. */
export async function hasOpeningBalance(
  hub: TestHub,
  service: TestService,
  person: Person,
  minutes: number,
  day = '2026-01-01',
): Promise<void> {
  const clerk = randomUUID() as PersonId
  await hub.owner`
    insert into hub.people (service_id, id, name, phone, roles, left_at) values (${service.id}, ${clerk}, 'Payroll', '', '{manager}', '2026-01-02T09:00:00Z')`
  await hub.owner`
    insert into hub.toil_entries (service_id, id, person_id, kind, minutes, day, recorded_at, recorded_by)
    values (${service.id}, ${randomUUID() as ToilEntryId}, ${person.id}, 'OPENING_BALANCE', ${minutes}, ${day}, ${`${day}T09:00:00Z`}, ${clerk})`
}
