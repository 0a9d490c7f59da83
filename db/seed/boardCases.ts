import type { OutcomeCode } from '#shared/allocations/outcomes.ts'
import type { CouncilId, PlaceId, ShiftId } from '#shared/kernel/ids.ts'
import type { TriageOutcome } from '#shared/referrals/triage.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { addDays, clockTimeOf, londonDay } from '#shared/time/london.ts'
import { answeredAgo, doneCalls, openCalls, type BoardCall, type OpenCall } from './boardCalls.ts'
import type { BoardCourse, BoardDecision } from './boardCourse.ts'
import { boardPapers } from './boardPapers.ts'
import { callersOf, happeningsOf } from './callWords.ts'
import type { Case, CaseAllocation, CaseDecision, CasePower } from './case.ts'
import { reasonsFor } from './decisionWords.ts'
import { courses } from './openCourses.ts'
import type { Period } from './period.ts'
import { placeNamed, type PlaceKey } from './places.ts'
import type { Draw } from './random.ts'
import { mobile, personFrom, testNhsNumber, type ReferredPerson } from './referredPeople.ts'
import type { BoardShiftRows } from './rota.ts'
import type { AmhpKey, StaffIds } from './staff.ts'

export interface BoardParts {
  readonly period: Period
  readonly ids: StaffIds
  readonly shifts: BoardShiftRows
  readonly councilId: CouncilId
  readonly placeIds: Readonly<Record<PlaceKey, PlaceId>>
  readonly draw: Draw
  /** The number of the first of today's referrals. */
  readonly from: number
}

/** Known to the service already, so she is one and the same everywhere. */
export const MARTA_BORN = londonDay('1984-05-03')

/** Today's referrals, numbered as they came in. */
export function boardCases(parts: BoardParts): readonly Case[] {
  const open = (Object.keys(openCalls) as readonly OpenCall[]).map((key) => ({
    ...openCase(openCalls[key], courses[key], parts),
    papers: boardPapers[key],
  }))
  const done = doneCalls.map((call) => doneCase(call, parts))
  const answered = answeredAgo.map((ago, index) => answeredCase(ago, index, parts))
  return [...open, ...done, ...answered]
    .toSorted((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1))
    .map((one, index) => ({ ...one, number: parts.from + index }))
}

export const BOARD_CASES = Object.keys(openCalls).length + doneCalls.length + answeredAgo.length

const agoOf = ({ period }: BoardParts, minutes: number): Instant => addMinutes(period.now, -minutes)

/** Puts clock times in a note. @example 'Due {-33}' becomes 'Due 17:20' */
const timed = (note: string, parts: BoardParts): string =>
  note.replace(/\{(-?\d+)\}/g, (_, ago: string) => clockTimeOf(agoOf(parts, Number(ago))))

function openCase(call: BoardCall, course: BoardCourse, parts: BoardParts): Case {
  const { ids } = parts
  const recordedAt = agoOf(parts, call.ago - 2)
  const takenBy = call.ago % 2 === 0 ? ids.amir : ids.jo
  return {
    ...calledIn(call, parts),
    recordedAt,
    takenBy,
    powers: (course.powers ?? []).map(({ kind, started, source, told, correction }): CasePower => ({
      kind,
      source,
      ended: null,
      recordedBy: told === undefined ? takenBy : ids.jo,
      startedAt: agoOf(parts, started),
      recordedAt: told === undefined ? recordedAt : agoOf(parts, told),
      ...(correction !== undefined && { correctionReason: correction }),
    })),
    decisions: (course.decisions ?? []).map((one) => decisionOf(one, parts)),
    arrangements: (course.arranged ?? []).map(([kind, state, ago, by, note]) => ({
      kind,
      state,
      by: ids[by],
      note: timed(note, parts),
      since: agoOf(parts, ago),
    })),
    allocations: course.out ? [allocationOf(course.out, parts)] : [],
    closed: null,
  }
}

type CalledIn = Omit<
  Case,
  'recordedAt' | 'takenBy' | 'powers' | 'decisions' | 'arrangements' | 'allocations' | 'closed'
>

function calledIn(call: BoardCall, parts: BoardParts): CalledIn {
  const { councilId, placeIds } = parts
  const person = personOf(call, parts)
  const listed = (Object.keys(placeIds) as readonly PlaceKey[]).find((key) => key === call.at)
  const named = listed && placeNamed(listed)
  return {
    number: 0,
    councilId,
    person,
    source: call.source,
    request: call.request,
    happening: call.happening,
    receivedAt: agoOf(parts, call.ago),
    callerName: call.caller,
    callerPhone: call.phone,
    place: named ? `${named.name}, ${named.town}` : call.at,
    placeId: listed ? placeIds[listed] : null,
    riskToStaff: call.risk ?? 'not-asked',
    riskDetail: call.riskDetail ?? '',
    wayIn: call.wayIn ?? '',
  }
}

function personOf({ person, at }: BoardCall, { period, draw }: BoardParts): ReferredPerson {
  const made = personFrom(draw, period.today)
  const { age, ...known } = person
  const bornOn = age === undefined ? MARTA_BORN : addDays(period.today, -Math.round(age * 365.25) - draw.whole(5, 350))
  const home = at.includes(' ') ? { homeAddress: at } : {}
  const plain = { interpreter: '', asksFor: '', nearestRelative: '', ageYears: null, ageIsEstimate: false }
  return { ...made, ...plain, bornOn, nhsNumber: testNhsNumber(draw), ...home, ...known }
}

function decisionOf({ ago, by, assessBy, reviewAt, ...said }: BoardDecision, parts: BoardParts): CaseDecision {
  const at = (minutes: number | undefined) => (minutes === undefined ? null : agoOf(parts, minutes))
  return { ...said, assessBy: at(assessBy), reviewAt: at(reviewAt), by: parts.ids[by], at: agoOf(parts, ago) }
}

const shiftOf = ({ shifts }: BoardParts, who: AmhpKey): ShiftId | null => shifts.get(who)?.id ?? null

function allocationOf(out: NonNullable<BoardCourse['out']>, parts: BoardParts): CaseAllocation {
  const { who, given, accepted, setOff, arrived, outcome, waits } = out
  return {
    personId: parts.ids[who],
    shiftId: shiftOf(parts, who),
    by: parts.ids.jo,
    reason: '',
    rank: 1,
    at: agoOf(parts, given),
    steps: {
      openedAt: agoOf(parts, accepted + 1),
      acceptedAt: agoOf(parts, accepted),
      setOffAt: agoOf(parts, setOff),
      ...(arrived !== undefined && { arrivedAt: agoOf(parts, arrived) }),
      ...(outcome && { outcomeAt: agoOf(parts, outcome[1]) }),
    },
    ...(outcome && { outcome: { code: outcome[0], subReason: null, reasons: outcome[2] } }),
    waits: (waits ?? []).map(([kind, from, to, note]) => ({
      kind,
      note: timed(note, parts),
      startedAt: agoOf(parts, from),
      endedAt: to === null ? null : agoOf(parts, to),
    })),
  }
}

/** A call that the desk answered: decided within the half hour, and closed by it. */
function answeredCase(ago: number, index: number, parts: BoardParts): Case {
  const { draw, ids } = parts
  const [source, request, outcome] = answers[index % answers.length] ?? answers[0]
  const by = index % 2 === 0 ? ids.amir : ids.jo
  const at = agoOf(parts, ago - draw.whole(9, 28))
  return {
    ...madeUp(ago, source, request, parts),
    takenBy: by,
    decisions: [closing(outcome, by, at, draw)],
    closed: { at, as: outcome },
  }
}

const answers = [
  ['SOCIAL_WORK_TEAM', 'advice', 'INFO_ADVICE_ONLY'],
  ['GP', 'assessment', 'CONSIDERED_NO_MHAA'],
  ['OTHER_RELATIVE_CARER', 'assessment', 'SIGNPOSTED'],
  ['CMHT', 'assessment', 'CONSIDERED_NO_MHAA'],
  ['INPATIENT_WARD', 's2-to-s3', 'WITHDRAWN_BY_REFERRER'],
  ['AMBULANCE_111_999', 'unsure', 'INFO_ADVICE_ONLY'],
  ['CARE_HOME', 'assessment', 'CONSIDERED_NO_MHAA'],
  ['GP', 'assessment', 'REDIRECT_OTHER_LSSA'],
  ['OTHER_RELATIVE_CARER', 'advice', 'INFO_ADVICE_ONLY'],
  ['CRISIS_HTT', 'assessment', 'DUPLICATE_LINKED'],
] as const

function closing(outcome: TriageOutcome, by: CaseDecision['by'], at: Instant, draw: Draw): CaseDecision {
  const said = {
    whyNow: draw.pick(reasonsFor(outcome).whyNow),
    lessRestrictive: draw.pick(reasonsFor(outcome).lessRestrictive),
  }
  return { outcome, urgency: null, assessBy: null, reviewAt: null, ...said, risk: 'None known to staff.', by, at }
}

function madeUp(ago: number, source: Case['source'], request: Case['request'], parts: BoardParts): Case {
  const { draw, period, councilId, placeIds, ids } = parts
  const person = personFrom(draw, period.today)
  const ward = source === 'INPATIENT_WARD'
  return {
    number: 0,
    source,
    request,
    person,
    councilId,
    riskToStaff: 'none-known',
    riskDetail: '',
    wayIn: '',
    takenBy: ids.jo,
    receivedAt: agoOf(parts, ago),
    recordedAt: agoOf(parts, ago - 2),
    callerName: draw.pick(callersOf(source)),
    callerPhone: mobile(draw),
    place: ward ? 'Oakridge Unit, Ward 3, Oakridge' : person.homeAddress || `At home, ${person.town}`,
    placeId: ward ? placeIds.ward3 : null,
    happening: draw.pick(happeningsOf(request, source)),
    powers: [],
    decisions: [],
    arrangements: [],
    allocations: [],
    closed: null,
  }
}

/** Work that was done earlier in the same shift; the desk answers the call instead when nobody was on by then. */
function doneCase(call: (typeof doneCalls)[number], parts: BoardParts): Case {
  const { by, ago, acceptedAgo, finishedAgo, outcome, lastName, firstName } = call
  const shift = parts.shifts.get(by)
  const base = madeUp(ago, 'CMHT', 'assessment', parts)
  const named = { ...base, person: { ...base.person, lastName, firstName } }
  const at = agoOf(parts, ago - 21)
  if (!shift || shift.startsAt > agoOf(parts, acceptedAgo + 4)) {
    const answered = closing('CONSIDERED_NO_MHAA', parts.ids.jo, at, parts.draw)
    return { ...named, decisions: [answered], closed: { at, as: answered.outcome } }
  }
  const accepts = { ...closing('ACCEPT_MHAA', parts.ids.jo, at, parts.draw), urgency: 'U2' } as const
  const closed = { at: agoOf(parts, finishedAgo), as: outcome satisfies OutcomeCode }
  return { ...named, decisions: [accepts], allocations: [doneAllocation(call, shift.id, parts)], closed }
}

function doneAllocation(call: (typeof doneCalls)[number], shiftId: ShiftId, parts: BoardParts): CaseAllocation {
  const { by, acceptedAgo, finishedAgo, outcome } = call
  const at = (minutes: number) => agoOf(parts, minutes)
  return {
    personId: parts.ids[by],
    shiftId,
    by: parts.ids.jo,
    reason: '',
    rank: 1,
    waits: [],
    at: at(acceptedAgo + 4),
    steps: {
      openedAt: at(acceptedAgo + 1),
      acceptedAt: at(acceptedAgo),
      setOffAt: at(acceptedAgo - 14),
      arrivedAt: at(acceptedAgo - 40),
      outcomeAt: at(finishedAgo + 34),
      finishedAt: at(finishedAgo),
      homeSafeAt: at(finishedAgo - 9),
    },
    outcome: { code: outcome, subReason: null, reasons: '' },
  }
}
