import { changedWords } from '../referrals/words.ts'
import type { Instant } from '../time/instant.ts'
import { formatInstant } from '../time/london.ts'

export type PaperRefusal =
  | { readonly code: 'referral-not-found' }
  | { readonly code: 'entry-not-found' }
  | { readonly code: 'changed-since-seen'; readonly byName: string; readonly at: Instant; readonly version: number }
  | {
      readonly code: 'in-future'
      readonly field: 'examinedAt' | 'receivedAt' | 'informedAt' | 'consultedAt'
      readonly now: Instant
    }
  | { readonly code: 'rests-on-no-recommendation'; readonly field: 'restsOn' }
  | { readonly code: 'rests-on-too-many'; readonly field: 'restsOn' }
  | { readonly code: 'examination-before-asking'; readonly field: 'examinedAt'; readonly askedAt: Instant }

/** Each refusal as a sentence that says what happened and what to do. */
export function paperWords(refusal: PaperRefusal): string {
  switch (refusal.code) {
    case 'referral-not-found':
      return 'There is no such referral in this service. Check the reference.'
    case 'entry-not-found':
      return 'That line is not on this record. Open the record again: what you typed is kept.'
    case 'changed-since-seen':
      return changedWords(refusal)
    case 'in-future':
      return `That is later than now, ${formatInstant(refusal.now)}. Check the time and the day.`
    case 'rests-on-no-recommendation':
      return 'That doctor has recommended nothing, or was struck out. Choose recommendations that were given.'
    case 'rests-on-too-many':
      return 'An application rests on two recommendations at most. Take one away first.'
    case 'examination-before-asking':
      return `They were asked at ${formatInstant(refusal.askedAt)}. Check both times.`
  }
}
