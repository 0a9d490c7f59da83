import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { addMinutes, type Instant } from '../time/instant.ts'
import type { AllocationRow } from './contract.ts'
import { progressOf } from './progress.ts'
import { endOf, timeOf } from './steps.ts'
import type { TakeBackRefusal } from './words.ts'

/** How long an allocation can be undone without a reason, in seconds. */
export const UNDO_SECONDS = 20

/**
 * Whether a referral may be taken back from an AMHP. Once the AMHP has been with the person, only an AMHP who has personally
 * seen them can apply (MHA 1983 s.11(5)), so that must be confirmed: it is said, and then theirs to decide.
 *
 * @example decideTakeBack(row, { seenVersion: 4, knowsInterviewed: false }, lastChange) // refused: has-interviewed
 */
export function decideTakeBack(
  row: AllocationRow,
  asked: { readonly seenVersion: number; readonly knowsInterviewed: boolean },
  lastChange: { readonly byName: string; readonly at: Instant },
): Outcome<null, TakeBackRefusal> {
  const progress = progressOf(row)
  const ended = endOf(progress)
  if (ended) return refuse(ended)
  if (row.version !== asked.seenVersion) {
    return refuse({ code: 'changed-since-seen', ...lastChange, version: row.version })
  }
  const arrivedAt = timeOf(progress, 'arrived')
  if (arrivedAt !== null && !asked.knowsInterviewed) {
    return refuse({ code: 'has-interviewed', field: 'knowsInterviewed', name: row.personName, arrivedAt })
  }
  return done(null)
}

/**
 * Whether an allocation just made may be undone without a reason: within 20 seconds, and before the AMHP has opened it.
 *
 * @example decideUndo(row, now) // refused after 20 seconds: { code: 'too-late-to-undo', because: 'time' }
 */
export function decideUndo(row: AllocationRow, now: Instant): Outcome<null, TakeBackRefusal> {
  const ended = endOf(progressOf(row))
  if (ended) return refuse(ended)
  if (row.openedAt !== null || row.acceptedAt !== null) return refuse({ code: 'too-late-to-undo', because: 'opened' })
  if (now > addMinutes(row.allocatedAt, UNDO_SECONDS / 60)) return refuse({ code: 'too-late-to-undo', because: 'time' })
  return done(null)
}
