import { outcomeCode, outcomes, type OutcomeCode } from '../allocations/outcomes.ts'
import type { ArrangementState } from '../referrals/record.ts'
import { londonDayOf, addDays, londonInstant, type ClockTime } from '../time/london.ts'
import { addHours, type Instant } from '../time/instant.ts'
import type { Recommendation } from './codes.ts'
import { isGiven } from './checks.ts'

/** What of a detention stands on the record: how many doctors said what, and which bed. No name of anybody. */
export interface Recorded {
  /** Of doctors who were not struck out. */
  readonly examinations: readonly { readonly recommendation: Recommendation; readonly isTimed: boolean }[]
  /** `null` while nobody has said where the bed stands. */
  readonly bed: { readonly state: ArrangementState; readonly isNamed: boolean } | null
}

/** Something that the record of a detention lacks. */
export interface RecordGap {
  readonly code: 'recommendation' | 'examined-at' | 'hospital'
  /** A sentence of its own. */
  readonly words: string
  /** The same within one. */
  readonly brief: string
}

/** Of how many doctors' recommendations an application is made (MHA 1983 s.2(3), s.3(3), s.4(3)). */
const needs = {
  DETAINED_S2: { section: 's2', doctors: 2 },
  DETAINED_S3: { section: 's3', doctors: 2 },
  DETAINED_S4: { section: 's4', doctors: 1 },
} as const satisfies Partial<Record<OutcomeCode, { readonly section: string; readonly doctors: number }>>

const needsOf = (outcome: string | null) =>
  outcome !== null && Object.hasOwn(needs, outcome) ? needs[outcome as keyof typeof needs] : null

/** Whether an outcome is a detention, of which the record must say on what it rests. @example isDetention('DETAINED_S2') // true */
export const isDetention = (outcome: string | null): boolean => {
  const known = outcomeCode.safeParse(outcome)
  return known.success && outcomes[known.data].detained
}

/**
 * What the record of a detention lacks: the recommendations that the application rests on, when the doctors examined, and the hospital
 * to which it was made. It is told and followed up, and keeps nobody from finishing. Empty for every other outcome.
 *
 * @param outcome a code of the list of outcomes; `null` while none is recorded
 * @example recordGaps('DETAINED_S2', { examinations: [], bed: null }).map(({ code }) => code) // ['recommendation', 'hospital']
 */
export function recordGaps(outcome: string | null, { examinations, bed }: Recorded): readonly RecordGap[] {
  const needed = needsOf(outcome)
  if (needed === null) return []
  const given = examinations.filter(isGiven)
  const fits = given.filter(({ recommendation }) => recommendation === needed.section)
  return [
    ...recommendationGap(needed, fits.length, given.length - fits.length),
    ...(fits.some(({ isTimed }) => !isTimed)
      ? [
          {
            code: 'examined-at',
            words: 'A doctor recommends, and when they examined is not recorded.',
            brief: 'when a doctor examined',
          } as const,
        ]
      : []),
    ...hospitalGap(bed),
  ]
}

function recommendationGap(
  { section, doctors }: { readonly section: string; readonly doctors: number },
  fits: number,
  others: number,
): readonly RecordGap[] {
  if (fits >= doctors) return []
  const name = `section ${section.slice(1)}`
  const want = `${name} needs ${doctors === 1 ? 'one' : 'two'}`
  const elsewhere = others > 0 ? ` What is recorded recommends another section: look at that too.` : ''
  return fits === 0
    ? [
        {
          code: 'recommendation',
          words: `No doctor’s recommendation for ${name} is recorded: ${want}.${elsewhere}`,
          brief: doctors === 1 ? 'the doctor’s recommendation' : 'both doctors’ recommendations',
        },
      ]
    : [
        {
          code: 'recommendation',
          words: `One doctor’s recommendation is recorded: ${want}.${elsewhere}`,
          brief: 'the second doctor’s recommendation',
        },
      ]
}

/** Whoever is in hospital already needs no bed; of everybody else the record says where they went. */
function hospitalGap(bed: Recorded['bed']): readonly RecordGap[] {
  if (bed?.state === 'not-needed' || (bed?.state === 'agreed' && bed.isNamed)) return []
  const words =
    bed?.state === 'agreed'
      ? 'A bed is agreed, and in which hospital is not recorded.'
      : 'No hospital or bed is recorded.'
  return [{ code: 'hospital', words, brief: bed?.state === 'agreed' ? 'the hospital' : 'the hospital and bed' }]
}

/** @example gapsBriefly(gaps) // 'both doctors’ recommendations, and the hospital and bed' */
export function gapsBriefly(gaps: readonly RecordGap[]): string {
  const [last, ...before] = gaps.map(({ brief }) => brief).toReversed()
  if (last === undefined) return ''
  return before.length === 0 ? last : `${before.toReversed().join(', ')} and ${last}`
}

/** Why the follow-up is over that nobody answered. */
export const RECORD_COMPLETE = 'What was missing is on the record now'

/** Whoever finishes has time to fill it in themselves first. */
const OWN_TIME_HOURS = 2
const MORNING = '10:00' as ClockTime

/**
 * By when somebody asks after what a finished detention lacks: the next morning at ten, a local rule. At night nobody is called for it.
 *
 * @example recordGapsDue(instant('2026-11-12T23:50:00Z')) // 2026-11-13T10:00:00Z
 */
export function recordGapsDue(now: Instant): Instant {
  const from = addHours(now, OWN_TIME_HOURS)
  const sameDay = londonInstant(londonDayOf(from), MORNING)
  return sameDay >= from ? sameDay : londonInstant(addDays(londonDayOf(from), 1), MORNING)
}
