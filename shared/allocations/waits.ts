import type { WaitId } from '../kernel/ids.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { addMinutes, earliest, latest, minutesBetween, type Instant } from '../time/instant.ts'
import { minutes, type Minutes } from '../time/minutes.ts'
import { CLOCK_ALLOWANCE, endOf, isLive, stateOf, timeOf, type AllocationEnded, type Progress } from './steps.ts'

/** What an AMHP can be kept waiting for. Several waits may run at once, one of each kind. */
export const waitKinds = ['doctor', 'bed', 'ambulance', 'police', 'interpreter', 'other'] as const
export type WaitKind = (typeof waitKinds)[number]

/** What a wait counts as: its words, its delay code, who has it in their power to shorten it, and whether that is a partner. */
export interface WaitFacts {
  readonly words: string
  readonly code: 'DOC' | 'BED' | 'AMB' | 'POL' | 'INT' | 'OTH'
  readonly owner: string
  readonly side: 'partner' | 'ours' | 'neither'
}

export const waitFacts: Record<WaitKind, WaitFacts> = {
  doctor: { words: 'Waiting for a doctor', code: 'DOC', owner: 'NHS trust and GPs', side: 'partner' },
  bed: { words: 'Waiting for a bed', code: 'BED', owner: 'NHS trust', side: 'partner' },
  ambulance: { words: 'Waiting for an ambulance', code: 'AMB', owner: 'Ambulance service', side: 'partner' },
  police: { words: 'Waiting for the police', code: 'POL', owner: 'Police', side: 'partner' },
  interpreter: { words: 'Waiting for an interpreter', code: 'INT', owner: 'Interpreting service', side: 'partner' },
  other: { words: 'Waiting for something else', code: 'OTH', owner: 'Nobody named', side: 'neither' },
}

/** A timed wait. Timed once, it feeds the board, the likely finish, the partner figures and the claim. */
export interface Wait {
  readonly id: WaitId
  readonly kind: WaitKind
  readonly startedAt: Instant
  readonly endedAt: Instant | null
}

/** Why a wait cannot begin. */
export type StartWaitRefusal =
  | { readonly code: 'already-waiting'; readonly kind: WaitKind; readonly since: Instant }
  | { readonly code: 'wait-overlaps-earlier'; readonly field: 'startedAt'; readonly endedAt: Instant }
  | { readonly code: 'wait-before-accepted'; readonly field: 'startedAt'; readonly acceptedAt: Instant }
  | { readonly code: 'wait-in-future'; readonly field: 'startedAt'; readonly now: Instant }
  | { readonly code: 'not-yet-accepted' }
  | AllocationEnded

/** Why a wait cannot end. */
export type EndWaitRefusal =
  | { readonly code: 'wait-already-ended'; readonly at: Instant }
  | { readonly code: 'wait-ends-before-start'; readonly field: 'endedAt'; readonly startedAt: Instant }
  | { readonly code: 'wait-in-future'; readonly field: 'endedAt'; readonly now: Instant }

export type WaitRefusal = StartWaitRefusal | EndWaitRefusal

/** An allocation and all its waits. */
export interface Waiting {
  readonly progress: Progress
  readonly waits: readonly Wait[]
}

/**
 * Whether a wait may begin: on an accepted, live allocation, from acceptance on, one at a time of each kind. It may be said
 * to have begun earlier than now, as long as it does not run into an earlier wait of its kind.
 *
 * @example decideStartWait({ progress, waits }, { kind: 'bed', startedAt: instant('2026-11-12T19:20:00Z') }, now)
 */
export function decideStartWait(
  { progress, waits }: Waiting,
  said: { readonly kind: WaitKind; readonly startedAt: Instant },
  now: Instant,
): Outcome<{ kind: WaitKind; startedAt: Instant; recordedAt: Instant }, StartWaitRefusal> {
  const ended = endOf(progress)
  if (ended) return refuse(ended)
  const acceptedAt = timeOf(progress, 'accepted')
  if (acceptedAt === null || !isLive(stateOf(progress))) return refuse({ code: 'not-yet-accepted' })
  const same = waits.filter(({ kind }) => kind === said.kind)
  const open = same.find(({ endedAt }) => endedAt === null)
  if (open) return refuse({ code: 'already-waiting', kind: open.kind, since: open.startedAt })
  if (said.startedAt > addMinutes(now, CLOCK_ALLOWANCE)) {
    return refuse({ code: 'wait-in-future', field: 'startedAt', now })
  }
  const startedAt = earliest(said.startedAt, now)
  if (startedAt < acceptedAt) return refuse({ code: 'wait-before-accepted', field: 'startedAt', acceptedAt })
  const lastEnd = same
    .flatMap(({ endedAt }) => endedAt ?? [])
    .toSorted()
    .at(-1)
  if (lastEnd !== undefined && startedAt < lastEnd) {
    return refuse({ code: 'wait-overlaps-earlier', field: 'startedAt', endedAt: lastEnd })
  }
  return done({ kind: said.kind, startedAt, recordedAt: now })
}

/**
 * Whether a wait may end, and as when. Ended is ended: a second end does not move the first.
 *
 * @example decideEndWait(bed, instant('2026-11-12T21:05:00Z'), now)
 */
export function decideEndWait(
  wait: Wait,
  endedAt: Instant,
  now: Instant,
): Outcome<{ endedAt: Instant; recordedAt: Instant }, EndWaitRefusal> {
  if (wait.endedAt !== null) return refuse({ code: 'wait-already-ended', at: wait.endedAt })
  if (endedAt > addMinutes(now, CLOCK_ALLOWANCE)) return refuse({ code: 'wait-in-future', field: 'endedAt', now })
  const at = earliest(endedAt, now)
  if (at < wait.startedAt) {
    return refuse({ code: 'wait-ends-before-start', field: 'endedAt', startedAt: wait.startedAt })
  }
  return done({ endedAt: at, recordedAt: now })
}

/** The waits that still run, longest first. @example openWaits(waits).map(({ kind }) => kind) */
export const openWaits = (waits: readonly Wait[]): readonly Wait[] =>
  waits
    .filter(({ endedAt }) => endedAt === null)
    .toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0))

/**
 * The waits that a finish, a take-back or a hand-back brings to an end, each with its end. A wait that was said to begin later
 * than the finish has no length.
 *
 * @example closeWaitsAt(waits, finishedAt) // [{ …ambulance, endedAt: finishedAt }]
 */
export const closeWaitsAt = (waits: readonly Wait[], at: Instant): readonly (Wait & { readonly endedAt: Instant })[] =>
  openWaits(waits).map((wait) => ({ ...wait, endedAt: latest(at, wait.startedAt) }))

/** How long a wait has lasted, in whole minutes. @example minutesWaited(bed, now) // 81 */
export const minutesWaited = (wait: Pick<Wait, 'startedAt' | 'endedAt'>, now: Instant): Minutes =>
  minutes(Math.max(0, minutesBetween(wait.startedAt, wait.endedAt ?? now)))
