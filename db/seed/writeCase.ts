import { notFollowedCodes, notFollowedReasons } from '#shared/allocations/notFollowed.ts'
import { jobKindOf, lateMinutes, usualFinishFrom } from '#shared/allocations/likelyFinish.ts'
import { usualSettings } from '#shared/rota/operatingModels.ts'
import type { AllocationId, PowerId, ReferralId, ServiceId, ShiftId, WaitId } from '#shared/kernel/ids.ts'
import { ruleInForce } from '#shared/referrals/clockRules.ts'
import type { RequestCode, ReferralState } from '#shared/referrals/referral.ts'
import { triageLeadsTo, type TriageDuty } from '#shared/referrals/triage.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { minutes } from '#shared/time/minutes.ts'
import type { Case, CaseAllocation, CaseDecision, CasePower } from './case.ts'
import type { Draw } from './random.ts'
import type { DemoRows, Row } from './rows.ts'

/** The ids that a case was written with, in the order of its parts. */
export interface WrittenCase {
  readonly referralId: ReferralId
  readonly powerIds: readonly PowerId[]
  readonly allocations: readonly { readonly id: AllocationId; readonly waitIds: readonly WaitId[] }[]
}

export interface Writing {
  readonly serviceId: ServiceId
  readonly draw: Draw
  readonly shiftEnds: ReadonlyMap<ShiftId, Instant>
}

/** Adds the rows of one case. */
export function writeCase(rows: DemoRows, one: Case, { serviceId, draw, shiftEnds }: Writing): WrittenCase {
  const referralId = draw.id<ReferralId>()
  const own = { serviceId, referralId }
  rows.referrals.push(referralRow(one, serviceId, referralId))
  const powers = powerRows(one, own, draw)
  rows.powers.push(...powers)
  rows.triageDecisions.push(...one.decisions.map((decision, index) => decisionRow(one.request, decision, index, own)))
  rows.arrangements.push(...one.arrangements.map(({ by, ...set }) => ({ ...own, ...set, setBy: by, version: 1 })))
  const allocations = one.allocations.map((given) => {
    const choice = choiceOf(one, given, shiftEnds)
    const row = { ...allocationRow(given, own, draw.id<AllocationId>()), choice }
    const waits = given.waits.map((wait) => ({
      ...own,
      note: '',
      ...wait,
      id: draw.id<WaitId>(),
      allocationId: row.id,
    }))
    rows.allocations.push(row)
    rows.waits.push(...waits)
    return { id: row.id, waitIds: waits.map(({ id }) => id) }
  })
  return { referralId, powerIds: powers.map(({ id }) => id), allocations }
}

/** Where a case stands: what its parts come to. */
export function stateOfCase({ closed, allocations, decisions }: Case): ReferralState {
  if (closed) return 'closed'
  if (allocations.some(({ ended, steps }) => !ended && !steps.finishedAt)) return 'allocated'
  const last = decisions.at(-1)
  return last ? triageLeadsTo[last.outcome] : 'to-triage'
}

function referralRow(one: Case, serviceId: ServiceId, id: ReferralId): Row<'referrals'> {
  const { person, powers, decisions, arrangements: _, allocations, closed, papers: ___, ...call } = one
  const { town: __, ...known } = person
  const last = decisions.at(-1)
  const corrected = Math.max(0, powers.length - 1)
  const over = allocations.filter(({ ended, steps }) => ended || steps.finishedAt).length
  return {
    serviceId,
    id,
    ...call,
    ...known,
    state: stateOfCase(one),
    restrictionId: null,
    personPhone: '',
    partnerId: null,
    version: 1 + decisions.length + allocations.length + over + corrected,
    ageSaidOn: londonDayOf(one.receivedAt),
    urgency: last?.urgency ?? null,
    assessBy: last?.assessBy ?? null,
    acceptedAt: decisions.find(({ outcome }) => triageLeadsTo[outcome] === 'to-allocate')?.at ?? null,
    closedAt: closed?.at ?? null,
    closedAs: closed?.as ?? null,
  }
}

type Own = { readonly serviceId: ServiceId; readonly referralId: ReferralId }

function powerRows({ powers }: Case, own: Own, draw: Draw): readonly Row<'powers'>[] {
  const ids = powers.map(() => draw.id<PowerId>())
  return powers.map((power, index) => {
    const next = powers[index + 1]
    const corrects = power.correctionReason === undefined ? null : (ids[index - 1] ?? null)
    const replaced = next?.correctionReason === undefined ? null : next.recordedAt
    return {
      ...own,
      id: ids[index] ?? draw.id<PowerId>(),
      ...powerFacts(power),
      supersededAt: replaced,
      correctsId: corrects,
    }
  })
}

const powerFacts = ({
  kind,
  startedAt,
  source,
  recordedAt,
  recordedBy,
  extension,
  ended,
  correctionReason,
}: CasePower) => ({
  kind,
  startedAt,
  startSource: source,
  ruleId: ruleInForce(kind, startedAt ?? recordedAt).id,
  recordedAt,
  recordedBy,
  extensionMinutes: extension ? minutes(extension.minutes) : null,
  extensionAuthorisedAt: extension?.authorisedAt ?? null,
  extensionAuthority: extension ? 'registered-medical-practitioner' : null,
  extensionAuthoriser: extension?.authoriser ?? null,
  extensionSuperintendent: '',
  extensionReason: extension ? 'condition-of-person' : null,
  endedAt: ended?.at ?? null,
  endedWhy: ended?.why ?? '',
  correctionReason: correctionReason ?? '',
})

const dutyOf: Readonly<Partial<Record<RequestCode, TriageDuty>>> = {
  s136: 's136',
  'warrant-135-1': 's135-1',
  's13-4': 's13-4',
  cto: 'cto',
  'cto-recall': 'cto',
  guardianship: 'guardianship',
  advice: 'none',
}

/** The duty that the desk names on a decision about such a request. */
export const dutyOfRequest = (request: RequestCode): TriageDuty => dutyOf[request] ?? 's13-1'

const decisionRow = (request: RequestCode, decision: CaseDecision, index: number, own: Own): Row<'triageDecisions'> => {
  const { by, at, changeReason, ...said } = decision
  const duty = dutyOfRequest(request)
  return {
    ...own,
    ...said,
    versionNumber: index + 1,
    duty,
    decidedBy: by,
    decidedAt: at,
    changeReason: changeReason ?? '',
    recordedBy: null,
    madeVersion: null,
    stateBefore: null,
    urgencyBefore: null,
    assessByBefore: null,
    acceptedAtBefore: null,
    targetAt: null,
    targetBecause: null,
  }
}

function allocationRow(given: CaseAllocation, own: Own, id: AllocationId): Omit<Row<'allocations'>, 'choice'> {
  const { personId, shiftId, by, at, reason, steps, outcome, ended } = given
  const finished = steps.finishedAt ? ({ how: 'finished', at: steps.finishedAt, by: personId, why: '' } as const) : null
  const end = ended ?? finished
  return {
    ...own,
    id,
    personId,
    shiftId,
    reason,
    reasonCode: notFollowedCodes.find((code) => notFollowedReasons[code] === reason) ?? null,
    allocatedBy: by,
    allocatedAt: at,
    openedAt: steps.openedAt ?? null,
    acceptedAt: steps.acceptedAt ?? null,
    declinedAt: ended?.how === 'declined' ? ended.at : null,
    setOffAt: steps.setOffAt ?? null,
    arrivedAt: steps.arrivedAt ?? null,
    outcome: outcome?.code ?? null,
    outcomeDetail: outcome?.subReason ?? '',
    outcomeReasons: outcome?.reasons ?? '',
    outcomeAt: steps.outcomeAt ?? null,
    finishedAt: steps.finishedAt ?? null,
    homeSafeAt: steps.homeSafeAt ?? null,
    endedAt: end?.at ?? null,
    endedHow: end?.how ?? null,
    endedBy: end?.by ?? null,
    endedWhy: end?.why ?? '',
    version: 1 + Object.keys(steps).length + (ended ? 1 : 0),
  }
}

/** How many the list of suggestions has, as a rule. */
const LISTED = 11

/** What the suggestion said of whoever was chosen, at the moment of choosing. */
function choiceOf(
  { request, source }: Case,
  { personId, shiftId, at, rank }: CaseAllocation,
  shiftEnds: Writing['shiftEnds'],
) {
  const job = { kind: jobKindOf(request, source), doctorsAgreed: false, travelMinutes: null }
  const forecast = usualFinishFrom(job, at, usualSettings.officeUntil)
  const shiftEndsAt = shiftId ? (shiftEnds.get(shiftId) ?? null) : null
  const late = shiftEndsAt === null ? 0 : lateMinutes(forecast.likelyAt, shiftEndsAt)
  const placed = {
    personId,
    standing: 'suggested',
    startAt: at,
    thereAt: null,
    ...forecast,
    lateMinutes: late,
    shiftEndsAt,
    burden: late,
    reasons: [],
  }
  return { asOf: at, rank, outOf: LISTED, chosen: personId, placed: [placed] }
}
