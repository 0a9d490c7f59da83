import { z } from 'zod'
import { defineCommand } from '../../kernel/command.ts'
import { referralId } from '../../kernel/ids.ts'
import { done, refuse, type Outcome } from '../../kernel/outcome.ts'
import { addMinutes, type Instant } from '../../time/instant.ts'
import { formatInstant } from '../../time/london.ts'
import type { ReferralState } from '../referral.ts'

/** How long a decision just recorded can be undone, in seconds from when the hub had it. */
export const UNDO_TRIAGE_SECONDS = 60

/** What is built on a decision: once one of these has happened since, the decision is changed with a reason, not undone. */
export const builtOnDecision = {
  'letter-kept': 'wrote a letter about it',
  'letter-sent': 'sent a letter about it',
  'duty-task-done': 'did what it leaves to be done',
  'redirect-offered': 'offered it to another council',
  'redirect-answered': 'recorded the answer of another council',
  'referral-handed-over': 'handed it over',
} as const
export type BuiltOnDecision = keyof typeof builtOnDecision

export interface BuiltSince {
  readonly what: BuiltOnDecision
  readonly byName: string
  readonly at: Instant
}

export type UndoTriageRefusal =
  | { readonly code: 'referral-not-found' }
  | { readonly code: 'nothing-decided' }
  | { readonly code: 'already-undone'; readonly byName: string; readonly at: Instant }
  | { readonly code: 'already-allocated'; readonly toName: string; readonly at: Instant }
  | { readonly code: 'changed-since-then'; readonly byName: string; readonly at: Instant }
  | ({ readonly code: 'acted-on-since' } & BuiltSince)
  | { readonly code: 'too-late-to-undo'; readonly at: Instant }

const INSTEAD = 'Change the decision instead, and say why; a closed referral is told again as a new one.'

/** What to say when a decision cannot be undone. */
export function undoTriageWords(refusal: UndoTriageRefusal): string {
  switch (refusal.code) {
    case 'referral-not-found':
      return 'There is no such referral in this service. Check the reference.'
    case 'nothing-decided':
      return 'There is no such decision on this referral. Open the record again.'
    case 'already-undone':
      return `${refusal.byName} undid this decision at ${formatInstant(refusal.at)}. There is nothing more to undo.`
    case 'already-allocated':
      return `${refusal.toName} has had this since ${formatInstant(refusal.at)}. The decision stands: take it back first, or ring before you change it.`
    case 'changed-since-then':
      return `${refusal.byName === '' ? 'Somebody' : refusal.byName} changed this referral at ${formatInstant(refusal.at)}, after the decision, so it stands. ${INSTEAD}`
    case 'acted-on-since':
      return `${refusal.byName === '' ? 'Somebody' : refusal.byName} ${builtOnDecision[refusal.what]} at ${formatInstant(refusal.at)}, so the decision stands. ${INSTEAD}`
    case 'too-late-to-undo':
      return `This decision was recorded at ${formatInstant(refusal.at)}, more than a minute ago, so it stands. ${INSTEAD}`
  }
}

export const undoTriage = defineCommand(
  'referrals.undoTriage',
  'Undo the triage decision just recorded, within a minute; it stays on the record as undone',
  z.strictObject({ referralId, decision: z.int().min(1).max(10_000) }),
).answering<{ version: number; state: ReferralState }, UndoTriageRefusal>(undoTriageWords)

/** A recorded decision as the rule of undoing sees it. */
export interface RecordedDecision {
  readonly at: Instant
  /** The version of the referral that it made, and where the referral stood before; `null` for decisions of an earlier release. */
  readonly madeVersion: number | null
  readonly stateBefore: Exclude<ReferralState, 'closed'> | null
  readonly undone: { readonly byName: string; readonly at: Instant } | null
}

export interface UndoTriageSubject {
  readonly version: number
  readonly decision: RecordedDecision | null
  readonly liveAllocation: { readonly toName: string; readonly at: Instant } | null
  readonly lastChange: { readonly byName: string; readonly at: Instant }
  readonly builtSince: BuiltSince | null
}

/**
 * Whether the decision just recorded may be undone: a slip of the hand, seen at once. It is refused once anything has been built on it
 * or anybody has changed the referral. The decision is never taken away (MHA 1983 s.13(1) asks for what was considered): what stood
 * before stands again, and the record says who undid it and when.
 *
 * @returns where the referral stands again
 * @example decideUndoTriage(subject, now) // refused after a minute: { code: 'too-late-to-undo', at: '2026-11-12T16:20:00Z' }
 */
export function decideUndoTriage(
  { version, decision, liveAllocation, lastChange, builtSince }: UndoTriageSubject,
  now: Instant,
): Outcome<{ readonly state: Exclude<ReferralState, 'closed'> }, UndoTriageRefusal> {
  if (decision === null) return refuse({ code: 'nothing-decided' })
  if (decision.undone) return refuse({ code: 'already-undone', ...decision.undone })
  const { stateBefore } = decision
  if (liveAllocation && stateBefore !== 'allocated') return refuse({ code: 'already-allocated', ...liveAllocation })
  if (stateBefore === null) return refuse({ code: 'too-late-to-undo', at: decision.at })
  if (decision.madeVersion !== version) return refuse({ code: 'changed-since-then', ...lastChange })
  if (builtSince) return refuse({ code: 'acted-on-since', ...builtSince })
  if (now > addMinutes(decision.at, UNDO_TRIAGE_SECONDS / 60))
    return refuse({ code: 'too-late-to-undo', at: decision.at })
  return done({ state: stateBefore })
}
