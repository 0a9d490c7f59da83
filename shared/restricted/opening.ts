import type { PersonId } from '../kernel/ids.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { addHours, addMinutes, type Instant } from '../time/instant.ts'
import { FEWEST_LETTERS, OPENING_MINUTES, REVIEW_DAYS, type ReviewResult } from './codes.ts'
import type { OpeningRefusal } from './words.ts'

/** How many letters a text has, of any script: spaces, digits and marks explain nothing. @example lettersIn('on call!') // 6 */
export const lettersIn = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0

/**
 * Whether a reason says enough to open a closed record. Nobody is asked for leave: it opens at once, and somebody else looks at it
 * afterwards (break-glass; HL7 "Emergency Override Started").
 *
 * @example decideOpening('s136 runs out at 21:40 and nobody else is here', now)
 */
export function decideOpening(
  why: string,
  now: Instant,
): Outcome<{ readonly endsAt: Instant }, Extract<OpeningRefusal, { code: 'too-few-letters' }>> {
  const letters = lettersIn(why)
  if (letters < FEWEST_LETTERS) return refuse({ code: 'too-few-letters', field: 'why', letters })
  return done({ endsAt: addMinutes(now, OPENING_MINUTES) })
}

export interface OpeningToReview {
  readonly actorId: PersonId
  readonly reviewed: { readonly byName: string; readonly at: Instant } | null
}

/** A second person signs, once, and says what they found unless all was right. */
export function decideReview(
  opening: OpeningToReview,
  by: PersonId,
  { result, note }: { readonly result: ReviewResult; readonly note: string },
): Outcome<null, Extract<OpeningRefusal, { code: 'own-opening' | 'already-reviewed' | 'note-needed' }>> {
  if (opening.actorId === by) return refuse({ code: 'own-opening' })
  if (opening.reviewed) return refuse({ code: 'already-reviewed', ...opening.reviewed })
  if (result !== 'right' && note.trim() === '') return refuse({ code: 'note-needed', field: 'note' })
  return done(null)
}

/** From when an opening that nobody signed goes to the AMHP lead. @example escalatesAt(openedAt) // five times 24 hours later */
export const escalatesAt = (openedAt: Instant): Instant => addHours(openedAt, REVIEW_DAYS * 24)
