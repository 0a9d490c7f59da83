import type { RequestCode, SourceCode } from '../referrals/referral.ts'
import { addMinutes, instant, latest, minutesBetween, msOf, type Instant } from '../time/instant.ts'
import { londonDayOf, londonInstant, type ClockTime } from '../time/london.ts'
import { minutes, type Minutes } from '../time/minutes.ts'
import { stateOf, timeOf, type Progress } from './steps.ts'
import { openWaits, type Wait, type WaitKind } from './waits.ts'

/** What sort of job it is, as far as its length goes: where the person is, and what has to be arranged. */
export type JobKind = 'place-of-safety' | 'warrant' | 'ward' | 'custody' | 'community' | 'cto'

/** A length in minutes: half of jobs take no longer than `median`, eight in ten no longer than `eightInTen`. */
export interface Length {
  readonly median: number
  readonly eightInTen: number
}

/** The three stages of a job. Set-up runs while the AMHP travels; "after" is bed, conveyance, papers and handover. */
export interface StageLengths {
  readonly setUp: Length
  readonly interview: Length
  readonly after: Length
}

/**
 * Lengths to start with, in minutes. No national figures exist; these follow practitioners' accounts (2 to 3 hours to arrange
 * two doctors, an hour or more to assess, hours for a bed and an ambulance) and are assumptions until a service's own record
 * replaces them. They pool everybody: nobody is measured by their own speed.
 */
export const priors: Record<JobKind, StageLengths> = {
  'place-of-safety': lengths([30, 40], [60, 85], [80, 120]),
  warrant: lengths([60, 100], [75, 110], [90, 150]),
  ward: lengths([45, 75], [60, 90], [45, 90]),
  custody: lengths([60, 100], [60, 90], [75, 150]),
  community: lengths([90, 150], [70, 105], [60, 150]),
  cto: lengths([45, 75], [45, 70], [30, 45]),
}

/** How long waits last once they have begun. The same caution holds. */
export const waitPriors: Record<WaitKind, Length> = {
  doctor: { median: 60, eightInTen: 120 },
  bed: { median: 120, eightInTen: 300 },
  ambulance: { median: 120, eightInTen: 240 },
  police: { median: 60, eightInTen: 120 },
  interpreter: { median: 45, eightInTen: 90 },
  other: { median: 30, eightInTen: 60 },
}

/**
 * Doctors are mostly free after their clinics, which close with the offices: before the service's own office hours end, finding them takes
 * longer, by up to so many minutes.
 */
export const DOCTORS_LATE: Length = { median: 30, eightInTen: 60 }
/** Picking up papers and getting to the car. */
const GETTING_AWAY = 5
/** Handing over once the last wait has ended. */
const WRAPPING_UP = 20
/** A stage that has run past its length is not over: so much of that length is still to come. */
const STILL_TO_COME = 0.25

function lengths(...[setUp, interview, after]: readonly [Pair, Pair, Pair]): StageLengths {
  const length = ([median, eightInTen]: Pair): Length => ({ median, eightInTen })
  return { setUp: length(setUp), interview: length(interview), after: length(after) }
}
type Pair = readonly [median: number, eightInTen: number]

const kindOfRequest: Record<RequestCode, JobKind> = {
  s136: 'place-of-safety',
  s135: 'place-of-safety',
  'warrant-135-1': 'warrant',
  's5-2': 'ward',
  's5-4': 'ward',
  s4: 'ward',
  's2-to-s3': 'ward',
  cto: 'cto',
  'cto-recall': 'cto',
  assessment: 'community',
  's13-4': 'community',
  guardianship: 'community',
  advice: 'community',
  unsure: 'community',
}
const heldInCustody: readonly SourceCode[] = ['POLICE_CUSTODY', 'PRISON_IRC']

/**
 * What sort of job a referral makes. Somebody in custody is assessed there, whatever was asked.
 *
 * @example jobKindOf('s136', 'POLICE_136') // 'place-of-safety'
 */
export function jobKindOf(request: RequestCode, source: SourceCode): JobKind {
  const kind = kindOfRequest[request]
  return kind === 'community' && heldInCustody.includes(source) ? 'custody' : kind
}

/** What is known of a job before it begins. `travelMinutes` is `null` when nobody has said where the AMHP is. */
export interface Job {
  readonly kind: JobKind
  /** Both doctors are found and have agreed a time. */
  readonly doctorsAgreed: boolean
  readonly travelMinutes: number | null
}

export interface LikelyFinish {
  /** As likely before as after. */
  readonly likelyAt: Instant
  /** Eight in ten jobs like this are finished by then. */
  readonly eightInTenBy: Instant
}

type Share = keyof Length
const bothShares = (finish: (share: Share) => Instant): LikelyFinish => ({
  likelyAt: finish('median'),
  eightInTenBy: finish('eightInTen'),
})

/**
 * When a job would finish if an AMHP took it at a moment, by the lengths to start with. A later start never gives an earlier
 * finish.
 *
 * @param officeUntil when the service's office hours end: doctors are easier found from then on
 * @example usualFinishFrom({ kind: 'place-of-safety', doctorsAgreed: true, travelMinutes: 22 }, at('16:50'), clockTime('17:00'))
 *   // { likelyAt: 19:40, eightInTenBy: 20:55 }
 */
export const usualFinishFrom = (job: Job, startAt: Instant, officeUntil: ClockTime): LikelyFinish =>
  bothShares((share) => {
    const { interview, after } = priors[job.kind]
    const began = wholeMinute(startAt)
    return addMinutes(
      began,
      setUpMinutes(job, began, share, officeUntil) + heldUp(job) + interview[share] + after[share],
    )
  })

/**
 * How much later the whole job runs because the way there is longer than arranging it usually takes, in minutes. Both finishes
 * move by it alike: a longer way makes a job later and never surer, so that nobody looks better for being further off.
 *
 * @example heldUp({ kind: 'place-of-safety', doctorsAgreed: true, travelMinutes: 40 }) // 15
 */
export const heldUp = ({ kind, travelMinutes }: Job): number =>
  travelMinutes === null ? 0 : Math.max(0, travelMinutes + GETTING_AWAY - priors[kind].setUp.median)

/** When an AMHP who leaves at a moment is there. @example thereFrom(startAt, 22) // 27 minutes later */
export const thereFrom = (startAt: Instant, travelMinutes: number): Instant =>
  addMinutes(startAt, travelMinutes + GETTING_AWAY)

const setUpMinutes = (job: Job, startAt: Instant, share: Share, officeUntil: ClockTime): number =>
  priors[job.kind].setUp[share] + (job.doctorsAgreed ? 0 : doctorsLate(startAt, share, officeUntil))

/** A job under way, as far as the lengths to start with ask. */
interface Going {
  readonly job: Job
  readonly progress: Progress
  readonly waits: readonly Wait[]
}

/** Forecasts count from whole minutes, as the doctors' hour is. */
const wholeMinute = (at: Instant): Instant => instant(Math.floor(msOf(at) / 60_000) * 60_000)

/** Falls off minute by minute before the doctors' hour, so that starting later never means finishing earlier. */
function doctorsLate(from: Instant, share: Share, officeUntil: ClockTime): number {
  const untilFree = minutesBetween(from, londonInstant(londonDayOf(from), officeUntil))
  return Math.min(Math.max(untilFree, 0), DOCTORS_LATE[share])
}

/**
 * When a job under way would finish by the lengths to start with, seen at a moment: from the step that it is at and the waits
 * that are open; the finish itself when it has finished, and `null` when it was declined or taken back.
 *
 * @param officeUntil as for `usualFinishFrom`
 * @example usualFinish(underway, now, clockTime('17:00'))?.likelyAt
 */
export function usualFinish(
  { job, progress, waits }: Going,
  now: Instant,
  officeUntil: ClockTime,
): LikelyFinish | null {
  const finishedAt = timeOf(progress, 'finished')
  if (finishedAt !== null) return { likelyAt: finishedAt, eightInTenBy: finishedAt }
  const state = stateOf(progress)
  if (state === 'declined' || state === 'taken-back') return null
  const open = openWaits(waits)
  return bothShares((share) => {
    const left = remaining(job, progress, now, share, officeUntil)
    const ends = (wait: Wait): Instant => waitEnd(wait, now, share, officeUntil)
    const stageEnd = [left.stageEnd, ...open.filter(holdsStage).map(ends)].reduce(latest)
    const handedOver = open.map((wait) => addMinutes(ends(wait), WRAPPING_UP))
    return [addMinutes(stageEnd, left.later), ...handedOver].reduce(latest)
  })
}

/** Beds and ambulances are looked for while the assessment goes on; the others hold up what is being done. */
const holdsStage = ({ kind }: Wait): boolean => kind !== 'bed' && kind !== 'ambulance'

/** When the present stage would end without waits, and the minutes of the stages after it. */
function remaining(
  job: Job,
  progress: Progress,
  now: Instant,
  share: Share,
  officeUntil: ClockTime,
): { stageEnd: Instant; later: number } {
  const { interview, after } = priors[job.kind]
  const outcomeAt = timeOf(progress, 'outcome-recorded')
  if (outcomeAt !== null) return { stageEnd: endOf(outcomeAt, after[share], now), later: 0 }
  const arrivedAt = timeOf(progress, 'arrived')
  if (arrivedAt !== null) return { stageEnd: endOf(arrivedAt, interview[share], now), later: after[share] }
  const began = wholeMinute(timeOf(progress, 'accepted') ?? latest(progress.offeredAt, now))
  const stageEnd = endOf(began, setUpMinutes(job, began, share, officeUntil), now)
  return { stageEnd, later: interview[share] + after[share] }
}

const waitEnd = ({ kind, startedAt }: Wait, now: Instant, share: Share, officeUntil: ClockTime): Instant =>
  endOf(startedAt, waitPriors[kind][share] + (kind === 'doctor' ? doctorsLate(startedAt, share, officeUntil) : 0), now)

const endOf = (began: Instant, length: number, now: Instant): Instant =>
  latest(addMinutes(began, length), addMinutes(now, Math.ceil(length * STILL_TO_COME)))

/** Minutes past the end of a shift; none when the finish is inside it. @example lateMinutes(likelyAt, shift.end) // 65 */
export const lateMinutes = (likelyAt: Instant, shiftEnd: Instant): Minutes =>
  minutes(Math.max(0, minutesBetween(shiftEnd, likelyAt)))

/** An estimate as it is said: up to the next five minutes. @example upToFive(at('19:37')) // 19:40 */
export const upToFive = (at: Instant): Instant => instant(Math.ceil(msOf(at) / 300_000) * 300_000)
