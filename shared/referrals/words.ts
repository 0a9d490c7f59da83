import { deciderWords } from './triaging/decider.ts'
import { formatInstant } from '../time/london.ts'
import { formatMinutes } from '../time/minutes.ts'
import type { Instant } from '../time/instant.ts'
import { changedWords } from './changedWords.ts'
import { besideWords, type PowerBeside } from './besideWords.ts'
import { powerNames, type PowerKind } from './clockRules.ts'
import type { ExtensionRefusal } from './clocks.ts'
import { tooFarWords } from './farAhead.ts'
import type { TriageRefusal } from './triage.ts'

export interface ChangedSinceSeen {
  readonly code: 'changed-since-seen'
  readonly byName: string
  readonly at: Instant
  readonly version: number
}

export type ReferralRefusal =
  | { readonly code: 'referral-not-found' }
  | { readonly code: 'draft-not-found' }
  | {
      readonly code: 'draft-kept-elsewhere'
      readonly version: number
      readonly content: Readonly<Record<string, string>>
    }
  | ChangedSinceSeen
  | { readonly code: 'referral-closed'; readonly at: Instant }
  | { readonly code: 'received-in-future'; readonly field: 'receivedAt'; readonly now: Instant }
  | { readonly code: 'received-too-long-ago'; readonly field: 'receivedAt'; readonly now: Instant }
  | { readonly code: 'power-needed'; readonly field: 'power' }
  | { readonly code: 'power-does-not-fit'; readonly field: 'power.kind' }
  | { readonly code: 'power-start-in-future'; readonly field: 'power.startedAt' | 'startedAt'; readonly now: Instant }
  | { readonly code: 'power-start-too-old'; readonly field: 'power.startedAt' | 'startedAt' }
  | { readonly code: 'born-in-future'; readonly field: 'bornOn' }
  | { readonly code: 'born-and-aged'; readonly field: 'ageYears' }
  | { readonly code: 'council-not-acted-for'; readonly field: 'councilId' }
  | { readonly code: 'place-unknown'; readonly field: 'placeId' }
  | { readonly code: 'place-missing'; readonly field: 'place' }
  | { readonly code: 'nothing-to-change' }

/** A power that is on the referral, runs or was recorded as ended, and whose time in law has not passed at the start that is told. */
export interface SameDetention {
  readonly code: 'same-detention'
  /** Of a first start it is asked which it is; of a correction why it changes. */
  readonly field: 'again' | 'correctionReason'
  readonly kind: PowerKind
  readonly startedAt: Instant | null
  /** `null` while it runs. */
  readonly endedAt: Instant | null
  readonly limitAt: Instant
}

export type PowerRefusal =
  | { readonly code: 'referral-not-found' }
  | { readonly code: 'power-not-found' }
  | ChangedSinceSeen
  | { readonly code: 'referral-closed'; readonly at: Instant }
  | {
      readonly code: 'correction-reason-missing'
      readonly field: 'correctionReason'
      readonly recorded: Instant | null
    }
  | { readonly code: 'nothing-to-correct'; readonly field: 'startedAt' }
  | { readonly code: 'nothing-to-change' }
  | { readonly code: 'another-runs'; readonly kind: PowerKind; readonly startedAt: Instant | null }
  | { readonly code: 'power-start-after-end'; readonly field: 'startedAt'; readonly endedAt: Instant }
  | SameDetention
  | PowerBeside
  | { readonly code: 'power-start-in-future'; readonly field: 'startedAt'; readonly now: Instant }
  | { readonly code: 'power-start-too-old'; readonly field: 'startedAt' }
  | { readonly code: 'power-already-ended'; readonly at: Instant }
  | { readonly code: 'ended-before-it-started'; readonly field: 'endedAt'; readonly startedAt: Instant }
  | { readonly code: 'ended-in-future'; readonly field: 'endedAt'; readonly now: Instant }
  | ExtensionRefusal

export type ArrangementRefusal =
  | { readonly code: 'referral-not-found' }
  | { readonly code: 'arranged-in-future'; readonly field: 'since'; readonly now: Instant }
  | { readonly code: 'referral-closed'; readonly at: Instant }
  | ChangedSinceSeen

export { changedWords } from './changedWords.ts'

type Said = ReferralRefusal | PowerRefusal | ArrangementRefusal

const sentences: { [Code in Said['code']]: (refusal: Extract<Said, { code: Code }>) => string } = {
  'referral-not-found': () => 'There is no such referral in this service. Check the reference.',
  'draft-not-found': () => 'That draft has been saved or thrown away already. Look on the board.',
  'draft-kept-elsewhere': () =>
    'This draft was written on another screen meanwhile. What stands there goes into the boxes that you have not touched: look at both.',
  'power-not-found': () => 'That power is not on this referral, or was corrected since. Open the record again.',
  'changed-since-seen': changedWords,
  'referral-closed': ({ at }) => `This referral was closed at ${formatInstant(at)}. Start a new one that names it.`,
  'received-in-future': ({ now }) =>
    `The call cannot have come in later than now, ${formatInstant(now)}. Check the time.`,
  'received-too-long-ago': () => 'That is more than a year ago. Check the date.',
  'power-needed': () => 'Say when the clock started, or that the start is not known yet.',
  'power-does-not-fit': () => 'That clock does not belong to what is asked for. Choose the power that is running.',
  'power-start-in-future': ({ now }) =>
    `It cannot have started later than now, ${formatInstant(now)}. Check the time and the day.`,
  'power-start-too-old': () => 'That is more than 30 days ago. Check the date.',
  'born-in-future': () => 'That date of birth is in the future. Type it like 14 2 55.',
  'born-and-aged': () => 'Give a date of birth or an age, not both.',
  'council-not-acted-for': () => 'This service does not act for that council. Choose one from the list.',
  'place-unknown': () => 'Choose a place from the list, or type where they are.',
  'arranged-in-future': ({ now }) => `That is later than now, ${formatInstant(now)}. Check the time.`,
  'place-missing': () => 'Say where they are now: the place is empty, so it cannot become the place of the referral.',
  'nothing-to-change': () => 'That is what the record says already. Nothing was changed.',
  'correction-reason-missing': ({ recorded }) =>
    recorded
      ? `The start is recorded as ${formatInstant(recorded)}. Say why it changes: both times stay on the record.`
      : 'Say where the time comes from.',
  'nothing-to-correct': () => 'That is the start that is already recorded. Nothing to change.',
  'power-start-after-end': ({ endedAt }) =>
    `This power is recorded as ended at ${formatInstant(endedAt)}. Give an earlier start.`,
  'same-detention': sameDetentionWords,
  'power-beside': besideWords,
  'another-runs': ({ kind, startedAt }) =>
    `${powerNames[kind].full} is recorded as running${startedAt === null ? '' : ` from ${formatInstant(startedAt)}`}. Record its end first, or correct that one.`,
  'power-already-ended': ({ at }) => `This power ended at ${formatInstant(at)}. If that is wrong, correct the end.`,
  'ended-before-it-started': ({ startedAt }) => `It started at ${formatInstant(startedAt)}. Give a later end.`,
  'ended-in-future': ({ now }) => `It cannot have ended later than now, ${formatInstant(now)}.`,
  'no-extension-in-law': ({ provision }) =>
    `The law gives no extension under ${provision}: it ends when it ends. Only sections 135 and 136 can be extended.`,
  'start-not-recorded': () => 'Record when it started first: an extension runs from the end of the 24 hours.',
  'already-extended': ({ minutes }) =>
    `It has been extended by ${formatMinutes(minutes)} already. It can be extended once: if what is recorded is wrong, correct it.`,
  'extension-length': ({ maxMinutes }) =>
    `An extension is between 1 minute and ${formatMinutes(maxMinutes)}. Give a length in that.`,
  'extension-too-late': ({ limitAt }) =>
    `The 24 hours ended at ${formatInstant(limitAt)}. An extension can only be given before that: tell your manager that the limit has passed.`,
  'extension-before-start': ({ startedAt }) =>
    `The power started at ${formatInstant(startedAt)}. It cannot be extended before that.`,
  'extension-in-future': ({ now }) => `It cannot have been given later than now, ${formatInstant(now)}.`,
  'extension-after-end': ({ endedAt }) =>
    `The power ended at ${formatInstant(endedAt)}. It cannot be extended after that.`,
  'extension-authority': () =>
    'Only the registered medical practitioner responsible for the examination can extend (s.136B). Give their name.',
  'extension-reason': () =>
    'The only lawful reason is the person’s condition: it is not practicable to assess them yet. No bed, AMHP or doctor is not a reason (s.136B).',
}

/**
 * What to do where a power is recorded anew in the time of one that runs or was ended: said in the form before it is sent, and when it is refused.
 *
 * @example 'Section 136 is on this referral already: from Wed 11 November 20:00, ended Thu 12 November 14:00. …'
 */
export function sameDetentionWords({
  kind,
  startedAt,
  endedAt,
  limitAt,
  field = 'again',
}: Omit<SameDetention, 'code' | 'field'> & Partial<Pick<SameDetention, 'field'>>): string {
  const from = startedAt === null ? 'its start not recorded' : `from ${formatInstant(startedAt)}`
  const until = startedAt === null ? '' : `, so it runs out at ${formatInstant(limitAt)}`
  const asks =
    field === 'again'
      ? 'Say which it is: the same detention, which goes on from its first start, or they were released and detained again.'
      : 'Say why its start changes all the same.'
  return (
    `${powerNames[kind].full} is on this referral already: ${from}, ${endedAt === null ? 'running' : `ended ${formatInstant(endedAt)}`}. A move, or recording it anew, does not ` +
    `start its time again${until}. ${asks}`
  )
}

/**
 * What recording a power does that runs on the referral already: it corrects its start.
 *
 * @example 'Section 136 runs on this referral already: from Thu 12 November 10:00. This corrects its start. …'
 */
export function recordedAlreadyWords({
  kind,
  startedAt,
}: {
  readonly kind: PowerKind
  readonly startedAt: Instant | null
}): string {
  const name = powerNames[kind].full
  return startedAt === null
    ? `${name} runs on this referral already, its start not recorded. This records its start.`
    : `${name} runs on this referral already: from ${formatInstant(startedAt)}. This corrects its start, and the earlier one stays on the ` +
        'record. Say why it changes. If that one was over, record its end first.'
}

export function referralWords(refusal: Said): string {
  // The table has one entry for each code; the compiler cannot see that the code picks its own.
  const say = sentences[refusal.code] as (refusal: Said) => string
  return say(refusal)
}

export function triageWords(refusal: TriageRefusal): string {
  switch (refusal.code) {
    case 'referral-not-found':
      return 'There is no such referral in this service. Check the reference.'
    case 'changed-since-seen':
      return changedWords(refusal)
    case 'referral-closed':
      return `This referral was closed at ${formatInstant(refusal.at)}. A closed decision is not reopened: start a new referral that names it.`
    case 'already-allocated':
      return `${refusal.toName} has had this since ${formatInstant(refusal.at)}. Take it back first, or ring before you change the decision.`
    case 'urgency-missing':
      return 'Say how urgent it is.'
    case 'review-time-missing':
      return 'Say when to look at it again: asking for more is not a resting place.'
    case 'review-after-limit':
      return `The legal limit is ${formatInstant(refusal.limitAt)}. Look again before that.`
    case 'review-after-latest':
      return `A clock runs and its start is not recorded: its limit is ${formatInstant(refusal.limitAt)} at the latest. Look again before that, or record the start.`
    case 'assess-by-after-limit':
      return `The legal limit is ${formatInstant(refusal.limitAt)}. Give a time before that.`
    case 'time-too-far':
      return `${tooFarWords}.`
    case 'time-has-passed':
      return 'That time has passed. Give one that is still to come.'
    case 'redirect-not-accepted':
      return 'It stays ours until the other council accepts it. Offer it to them first, and record who accepted and when.'
    case 'merge-instead':
      return 'Merge it into the other referral, under “Earlier contact”: both keep their history, and it can be undone.'
    case 'decider-not-approved':
      return deciderWords(refusal)
    case 'person-unknown':
      return 'Choose who decided from the list.'
    case 'change-reason-missing':
      return 'There is a decision already. Say why it changes: the earlier version stays on the record.'
    case 'power-still-running':
      return refusal.limitAt
        ? `A legal clock is running until ${formatInstant(refusal.limitAt)}. If this closes all the same, confirm that you mean it.`
        : 'A power is running and its start is not recorded. If this closes all the same, confirm that you mean it.'
  }
}
