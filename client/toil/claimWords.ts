import type { ClaimRow, LedgerRow } from '#shared/toil/contract.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'

/** @example lateWords(claim) // 'Shift ended 16:00, finished 22:10' */
export function lateWords({
  shiftEndedAt,
  finishedAt,
  offRota,
}: Pick<ClaimRow, 'shiftEndedAt' | 'finishedAt' | 'offRota'>): string {
  const day = londonDayOf(shiftEndedAt)
  const began = offRota ? 'Called in off the rota' : 'Shift ended'
  return `${began} ${formatInstant(shiftEndedAt, day)}, finished ${formatInstant(finishedAt, day)}`
}

/** Where a claim stands, with who and when. @example 'Approved by Ruth Banerjee, Mon 16 November 09:05.' */
export function claimStateWords(claim: ClaimRow, mine = true): string {
  const decided = `${claim.decidedByName ?? 'a manager'}, ${claim.decidedAt ? formatInstant(claim.decidedAt) : ''}`
  switch (claim.state) {
    case 'made':
      return 'Not sent yet.'
    case 'submitted':
      return `Sent ${claim.submittedAt ? formatInstant(claim.submittedAt) : ''}. A manager decides it.`
    case 'queried':
      return mine
        ? 'Your manager asks about it. It waits for your answer.'
        : 'A manager asks. It waits for their answer.'
    case 'agreed':
      return `Approved first by ${claim.firstApprovedByName ?? 'a manager'}. A second person approves it too.`
    case 'approved':
      return `Approved by ${decided}.`
    case 'refused':
      return `Refused by ${decided}: ${claim.decisionReason}`
  }
}

const kindWords: Record<LedgerRow['kind'], string> = {
  ACCRUE: 'Late finish',
  TAKE: 'Taken',
  ADJUST: 'Corrected',
  EXPIRE: 'Run out',
  PAY_OUT: 'Paid',
  REVERSE: 'Taken back',
  OPENING_BALANCE: 'Brought forward',
}

/** @example entryWords(entry) // 'Late finish, R-2387' */
export const entryWords = ({ kind, referralNumber }: Pick<LedgerRow, 'kind' | 'referralNumber'>): string =>
  referralNumber === null ? kindWords[kind] : `${kindWords[kind]}, R-${referralNumber}`
