import type { Tone } from '#client/ui/Tag.tsx'
import type { Candidates } from '#shared/allocations/candidatesAnswer.ts'
import { upToFive } from '#shared/allocations/likelyFinish.ts'
import { reasonWords, type Reason } from '#shared/allocations/reasons.ts'
import type { Instant } from '#shared/time/instant.ts'
import { clockTimeOf, londonDayOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { shortMoment } from './moments.ts'

export type OneCandidate = Candidates['ranked'][number]

/** A shift in few letters: whole hours without their minutes. @example shiftWords(start, end) // '15–23' */
export function shiftWords(start: Instant, end: Instant): string {
  const short = (at: Instant) => clockTimeOf(at).replace(/:00$/, '')
  return `${short(start)}–${short(end)}`
}

const about = (at: Instant, now: Instant): string => shortMoment(upToFive(at), now)

/** Below the name: shift, whether free, where from and how far. @example '15–23 · free · County Hall, 10 min' */
export function whereFrom({ shiftStartsAt, shiftEndsAt, standing, base, travelMinutes }: OneCandidate): string {
  const shift = shiftStartsAt && shiftEndsAt ? shiftWords(shiftStartsAt, shiftEndsAt) : 'not on the rota'
  const place = base === '' ? null : travelMinutes === null ? base : `${base}, ${travelMinutes} min`
  return [shift, standing === 'suggested' ? 'free' : null, place].filter((part) => part !== null).join(' · ')
}

/** One line for choosing by: free when, there when, likely finish, end of shift. */
export function planWords(one: OneCandidate, now: Instant): string {
  const { shiftEndsAt } = one
  const onShift = shiftEndsAt !== null && shiftEndsAt > now
  const free = one.startAt > now ? `Free ${about(one.startAt, now)}` : onShift ? 'Free' : null
  const there = one.thereAt === null ? null : `there ${about(one.thereAt, now)}`
  const end = shiftEndsAt === null ? null : `shift ${onShift ? 'ends' : 'ended'} ${shortMoment(shiftEndsAt, now)}`
  return [free, there, `finish ${about(one.likelyAt, now)}`, end].filter((part) => part !== null).join(' · ')
}

/** Why somebody stands where they stand, in one line. */
export const whyWords = (one: OneCandidate, now: Instant): string =>
  one.reasons.map((reason) => reasonWords(reason, londonDayOf(now)) + inWords(reason, one)).join('. ')

/** What another condition asks, as it was written on the register. */
const inWords = (reason: Reason, { conditionWords }: OneCandidate): string =>
  reason.code === 'approval-condition' && conditionWords ? ` (${conditionWords})` : ''

/**
 * What a forecast rests on, and whether it has held.
 *
 * @example heldWords(412, { finishes: 210, inTime: 0.79, meanMinutesOut: 51 })
 *   // 'From the last 412 jobs here. Of 210 finished so far, 79% were finished by then.'
 */
export function heldWords(learnedFrom: number, held: Candidates['saidAndDone']): string {
  const rests =
    learnedFrom === 0 ? 'By usual lengths, until jobs are finished here' : `From the last ${learnedFrom} jobs here`
  if (held === null) return `${rests}.`
  const kept = Math.round(held.inTime * 10)
  const how = kept > 8 ? ', so it has been on the safe side' : kept < 8 ? ', so it has been too early' : ''
  return `${rests}. Of ${held.finishes} finished so far, ${Math.round(held.inTime * 100)}% were finished by then${how}.`
}

/** The gravest thing against somebody, in two or three words, or `null` when there is none. */
export function warningOf(one: OneCandidate): { readonly tone: Tone; readonly words: string } | null {
  const reasons = one.reasons.toSorted((a, b) => gravity(a) - gravity(b))
  const [worst] = reasons
  if (!worst || worst.weighs !== 'against') return null
  return { tone: gravity(worst) < 2 ? 'breach-soft' : 'warn', words: shortWords(worst) }
}

const grave: readonly Reason['code'][] = [
  'not-approved',
  'approval-ended',
  'suspended',
  'not-acting-for',
  'conflict-of-interest',
]

const gravity = ({ code, weighs }: Reason): number =>
  grave.includes(code) ? 0 : code === 'short-rest' || code === 'there-after-limit' ? 1 : weighs === 'against' ? 2 : 3

type Shorts = { readonly [Code in Reason['code']]?: (reason: Extract<Reason, { readonly code: Code }>) => string }

/** Drawbacks that have to fit in a tag. The others are short as they are. */
const shorts: Shorts = {
  'likely-late': (reason) => `${formatMinutes(reason.minutes)} late`,
  'may-finish-late': ({ inTen }) => `${inTen} in 10 late`,
  'short-rest': () => 'Under 11h rest',
  'approval-condition': () => 'Condition on approval',
  'needs-buddy': () => 'Buddy needed',
  'on-a-job': () => 'On a job',
  'gave-back': ({ how }) => (how === 'declined' ? 'Declined this' : 'Taken back'),
  'shift-not-begun': ({ startsAt }) => `Starts ${clockTimeOf(startsAt)}`,
  'shift-over': ({ endedAt }) => `Off since ${clockTimeOf(endedAt)}`,
  'there-after-limit': () => 'After the limit',
  'there-late-for-limit': () => 'Late for the limit',
  'not-gender-asked-for': ({ gender }) => `Not a ${gender}`,
}

function shortWords(reason: Reason): string {
  // The table has one entry for each code; the compiler cannot see that the code picks its own.
  const say = shorts[reason.code] as ((reason: Reason) => string) | undefined
  return say?.(reason) ?? reasonWords(reason)
}
