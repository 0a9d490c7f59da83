import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { addMinutes, earliest, type Instant } from '../time/instant.ts'

/** What can happen to an allocation, in the words of the record. Waits run beside the steps, in `waits.ts`. */
export const steps = [
  'accepted',
  'declined',
  'travelling',
  'arrived',
  'outcome-recorded',
  'finished',
  'home-safe',
  'taken-back',
] as const
export type Step = (typeof steps)[number]
/** An allocation is an offer until the AMHP has accepted it. */
export type State = 'offered' | Step

/** A step as it was taken. `occurredAt` is when it happened, which may be well before it was typed or the phone had signal. */
export interface TakenStep {
  readonly step: Step
  readonly occurredAt: Instant
  readonly byName: string
}

/** How far an allocation has come: the offer, and the steps in the order in which they were taken. */
export interface Progress {
  readonly offeredAt: Instant
  readonly taken: readonly TakenStep[]
}

/** Why a step cannot be recorded. */
export type StepRefusal =
  | { readonly code: 'step-out-of-order'; readonly step: Step; readonly first: Step }
  | {
      readonly code: 'step-in-future'
      readonly field: 'occurredAt'
      readonly occurredAt: Instant
      readonly now: Instant
    }
  | {
      readonly code: 'step-before-previous'
      readonly field: 'occurredAt'
      readonly previous: State
      readonly previousAt: Instant
    }
  | { readonly code: 'step-already-done'; readonly step: Step; readonly at: Instant }
  /** Accepting is final for the AMHP: what they took on goes back only by way of the hub. */
  | { readonly code: 'already-accepted'; readonly at: Instant }
  | AllocationEnded

/** The allocation is no longer the AMHP's to work on: who ended it, how and when. */
export interface AllocationEnded {
  readonly code: 'allocation-ended'
  readonly how: 'declined' | 'taken-back' | 'finished'
  readonly at: Instant
  readonly byName: string
}

/** A step that may be recorded. */
export interface StepDecision {
  readonly step: Step
  readonly occurredAt: Instant
  readonly recordedAt: Instant
}

/** Phones run a little fast. More than this many minutes ahead of the server is a mistake, not a clock. */
export const CLOCK_ALLOWANCE = 2

/** What has to have happened before each step. */
const comesAfter: Record<Step, readonly State[]> = {
  accepted: ['offered'],
  declined: ['offered'],
  travelling: ['accepted'],
  arrived: ['travelling'],
  'outcome-recorded': ['arrived'],
  finished: ['outcome-recorded'],
  'home-safe': ['finished'],
  'taken-back': ['offered', 'accepted', 'travelling', 'arrived', 'outcome-recorded'],
}

const following: Record<State, Step | null> = {
  offered: 'accepted',
  accepted: 'travelling',
  travelling: 'arrived',
  arrived: 'outcome-recorded',
  'outcome-recorded': 'finished',
  finished: 'home-safe',
  'home-safe': null,
  declined: null,
  'taken-back': null,
}

/** Where an allocation stands: the last step taken. @example stateOf({ offeredAt, taken: [] }) // 'offered' */
export const stateOf = ({ taken }: Progress): State => taken.at(-1)?.step ?? 'offered'

/** The one next step, for the one big button. @example nextStep('travelling') // 'arrived' */
export const nextStep = (state: State): Step | null => following[state]

/** Whether an AMHP still has the work: offered or under way. @example isLive('finished') // false */
export const isLive = (state: State): boolean => comesAfter['taken-back'].includes(state)

/** When a step happened, or `null` when it has not. @example timeOf(progress, 'arrived') */
export const timeOf = ({ taken }: Progress, step: Step): Instant | null =>
  taken.find((one) => one.step === step)?.occurredAt ?? null

/**
 * Whether a step may be recorded, and as when. Steps come in order, at or after the one before, and not in the future; a time
 * up to two minutes ahead is a fast phone and is recorded as now. A finish asks for nothing but an outcome before it: reasons
 * for a late finish can follow the next day.
 *
 * @example decideStep(progress, 'arrived', instant('2026-11-12T17:05:00Z'), now)
 *   // refused while the AMHP has not set out: { code: 'step-out-of-order', step: 'arrived', first: 'travelling' }
 */
export function decideStep(
  progress: Progress,
  step: Step,
  occurredAt: Instant,
  now: Instant,
): Outcome<StepDecision, StepRefusal> {
  const standing = refuseByStanding(progress, step)
  if (standing) return refuse(standing)
  return decideTime(progress, step, occurredAt, now)
}

/**
 * Whether an assessment that was cancelled may have its outcome recorded, though nobody has arrived.
 *
 * @example decideCancellation(progress, now, now) // done, from acceptance until arrival
 */
export function decideCancellation(
  progress: Progress,
  occurredAt: Instant,
  now: Instant,
): Outcome<StepDecision, StepRefusal> {
  const onTheWay: readonly State[] = ['accepted', 'travelling']
  const standing = onTheWay.includes(stateOf(progress)) ? null : refuseByStanding(progress, 'outcome-recorded')
  if (standing) return refuse(standing)
  return decideTime(progress, 'outcome-recorded', occurredAt, now)
}

function refuseByStanding(progress: Progress, step: Step): StepRefusal | null {
  const ended = endOf(progress)
  const earlier = timeOf(progress, step)
  if (earlier !== null) return { code: 'step-already-done', step, at: earlier }
  if (ended && (ended.how !== 'finished' || step === 'taken-back')) return ended
  const state = stateOf(progress)
  if (comesAfter[step].includes(state)) return null
  const answered = timeOf(progress, 'accepted')
  if (step === 'declined' && answered !== null) return { code: 'already-accepted', at: answered }
  return { code: 'step-out-of-order', step, first: firstMissing(state) }
}

const firstMissing = (state: State): Step => following[state] ?? 'accepted'

function decideTime(
  progress: Progress,
  step: Step,
  occurredAt: Instant,
  now: Instant,
): Outcome<StepDecision, StepRefusal> {
  if (occurredAt > addMinutes(now, CLOCK_ALLOWANCE)) {
    return refuse({ code: 'step-in-future', field: 'occurredAt', occurredAt, now })
  }
  const previousAt = progress.taken.at(-1)?.occurredAt ?? progress.offeredAt
  const at = earliest(occurredAt, now)
  if (at < previousAt) {
    return refuse({ code: 'step-before-previous', field: 'occurredAt', previous: stateOf(progress), previousAt })
  }
  return done({ step, occurredAt: at, recordedAt: now })
}

/** How an allocation ended, or `null` while it is live. @example endOf(progress)?.byName // 'Jo Marsh' */
export function endOf(progress: Progress): AllocationEnded | null {
  for (const { step, occurredAt, byName } of progress.taken) {
    if (step === 'declined' || step === 'taken-back' || step === 'finished') {
      return { code: 'allocation-ended', how: step, at: occurredAt, byName }
    }
  }
  return null
}
