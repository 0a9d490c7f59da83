import type { PersonId } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/outcome.ts'
import type { MayActRefusal } from '../register/approval.ts'
import { conditionsBearing, type ApprovalCondition } from '../register/conditions.ts'
import type { AmhpRow, Skill } from '../register/contract.ts'
import { DAILY_REST, restBetween } from '../rota/rest.ts'
import { addMinutes, latest, minutesBetween, type Instant } from '../time/instant.ts'
import type { LondonDay } from '../time/london.ts'
import { minutes, type Minutes } from '../time/minutes.ts'
import type { Span } from '../time/span.ts'
import { chanceAfter } from './lateness.ts'
import { likelyFinishFrom, type Learned } from './course.ts'
import { barOf, hindrancesOf } from './hindrances.ts'
import { heldUp, lateMinutes, priors, thereFrom, type Job, type LikelyFinish } from './likelyFinish.ts'
import type { Reason } from './reasons.ts'
import { travelReckoned } from './travel.ts'
import { personReasons } from './personReasons.ts'
import { afterChoice, weigh, type AfterChoice, type Weighed } from './weighing.ts'
import { standardWeights, type Weights } from './weights.ts'

type Gender = 'woman' | 'man'

/** How a referral came back to the desk from somebody, and when. */
export interface GaveBack {
  readonly how: 'declined' | 'taken-back'
  readonly at: Instant
}

/** Somebody who might take the job, with all that the order depends on. */
export interface Candidate {
  readonly personId: PersonId
  /** The register's answer for the council of this referral, now. */
  readonly mayAct: Outcome<unknown, MayActRefusal>
  /** The record is closed to them: they may not be sent. */
  readonly conflictOfInterest: boolean
  /** They have declared one about the place: never suggested there, and sent only with a reason (SI 2008/1205). */
  readonly declaredConflict: boolean
  /**
   * That they are away on the day of that shift, or today when they have none; why is not asked. Never suggested then, and sent only with a
   * reason. Choices from before this was looked at have none.
   */
  readonly away?: { readonly day: LondonDay } | null
  /** The shift that they are on; failing that the next of this rota day, or the last one. `null` when not on the rota. */
  readonly shift: Span | null
  /** The likely finish of what they are on, or `null` when they are free. */
  readonly busyUntil: Instant | null
  readonly nextShiftStart: Instant | null
  /** `null` when it is not known: the order then reckons with the longest way, and says so. */
  readonly travelMinutes: number | null
  readonly toilBalance: Minutes
  readonly newlyApproved: boolean
  readonly gender: AmhpRow['gender']
  readonly languages: readonly string[]
  /** What they have particular experience of. */
  readonly skills: readonly Skill[]
  /** What limits their approval, whether or not it bears on this job; in codes only. */
  readonly conditions: readonly ApprovalCondition[]
  readonly assessedBefore: boolean
  /** This very referral was theirs before. `null` when it was not, or when allocating it was undone at once. */
  readonly gaveBack: GaveBack | null
}

/** The job that somebody is wanted for. */
export interface JobToAllocate extends Omit<Job, 'travelMinutes'> {
  /** The nearest legal limit, or `null` when none runs. */
  readonly limitAt: Instant | null
  /** Local rule: somebody newly approved does not do this kind of job alone. */
  readonly buddyIfNew: boolean
  /** Choices from before skills were looked at ask for none. */
  readonly asksFor: {
    readonly gender: Gender | null
    readonly language: string | null
    readonly skills?: readonly Skill[]
  }
  /** Whether the person referred is under 18; `null` when nobody knows. Choices from before it was asked have none. */
  readonly under18?: boolean | null
  /** What the service's own finished jobs say of lengths, as of this morning. */
  readonly learned: Learned
}

/**
 * One person's place in the list. `suggested`: free, on shift and allowed. `set-aside`: could be chosen, with a reason kept.
 * `barred`: may not act in this case.
 */
export interface Ranked extends LikelyFinish {
  readonly personId: PersonId
  readonly standing: 'suggested' | 'set-aside' | 'barred'
  readonly startAt: Instant
  /** From when its length counts: later than `startAt` by as much as the way there holds it up. */
  readonly countsFrom: Instant
  readonly thereAt: Instant | null
  readonly lateMinutes: Minutes
  /** 0 to 1; `null` for somebody without a shift to be late for. */
  readonly chanceLate: number | null
  /** What choosing this person costs, in minutes of late work and its like: the sum of `weighed`. The order follows it. */
  readonly burden: number
  readonly weighed: readonly Weighed[]
  /** What choosing this person changes. */
  readonly after: AfterChoice
  readonly reasons: readonly Reason[]
}

/** A limit further off than this does not decide who goes. */
const LIMIT_MATTERS_MINUTES = 24 * 60
const WELL_BEFORE_MINUTES = 60

/**
 * The latest moment to be with the person, so that an ordinary interview ends before the limit.
 *
 * @example arriveBy('place-of-safety', at('18:32')) // 17:32
 */
export const arriveBy = (kind: Job['kind'], limitAt: Instant): Instant =>
  addMinutes(limitAt, -priors[kind].interview.median)

/**
 * Everybody in order: those suggested first, then those set aside, then those who may not act; within each, by what choosing
 * them would cost in late work, rest, travel and fair share. Nobody is left out, and everybody has reasons, for and against.
 * The same people, job, weights and moment give the same order on every screen; of equals, one whose way there is known
 * comes first, and then they go by id. It is a suggestion: a person decides.
 *
 * @example rankCandidates(people, job, now).filter(({ standing }) => standing === 'suggested').slice(0, 3)
 */
export function rankCandidates(
  people: readonly Candidate[],
  job: JobToAllocate,
  now: Instant,
  weights: Weights = standardWeights,
): readonly Ranked[] {
  const mayGo = people.filter((person) => barOf(person) === null)
  const unknownTravel = travelReckoned(mayGo.flatMap(({ travelMinutes }) => travelMinutes ?? []))
  const sized = people.map((person) => sizeUp(person, job, unknownTravel, now))
  const compared = comparisons(sized)
  const order = { suggested: 0, 'set-aside': 1, barred: 2 }
  return sized
    .map((one) => {
      const limit = limitReason(one.reckonedThereAt, job, now)?.code ?? null
      const weighed = weigh(one, job, { weights, meanToil: compared.meanToil, limit })
      return {
        ...one.place,
        burden: weighed.reduce((sum, { minutes }) => sum + minutes, 0),
        weighed,
        after: afterChoice(one, compared.free),
        reasons: reasonsFor(one, job, compared, now),
      }
    })
    .toSorted(
      (a, b) =>
        order[a.standing] - order[b.standing] ||
        a.burden - b.burden ||
        Number(a.thereAt === null) - Number(b.thereAt === null) ||
        (a.personId < b.personId ? -1 : 1),
    )
}

export interface SizedUp {
  readonly person: Candidate
  readonly place: Omit<Ranked, 'burden' | 'weighed' | 'after' | 'reasons'>
  /** On the way there, as it is known or reckoned. */
  readonly travel: number
  /** `thereAt` as it is known or reckoned. */
  readonly reckonedThereAt: Instant
  /** What keeps them from being suggested, the gravest first. */
  readonly hindrances: readonly Reason[]
}

function sizeUp(person: Candidate, job: JobToAllocate, unknownTravel: number, now: Instant): SizedUp {
  const { shift } = person
  const travel = person.travelMinutes ?? unknownTravel
  const begins = shift !== null && shift.start > now ? shift.start : now
  const startAt = latest(begins, person.busyUntil ?? now)
  const reckonedThereAt = thereFrom(startAt, travel)
  const thereAt = person.travelMinutes === null ? null : reckonedThereAt
  const finish = likelyFinishFrom({ ...job, travelMinutes: travel }, startAt, job.learned)
  const countsFrom = addMinutes(startAt, heldUp({ ...job, travelMinutes: travel }))
  const bar = barOf(person)
  const limits = conditionsBearing(person.conditions, job.under18 ?? null)
  const hindrances = bar ? [bar] : hindrancesOf(person, { thereAt, limits }, now)
  const place = {
    personId: person.personId,
    standing: bar ? ('barred' as const) : hindrances.length > 0 ? ('set-aside' as const) : ('suggested' as const),
    startAt,
    countsFrom,
    thereAt,
    ...finish,
    lateMinutes: shift === null ? minutes(0) : lateMinutes(finish.likelyAt, shift.end),
    chanceLate: shift === null ? null : chanceAfter({ countsFrom, ...finish }, shift.end),
  }
  return { person, place, travel, reckonedThereAt, hindrances }
}

/** What can only be said by looking at everybody. */
export interface Compared {
  readonly lowestToil: Minutes | null
  readonly meanToil: number
  /** How many are suggested. */
  readonly free: number
  readonly nearestAt: Instant | null
  readonly longestShiftEnd: Instant | null
  readonly somebodyKnowsPerson: boolean
}

function comparisons(sized: readonly SizedUp[]): Compared {
  // Whoever is away takes no share of today's work: their balance is nobody's measure.
  const onRota = sized.filter(
    ({ person, place }) => person.shift !== null && !person.away && place.standing !== 'barred',
  )
  const balances = onRota.map(({ person }) => person.toilBalance)
  const suggested = sized.filter(({ place }) => place.standing === 'suggested')
  return {
    lowestToil: new Set(balances).size > 1 ? minutes(Math.min(...balances)) : null,
    meanToil: balances.reduce((sum, balance) => sum + balance, 0) / Math.max(1, balances.length),
    free: suggested.length,
    nearestAt: theOnlyFirst(suggested.flatMap(({ place }) => place.thereAt ?? []).toSorted()),
    longestShiftEnd: theOnlyFirst(
      suggested
        .flatMap(({ person }) => person.shift?.end ?? [])
        .toSorted()
        .toReversed(),
    ),
    somebodyKnowsPerson: suggested.some(({ person }) => person.assessedBefore),
  }
}

/** The first of several in order, when no other equals it. */
const theOnlyFirst = (ordered: readonly Instant[]): Instant | null =>
  ordered.length > 1 && ordered[0] !== ordered[1] ? (ordered[0] ?? null) : null

function reasonsFor(one: SizedUp, job: JobToAllocate, compared: Compared, now: Instant): readonly Reason[] {
  const { person, place, hindrances } = one
  if (place.standing === 'barred') return hindrances
  const rest = restReason(person, place)
  if (hindrances.length > 0) return rest ? [...hindrances, rest] : hindrances
  const said = [
    placeReason(one, job, compared, now),
    shiftReason(person, place),
    rest,
    ...personReasons(person, job, compared),
  ].filter((reason) => reason !== null)
  const order = { for: 0, against: 1, neutral: 2 }
  return said.toSorted((a, b) => order[a.weighs] - order[b.weighs])
}

function limitReason(thereAt: Instant | null, { kind, limitAt }: JobToAllocate, now: Instant): Reason | null {
  if (thereAt === null || limitAt === null || minutesBetween(now, limitAt) > LIMIT_MATTERS_MINUTES) return null
  if (thereAt >= limitAt) return { weighs: 'against', code: 'there-after-limit', thereAt, limitAt }
  if (thereAt > arriveBy(kind, limitAt)) return { weighs: 'against', code: 'there-late-for-limit', thereAt, limitAt }
  const well = minutesBetween(thereAt, limitAt) >= WELL_BEFORE_MINUTES
  return { weighs: 'for', code: 'there-before-limit', thereAt, well }
}

function placeReason(
  { place: { thereAt }, travel }: SizedUp,
  job: JobToAllocate,
  compared: Compared,
  now: Instant,
): Reason | null {
  if (thereAt === null) return { weighs: 'neutral', code: 'place-not-known', reckoned: minutes(travel) }
  const limit = limitReason(thereAt, job, now)
  if (thereAt === compared.nearestAt && limit?.weighs !== 'against') return { weighs: 'for', code: 'nearest', thereAt }
  return limit
}

function shiftReason({ shift }: Candidate, place: SizedUp['place']): Reason | null {
  if (shift === null || place.chanceLate === null) return null
  if (place.eightInTenBy <= shift.end) {
    const inTen = Math.round((1 - place.chanceLate) * 10)
    return { weighs: 'for', code: 'finishes-inside-shift', inTen }
  }
  if (place.lateMinutes > 0) {
    return { weighs: 'against', code: 'likely-late', minutes: place.lateMinutes, shiftEnd: shift.end }
  }
  const inTen = Math.min(9, Math.max(1, Math.round(place.chanceLate * 10)))
  return { weighs: 'against', code: 'may-finish-late', inTen, shiftEnd: shift.end }
}

/** Working Time Regulations 1998 reg 10: said, and left to the person who decides. */
function restReason({ nextShiftStart: nextStart }: Candidate, place: SizedUp['place']): Reason | null {
  if (nextStart === null) return null
  const likely = restBetween(place.likelyAt, nextStart)
  const slow = restBetween(place.eightInTenBy, nextStart)
  if (likely < DAILY_REST) return { weighs: 'against', code: 'short-rest', nextStart, rest: likely, onlyIfSlow: false }
  if (slow < DAILY_REST) return { weighs: 'against', code: 'short-rest', nextStart, rest: slow, onlyIfSlow: true }
  return null
}
