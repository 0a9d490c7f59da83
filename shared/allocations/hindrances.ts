import type { ApprovalCondition } from '../register/conditions.ts'
import { latest, type Instant } from '../time/instant.ts'
import { contains } from '../time/span.ts'
import type { Candidate } from './candidates.ts'
import type { Reason } from './reasons.ts'

/** What keeps somebody from acting in this case at all, or `null`. @example barOf(person)?.code // 'suspended' */
export function barOf({ mayAct, conflictOfInterest }: Candidate): Reason | null {
  if (conflictOfInterest) return { weighs: 'against', code: 'conflict-of-interest' }
  if (mayAct.ok) return null
  const { refusal } = mayAct
  if (refusal.code === 'approval-ended') return { weighs: 'against', code: refusal.code, lastDay: refusal.lastDay }
  return { weighs: 'against', code: refusal.code }
}

const declaredReason = ({ declaredConflict }: Candidate): Reason | null =>
  declaredConflict ? { weighs: 'against', code: 'declared-conflict' } : null

const awayReason = ({ away }: Candidate): Reason | null =>
  away ? { weighs: 'against', code: 'away', day: away.day } : null

/** A condition on an approval: never suggested against it, and sent only with a reason in words, which stands on the record. */
const conditionReason = (conditions: readonly ApprovalCondition[]): Reason | null =>
  conditions.length === 0 ? null : { weighs: 'against', code: 'approval-condition', conditions }

/** Whoever gave this referral back is not suggested for it again by itself; the desk may still choose them, with a reason. */
const gaveBackReason = ({ gaveBack }: Candidate): Reason | null =>
  gaveBack && { weighs: 'against', code: 'gave-back', ...gaveBack }

function hindranceOf({ shift, busyUntil }: Candidate, thereAt: Instant | null, now: Instant): Reason | null {
  if (shift === null) return { weighs: 'against', code: 'off-shift' }
  if (shift.start > now) return { weighs: 'against', code: 'shift-not-begun', startsAt: shift.start }
  if (busyUntil !== null) return { weighs: 'against', code: 'on-a-job', freeAbout: latest(busyUntil, now), thereAt }
  return contains(shift, now) ? null : { weighs: 'against', code: 'shift-over', endedAt: shift.end }
}

/**
 * What keeps somebody who may act from being suggested, the gravest first; nothing when they are free.
 *
 * @param thereAt when they would be there, as far as it is known
 * @param limits the conditions of their approval that bear on this job
 * @example hindrancesOf(person, { thereAt, limits: [] }, now).map(({ code }) => code) // ['on-a-job']
 */
export const hindrancesOf = (
  person: Candidate,
  { thereAt, limits }: { readonly thereAt: Instant | null; readonly limits: readonly ApprovalCondition[] },
  now: Instant,
): readonly Reason[] =>
  [
    awayReason(person),
    declaredReason(person),
    conditionReason(limits),
    gaveBackReason(person),
    hindranceOf(person, thereAt, now),
  ].filter((one) => one !== null)
