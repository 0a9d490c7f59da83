import { changedWords } from '../referrals/words.ts'
import type { Instant } from '../time/instant.ts'
import { formatDate, formatInstant, type LondonDay } from '../time/london.ts'

export interface Changed {
  readonly code: 'changed-since-seen'
  readonly byName: string
  readonly at: Instant
  readonly version: number
}

export type ExportRefusal =
  | { readonly code: 'referral-not-found' }
  | { readonly code: 'export-outdated' }
  | { readonly code: 'mark-unknown'; readonly field: 'withheld' }

export type CorrectionRefusal =
  | { readonly code: 'referral-not-found' }
  | Changed
  | { readonly code: 'record-released'; readonly at: Instant }
  | { readonly code: 'value-does-not-fit'; readonly field: 'is' | 'was'; readonly why: string }
  | { readonly code: 'nothing-to-correct'; readonly field: 'is' }

export type MarkRefusal =
  | { readonly code: 'referral-not-found' }
  | { readonly code: 'mark-not-found' }
  | { readonly code: 'mark-ended'; readonly at: Instant; readonly byName: string }
  | { readonly code: 'record-released'; readonly at: Instant }
  | { readonly code: 'day-needed'; readonly field: 'onDay' }
  | { readonly code: 'day-not-yet'; readonly field: 'onDay' }
  | { readonly code: 'day-past'; readonly field: 'onDay' }

export type ReleaseRefusal =
  | { readonly code: 'referral-not-found' }
  | { readonly code: 'release-not-found' }
  | { readonly code: 'referral-open' }
  | { readonly code: 'not-due'; readonly until: LondonDay | null }
  | { readonly code: 'on-hold' }
  | { readonly code: 'already-proposed'; readonly byName: string; readonly at: Instant }
  | { readonly code: 'record-released'; readonly at: Instant }
  | { readonly code: 'own-proposal' }
  | { readonly code: 'release-withdrawn'; readonly at: Instant }

export type RuleRefusal =
  | { readonly code: 'rule-starts-in-past'; readonly field: 'effectiveFrom'; readonly today: LondonDay }
  | { readonly code: 'rule-on-that-day'; readonly field: 'effectiveFrom' }

export type OfficerRefusal = Changed

type Said = ExportRefusal | CorrectionRefusal | MarkRefusal | ReleaseRefusal | RuleRefusal | OfficerRefusal

const sentences: { [Code in Said['code']]: (refusal: Extract<Said, { code: Code }>) => string } = {
  'referral-not-found': () => 'There is no such referral in this service. Go back and find the person again.',
  'export-outdated': () =>
    'Something was added to the record since you looked. It is shown now: look at it, then export. Your marks are kept.',
  'mark-unknown': () => 'One of the marks is not on this record any more. Look at the preview again.',
  'changed-since-seen': changedWords,
  'value-does-not-fit': ({ why }) => why,
  'nothing-to-correct': () => 'That is what the record says already. Nothing was changed.',
  'mark-not-found': () => 'There is no such note on a record of this service. Open the record again.',
  'mark-ended': ({ byName, at }) => `${byName} ended this on ${formatInstant(at)}. Nothing was changed.`,
  'record-released': ({ at }) => `This record was released on ${formatInstant(at)}. What was in it is gone.`,
  'day-needed': () => 'Give the day',
  'day-not-yet': () => 'This day has not come yet. Check it',
  'day-past': () => 'This day has gone by. Give a later one, or leave it empty until it is lifted',
  'release-not-found': () => 'There is no such proposal in this service. Open the list again.',
  'referral-open': () => 'This person has an open referral. Their records are kept.',
  'not-due': ({ until }) =>
    until === null
      ? 'This record has no end by the rule in force. It is kept.'
      : `By the rule in force this record is kept until ${formatDate(until)}. It can be proposed on the day after.`,
  'on-hold': () => 'A legal hold stands on a record of this person. Nothing of theirs is released until it is lifted.',
  'already-proposed': ({ byName, at }) =>
    `${byName} proposed this on ${formatInstant(at)}. A colleague can release it from the list.`,
  'own-proposal': () => 'You proposed this. Somebody else must release it, so that two people have looked.',
  'release-withdrawn': ({ at }) => `The proposal was taken back on ${formatInstant(at)}. Nothing was released.`,
  'rule-starts-in-past': ({ today }) =>
    `A rule begins today, ${formatDate(today)}, or later: what was kept before was kept by the rule of its day`,
  'rule-on-that-day': () => 'There is a rule for these records from that day already. Choose another day',
}

/** Each refusal as a sentence that says what happened and what to do. */
export function privacyWords(refusal: Said): string {
  // Each sentence takes the refusal of its own code.
  return (sentences[refusal.code] as (given: Said) => string)(refusal)
}
