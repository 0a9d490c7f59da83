import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant } from '#shared/time/london.ts'
import { changedWords } from './words.ts'
import { referralNumber, type ReferralState } from './referral.ts'

/** Why two referrals belong together. Merged: one was closed because the other is the same request. */
export const linkKinds = {
  'same-person': 'The same person',
  're-referral': 'Referred again after that one',
  'same-event': 'Part of the same event',
  merged: 'The same request: merged',
} as const
export type LinkKind = keyof typeof linkKinds

/** Those that are made by hand; a merge has a command of its own, because it closes a referral. */
export const handMadeKinds = ['same-person', 're-referral', 'same-event'] as const satisfies readonly LinkKind[]

export type LinkRefusal =
  | { readonly code: 'referral-not-found' }
  | { readonly code: 'link-not-found' }
  | { readonly code: 'changed-since-seen'; readonly byName: string; readonly at: Instant; readonly version: number }
  | { readonly code: 'same-referral'; readonly field: 'otherId' | 'intoId' }
  | { readonly code: 'already-linked' }
  | { readonly code: 'already-ended'; readonly at: Instant }
  | { readonly code: 'merge-has-its-own-undo' }
  | MergeRefusal

export type MergeRefusal =
  | { readonly code: 'referral-closed'; readonly at: Instant }
  | { readonly code: 'other-is-closed'; readonly field: 'intoId'; readonly number: number }
  | { readonly code: 'already-allocated'; readonly toName: string; readonly at: Instant }
  | {
      readonly code: 'power-would-be-lost'
      readonly field: 'intoId'
      readonly number: number
      readonly limitAt: Instant | null
      /** Whether the other could be merged into this one. */
      readonly otherWay: boolean
    }
  | { readonly code: 'not-a-merge' }
  | { readonly code: 'not-merged-now'; readonly number: number }

export interface MergeSubject {
  readonly number: number
  readonly state: ReferralState
  readonly closedAt: Instant | null
  readonly liveAllocation: { readonly toName: string; readonly at: Instant } | null
  /** The powers and limits that run now, and until when; null where the start is not recorded, or the law says no number. */
  readonly running: readonly RunningClock[]
}

export interface RunningClock {
  /** The kind of the power or limit; of one that each applicant has for themselves, with whose it is. */
  readonly kind: string
  readonly limitAt: Instant | null
}

/** Whether a clock warns no later than the other: one whose start nobody knows warns of nothing. */
const watches = (kept: RunningClock, { kind, limitAt }: RunningClock): boolean =>
  kept.kind === kind && (limitAt === null || (kept.limitAt !== null && kept.limitAt <= limitAt))

/**
 * Decides whether a referral may be merged into another: both are open, nobody is on their way for the one that closes, and no legal
 * clock stops being watched or is watched until later than it ends. A merge never decides anything about the person, and is undone with one press.
 *
 * @returns where the merged referral stood, to go on from there
 * @example decideMerge({ ...whitlock, running: [s136] }, { ...other, running: [] }) // refused: power-would-be-lost
 */
export function decideMerge(
  from: MergeSubject,
  into: MergeSubject,
): Outcome<{ readonly stateBefore: ReferralState }, MergeRefusal> {
  if (from.closedAt !== null) return refuse({ code: 'referral-closed', at: from.closedAt })
  if (from.liveAllocation) return refuse({ code: 'already-allocated', ...from.liveAllocation })
  if (into.state === 'closed') return refuse({ code: 'other-is-closed', field: 'intoId', number: into.number })
  const lost = from.running.find((clock) => !into.running.some((kept) => watches(kept, clock)))
  if (lost) {
    const otherWay = into.running.every((clock) => from.running.some((kept) => watches(kept, clock)))
    return refuse({
      code: 'power-would-be-lost',
      field: 'intoId',
      number: into.number,
      limitAt: lost.limitAt,
      otherWay,
    })
  }
  return done({ stateBefore: from.state })
}

/** What to say when a link or a merge cannot be made or undone. */
export function linkWords(refusal: LinkRefusal): string {
  switch (refusal.code) {
    case 'referral-not-found':
      return 'There is no such referral in this service. Check the reference.'
    case 'link-not-found':
      return 'That link is not there any more. Open the record again.'
    case 'changed-since-seen':
      return changedWords(refusal)
    case 'same-referral':
      return 'That is this same referral. Choose the other one.'
    case 'already-linked':
      return 'These two are linked already. End that link first if it says something else.'
    case 'already-ended':
      return `That was ended at ${formatInstant(refusal.at)}.`
    case 'merge-has-its-own-undo':
      return 'These two are merged. Undo the merge: the referral opens again then.'
    case 'referral-closed':
      return `This referral was closed at ${formatInstant(refusal.at)}. Link it instead.`
    case 'other-is-closed':
      return `${referralNumber(refusal.number)} is closed. Merge into one that is open, or link the two.`
    case 'already-allocated':
      return `${refusal.toName} has had this since ${formatInstant(refusal.at)}. Take it back first, or merge the other into this one.`
    case 'power-would-be-lost':
      return `A legal clock runs on this one${refusal.limitAt ? ` until ${formatInstant(refusal.limitAt)}` : ''}, and ${referralNumber(refusal.number)} does not have it, or has it with a later end or no start. ${refusal.otherWay ? 'Merge the other way round, or record' : 'Record'} its start on ${referralNumber(refusal.number)} first, so that nobody stops watching it.`
    case 'not-a-merge':
      return 'These two are linked, not merged. End the link instead.'
    case 'not-merged-now':
      return `${referralNumber(refusal.number)} has gone on since. It cannot be parted any more: link the two.`
  }
}
