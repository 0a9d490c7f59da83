import type { Instant } from '#shared/time/instant.ts'
import { formatInstant } from '#shared/time/london.ts'
import { changedWords } from '../changedWords.ts'
import type { AnswerRefusal } from './answers.ts'
import { tooFarWords } from '../farAhead.ts'
import type { TimeRefusal } from './asks.ts'
import type { HoldRefusal } from './holds.ts'

export type TriagingRefusal =
  | { readonly code: 'referral-not-found' }
  | { readonly code: 'ask-not-found' }
  | { readonly code: 'task-not-found' }
  | { readonly code: 'letter-not-found' }
  | { readonly code: 'referral-closed'; readonly at: Instant }
  | { readonly code: 'already-allocated'; readonly toName: string; readonly at: Instant }
  | { readonly code: 'changed-since-seen'; readonly byName: string; readonly at: Instant; readonly version: number }
  | { readonly code: 'already-settled'; readonly at: Instant }
  | { readonly code: 'already-done'; readonly at: Instant }
  | { readonly code: 'already-sent'; readonly at: Instant }
  | { readonly code: 'letter-unfinished'; readonly field: 'text'; readonly gap: string }
  | { readonly code: 'sent-in-future'; readonly field: 'sentAt'; readonly now: Instant }
  | { readonly code: 'already-so'; readonly field: 'urgency' }
  | { readonly code: 'no-such-item'; readonly field: 'item' }
  | { readonly code: 'already-offered'; readonly at: Instant }
  | { readonly code: 'nothing-offered' }
  | { readonly code: 'not-held' }
  | AnswerRefusal
  | TimeRefusal
  | HoldRefusal

const sentences: { [Code in TriagingRefusal['code']]: (refusal: Extract<TriagingRefusal, { code: Code }>) => string } =
  {
    'referral-not-found': () => 'There is no such referral in this service. Check the reference.',
    'ask-not-found': () => 'That was not asked on this referral. Open the record again.',
    'task-not-found': () => 'That task is not on this referral. Open the record again.',
    'letter-not-found': () => 'That letter is not on this referral. Open the record again.',
    'referral-closed': ({ at }) => `This referral was closed at ${formatInstant(at)}. Start a new one that names it.`,
    'already-allocated': ({ toName, at }) =>
      `${toName} has had this since ${formatInstant(at)}. Ring them, or take it back first.`,
    'changed-since-seen': changedWords,
    'already-settled': ({ at }) => `That was settled at ${formatInstant(at)}. Look at what came.`,
    'already-done': ({ at }) => `That was done at ${formatInstant(at)}.`,
    'already-sent': ({ at }) => `This letter was sent at ${formatInstant(at)}. Write a new one.`,
    'letter-unfinished': ({ gap }) => `Finish the letter first: ${gap}`,
    'sent-in-future': ({ now }) => `It cannot have been sent later than now, ${formatInstant(now)}.`,
    'already-so': () => 'That is how urgent it is already. Nothing was changed.',
    'no-such-item': () => 'That line is not on the list of this referral. Open the record again.',
    'already-offered': ({ at }) => `It was offered to a council at ${formatInstant(at)}. Record their answer first.`,
    'nothing-offered': () => 'It was offered to no council, or they have answered already. Offer it first.',
    'not-held': () => 'This referral is not held. It may have come back by itself.',
    'answer-unreadable': ({ message }) => message,
    'time-too-far': () => `${tooFarWords}.`,
    'time-has-passed': () => 'That time has passed. Give one that is still to come.',
    'after-limit': ({ limitAt }) => `The legal limit is ${formatInstant(limitAt)}. Give a time before that.`,
    'start-not-recorded': () =>
      'A power is running and its start is not recorded, so its limit is not known. Record the start first, then hold it.',
  }

export function triagingWords(refusal: TriagingRefusal): string {
  // The table has one entry for each code; the compiler cannot see that the code picks its own.
  const say = sentences[refusal.code] as (refusal: TriagingRefusal) => string
  return say(refusal)
}
