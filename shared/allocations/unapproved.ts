import { approvalInForce, mayAct, type MayActRefusal, type Standing } from '#shared/register/approval.ts'
import type { CouncilId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { OutcomeCode } from './outcomes.ts'

/** Why the register did not let somebody act when they decided. */
export type Unapproved = MayActRefusal['code']

/** How it is said of an outcome, after the name of whoever decided. */
export const unapprovedWords: Record<Unapproved, string> = {
  'not-approved': 'had no approval in force as an AMHP when this was decided',
  'approval-ended': 'had an approval as an AMHP that had ended when this was decided',
  suspended: 'had an approval as an AMHP that was suspended when this was decided',
  'not-acting-for': 'was not on the register as acting for the council of this referral when this was decided',
}

/**
 * Whether the register let somebody decide when they did; `null` where it did, and for a cancellation, which decides nothing. It is said
 * and kept, and never keeps an AMHP from finishing. An application is made by an approved mental health professional who acts on behalf of
 * the council (MHA 1983 s.114, s.13; SI 2008/1206 regs 4 to 6), so the council's lawyers look at one that was not.
 *
 * @param standing what the register holds of them; `null` for whoever is not on it
 * @param at when it was decided, which may be before it is told
 * @example unapprovedAt('DETAINED_S2', { ...standing, suspensions: [{ from, until: null }] }, councilId, at) // 'suspended'
 */
export function unapprovedAt(
  outcome: OutcomeCode,
  standing: Standing | null,
  councilId: CouncilId,
  at: Instant,
): Unapproved | null {
  if (outcome === 'CANCELLED_BEFORE_ATTENDANCE') return null
  if (standing === null) return 'not-approved'
  const may = mayAct({ ...standing, at, councilId })
  return may.ok ? null : may.refusal.code
}

/** Somebody who is out on a job and whose approval is not in force any more. */
export type Lapsed = Exclude<Unapproved, 'not-acting-for'>

/** What the desk is told of them, after their name. @example 'is suspended: ring them, and give it to somebody else' */
export const lapsedWords: Record<Lapsed, string> = {
  'not-approved': 'is not approved: ring them, and give it to somebody else',
  'approval-ended': 'is approved no more: ring them, and give it to somebody else',
  suspended: 'is suspended: ring them, and give it to somebody else',
}

/** Whether the approval of somebody who is out on a job is in force; `null` where it is. @example lapsedNow(standing, now) // 'suspended' */
export function lapsedNow(standing: Standing | null, now: Instant): Lapsed | null {
  if (standing === null) return 'not-approved'
  const inForce = approvalInForce(standing, now)
  return inForce.ok ? null : inForce.refusal.code
}
