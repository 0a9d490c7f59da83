import { formatInstant } from '../time/london.ts'
import type { Instant } from '../time/instant.ts'
import type { HandoverKind } from './codes.ts'

interface Over {
  readonly answered: { readonly code: 'handover-answered'; readonly byName: string; readonly at: Instant }
  readonly withdrawn: { readonly code: 'handover-withdrawn'; readonly byName: string; readonly at: Instant }
}

export type OfferRefusal =
  | { readonly code: 'referral-not-found' }
  | { readonly code: 'offered-meanwhile' }
  | { readonly code: 'nothing-to-hand-over'; readonly field: 'words' }
  | { readonly code: 'named-twice'; readonly field: 'items' }
  | { readonly code: 'already-offered'; readonly number: number; readonly byName: string; readonly at: Instant }
  | { readonly code: 'next-step-in-past'; readonly field: 'items'; readonly number: number; readonly now: Instant }

export type AnswerRefusal =
  | { readonly code: 'handover-not-found' }
  | { readonly code: 'own-handover' }
  | { readonly code: 'handover-for-others'; readonly kind: HandoverKind }
  | { readonly code: 'item-not-in-it'; readonly field: 'taken' }
  | Over[keyof Over]

export type WithdrawRefusal = { readonly code: 'handover-not-found' } | Over[keyof Over]

type Said = OfferRefusal | AnswerRefusal | WithdrawRefusal

const sentences: { [Code in Said['code']]: (refusal: Extract<Said, { code: Code }>) => string } = {
  'referral-not-found': () => 'One of these is not open any more. Look at the list again: what you wrote is kept.',
  'offered-meanwhile': () =>
    'A colleague offered one of these at this very moment. Look at the list again and leave it out: what you wrote is kept.',
  'nothing-to-hand-over': () => 'Tick at least one referral, or write what the next shift must know.',
  'named-twice': () => 'A referral stands in the list twice. Open the page again: what you wrote is kept.',
  'already-offered': ({ number, byName, at }) =>
    `${byName} is handing R-${number} over already, since ${formatInstant(at)}. Leave it out, or speak to them first.`,
  'next-step-in-past': ({ number, now }) =>
    `The time for R-${number} has gone by: it is ${formatInstant(now)}. Give a later one, or leave it empty.`,
  'handover-not-found': () => 'There is no such handover in this service. Open the list again.',
  'own-handover': () => 'You are handing this over yourself. Somebody else must take it, by name.',
  'handover-for-others': ({ kind }) =>
    kind === 'out-of-hours'
      ? 'This is for the out-of-hours team. Ask them to take it over, or the AMHP lead.'
      : 'This is for the practice consultants. Ask one of them to take it over, or the AMHP lead.',
  'item-not-in-it': () => 'One of these is not in this handover. Open it again: what you ticked is kept.',
  'handover-answered': ({ byName, at }) => `${byName} answered this at ${formatInstant(at)}. Nothing was changed.`,
  'handover-withdrawn': ({ byName, at }) =>
    `${byName} took this back, ${formatInstant(at)}. Everything stays where it was.`,
}

/** Each refusal as a sentence that says what happened and what to do. */
export function handoverWords(refusal: Said): string {
  // Each sentence takes the refusal of its own code.
  return (sentences[refusal.code] as (given: Said) => string)(refusal)
}
