import { formatDate, formatInstant, type LondonDay } from '../time/london.ts'
import type { Instant } from '../time/instant.ts'
import type { TrainingDayRefusal } from './training.ts'

export type RegisterRefusal =
  | { readonly code: 'person-not-found' }
  /** `byName` and `at` are null when the record has never been changed here. */
  | {
      readonly code: 'changed-since-seen'
      readonly byName: string | null
      readonly at: Instant | null
      readonly version: number
    }
  | { readonly code: 'person-unknown'; readonly field: 'existingPersonId' }
  | { readonly code: 'already-on-register'; readonly field: 'existingPersonId' }
  | {
      readonly code: 'approval-start-unlikely'
      readonly field: 'approvedOn'
      readonly earliest: LondonDay
      readonly latest: LondonDay
    }
  | { readonly code: 'approval-too-long'; readonly field: 'approvalEndsOn'; readonly latest: LondonDay }
  | { readonly code: 'approval-ends-before-it-starts'; readonly field: 'approvalEndsOn' }
  | { readonly code: 'condition-without-words'; readonly field: 'conditions.words' }
  | { readonly code: 'words-without-condition'; readonly field: 'conditions.words' }
  | { readonly code: 'council-unknown'; readonly field: 'approvingCouncilId' }
  | { readonly code: 'council-not-acted-for'; readonly field: 'actingForCouncilIds' }
  | { readonly code: 'employer-unknown'; readonly field: 'employerId' }
  | { readonly code: 'place-unknown'; readonly field: 'baseId' }
  | { readonly code: 'contract-from-ahead'; readonly field: 'contractFrom' }
  | { readonly code: 'team-ended'; readonly field: 'homeTeam' }
  | { readonly code: 'already-suspended'; readonly since: Instant }
  | { readonly code: 'not-suspended' }
  | { readonly code: 'training-not-found' }
  | { readonly code: 'training-agreed' }
  | { readonly code: 'own-training'; readonly field: 'agreed' }
  | { readonly code: 'conflict-not-found' }
  | { readonly code: 'conflict-place-unknown'; readonly field: 'placeId' }
  | TrainingDayRefusal

export function registerWords(refusal: RegisterRefusal): string {
  switch (refusal.code) {
    case 'person-not-found':
      return 'Nobody on this register has that id. Open the list again.'
    case 'changed-since-seen':
      return changedWords(refusal)
    case 'person-unknown':
      return 'Choose somebody from this service, or put in a new person.'
    case 'already-on-register':
      return 'They are on the register already. Open their entry and change it.'
    case 'approval-start-unlikely':
      return `Check the year: an approval begins between ${formatDate(refusal.earliest)} and ${formatDate(refusal.latest)}.`
    case 'approval-too-long':
      return `An approval lasts five years at most. Give ${formatDate(refusal.latest)} or earlier.`
    case 'approval-ends-before-it-starts':
      return 'The last day of the approval is before its first. Check both days.'
    case 'condition-without-words':
      return 'Say in a line what the other condition is.'
    case 'words-without-condition':
      return 'Tick “Another condition” for this, or empty the box.'
    case 'council-unknown':
      return 'Choose the council that approved them from the list.'
    case 'council-not-acted-for':
      return 'This service does not act for one of those councils. Choose from the list.'
    case 'employer-unknown':
      return 'Choose their employer from the list.'
    case 'contract-from-ahead':
      return 'Enter today or an earlier day. A contract that begins later is entered on its first day.'
    case 'place-unknown':
      return 'Choose their base from the list.'
    case 'team-ended':
      return 'That team has ended. Choose another, or have it taken up again where the service is set up.'
    case 'already-suspended':
      return `Their approval has been suspended since ${formatInstant(refusal.since)}. Nothing more to do.`
    case 'not-suspended':
      return 'Their approval is not suspended. Nothing to lift.'
    case 'training-not-found':
      return 'That training is not on the register. Open the entry again.'
    case 'training-agreed':
      return 'A manager has agreed this training already. Ask them to change it.'
    case 'own-training':
      return 'Somebody else agrees your training. Put it down, and ask another manager.'
    case 'training-in-future':
      return 'That day is still to come. Put training down once it is done.'
    case 'training-long-ago':
      return `Check the year: training is put down from ${formatDate(refusal.earliest)} on.`
    case 'conflict-not-found':
      return 'That declaration is not on the register. Open the entry again.'
    case 'conflict-place-unknown':
      return 'Choose the place from the list, or none.'
  }
}

/** That a record is not as it was when it was opened: who changed it and when, as far as that is known. */
export const changedWords = ({ byName, at }: { readonly byName: string | null; readonly at: Instant | null }): string =>
  byName !== null && at !== null
    ? `${byName} changed this at ${formatInstant(at)}. Look at what changed, then save again: what you typed is kept.`
    : 'This is not as it was when you opened it. Look at it again, then save: what you typed is kept.'
