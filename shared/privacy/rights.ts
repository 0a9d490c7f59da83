import type { CorrectionId, RecordMarkId } from '../kernel/ids.ts'
import type { ChangeableField } from '../referrals/change.ts'
import type { Instant } from '../time/instant.ts'
import type { LondonDay } from '../time/london.ts'

/** Facts of a referral that a correction changes, keeping what stood there before. */
export const correctableFacts = [
  'lastName',
  'firstName',
  'bornOn',
  'gender',
  'nhsNumber',
  'homeAddress',
  'nearestRelative',
  'interpreter',
  'callerName',
  'callerPhone',
  'place',
  'happening',
  'riskDetail',
] as const satisfies readonly ChangeableField[]
export type CorrectableFact = (typeof correctableFacts)[number]

/** Entries that were made once and stay: a correction stands beside them. */
export const correctableEntries = ['decision', 'power', 'arrangement', 'allocation', 'other-entry'] as const
export type CorrectableEntry = (typeof correctableEntries)[number]

export const correctionAbouts = [...correctableFacts, ...correctableEntries] as const
export type CorrectionAbout = (typeof correctionAbouts)[number]

export const isFact = (about: CorrectionAbout): about is CorrectableFact =>
  (correctableFacts as readonly string[]).includes(about)

/** One correction: what was wrong, what is right, who asked and what shows it. The old words stay. */
export interface Correction {
  readonly id: CorrectionId
  readonly about: CorrectionAbout
  readonly was: string
  readonly is: string
  readonly askedBy: string
  readonly evidence: string
  readonly recordedByName: string
  readonly recordedAt: Instant
  /** A later correction of the same thing has taken its place. */
  readonly superseded: boolean
}

/** Notes that change how a record is kept or used. */
export const markKinds = ['objection', 'restriction', 'death', 'legal-hold'] as const
export type MarkKind = (typeof markKinds)[number]

export interface RecordMark {
  readonly id: RecordMarkId
  readonly kind: MarkKind
  readonly note: string
  readonly askedBy: string
  /** For a death, the day of it; for a hold, the last day, `null` for until it is lifted. */
  readonly onDay: LondonDay | null
  readonly placedByName: string
  readonly placedAt: Instant
  readonly endedByName: string | null
  readonly endedAt: Instant | null
  readonly endedWhy: string
}

/** Whether a mark is in force on a day: not ended, and not past its last day if it is a hold with one. */
export const isInForce = ({ kind, onDay, endedAt }: RecordMark, today: LondonDay): boolean =>
  endedAt === null && (kind !== 'legal-hold' || onDay === null || today <= onDay)
