import { z } from 'zod'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import type { PowerKind } from '../referrals/clockRules.ts'
import { earliest, type Instant } from '../time/instant.ts'
import { decideCancellation, decideStep, timeOf, type Progress, type StepDecision, type StepRefusal } from './steps.ts'

/** How an assessment can end. What is said here is for counting; whether to detain is the AMHP's own judgement. */
export interface OutcomeFacts {
  readonly words: string
  /** Counts as completed: the assessment was done and decided. Attended without a decision is not completed. */
  readonly completed: boolean
  /** Counts towards detentions: an application under s.2, s.3 or s.4. */
  readonly detained: boolean
  readonly needsSubReason: boolean
}

const completed = (words: string): OutcomeFacts => ({ words, completed: true, detained: false, needsSubReason: false })
const detained = (words: string): OutcomeFacts => ({ words, completed: true, detained: true, needsSubReason: false })
const notCompleted = (words: string): OutcomeFacts => ({
  words,
  completed: false,
  detained: false,
  needsSubReason: false,
})

/**
 * The closed list of outcomes, one to an assessment. None is the default and none is suggested. An application that could not be
 * made for want of a bed is not completed: councils publish it as a number of its own.
 */
export const outcomes = {
  DETAINED_S2: detained('Detained under section 2'),
  DETAINED_S3: detained('Detained under section 3'),
  DETAINED_S4: detained('Detained under section 4'),
  GUARDIANSHIP_APPLICATION: completed('Guardianship application'),
  INFORMAL_ADMISSION: completed('Informal admission, section 131'),
  NOT_DETAINED_COMMUNITY_PLAN: completed('Not detained: plan in the community'),
  NOT_DETAINED_NFA: completed('Not detained: no further action'),
  CTO_MADE_AGREED: completed('Community treatment order agreed'),
  CTO_EXTENSION_AGREED: completed('Community treatment order: extension agreed'),
  CTO_REVOCATION_AGREED: completed('Community treatment order: revocation agreed'),
  CTO_NOT_AGREED: completed('Community treatment order: not agreed'),
  RECALL_37_41: completed('Recalled, section 37/41'),
  REMAINS_ON_CURRENT_SECTION: completed('Remains on the current section'),
  APPLICATION_NOT_MADE_NO_BED: notCompleted('Application not made: no bed'),
  NOT_COMPLETED: { ...notCompleted('Assessment not completed'), needsSubReason: true },
  CANCELLED_BEFORE_ATTENDANCE: notCompleted('Cancelled before anyone attended'),
} as const satisfies Record<string, OutcomeFacts>
export type OutcomeCode = keyof typeof outcomes
export const outcomeCodes = Object.keys(outcomes) as [OutcomeCode, ...OutcomeCode[]]
export const outcomeCode = z.enum(outcomeCodes, 'Choose how the assessment ended')

/** An outcome in words, of a code as it is kept. @example outcomeWords('DETAINED_S2') // 'Detained under section 2' */
export const outcomeWords = (code: string): string => {
  const known = outcomeCode.safeParse(code)
  return known.success ? outcomes[known.data].words : code
}

/**
 * The outcomes with which a running power (s.136, s.135, s.5, s.4) comes to its end: detained under another section, admitted
 * informally, or not detained. With every other outcome the power runs on, and so does its clock on the board.
 */
const endPowers: readonly OutcomeCode[] = [
  'DETAINED_S2',
  'DETAINED_S3',
  'DETAINED_S4',
  'INFORMAL_ADMISSION',
  'NOT_DETAINED_COMMUNITY_PLAN',
  'NOT_DETAINED_NFA',
]

/** Whether a power that held somebody ends with an outcome. @example endsPowers('APPLICATION_NOT_MADE_NO_BED') // false */
export const endsPowers = (outcome: OutcomeCode): boolean => endPowers.includes(outcome)

/**
 * The outcomes that end a power at the moment of the decision: an application gives the hospital its own authority to take and detain (MHA
 * 1983 s.6), and without a need for any arrangements nothing is left to hold somebody for (s.136(2)). Where arrangements are still to be
 * made, for a bed without a section or for care at home, the power runs until they are: until the finish.
 */
const endAtDecision: readonly OutcomeCode[] = ['DETAINED_S2', 'DETAINED_S3', 'DETAINED_S4', 'NOT_DETAINED_NFA']

/**
 * When the powers end that an outcome ends.
 *
 * @param decidedAt when the outcome was, as the AMHP told it
 * @example powersEndAt('NOT_DETAINED_NFA', { decidedAt: at('23:46'), finishedAt: at('23:50') }) // 23:46
 */
export const powersEndAt = (
  outcome: OutcomeCode,
  { decidedAt, finishedAt }: { readonly decidedAt: Instant | null; readonly finishedAt: Instant },
): Instant => (decidedAt !== null && endAtDecision.includes(outcome) ? earliest(decidedAt, finishedAt) : finishedAt)

/**
 * The power that an outcome itself begins, so that it does not end it: an emergency detention runs 72 hours from the admission, until the
 * second recommendation is given and received (MHA 1983 s.4(4)).
 *
 * @example powerBegunBy('DETAINED_S4') // 's4'
 */
export const powerBegunBy = (outcome: OutcomeCode): PowerKind | null => (outcome === 'DETAINED_S4' ? 's4' : null)

/**
 * Whether a referral still needs an AMHP after a finish with this outcome. Not completed and no bed go back to be allocated; a completed
 * assessment closes its referral. So does a cancelled one, unless a power holds the person: nobody has interviewed them then, and they are
 * held for that alone (MHA 1983 s.136(2)), so the desk says what becomes of it.
 *
 * @param held whether a power over the person runs
 * @example stillNeedsSomebody('CANCELLED_BEFORE_ATTENDANCE', true) // true
 */
export const stillNeedsSomebody = (outcome: OutcomeCode, held: boolean): boolean =>
  outcome === 'NOT_COMPLETED' ||
  outcome === 'APPLICATION_NOT_MADE_NO_BED' ||
  (outcome === 'CANCELLED_BEFORE_ATTENDANCE' && held)

/**
 * Whether the assessment took place that the time to assess by was for: then the service's own target is met or missed, and counts no
 * further. What waits for a bed, or for what began meanwhile, has clocks of its own.
 *
 * @example wasAssessed('APPLICATION_NOT_MADE_NO_BED') // true
 */
export const wasAssessed = (outcome: OutcomeCode): boolean =>
  outcomes[outcome].completed || outcome === 'APPLICATION_NOT_MADE_NO_BED'

/**
 * The outcomes after which the AMHP stays until a bed and the way there are found. What is left to do is short after all others.
 *
 * @example goesToHospital('DETAINED_S2') // true
 */
export const goesToHospital = (outcome: OutcomeCode): boolean =>
  outcomes[outcome].detained || outcome === 'INFORMAL_ADMISSION' || outcome === 'APPLICATION_NOT_MADE_NO_BED'

/** Why an assessment was not completed. */
export const notCompletedReasons = {
  NO_ACCESS: 'No way in',
  PERSON_ABSENT: 'Person was not there',
  MEDICALLY_UNFIT: 'Person medically unfit',
  INTOXICATED: 'Person intoxicated',
  DOCTOR_DID_NOT_ATTEND: 'Doctor did not attend',
  NO_SECOND_RECOMMENDATION: 'No second recommendation',
  NR_OBJECTED_S3: 'Nearest relative objected to section 3',
  RISK_POLICE_UNAVAILABLE: 'Not safe, police not available',
  SHIFT_END: 'End of shift',
  OTHER: 'Something else',
} as const
export type NotCompletedReason = keyof typeof notCompletedReasons
export const notCompletedReasonCodes = Object.keys(notCompletedReasons) as [NotCompletedReason, ...NotCompletedReason[]]
export const notCompletedReason = z.enum(notCompletedReasonCodes, 'Choose why it was not completed')

export interface AssessmentOutcome {
  readonly outcome: OutcomeCode
  readonly subReason: NotCompletedReason | null
}

/** Why an outcome cannot be recorded as it is. */
export type OutcomeRefusal =
  | { readonly code: 'outcome-needs-reason'; readonly field: 'subReason' }
  | { readonly code: 'outcome-takes-no-reason'; readonly field: 'subReason' }
  | { readonly code: 'outcome-after-arrival'; readonly field: 'outcome'; readonly arrivedAt: Instant }
  | { readonly code: 'outcome-settled'; readonly at: Instant }

/**
 * Checks that an outcome says what it must: a reason with NOT_COMPLETED, and with no other.
 *
 * @example checkOutcome({ outcome: 'NOT_COMPLETED', subReason: null }) // refused: { code: 'outcome-needs-reason', … }
 */
export function checkOutcome(said: AssessmentOutcome): Outcome<AssessmentOutcome, OutcomeRefusal> {
  const { needsSubReason } = outcomes[said.outcome]
  if (needsSubReason && said.subReason === null) return refuse({ code: 'outcome-needs-reason', field: 'subReason' })
  if (!needsSubReason && said.subReason !== null) return refuse({ code: 'outcome-takes-no-reason', field: 'subReason' })
  return done(said)
}

/**
 * Whether an outcome that was recorded may be put right: until the job is finished, because the finish closes the referral and ends powers
 * by it.
 *
 * @example decideOutcomeAgain(progress, { outcome: 'DETAINED_S2', subReason: null }, occurredAt, now)
 *   // refused once finished: { code: 'outcome-settled', at: instant('2026-11-12T23:50:00Z') }
 */
export function decideOutcomeAgain(
  progress: Progress,
  said: AssessmentOutcome,
  occurredAt: Instant,
  now: Instant,
): Outcome<StepDecision & AssessmentOutcome, StepRefusal | OutcomeRefusal> {
  const finishedAt = timeOf(progress, 'finished')
  if (finishedAt !== null) return refuse({ code: 'outcome-settled', at: finishedAt })
  const taken = progress.taken.filter(({ step }) => step !== 'outcome-recorded')
  return decideOutcome({ ...progress, taken }, said, occurredAt, now)
}

/**
 * Whether the outcome of an allocation may be recorded. It follows arrival, but for a cancellation, which is only possible
 * before it: arranged, attended and completed are three numbers.
 *
 * @example decideOutcome(progress, { outcome: 'DETAINED_S2', subReason: null }, occurredAt, now)
 */
export function decideOutcome(
  progress: Progress,
  said: AssessmentOutcome,
  occurredAt: Instant,
  now: Instant,
): Outcome<StepDecision & AssessmentOutcome, StepRefusal | OutcomeRefusal> {
  const checked = checkOutcome(said)
  if (!checked.ok) return checked
  const cancelled = said.outcome === 'CANCELLED_BEFORE_ATTENDANCE'
  const arrivedAt = timeOf(progress, 'arrived')
  const already = timeOf(progress, 'outcome-recorded') !== null
  if (cancelled && arrivedAt !== null && !already) {
    return refuse({ code: 'outcome-after-arrival', field: 'outcome', arrivedAt })
  }
  const step = cancelled
    ? decideCancellation(progress, occurredAt, now)
    : decideStep(progress, 'outcome-recorded', occurredAt, now)
  return step.ok ? done({ ...step.value, ...checked.value }) : step
}
