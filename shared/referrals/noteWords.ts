import type { Instant } from '../time/instant.ts'
import { formatInstant } from '../time/london.ts'

export type NoteRefusal =
  | { readonly code: 'referral-not-found' }
  | { readonly code: 'note-not-found' }
  | { readonly code: 'record-released' }
  | { readonly code: 'note-in-future'; readonly field: 'happenedAt'; readonly now: Instant }

/** Why a note was not kept, and what to do. */
export function noteWords(refusal: NoteRefusal): string {
  switch (refusal.code) {
    case 'referral-not-found':
      return 'There is no such referral in this service. Check the reference.'
    case 'note-not-found':
      return 'The note to be corrected is not on this referral. Open the record again.'
    case 'record-released':
      return 'This record was kept as long as it may be, and its words were released. Write it on a new referral.'
    case 'note-in-future':
      return `It cannot have happened later than now, ${formatInstant(refusal.now)}. Enter an earlier time.`
  }
}
