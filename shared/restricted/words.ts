import { formatInstant } from '../time/london.ts'
import type { Instant } from '../time/instant.ts'
import { FEWEST_LETTERS } from './codes.ts'

export type RestrictRefusal =
  | { readonly code: 'referral-not-found' }
  | { readonly code: 'restriction-not-found' }
  | { readonly code: 'already-restricted' }
  | { readonly code: 'already-lifted' }
  | { readonly code: 'changed-since-seen'; readonly byName: string; readonly at: Instant; readonly version: number }
  | { readonly code: 'guardian-unknown'; readonly field: 'guardianId' }
  | { readonly code: 'guardian-shut-out'; readonly field: 'guardianId' }
  | { readonly code: 'person-unknown'; readonly field: 'personIds' }
  | { readonly code: 'nobody-listed'; readonly field: 'personIds' }
  | { readonly code: 'has-it-now'; readonly field: 'personIds'; readonly name: string }

export type OpeningRefusal =
  | { readonly code: 'record-not-found' }
  | { readonly code: 'opening-not-found' }
  | { readonly code: 'already-ended' }
  | { readonly code: 'too-few-letters'; readonly field: 'why'; readonly letters: number }
  | { readonly code: 'own-opening' }
  | { readonly code: 'already-reviewed'; readonly byName: string; readonly at: Instant }
  | { readonly code: 'note-needed'; readonly field: 'note' }
  | { readonly code: 'notice-not-found' }

/** Refusals of restricting, changing and lifting. */
export function restrictWords(refusal: RestrictRefusal): string {
  switch (refusal.code) {
    case 'referral-not-found':
      return 'There is no such referral in this service. Go back to the board.'
    case 'restriction-not-found':
      return 'There is no such restriction here. Open the record again.'
    case 'already-restricted':
      return 'This person’s records are restricted already. Open the record again to see how.'
    case 'already-lifted':
      return 'This restriction has been lifted already. Open the record again.'
    case 'changed-since-seen':
      return `${refusal.byName} changed this on ${formatInstant(refusal.at)}. Look at the list again, then change it.`
    case 'guardian-unknown':
      return 'Choose somebody who reads records: a practice consultant or an AMHP lead.'
    case 'guardian-shut-out':
      return 'Whoever looks after the record cannot be on the list of those kept out.'
    case 'person-unknown':
      return 'Choose people of this service only.'
    case 'nobody-listed':
      return 'Name at least one person who may not open it.'
    case 'has-it-now':
      return `${refusal.name} has this referral now. Take it back first, then keep them out.`
  }
}

/** Refusals of opening with a reason and of its review. */
export function openingWords(refusal: OpeningRefusal): string {
  switch (refusal.code) {
    case 'record-not-found':
      return 'Nothing here is closed to you under that reference. Check it, or open the record itself.'
    case 'opening-not-found':
      return 'There is no such entry. Open the list again.'
    case 'already-ended':
      return 'The time to look at this record is over.'
    case 'too-few-letters':
      return `Say why in at least ${FEWEST_LETTERS} letters: somebody will read it. This has ${refusal.letters}.`
    case 'own-opening':
      return 'Somebody else signs for what you opened. It stays on the list for them.'
    case 'already-reviewed':
      return `${refusal.byName} signed this on ${formatInstant(refusal.at)}.`
    case 'note-needed':
      return 'Say what you found, so that it can be followed up.'
    case 'notice-not-found':
      return 'There is no such notice.'
  }
}
