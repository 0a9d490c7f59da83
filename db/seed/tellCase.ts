import { lateMinutes } from '#shared/allocations/likelyFinish.ts'
import type { PowerId, ReferralId, ShiftId } from '#shared/kernel/ids.ts'
import { clockOf } from '#shared/referrals/clocks.ts'
import { ruleInForce } from '#shared/referrals/clockRules.ts'
import { triageLeadsTo } from '#shared/referrals/triage.ts'
import { addMinutes, latest, type Instant } from '#shared/time/instant.ts'
import { minutes } from '#shared/time/minutes.ts'
import type { Case, CaseAllocation, CasePower } from './case.ts'
import type { Happening, Happenings } from './happenings.ts'
import type { WrittenCase } from './writeCase.ts'

interface Telling {
  readonly happenings: Happenings
  readonly shiftEnds: ReadonlyMap<ShiftId, Instant>
}

/** Tells the timeline of one case, as the commands would have: each step by whoever took it, when they took it. */
export function tellCase(telling: Telling, one: Case, written: WrittenCase): void {
  const { happenings } = telling
  const { referralId } = written
  tellOfCall(happenings, one, written)
  one.decisions.forEach(({ outcome, urgency, assessBy, at, by }, index) => {
    const data = { decision: index + 1, outcome, urgency, assessBy, state: triageLeadsTo[outcome] }
    happenings.tell(at, by, { type: index === 0 ? 'referral-triaged' : 'triage-changed', referralId, data })
  })
  for (const { kind, state, since, by } of one.arrangements) {
    happenings.tell(since, by, { type: 'arrangement-set', referralId, data: { kind, state, before: null } })
  }
  one.allocations.forEach((given, index) => {
    const ids = written.allocations[index]
    if (ids) tellOfAllocation(telling, one, given, { ...written, ...ids })
  })
  tellOfEnds(happenings, one, written)
}

function tellOfCall(happenings: Happenings, one: Case, { referralId, powerIds }: WrittenCase): void {
  const { number, receivedAt, recordedAt, takenBy, source, request, riskToStaff: risk } = one
  const received: Happening = {
    type: 'referral-received',
    referralId,
    data: { number, receivedAt, source, request, risk },
  }
  const recorded = one.powers.map((power, index) => recordedPower(power, index, one, { referralId, powerIds }))
  const atOnce = recorded.filter((_, index) => (one.powers[index]?.recordedAt ?? recordedAt) <= recordedAt)
  happenings.tell(recordedAt, takenBy, received, ...atOnce)
  one.powers.forEach((power, index) => {
    const told = recorded[index]
    if (told && power.recordedAt > recordedAt) happenings.tell(power.recordedAt, power.recordedBy, told)
    tellOfExtension(happenings, power, referralId, powerIds[index])
  })
}

function recordedPower(
  { kind, startedAt, recordedAt, correctionReason }: CasePower,
  index: number,
  { powers }: Case,
  { referralId, powerIds }: Pick<WrittenCase, 'referralId' | 'powerIds'>,
): Happening {
  const ruleId = ruleInForce(kind, startedAt ?? recordedAt).id
  const data = { powerId: powerIds[index], kind, startedAt, ruleId }
  if (correctionReason === undefined) return { type: 'power-recorded', referralId, data }
  const before = powers[index - 1]?.startedAt ?? null
  return {
    type: 'power-corrected',
    referralId,
    data: { ...data, correctsId: powerIds[index - 1], before, extensionDropped: false },
  }
}

function tellOfExtension(
  happenings: Happenings,
  power: CasePower,
  referralId: ReferralId,
  powerId: PowerId | undefined,
): void {
  const { kind, startedAt, extension, recordedBy, recordedAt } = power
  if (!extension) return
  const { authorisedAt } = extension
  const law = {
    minutes: minutes(extension.minutes),
    authorisedAt,
    reason: 'condition-of-person',
    authority: 'registered-medical-practitioner',
  } as const
  const { limitAt } = clockOf({ kind, startedAt, extension: law }, authorisedAt)
  const at = latest(addMinutes(authorisedAt, 5), recordedAt)
  happenings.tell(at, recordedBy, { type: 'power-extended', referralId, data: { powerId, kind, ...law, limitAt } })
}

type Ids = WrittenCase & WrittenCase['allocations'][number]

function tellOfAllocation(telling: Telling, one: Case, given: CaseAllocation, ids: Ids): void {
  const { happenings } = telling
  const { referralId, id: allocationId } = ids
  const { personId, shiftId, by, at, rank, steps, outcome, ended } = given
  const about = { referralId, personId }
  const step = (when: Instant | undefined, type: Happening['type'], data: Happening['data'] = { occurredAt: when }) => {
    if (when) happenings.tell(when, personId, { type, ...about, data: { allocationId, ...data } })
  }
  happenings.tell(at, by, {
    type: 'referral-allocated',
    ...about,
    data: { allocationId, shiftId, rank, standing: 'suggested' },
  })
  step(steps.openedAt, 'allocation-opened', {})
  step(steps.acceptedAt, 'allocation-accepted')
  step(steps.setOffAt, 'amhp-set-off')
  step(steps.arrivedAt, 'amhp-arrived')
  given.waits.forEach(({ kind, startedAt, endedAt }, index) => {
    const wait = { waitId: ids.waitIds[index], kind, startedAt }
    step(startedAt, 'wait-started', wait)
    if (endedAt) step(endedAt, 'wait-ended', { ...wait, endedAt })
  })
  step(steps.outcomeAt, 'outcome-recorded', {
    outcome: outcome?.code,
    subReason: outcome?.subReason,
    occurredAt: steps.outcomeAt,
  })
  tellOfFinish(telling, one, given, ids)
  step(steps.homeSafeAt, 'amhp-home-safe')
  if (!ended) return
  const type = ended.how === 'declined' ? 'allocation-declined' : 'allocation-taken-back'
  happenings.tell(ended.at, ended.by, { type, ...about, data: { allocationId, occurredAt: ended.at } })
}

/** The finish, and with it the end of every power that the outcome ends. */
function tellOfFinish({ happenings, shiftEnds }: Telling, one: Case, given: CaseAllocation, ids: Ids): void {
  const { referralId, powerIds, id: allocationId } = ids
  const { personId, shiftId, steps, finishTypedAt } = given
  const { finishedAt } = steps
  if (!finishedAt) return
  const outcome = given.outcome?.code
  const ended = one.powers.flatMap(({ kind, ended: end }, index): readonly Happening[] => {
    if (end?.at !== finishedAt) return []
    const because = 'assessment-finished'
    return [
      {
        type: 'power-ended',
        referralId,
        data: { powerId: powerIds[index], kind, endedAt: finishedAt, because, outcome },
      },
    ]
  })
  const shiftEnd = shiftId && shiftEnds.get(shiftId)
  const late = shiftEnd ? lateMinutes(finishedAt, shiftEnd) : 0
  const data = { allocationId, finishedAt, occurredAt: finishedAt, shiftId, lateMinutes: late, outcome }
  happenings.tell(
    finishTypedAt ?? finishedAt,
    personId,
    { type: 'assessment-finished', referralId, personId, data },
    ...ended,
  )
}

/** The ends of powers that no finish ended: the desk heard of them. */
function tellOfEnds(
  happenings: Happenings,
  { powers, allocations, takenBy }: Case,
  { referralId, powerIds }: WrittenCase,
): void {
  const finishes = new Set(allocations.flatMap(({ steps }) => steps.finishedAt ?? []))
  powers.forEach(({ kind, ended }, index) => {
    if (!ended || finishes.has(ended.at)) return
    happenings.tell(ended.at, takenBy, {
      type: 'power-ended',
      referralId,
      data: { powerId: powerIds[index], kind, endedAt: ended.at },
    })
  })
}
