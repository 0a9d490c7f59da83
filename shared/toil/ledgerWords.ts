import { formatDate, type LondonDay } from '../time/london.ts'
import { formatMinutes } from '../time/minutes.ts'
import { delayFacts } from './delayCodes.ts'
import type { ReasonRefusal } from './reasons.ts'

/** Why something about reasons, entries, policies or payroll is refused; refusals about claims are said beside them. */
export type LedgerRefusal =
  | ReasonRefusal
  | { readonly code: 'payroll-closed' }
  | { readonly code: 'entry-not-found' }
  | { readonly code: 'entry-of-claim' }
  | { readonly code: 'entry-of-leave' }
  | { readonly code: 'entry-already-reversed' }
  | { readonly code: 'entry-is-reversal' }
  | { readonly code: 'brought-forward-already'; readonly minutes: number }
  | { readonly code: 'nothing-left' }
  | { readonly code: 'never-runs-out' }
  | { readonly code: 'not-run-out'; readonly field: 'decision'; readonly lastDay: LondonDay }
  | { readonly code: 'last-day-missing'; readonly field: 'until' }
  | { readonly code: 'last-day-not-later'; readonly field: 'until'; readonly now: LondonDay }
  | { readonly code: 'day-past'; readonly field: 'day' }
  | { readonly code: 'shift-that-day'; readonly field: 'day' }
  | { readonly code: 'away-that-day'; readonly field: 'day' }
  | { readonly code: 'agreed-already'; readonly field: 'day' }
  | { readonly code: 'agreed-day-past'; readonly field: 'day' }
  | { readonly code: 'agreement-not-found' }
  | { readonly code: 'agreement-withdrawn' }
  | { readonly code: 'agreement-day-past' }
  | { readonly code: 'agreement-worked' }
  | { readonly code: 'employer-unknown'; readonly field: 'employerId' }
  | { readonly code: 'policy-that-day'; readonly field: 'effectiveFrom' }
  | { readonly code: 'judged-already'; readonly field: 'effectiveFrom'; readonly lastDay: LondonDay }
  | { readonly code: 'closed-already'; readonly field: 'upTo'; readonly closedTo: LondonDay }
  | { readonly code: 'closes-in-future'; readonly field: 'upTo' }
  | { readonly code: 'closing-not-found' }
  | { readonly code: 'closing-open-already' }

type Said = { readonly [Code in LedgerRefusal['code']]: (refusal: Extract<LedgerRefusal, { code: Code }>) => string }

const said: Said = {
  'reason-word-unknown': (refusal) =>
    `${delayFacts(refusal.cause).words}: choose a closer reason from its own list, or none.`,
  'reason-twice': (refusal) => `${delayFacts(refusal.cause).words} is there twice for the same time. Give it once.`,
  'reason-times-wrong': (refusal) => `${delayFacts(refusal.cause).words}: give a start and a later end, or no times.`,
  'reason-outside': (refusal) =>
    `${delayFacts(refusal.cause).words}: those times are not in the late part. Give times after the shift ended.`,
  'main-reason-not-given': () => 'The main reason is not among those you gave. Add it, or choose another main reason.',
  'payroll-closed': () =>
    'Payroll has closed over that. Correct it with a new entry on an open day, or open payroll again first.',
  'entry-not-found': () => 'That entry is not in this service. Open the ledger again.',
  'entry-of-claim': () => 'That entry comes from a claim. Undo the decision on the claim instead.',
  'entry-of-leave': () => 'That entry comes from leave, and comes back when the leave is withdrawn. Do that instead.',
  'entry-already-reversed': () => 'That entry was taken back already. It counts for nothing.',
  'entry-is-reversal': () => 'That entry takes another one back, and stays. Record what is right as a new entry.',
  'brought-forward-already': (refusal) =>
    `${formatMinutes(refusal.minutes)} was brought forward already. Take that entry back first, or correct the balance.`,
  'nothing-left': () => 'Nothing of that is left: it was taken or paid since. Open the ledger again.',
  'never-runs-out': () => 'That does not run out by the policy it was earned under, so there is nothing to decide.',
  'not-run-out': (refusal) =>
    `It can be taken until ${formatDate(refusal.lastDay)}. Until then give it a later day, or pay it out in agreement with them.`,
  'last-day-missing': () => 'Give the new last day.',
  'last-day-not-later': (refusal) => `It can be taken until ${formatDate(refusal.now)} already. Give a later day.`,
  'day-past': () => 'That day is past. Record it as taken instead.',
  'shift-that-day': () => 'They have a shift that day. Take it off the rota first, or choose another day.',
  'away-that-day': () => 'They are away that day already. Choose another day.',
  'agreed-already': () =>
    'Extra time was agreed for that day already. Withdraw that first, to agree to something else.',
  'agreed-day-past': () =>
    'That day is past, so nothing can be agreed beforehand. A claim for it comes to a manager as an emergency.',
  'agreement-not-found': () => 'Nothing like that was agreed in this service. Open the page again.',
  'agreement-withdrawn': () => 'That was withdrawn already. It counts for nothing.',
  'agreement-day-past': () => 'That day is past: what was agreed for it stands. Decide about the claim instead.',
  'agreement-worked': () =>
    'They have worked late that day already, as was agreed. It stands: decide about the claim instead.',
  'employer-unknown': () => 'Choose an employer of this service.',
  'policy-that-day': () => 'A policy begins on that day already. Choose another day.',
  'judged-already': (refusal) =>
    `Claims up to ${formatDate(refusal.lastDay)} were judged by the policy that holds. Let the new one begin after that.`,
  'closed-already': (refusal) => `Payroll is closed to ${formatDate(refusal.closedTo)} already. Give a later day.`,
  'closes-in-future': () => 'That day has not come yet. Close payroll to today or a day before.',
  'closing-not-found': () => 'That closing is not in this service. Open payroll again.',
  'closing-open-already': () => 'That closing was opened again already.',
}

/** Whether a refusal is said here. @example isLedgerRefusal({ code: 'payroll-closed' }) // true */
export const isLedgerRefusal = (refusal: { readonly code: string }): refusal is LedgerRefusal => refusal.code in said

/** What happened and what to do. @example ledgerWords({ code: 'payroll-closed' }) */
export const ledgerWords = (refusal: LedgerRefusal): string =>
  // Each code's words take the refusal of that code, which is the one at hand.
  (said[refusal.code] as (one: LedgerRefusal) => string)(refusal)
