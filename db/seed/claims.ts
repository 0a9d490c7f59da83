import type { AllocationId, ClaimId, PersonId, ReferralId, ServiceId } from '#shared/kernel/ids.ts'
import { addMinutes, earliest, latest, type Instant } from '#shared/time/instant.ts'
import { addDays, clockTime, londonDayOf, londonInstant, weekdayOf } from '#shared/time/london.ts'
import { claimFromRecord, type WorkedOutClaim } from '#shared/toil/claimFromRecord.ts'
import { policyInForce, type DatedPolicy } from '#shared/toil/policy.ts'
import type { CaseAllocation } from './case.ts'
import { claimNotes, refusedWhy } from './decisionWords.ts'
import type { Draw } from './random.ts'
import type { DemoRows, Row } from './rows.ts'
import { factsOf, type AmhpKey, type StaffIds } from './staff.ts'

type Claim = Row<'toilClaims'>

/** A job that was finished on a shift, with what its claim depends on. */
export interface FinishedJob {
  readonly allocationId: AllocationId
  readonly referralId: ReferralId
  readonly given: CaseAllocation
  readonly finishedAt: Instant
  readonly shift: Row<'shifts'>
  readonly nextShiftStartsAt: Instant | null
}

export interface ClaimParts {
  readonly serviceId: ServiceId
  readonly now: Instant
  readonly ids: StaffIds
  readonly draw: Draw
}

/** A late finish that earns TOIL, worked out by the rules and not yet sent. */
export interface Earned {
  readonly job: FinishedJob
  readonly policy: DatedPolicy
  readonly worked: WorkedOutClaim
  readonly who: AmhpKey
}

/** Every late finish that the employer's policy counts, the latest first. */
export function earnedBy(
  jobs: readonly FinishedJob[],
  keys: ReadonlyMap<PersonId, AmhpKey>,
  rows: DemoRows,
): readonly Earned[] {
  const employers = new Map(rows.amhps.map(({ personId, employerId }) => [personId, employerId]))
  return jobs
    .flatMap((job): readonly Earned[] => {
      const [who, employerId] = [keys.get(job.given.personId), employers.get(job.given.personId)]
      if (!who || !employerId || factsOf(who).contract === 'sessional') return []
      const policy = policyInForce(rows.toilPolicies, employerId, job.shift.day)
      const worked = policy && claimOf(job, policy)
      return worked ? [{ job, policy, worked, who }] : []
    })
    .toSorted((a, b) => (a.job.finishedAt > b.job.finishedAt ? -1 : 1))
}

const claimOf = (
  { shift, given, finishedAt, nextShiftStartsAt }: FinishedJob,
  { policy }: DatedPolicy,
): WorkedOutClaim | null =>
  claimFromRecord({
    shift: { start: shift.startsAt, end: shift.endsAt },
    // Whoever is due on their next shift by then is at work as rostered.
    pauses: nextShiftStartsAt === null ? [] : [{ start: nextShiftStartsAt, end: finishedAt, why: 'on-shift' }],
    jobBeganAt: given.steps.acceptedAt ?? given.at,
    finishedAt,
    waits: given.waits,
    earlier: null,
    policy,
  })

/** So many wait for a manager; of these, some need a look, because of whose they are. */
const WAITING = 14
const TO_LOOK_AT: readonly (readonly [AmhpKey, number])[] = [
  ['priya', 2],
  ['tom', 1],
]
const REFUSED = 0.03
/** Finished so lately that it has not been sent yet, in minutes. */
const JUST_FINISHED = 20 * 60

/** How each claim stands: just made, waiting, or decided. */
export function standingOf(earned: readonly Earned[], { now, draw }: ClaimParts): ReadonlyMap<Earned, Claim['state']> {
  const looks = TO_LOOK_AT.flatMap(([key, count]) => earned.filter(({ who }) => who === key).slice(0, count))
  const theirs = (one: Earned) => TO_LOOK_AT.some(([key]) => key === one.who)
  const made = earned.filter((one) => !theirs(one) && one.job.finishedAt > addMinutes(now, -JUST_FINISHED)).slice(0, 2)
  const plain = earned.filter((one) => !theirs(one) && !made.includes(one)).slice(0, WAITING - looks.length)
  const waiting = new Set([...looks, ...plain])
  return new Map(
    earned.map((one) => {
      if (waiting.has(one)) return [one, 'submitted'] as const
      if (made.includes(one)) return [one, 'made'] as const
      return [one, draw.chance(REFUSED) ? 'refused' : 'approved'] as const
    }),
  )
}

/** Whether the finish was typed in the next day and no reason given: one for a manager to ask about. */
export const typedNextDay = (one: Earned, state: Claim['state']): boolean => one.who === 'tom' && state === 'submitted'

/** When a finish was written down: at once, or the next morning. */
export function madeAtOf(one: Earned, state: Claim['state'], now: Instant): Instant {
  const { finishedAt } = one.job
  if (!typedNextDay(one, state)) return finishedAt
  return latest(
    finishedAt,
    earliest(londonInstant(addDays(one.job.shift.day, 1), clockTime('09:10')), addMinutes(now, -15)),
  )
}

/** The row of one claim, as far as it has come. */
export function claimRow(one: Earned, state: Claim['state'], parts: ClaimParts): Claim {
  const { serviceId, now, ids, draw } = parts
  const { job, policy, worked } = one
  const madeAt = madeAtOf(one, state, now)
  const submittedAt = state === 'made' ? null : earliest(addMinutes(madeAt, draw.whole(2, 500)), addMinutes(now, -9))
  const decided = submittedAt !== null && (state === 'approved' || state === 'refused')
  const unsaid = typedNextDay(one, state)
  return {
    serviceId,
    state,
    madeAt,
    submittedAt,
    id: draw.id<ClaimId>(),
    personId: job.given.personId,
    allocationId: job.allocationId,
    referralId: job.referralId,
    shiftId: job.shift.id,
    offRota: false,
    day: job.shift.day,
    shiftEndedAt: job.shift.endsAt,
    finishedAt: job.finishedAt,
    rawMinutes: worked.rawMinutes,
    minutes: worked.minutes,
    policyId: policy.id,
    policy: policy.policy,
    breakMinutes: null,
    primarySub: null,
    breakTaken: null,
    reasons: [],
    decision: 1,
    agreementId: null,
    firstApprovedBy: null,
    firstApprovedAt: null,
    workedOut: worked.steps,
    causes: worked.causes,
    primaryCause: unsaid ? 'OTH' : worked.primaryCause,
    note: unsaid ? '' : draw.pick(claimNotes[worked.primaryCause] ?? ['']),
    decidedBy: decided
      ? draw.weighted([
          [ids.ruth, 7],
          [ids.gareth, 3],
        ])
      : null,
    decidedAt: decided ? decidedAfter(submittedAt, parts) : null,
    decisionReason: state === 'refused' ? draw.pick(refusedWhy) : '',
    version: state === 'made' ? 1 : decided ? 3 : 2,
  }
}

/** Managers look at claims on working days, some days later. */
function decidedAfter(sentAt: Instant, { now, draw }: ClaimParts): Instant {
  const day = addDays(londonDayOf(sentAt), draw.whole(1, 6))
  const working = weekdayOf(day) > 5 ? addDays(day, 8 - weekdayOf(day)) : day
  const at = addMinutes(londonInstant(working, clockTime('09:30')), draw.whole(0, 400))
  return latest(addMinutes(sentAt, 4), earliest(at, addMinutes(now, -4)))
}
