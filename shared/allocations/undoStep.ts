import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { allocationId } from '../kernel/ids.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { seenVersion } from '../kernel/text.ts'
import { addMinutes, type Instant } from '../time/instant.ts'
import { formatInstant } from '../time/london.ts'
import type { AllocationRow } from './contract.ts'
import { progressOf } from './progress.ts'
import { endOf, stateOf, type AllocationEnded } from './steps.ts'
import { allocationWords } from './words.ts'

/** How long a step that was just tapped can be undone, in seconds from when the hub had it. */
export const UNDO_STEP_SECONDS = 60

/** Steps that can be undone: a thumb that slipped. An outcome is a decision, and a finish has made a claim: they are corrected. */
export const undoableSteps = ['accepted', 'travelling', 'arrived'] as const
export type UndoableStep = (typeof undoableSteps)[number]

export type UndoStepRefusal =
  | { readonly code: 'allocation-not-found' }
  | { readonly code: 'changed-since-seen'; readonly byName: string; readonly at: Instant; readonly version: number }
  | AllocationEnded
  | { readonly code: 'step-not-the-last' }
  | { readonly code: 'step-too-old'; readonly at: Instant }
  | { readonly code: 'waits-since-then' }

function undoStepWords(refusal: UndoStepRefusal): string {
  if (refusal.code === 'step-not-the-last')
    return 'That is no longer the last thing you tapped. Look at the job as it is now, and ring the hub if it is wrong.'
  if (refusal.code === 'step-too-old')
    return `That was recorded at ${formatInstant(refusal.at)}, more than a minute ago. Ring the hub to have it put right.`
  if (refusal.code === 'waits-since-then')
    return 'You said since then what you are waiting for. End that first, or ring the hub.'
  return allocationWords(refusal)
}

export const undoStep = defineCommand(
  'allocations.undoStep',
  'Undo the step that was just tapped, within a minute',
  z.strictObject({ allocationId, seenVersion, step: z.enum(undoableSteps) }),
).answering<{ version: number }, UndoStepRefusal>(undoStepWords)

type Standing = Parameters<typeof progressOf>[0] & Pick<AllocationRow, 'waits'>

/**
 * Whether a step may be undone: it is the last one taken, nothing was built on it, and the hub has had it for a minute at most.
 * The time counts from when it was recorded, so that a tap without signal has its minute too.
 *
 * @param recordedAt when the hub recorded the step; `null` when it never did
 * @example decideUndoStep(row, 'arrived', recordedAt, now) // refused after a minute: { code: 'step-too-old', … }
 */
export function decideUndoStep(
  row: Standing,
  step: UndoableStep,
  recordedAt: Instant | null,
  now: Instant,
): Outcome<null, UndoStepRefusal> {
  const progress = progressOf(row)
  const ended = endOf(progress)
  if (ended) return refuse(ended)
  if (stateOf(progress) !== step || recordedAt === null) return refuse({ code: 'step-not-the-last' })
  if (now > addMinutes(recordedAt, UNDO_STEP_SECONDS / 60)) return refuse({ code: 'step-too-old', at: recordedAt })
  // A wait begins after acceptance: without that it would hang in the air.
  if (step === 'accepted' && row.waits.length > 0) return refuse({ code: 'waits-since-then' })
  return done(null)
}
