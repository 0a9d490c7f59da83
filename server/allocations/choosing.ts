import { readAsks } from '#shared/allocations/asks.ts'
import type { Candidate, JobToAllocate, Ranked } from '#shared/allocations/candidates.ts'
import { inputsToKeep, rankAgain, RANKING_RULE, type RankingInputs } from '#shared/allocations/ranking.ts'
import { courseOfReferral, doctorsAgreed, forecastOf } from '#shared/allocations/forecast.ts'
import { forChoosing, type Learned } from '#shared/allocations/course.ts'
import { jobKindOf } from '#shared/allocations/likelyFinish.ts'
import { skillsWanted } from '#shared/allocations/skillsWanted.ts'
import { nextStart, shiftNow, workInHand, type WorkInHand } from '#shared/allocations/shiftNow.ts'
import { townOf, travelBetween } from '#shared/allocations/travel.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { done } from '#shared/kernel/outcome.ts'
import { mayAct, standingOnRegister, type Standing } from '#shared/register/approval.ts'
import { ageOn } from '#shared/referrals/birthOrAge.ts'
import { bindingPowers } from '#shared/referrals/beside.ts'
import { clockOf } from '#shared/referrals/clocks.ts'
import { latest, type Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import type { AmhpFacts, ChoiceFacts, ShiftFact, WorkUnderway } from './candidateStore.ts'

/** One person in the list, with what stands beside the name. */
export interface Placed extends Ranked {
  readonly name: string
  readonly phone: string
  readonly base: string
  /** What a condition of their approval says in words; '' when none does. */
  readonly conditionWords: string
  readonly travelMinutes: number | null
  readonly shiftStartsAt: Instant | null
  readonly shiftEndsAt: Instant | null
}

/** The register's answer is asked of the same rule everywhere: approvals, the councils acted for, and any suspension. */
export const standingOf = (amhp: AmhpFacts): Standing => standingOnRegister(amhp, amhp.actingFor)

/** Shifts on which somebody can be sent out: a practice consultant's is at the desk. */
export const shiftsOut = ({ shifts }: AmhpFacts): readonly ShiftFact[] =>
  shifts.filter(({ role }) => role !== 'practice-consultant')

/** What somebody is out on, as far as it decides which of their shifts counts. */
export const handOf = ({ personId }: AmhpFacts, underway: readonly WorkUnderway[]): readonly WorkInHand[] =>
  workInHand(underway.flatMap(({ allocation }) => (allocation.personId === personId ? allocation : [])))

/** Whether somebody is under 18 today, as far as it is known; an age that was said or guessed counts as one that is known. */
function isUnder18({ bornOn, ageYears }: ChoiceFacts['referral'], now: Instant): boolean | null {
  const age = bornOn === null ? ageYears : ageOn(bornOn, londonDayOf(now))
  return age === null ? null : age < 18
}

export function jobToAllocate({ referral, amhps, learned }: ChoiceFacts, now: Instant): JobToAllocate {
  const under18 = isUnder18(referral, now)
  const limits = bindingPowers(referral.powers).flatMap((power) => clockOf(power, now).limitAt ?? [])
  return {
    kind: jobKindOf(referral.request, referral.source),
    doctorsAgreed: doctorsAgreed(referral.arrangements),
    limitAt: limits.toSorted()[0] ?? null,
    buddyIfNew: true,
    learned: forChoosing(learned),
    under18,
    asksFor: {
      ...readAsks(
        referral.asksFor,
        referral.interpreter,
        amhps.flatMap(({ languages }) => languages),
      ),
      skills: skillsWanted({ ...referral, under18 }),
    },
  }
}

/** Everybody in order, and all that the order was worked out from. */
export interface Places {
  readonly placed: readonly Placed[]
  readonly inputs: RankingInputs
}

/** Everybody on the register in order, with reasons: nobody is left out. */
export function placeEverybody(facts: ChoiceFacts, now: Instant): Places {
  const byId = new Map(facts.amhps.map((amhp) => [amhp.personId, placing(amhp, facts, now)]))
  const people = [...byId.values()].map(({ candidate }) => candidate)
  const inputs = { people, job: jobToAllocate(facts, now), now, weights: facts.weights }
  const placed = rankAgain(inputs).flatMap((ranked) => {
    const one = byId.get(ranked.personId)
    if (!one) return []
    const { amhp, candidate } = one
    const { name, phone, conditionWords } = amhp
    const out = lastTown(amhp, facts)
    const base = out === null ? amhp.base : `last known in ${out}`
    const { travelMinutes, shift } = candidate
    const times = { shiftStartsAt: shift?.start ?? null, shiftEndsAt: shift?.end ?? null }
    return [{ ...ranked, name, phone, base, conditionWords, travelMinutes, ...times }]
  })
  return { placed, inputs }
}

function placing(amhp: AmhpFacts, facts: ChoiceFacts, now: Instant): { amhp: AmhpFacts; candidate: Candidate } {
  const { referral, underway, towns } = facts
  const jobs = underway.filter(({ allocation }) => allocation.personId === amhp.personId)
  const shift = shiftNow(shiftsOut(amhp), handOf(amhp, underway), now)
  const there = townOf(referral.place, referral.placeTown, towns)
  const candidate: Candidate = {
    personId: amhp.personId,
    mayAct: plainly(mayAct({ ...standingOf(amhp), at: now, councilId: referral.councilId })),
    conflictOfInterest: amhp.closedTo,
    declaredConflict: amhp.declaredConflict,
    away: awayOn(amhp, shift, now),
    shift: shift && { start: shift.startsAt, end: shift.endsAt },
    busyUntil: busyUntil(jobs, facts.learned, now),
    nextShiftStart: nextStart(amhp.shifts, shift, now),
    travelMinutes: travelBetween(whereabouts(amhp, jobs, facts), there),
    toilBalance: amhp.toilBalance,
    newlyApproved: amhp.needsBuddy,
    gender: amhp.gender,
    languages: amhp.languages,
    skills: amhp.skills,
    conditions: amhp.conditions,
    assessedBefore: amhp.assessedBefore,
    gaveBack: amhp.gaveBack,
  }
  return { amhp, candidate }
}

/** A shift belongs to the day on which it starts: the night before leave is still worked. Only that they are away is kept, never why. */
function awayOn(
  { awayToday }: AmhpFacts,
  shift: ShiftFact | null,
  now: Instant,
): NonNullable<Candidate['away']> | null {
  const away = shift ? shift.away : awayToday
  return away ? { day: londonDayOf(shift?.startsAt ?? now) } : null
}

const plainly = (answer: Candidate['mayAct']): Candidate['mayAct'] => (answer.ok ? done(null) : answer)

function busyUntil(jobs: readonly WorkUnderway[], learned: Learned, now: Instant): Instant | null {
  const ends = jobs.flatMap((job) => {
    const course = courseOfReferral(job, learned)
    return forecastOf({ allocation: job.allocation, course }, now)?.likelyAt ?? []
  })
  return ends.length === 0 ? null : ends.reduce(latest)
}

/** Whoever is out starts from there; everybody else from their base. */
function whereabouts(amhp: AmhpFacts, jobs: readonly WorkUnderway[], facts: ChoiceFacts): string | null {
  const last = jobs.toSorted((a, b) => (a.allocation.allocatedAt < b.allocation.allocatedAt ? -1 : 1)).at(-1)
  return (last && townOf(last.place, last.placeTown, facts.towns)) ?? lastTown(amhp, facts) ?? amhp.baseTown
}

/** The town to which somebody had set off when the job was taken back: until they are heard of, nearer to the truth than their base. */
function lastTown({ personId }: AmhpFacts, { lastPlaces, underway, towns }: ChoiceFacts): string | null {
  if (underway.some(({ allocation }) => allocation.personId === personId)) return null
  const last = lastPlaces.find((one) => one.personId === personId)
  return last ? townOf(last.place, last.placeTown, towns) : null
}

const written = new WeakMap<RankingInputs, string>()

/** What everybody's places were worked out from, as it is kept: the same whoever is chosen, so it is written once, as JSON text. */
export function inputsInWriting(inputs: RankingInputs): string {
  const known = written.get(inputs)
  if (known !== undefined) return known
  const text = JSON.stringify(inputsToKeep(inputs))
  written.set(inputs, text)
  return text
}

/**
 * The suggestion as it stood when somebody chose, and all that it was worked out from, by which rule: ids, codes and numbers, so
 * that it can be read again as it was, and worked out again.
 *
 * @returns JSON text
 */
export function choiceMade({ placed, inputs }: Places, chosen: PersonId): string {
  const line = (one: Placed) => ({
    personId: one.personId,
    standing: one.standing,
    startAt: one.startAt,
    thereAt: one.thereAt,
    likelyAt: one.likelyAt,
    eightInTenBy: one.eightInTenBy,
    lateMinutes: one.lateMinutes,
    shiftEndsAt: one.shiftEndsAt,
    burden: one.burden,
    weighed: one.weighed,
    after: one.after,
    reasons: one.reasons,
  })
  const rank = placed.findIndex(({ personId }) => personId === chosen) + 1
  const shown = placed.filter(
    ({ standing, personId }, index) => (standing === 'suggested' && index < 3) || personId === chosen,
  )
  const choice = {
    rule: RANKING_RULE,
    asOf: inputs.now,
    rank,
    outOf: placed.length,
    chosen,
    placed: shown.map(line),
  }
  return `${JSON.stringify(choice).slice(0, -1)},"inputs":${inputsInWriting(inputs)}}`
}
