import { endsPowers, outcomes, stillNeedsSomebody } from '#shared/allocations/outcomes.ts'
import type { CouncilId, PersonId, PlaceId } from '#shared/kernel/ids.ts'
import type { TriageOutcome } from '#shared/referrals/triage.ts'
import { addHours, addMinutes, earliest, minutesBetween, type Instant } from '#shared/time/instant.ts'
import { clockTime, londonDayOf, londonInstant } from '#shared/time/london.ts'
import { callsOver, type Call } from './calls.ts'
import { callersOf, happeningsOf, riskDetails, waysIn } from './callWords.ts'
import type { Case, CaseAllocation, CaseDecision, CasePower } from './case.ts'
import { arrangementsFor } from './historyArrangements.ts'
import { placeFor } from './historyPlaces.ts'
import { reasonsFor, risks } from './decisionWords.ts'
import type { Diary } from './diary.ts'
import type { Period } from './period.ts'
import { planJob } from './planJob.ts'
import type { PlaceKey } from './places.ts'
import type { Draw } from './random.ts'
import { landline, mobile, personFrom, type Ages, type ReferredPerson } from './referredPeople.ts'

export interface HistoryParts {
  readonly period: Period
  readonly diary: Diary
  readonly councilId: CouncilId
  readonly placeIds: Readonly<Record<PlaceKey, PlaceId>>
  readonly needBuddy: ReadonlySet<PersonId>
  readonly leanedOn: ReadonlySet<PersonId>
  readonly draw: Draw
  /** The number of the first of today's referrals: history's come before it. */
  readonly upTo: number
}

const KNOWN_BEFORE = 0.12
const ASKED_FOR_MORE = 0.05
/** Of the jobs that left something undone, so many were done in a second visit. */
const GONE_AGAIN = 0.6

/** Every referral of the past, all of them closed, each from the call to the outcome. */
export function historyOver(parts: HistoryParts): readonly Case[] {
  const calls = callsOver(parts.period, parts.draw)
  const known: ReferredPerson[] = []
  return calls.map((call, index) => {
    const ages = agesOf[call.source] ?? 'adult'
    const again = ages === 'adult' && known.length > 40 && parts.draw.chance(KNOWN_BEFORE)
    const person = again ? parts.draw.pick(known) : personFrom(parts.draw, londonDayOf(call.receivedAt), ages)
    if (!again && ages === 'adult') known.push(person)
    return caseOf(call, person, parts.upTo - calls.length + index, parts)
  })
}

const agesOf: Readonly<Partial<Record<Call['source'], Ages>>> = {
  CHILDREN_CAMHS: 'young',
  OLDER_ADULTS_MEMORY: 'older',
  CARE_HOME: 'older',
}

function caseOf(call: Call, person: ReferredPerson, number: number, parts: HistoryParts): Case {
  const { draw, diary, councilId } = parts
  const { receivedAt, source, request } = call
  const takenBy = diary.atDesk(receivedAt)
  const recordedAt = addMinutes(receivedAt, draw.whole(1, 3))
  const triagedAt = addMinutes(recordedAt, Math.min(200, draw.long({ median: 16, eightInTen: 38 })))
  const riskToStaff = draw.weighted([
    ['none-known', 66],
    ['yes', 16],
    ['not-asked', 18],
  ] as const)
  const { allocations, decisions } = courseOf(call, triagedAt, parts)
  const finished = allocations.at(-1)
  const closed = closedBy(finished, decisions)
  return {
    number,
    receivedAt,
    recordedAt,
    takenBy,
    source,
    request,
    person,
    riskToStaff,
    councilId,
    decisions,
    allocations,
    closed,
    callerName: draw.pick(callersOf(source)),
    callerPhone: draw.chance(0.5) ? landline(draw) : mobile(draw),
    ...placeFor(call, person, parts),
    happening: draw.pick(happeningsOf(request, source)),
    riskDetail: riskToStaff === 'yes' ? draw.pick(riskDetails) : '',
    wayIn: draw.chance(0.12) ? draw.pick(waysIn) : '',
    powers: call.power ? [powerOf(call.power, { recordedAt, takenBy, closed, finished }, parts)] : [],
    arrangements: finished ? arrangementsFor(finished, call, takenBy, draw) : [],
  }
}

/** Closed by the outcome of the last job, or by the desk where that left something to do. */
function closedBy(last: CaseAllocation | undefined, decisions: readonly CaseDecision[]): Case['closed'] {
  const { finishedAt } = last?.steps ?? {}
  if (finishedAt && last?.outcome && !stillNeedsSomebody(last.outcome.code, false))
    return { at: finishedAt, as: last.outcome.code }
  const decided = decisions.at(-1)
  return decided ? { at: decided.at, as: decided.outcome } : null
}

const whenAccepted: Readonly<Partial<Record<Call['request'], TriageOutcome>>> = {
  's13-4': 'ACCEPT_S13_4_CONSIDERATION',
  'warrant-135-1': 'ACCEPT_WARRANT_135_1',
  cto: 'ACCEPT_CTO_TASK',
  'cto-recall': 'ACCEPT_CTO_TASK',
}

type Course = Pick<Case, 'decisions' | 'allocations'>

/** The desk's decision, and the work that came of it. What could not have been finished by now was not taken on. */
function courseOf(call: Call, triagedAt: Instant, parts: HistoryParts): Course {
  const { draw, period } = parts
  const more = call.accepted && call.power === null && draw.chance(ASKED_FOR_MORE)
  const settledAt = more ? addMinutes(triagedAt, draw.whole(40, 110)) : triagedAt
  const allocations = call.accepted ? planJob({ ...parts, call, triagedAt: settledAt, again: false }) : null
  if (!allocations) {
    const at = earliest(triagedAt, addMinutes(period.boardFrom, 60))
    return { allocations: [], decisions: [decision(closingOutcome(call, draw), call, at, parts)] }
  }
  const accepts = decision(whenAccepted[call.request] ?? 'ACCEPT_MHAA', call, settledAt, parts)
  const told = { ...accepts, changeReason: 'The referrer has seen them and rung back.' }
  const decisions = more ? [askedForMore(call, triagedAt, parts), told] : [accepts]
  return seenThrough({ allocations, decisions }, call, parts)
}

function askedForMore(call: Call, at: Instant, parts: HistoryParts): CaseDecision {
  const asks = decision('MORE_INFO_NEEDED', call, at, parts)
  const whyNow = 'Not enough to decide on. Referrer to see the person and ring back.'
  return { ...asks, reviewAt: addMinutes(at, 120), whyNow, lessRestrictive: '' }
}

/** What a job left undone: somebody goes again, or the desk closes it because another way was found. */
function seenThrough(course: Course, call: Call, parts: HistoryParts): Course {
  const { draw, period } = parts
  const last = course.allocations.at(-1)
  const finishedAt = last?.steps.finishedAt
  if (!finishedAt || !last.outcome || !stillNeedsSomebody(last.outcome.code, false)) return course
  const triagedAt = addMinutes(finishedAt, draw.whole(30, call.power ? 120 : 600))
  const again =
    call.power === null && draw.chance(GONE_AGAIN) ? planJob({ ...parts, call, triagedAt, again: true }) : null
  if (again) return { ...course, allocations: [...course.allocations, ...again] }
  const at = earliest(triagedAt, addMinutes(period.now, -6))
  const closes = decision('CONSIDERED_NO_MHAA', call, at, parts)
  return {
    ...course,
    decisions: [...course.decisions, { ...closes, changeReason: 'Looked at again after the visit.' }],
  }
}

function closingOutcome({ request, power }: Call, draw: Draw): TriageOutcome {
  if (power) return 'WITHDRAWN_BY_REFERRER'
  if (request === 'advice') return 'INFO_ADVICE_ONLY'
  return draw.weighted<TriageOutcome>([
    ['CONSIDERED_NO_MHAA', 54],
    ['SIGNPOSTED', 14],
    ['INFO_ADVICE_ONLY', 8],
    ['REDIRECT_OTHER_LSSA', 5],
    ['DUPLICATE_LINKED', 6],
    ['WITHDRAWN_BY_REFERRER', 13],
  ])
}

function decision(outcome: TriageOutcome, { urgency }: Call, at: Instant, { draw, diary }: HistoryParts): CaseDecision {
  const reasons = reasonsFor(outcome)
  const accepts = outcome.startsWith('ACCEPT')
  const tonight = londonInstant(londonDayOf(at), clockTime('20:00'))
  return {
    outcome,
    urgency: accepts ? urgency : null,
    assessBy: accepts && urgency === 'U2' && at < addMinutes(tonight, -90) ? tonight : null,
    reviewAt: null,
    whyNow: draw.pick(reasons.whyNow),
    lessRestrictive: draw.pick(reasons.lessRestrictive),
    risk: draw.pick(risks),
    by: diary.atDesk(at),
    at,
  }
}

interface PowersCourse {
  readonly recordedAt: Instant
  readonly takenBy: PersonId
  readonly closed: Case['closed']
  readonly finished: CaseAllocation | undefined
}

/** The power that was told with the call, to its end: with the outcome, or when a doctor let the person go. */
function powerOf(
  told: NonNullable<Call['power']>,
  { recordedAt, takenBy, closed, finished }: PowersCourse,
  { draw }: HistoryParts,
): CasePower {
  const { kind, startedAt } = told
  const code = finished?.outcome?.code
  const why = code && endsPowers(code) ? `assessment finished: ${outcomes[code].words}` : 'Discharged by a doctor'
  const at = closed?.at ?? recordedAt
  const source =
    startedAt === null ? '' : draw.pick(['Police log, read out', 'Nurse in charge', 'Ward’s record', 'Handover sheet'])
  const power: CasePower = { kind, startedAt, source, recordedAt, recordedBy: takenBy, ended: { at, why } }
  const long = startedAt !== null && kind.startsWith('s136') && minutesBetween(startedAt, at) > 20 * 60
  if (!long || !draw.chance(0.7)) return power
  const extension = {
    minutes: draw.pick([180, 240, 360]),
    authorisedAt: addHours(startedAt, 19),
    authoriser: 'Dr E. Lowther',
  }
  return { ...power, extension }
}
