import { DAILY_REST, restBetween } from '../rota/rest.ts'
import type { Skill } from '../register/contract.ts'
import { addMinutes, minutesBetween } from '../time/instant.ts'
import { formatMinutes, minutes, type Minutes } from '../time/minutes.ts'
import type { Candidate, JobToAllocate, SizedUp } from './candidates.ts'
import { chanceAfter, expectedLate } from './lateness.ts'
import type { Reason } from './reasons.ts'
import type { Weights } from './weights.ts'

/** What a line of the weighing is about. */
export type WeighedFor =
  | 'late'
  | 'rest'
  | 'fair-share'
  | 'travel'
  | 'limit'
  | 'gave-back'
  | 'buddy'
  | 'gender'
  | 'language'
  | 'experience'
  | 'knows-person'

/** One thing that speaks against somebody (more than none) or for them (less), in minutes of late work. */
export interface Weighed {
  readonly for: WeighedFor
  readonly minutes: number
}

/** A balance this far from the average weighs in full. */
const FAIR_SHARE_MINUTES = 600

/** Whether somebody speaks the language that was asked for. @example speaks(person, job) */
export const speaks = ({ languages }: Pick<Candidate, 'languages'>, { asksFor }: JobToAllocate): boolean =>
  asksFor.language !== null && languages.some((one) => one.toLowerCase() === asksFor.language?.toLowerCase())

/** What somebody has of the experience that a job wants. @example experienceFor(person, job) // ['children'] */
export const experienceFor = (
  { skills }: Pick<Candidate, 'skills'>,
  { asksFor }: Pick<JobToAllocate, 'asksFor'>,
): readonly Skill[] => (asksFor.skills ?? []).filter((skill) => skills.includes(skill))

/** Rest of a day and more is not told: it tells nobody from another. */
const REST_TOLD = 24 * 60

interface Beside {
  /** What each drawback counts as, in minutes of late work. The order follows these; nothing else does. */
  readonly weights: Weights
  readonly meanToil: number
  readonly limit: Reason['code'] | null
}

/**
 * What choosing somebody costs, line by line in minutes of late work; their sum is what the order follows. Lines that come
 * to nothing are left out.
 *
 * @example weigh(sizedUp, job, { weights: standardWeights, meanToil: 300, limit: null }) // [{ for: 'late', minutes: 24.6 }, { for: 'travel', minutes: 11 }]
 */
export function weigh(
  { person, place, travel }: SizedUp,
  job: JobToAllocate,
  { weights, meanToil, limit }: Beside,
): readonly Weighed[] {
  const { shift, nextShiftStart, toilBalance } = person
  const late = shift === null ? minutesBetween(place.startAt, place.likelyAt) : expectedLate(place, shift.end)
  const restLost = nextShiftStart === null ? 0 : chanceAfter(place, addMinutes(nextShiftStart, -DAILY_REST))
  const share = Math.min(1, Math.max(-1, (toilBalance - meanToil) / FAIR_SHARE_MINUTES))
  const gender = job.asksFor.gender !== null && person.gender !== job.asksFor.gender
  const lines: readonly (readonly [WeighedFor, number])[] = [
    ['late', late],
    ['rest', restLost * weights.shortRest],
    ['fair-share', share * weights.fairShare],
    ['travel', (travel * weights.travelHour) / 60],
    [
      'limit',
      limit === 'there-after-limit' ? weights.afterLimit : limit === 'there-late-for-limit' ? weights.lateForLimit : 0,
    ],
    ['gave-back', person.gaveBack === null ? 0 : weights.gaveBack],
    ['buddy', person.newlyApproved && job.buddyIfNew ? weights.needsBuddy : 0],
    ['gender', gender ? weights.notGenderAskedFor : 0],
    ['language', speaks(person, job) ? -weights.speaksLanguage : 0],
    ['experience', -experienceFor(person, job).length * weights.hasExperience],
    ['knows-person', person.assessedBefore ? -weights.knowsPerson : 0],
  ]
  return lines.flatMap(([about, cost]) => (cost === 0 ? [] : [{ for: about, minutes: cost }]))
}

/** What choosing somebody changes for them and for the desk, expected and not promised. */
export interface AfterChoice {
  /** Late minutes to expect on average: the chance of being late and by how much. `null` without a shift to be late for. */
  readonly lateMinutes: Minutes | null
  /** From the end of the shift to the next one, as planned, and from the likely finish; `null` when no next shift is known. */
  readonly rest: { readonly planned: Minutes; readonly next: Minutes } | null
  /** TOIL balance now, and with the late minutes to expect. */
  readonly toil: { readonly now: Minutes; readonly next: Minutes }
  /** How many others are suggested for the same: free, and nothing stands against them. Fewer than those on the board who are free. */
  readonly freeLeft: number
}

/** What choosing somebody changes. @example afterChoice(sizedUp, 3).freeLeft // 2 */
export function afterChoice({ person, place }: SizedUp, free: number): AfterChoice {
  const { shift, nextShiftStart, toilBalance } = person
  const late = shift === null ? null : minutes(Math.round(expectedLate(place, shift.end)))
  const planned = shift && nextShiftStart && restBetween(shift.end, nextShiftStart)
  const then = nextShiftStart && restBetween(place.likelyAt, nextShiftStart)
  return {
    lateMinutes: late,
    rest:
      planned === null || then === null || then > REST_TOLD
        ? null
        : { planned, next: minutes(Math.min(planned, then)) },
    toil: { now: toilBalance, next: minutes(toilBalance + (late ?? 0)) },
    freeLeft: place.standing === 'suggested' ? free - 1 : free,
  }
}

/** In words: the hub’s own typeface has no arrow. */
const change = (before: string, then: string): string => (before === then ? then : `${before}, then ${then}`)

/**
 * What a choice changes, in one line, each as it is now and as it would be.
 *
 * @example afterWords(after) // '25m late on average · rest 13h, then 11h 40m · TOIL 3h 10m, then 3h 35m · 2 others suggested'
 */
export function afterWords({ lateMinutes, rest, toil, freeLeft }: AfterChoice): string {
  const parts = [
    lateMinutes === null
      ? null
      : lateMinutes === 0
        ? 'Not late on average'
        : `${formatMinutes(lateMinutes)} late on average`,
    rest && `rest ${change(formatMinutes(rest.planned), formatMinutes(rest.next))}`,
    `TOIL ${change(formatMinutes(toil.now), formatMinutes(toil.next))}`,
    freeLeft === 0 ? 'nobody else suggested' : `${freeLeft} other${freeLeft === 1 ? '' : 's'} suggested`,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}
