import type { NoteId } from '../kernel/ids.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { addMinutes, earliest, type Instant } from '../time/instant.ts'
import { formatInstant, type LondonDay } from '../time/london.ts'
import type { NoteRefusal } from './noteWords.ts'

/** What a note tells of. A call is a contact; a note is what somebody wants the next colleague to know. */
export const noteKinds = {
  'call-made': 'Call made',
  'call-taken': 'Call taken',
  note: 'Note',
} as const
export type NoteKind = keyof typeof noteKinds
export const noteKindCodes = Object.keys(noteKinds) as [NoteKind, ...NoteKind[]]

export const isCall = (kind: NoteKind): boolean => kind !== 'note'

/** One entry as it was written. Nothing of it changes; a later one may name it as corrected. */
export interface NoteRow {
  readonly id: NoteId
  readonly kind: NoteKind
  readonly happenedAt: Instant
  readonly withWhom: string
  readonly words: string
  /** The earlier note that this one puts right. */
  readonly correctsId: NoteId | null
  /** The referral was closed when it was written. */
  readonly afterClosing: boolean
  readonly byName: string
  readonly recordedAt: Instant
}

/** Two machines' clocks differ by a little. */
const CLOCKS_DIFFER_MINUTES = 2

/**
 * When what is noted happened: now, unless an earlier time was typed. What has not happened yet is refused, for a note is evidence of
 * what was done (Code of Practice: Mental Health Act 1983, chapter 14, on recording).
 *
 * @returns never later than now
 * @example happenedWhen(null, now) // now
 */
export function happenedWhen(
  told: Instant | null,
  now: Instant,
): Outcome<Instant, Extract<NoteRefusal, { readonly code: 'note-in-future' }>> {
  if (told === null) return done(now)
  if (told > addMinutes(now, CLOCKS_DIFFER_MINUTES)) return refuse({ code: 'note-in-future', field: 'happenedAt', now })
  return done(earliest(told, now))
}

/**
 * What an entry is called: its kind, and when it happened.
 *
 * @example noteName({ kind: 'call-made', happenedAt }, londonDayOf(now)) // 'Call made at 16:05'
 */
export const noteName = ({ kind, happenedAt }: Pick<NoteRow, 'kind' | 'happenedAt'>, today?: LondonDay): string =>
  `${noteKinds[kind]} at ${formatInstant(happenedAt, today)}`

/** The latest entry that puts this one right, or `undefined`. @example correctionOf(notes, note.id)?.byName */
export const correctionOf = (notes: readonly NoteRow[], id: NoteId): NoteRow | undefined =>
  notes.findLast(({ correctsId }) => correctsId === id)
