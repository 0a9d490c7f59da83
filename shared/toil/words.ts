import { formatInstant } from '../time/london.ts'
import { formatMinutes } from '../time/minutes.ts'
import type { Instant } from '../time/instant.ts'
import { isLedgerRefusal, ledgerWords, type LedgerRefusal } from './ledgerWords.ts'

/** How a decision was taken back, by whom and when. */
export interface UndoneBy {
  readonly how: 'undone' | 'finish-corrected' | 'claimed-again'
  readonly byName: string
  readonly at: Instant
}

const undoneWords: Record<UndoneBy['how'], string> = {
  undone: 'undid that decision',
  'finish-corrected': 'corrected the finish of that claim, which took the decision back,',
  'claimed-again': 'claimed that again',
}

export type ToilRefusal =
  | { readonly code: 'claim-not-found' }
  | { readonly code: 'person-not-found'; readonly field: 'personId' }
  | { readonly code: 'changed-since-seen'; readonly claimId: string; readonly version: number }
  | { readonly code: 'own-claim'; readonly claimId: string }
  | { readonly code: 'not-submitted'; readonly claimId: string }
  | { readonly code: 'already-submitted'; readonly at: Instant }
  | {
      readonly code: 'already-decided'
      readonly claimId: string
      readonly state: 'approved' | 'refused'
      readonly byName: string
      readonly at: Instant
    }
  | { readonly code: 'same-claim-twice'; readonly field: 'claims' }
  | {
      readonly code: 'more-than-owed'
      readonly field: 'minutes'
      readonly balance: number
      readonly debitAllowed: number
    }
  | { readonly code: 'taken-in-future'; readonly field: 'day' }
  | { readonly code: 'own-account'; readonly personId: string }
  | LedgerRefusal
  | { readonly code: 'waits-for-answer'; readonly claimId: string }
  | { readonly code: 'needs-second-person'; readonly claimId: string }
  | { readonly code: 'needs-amhp-lead'; readonly claimId: string }
  | { readonly code: 'needs-written-reason'; readonly claimId: string; readonly by: number }
  | { readonly code: 'not-decided'; readonly claimId: string }
  | {
      readonly code: 'undone-already'
      readonly claimId: string
      readonly how: UndoneBy['how']
      readonly byName: string
      readonly at: Instant
    }
  | { readonly code: 'not-queried'; readonly claimId: string }
  | { readonly code: 'not-refused'; readonly claimId: string }
  | { readonly code: 'nothing-new-said'; readonly field: 'why' }
  | { readonly code: 'break-decided'; readonly claimId: string }
  | { readonly code: 'finish-with-manager'; readonly claimId: string }
  | { readonly code: 'finish-with-amhp'; readonly claimId: string }
  | { readonly code: 'finish-was-relief'; readonly claimId: string }
  | { readonly code: 'job-not-found' }
  | { readonly code: 'job-has-claim' }
  | { readonly code: 'job-was-relief' }
  | { readonly code: 'job-changed'; readonly version: number }
  | { readonly code: 'finish-ahead'; readonly field: 'finishedAt' }
  | { readonly code: 'finish-before-outcome'; readonly field: 'finishedAt'; readonly outcomeAt: Instant }
  | { readonly code: 'finish-after-home'; readonly field: 'finishedAt'; readonly homeSafeAt: Instant }
  | { readonly code: 'finish-as-it-was'; readonly field: 'finishedAt' }

export function toilWords(refusal: ToilRefusal): string {
  if (isLedgerRefusal(refusal)) return ledgerWords(refusal)
  switch (refusal.code) {
    case 'claim-not-found':
      return 'That claim is not in this service, or is not yours. Open the list again.'
    case 'person-not-found':
      return 'Choose somebody from this service.'
    case 'changed-since-seen':
      return 'Somebody changed that claim while you had it open. Look at it again, then decide.'
    case 'own-claim':
      return 'Nobody decides their own claim. Ask another manager.'
    case 'not-submitted':
      return 'That claim has not been sent yet. The AMHP sends it first.'
    case 'already-submitted':
      return `You sent this claim at ${formatInstant(refusal.at)}. Nothing more to do.`
    case 'already-decided':
      return `${refusal.byName} ${refusal.state} that claim at ${formatInstant(refusal.at)}. It counts once.`
    case 'same-claim-twice':
      return 'The same claim is in the list twice. Choose each once.'
    case 'more-than-owed':
      return `They are owed ${formatMinutes(refusal.balance)}. ${refusal.debitAllowed > 0 ? `Up to ${formatMinutes(refusal.debitAllowed)} more may be taken in advance.` : 'Record that much or less.'}`
    case 'taken-in-future':
      return 'That day has not come yet. Record it once it has been taken.'
    case 'own-account':
      return 'Nobody records their own TOIL. Ask another manager.'
    case 'waits-for-answer':
      return 'The AMHP has been asked about that claim. Decide it once they have answered.'
    case 'needs-second-person':
      return 'You approved this claim first. Somebody else gives the second approval.'
    case 'needs-amhp-lead':
      return 'This claim needs the AMHP lead as well. Leave it to them.'
    case 'needs-written-reason':
      return `This goes ${formatMinutes(refusal.by)} past the limit. Open the claim and write why it is approved, or record it as paid.`
    case 'not-decided':
      return 'That claim is not decided, so there is nothing to undo.'
    case 'undone-already':
      return `${refusal.byName} ${undoneWords[refusal.how]} at ${formatInstant(refusal.at)}. Your press did nothing: the claim waits again.`
    case 'not-queried':
      return 'Nobody asks about that claim now. Nothing more to do.'
    case 'not-refused':
      return 'That claim is not refused, so there is nothing to claim again.'
    case 'nothing-new-said':
      return 'You said that before. Say what is new, so that it can be decided again.'
    case 'break-decided':
      return 'That claim is decided. Ask a manager to undo the decision first.'
    case 'finish-with-manager':
      return 'That claim is decided. Ask a manager to correct its finish.'
    case 'finish-with-amhp':
      return 'That claim is not decided yet, so its finish is the AMHP’s to correct. Ask them about it.'
    case 'finish-was-relief':
      return 'That job was taken back, and ended when somebody said so. Correct the minutes in the ledger.'
    case 'job-not-found':
      return 'That job is not yours, or is not finished. Open your TOIL again.'
    case 'job-has-claim':
      return 'A claim came of that job meanwhile. Correct its finish beside the claim.'
    case 'job-was-relief':
      return 'You did not finish that job yourself: it goes on, or was taken back. Ask your manager to put the minutes right.'
    case 'job-changed':
      return 'That job changed while you had it open. Look at it again, then correct it.'
    case 'finish-ahead':
      return 'That time has not come yet. Enter when the job was finished.'
    case 'finish-before-outcome':
      return `The record has you with the job until ${formatInstant(refusal.outcomeAt)}. Enter that time or a later one.`
    case 'finish-after-home':
      return `Home safe was said at ${formatInstant(refusal.homeSafeAt)}. Enter that time or an earlier one.`
    case 'finish-as-it-was':
      return 'That is the finish as it stands. Enter another time, or leave it.'
  }
}
