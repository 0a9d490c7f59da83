import type { NotCompletedReason, OutcomeCode } from '#shared/allocations/outcomes.ts'
import { outcomes, stillNeedsSomebody } from '#shared/allocations/outcomes.ts'
import { jobKindOf, type JobKind } from '#shared/allocations/likelyFinish.ts'
import { addMinutes, latest, minutesBetween, type Instant } from '#shared/time/instant.ts'
import type { Call } from './calls.ts'
import type { CaseSteps, CaseWait } from './case.ts'
import { notCompletedMix } from './decisionWords.ts'
import type { Draw } from './random.ts'

/** How long each part of one job takes, in minutes, whoever gets it and whenever. */
export interface JobLengths {
  readonly kind: JobKind
  readonly outcome: OutcomeCode
  readonly subReason: NotCompletedReason | null
  readonly toOpen: number
  readonly toAccept: number
  readonly travel: number
  readonly police: number
  readonly interpreter: number
  readonly interview: number
  readonly bed: number
  readonly ambulance: number
  readonly writing: number
  readonly home: number
}

const mixes: Readonly<Record<'admission' | 'ward' | 'cto', readonly (readonly [OutcomeCode, number])[]>> = {
  admission: [
    ['DETAINED_S2', 42],
    ['DETAINED_S3', 9],
    ['DETAINED_S4', 1],
    ['INFORMAL_ADMISSION', 8],
    ['NOT_DETAINED_COMMUNITY_PLAN', 22],
    ['NOT_DETAINED_NFA', 5],
    ['APPLICATION_NOT_MADE_NO_BED', 4],
    ['NOT_COMPLETED', 5],
    ['CANCELLED_BEFORE_ATTENDANCE', 4],
  ],
  ward: [
    ['DETAINED_S2', 38],
    ['DETAINED_S3', 40],
    ['REMAINS_ON_CURRENT_SECTION', 6],
    ['INFORMAL_ADMISSION', 8],
    ['NOT_DETAINED_COMMUNITY_PLAN', 5],
    ['NOT_COMPLETED', 3],
  ],
  cto: [
    ['CTO_MADE_AGREED', 55],
    ['CTO_EXTENSION_AGREED', 20],
    ['CTO_REVOCATION_AGREED', 15],
    ['CTO_NOT_AGREED', 10],
  ],
}

/** Rolls one job. Beds and ambulances have the long tails; most of the time nobody waits for police or an interpreter. */
export function jobLengths({ request, source }: Call, again: boolean, draw: Draw): JobLengths {
  const kind = jobKindOf(request, source)
  const mix = mixes[kind === 'ward' || kind === 'cto' ? kind : 'admission']
  const outcome = draw.weighted(again ? mix.filter(([code]) => !stillNeedsSomebody(code, false)) : mix)
  const admits =
    outcomes[outcome].detained || outcome === 'INFORMAL_ADMISSION' || outcome === 'APPLICATION_NOT_MADE_NO_BED'
  const goes = admits && kind !== 'ward'
  return {
    kind,
    outcome,
    subReason: outcome === 'NOT_COMPLETED' ? draw.weighted(notCompletedMix) : null,
    toOpen: draw.whole(1, 4),
    toAccept: draw.whole(0, 4),
    travel: draw.whole(9, 42),
    police: draw.chance(kind === 'warrant' ? 0.6 : 0.05) ? draw.long({ median: 30, eightInTen: 65 }) : 0,
    interpreter: draw.chance(0.04) ? draw.whole(20, 70) : 0,
    interview: Math.max(20, draw.long({ median: kind === 'cto' ? 34 : 38, eightInTen: kind === 'cto' ? 48 : 54 })),
    bed: goes ? Math.min(290, draw.long({ median: 42, eightInTen: 98 })) : 0,
    ambulance:
      goes && outcome !== 'APPLICATION_NOT_MADE_NO_BED' ? Math.min(190, draw.long({ median: 36, eightInTen: 68 })) : 0,
    writing: draw.whole(6, 18),
    home: draw.whole(18, 50),
  }
}

export interface JobTimes {
  readonly steps: Required<Omit<CaseSteps, 'arrivedAt'>> & Pick<CaseSteps, 'arrivedAt'>
  readonly waits: readonly CaseWait[]
}

/** The time of each step, for somebody who is given the job at a moment when the doctors can come at another. */
export function jobTimes(lengths: JobLengths, allocatedAt: Instant, doctorsAt: Instant): JobTimes {
  const openedAt = addMinutes(allocatedAt, lengths.toOpen)
  const acceptedAt = addMinutes(openedAt, lengths.toAccept)
  const setOffAt = latest(addMinutes(acceptedAt, 4), addMinutes(doctorsAt, -lengths.travel - 10))
  const arrivedAt = addMinutes(setOffAt, lengths.travel)
  const doctor =
    minutesBetween(acceptedAt, doctorsAt) > 50 ? waitOf('doctor', addMinutes(acceptedAt, 12), doctorsAt) : []
  const took = { openedAt, acceptedAt, setOffAt }
  if (lengths.outcome === 'CANCELLED_BEFORE_ATTENDANCE') return cancelled(took, doctor, lengths)
  const ready = latest(arrivedAt, doctorsAt)
  const police = waitOf('police', arrivedAt, addMinutes(ready, lengths.police), lengths.police)
  const interpreter = waitOf('interpreter', arrivedAt, addMinutes(ready, lengths.interpreter), lengths.interpreter)
  const outcomeAt = addMinutes(ready, Math.max(lengths.police, lengths.interpreter) + lengths.interview)
  const bedFrom = addMinutes(outcomeAt, -Math.min(18, Math.floor(lengths.interview / 2)))
  const bedAt = addMinutes(bedFrom, lengths.bed)
  const bed = waitOf('bed', bedFrom, bedAt, lengths.bed)
  const crewFrom = latest(outcomeAt, bedAt)
  const crewAt = addMinutes(crewFrom, lengths.ambulance)
  const ambulance = waitOf('ambulance', crewFrom, crewAt, lengths.ambulance)
  const finishedAt = addMinutes(crewAt, lengths.writing)
  return {
    steps: { ...took, arrivedAt, outcomeAt, finishedAt, homeSafeAt: addMinutes(finishedAt, lengths.home) },
    waits: [...doctor, ...police, ...interpreter, ...bed, ...ambulance],
  }
}

/** Stood down on the way: they turn round. */
function cancelled(
  took: Required<Pick<CaseSteps, 'openedAt' | 'acceptedAt' | 'setOffAt'>>,
  waits: readonly CaseWait[],
  { travel, home }: JobLengths,
): JobTimes {
  const outcomeAt = addMinutes(took.setOffAt, Math.floor(travel / 2))
  const finishedAt = addMinutes(outcomeAt, 10)
  return { steps: { ...took, outcomeAt, finishedAt, homeSafeAt: addMinutes(finishedAt, home) }, waits }
}

/** A wait worth timing, or none: nobody taps a phone for a quarter of an hour. */
function waitOf(kind: CaseWait['kind'], startedAt: Instant, endedAt: Instant, length = 16): readonly CaseWait[] {
  const long = length > 15 && addMinutes(startedAt, 15) < endedAt
  return long ? [{ kind, startedAt, endedAt }] : []
}
