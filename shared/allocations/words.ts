import { changedWords } from '../referrals/words.ts'
import { formatDate, formatInstant, type LondonDay } from '../time/london.ts'
import type { Instant } from '../time/instant.ts'
import type { OutcomeRefusal } from './outcomes.ts'
import type { State, Step, StepRefusal } from './steps.ts'
import { waitFacts, type EndWaitRefusal, type StartWaitRefusal } from './waits.ts'

export type AllocateRefusal =
  | { readonly code: 'referral-not-found' }
  | { readonly code: 'person-not-found'; readonly field: 'personId' }
  /** Somebody else was quicker: who gave it to whom, and when. What was typed here is kept. */
  | {
      readonly code: 'already-allocated'
      readonly toName: string
      readonly byName: string
      readonly at: Instant
      readonly allocationId: string
    }
  | { readonly code: 'changed-since-seen'; readonly byName: string; readonly at: Instant; readonly version: number }
  | { readonly code: 'not-triaged' }
  | { readonly code: 'referral-closed'; readonly at: Instant }
  | { readonly code: 'not-approved'; readonly field: 'personId'; readonly name: string }
  | { readonly code: 'approval-ended'; readonly field: 'personId'; readonly name: string; readonly lastDay: LondonDay }
  | { readonly code: 'suspended'; readonly field: 'personId'; readonly name: string; readonly since: Instant }
  | { readonly code: 'not-acting-for'; readonly field: 'personId'; readonly name: string; readonly councilName: string }
  | { readonly code: 'kept-out'; readonly field: 'personId' }
  | { readonly code: 'trainee-alone'; readonly field: 'personId' }
  | { readonly code: 'reason-needed'; readonly field: 'reason'; readonly because: string }

export type TakeBackRefusal =
  | { readonly code: 'allocation-not-found' }
  | { readonly code: 'changed-since-seen'; readonly byName: string; readonly at: Instant; readonly version: number }
  | {
      readonly code: 'allocation-ended'
      readonly how: 'declined' | 'taken-back' | 'finished'
      readonly at: Instant
      readonly byName: string
    }
  | { readonly code: 'too-late-to-undo'; readonly because: 'time' | 'opened' }
  /** Only an AMHP who has personally seen the person can apply (s.11(5)): said, and then theirs to decide. */
  | {
      readonly code: 'has-interviewed'
      readonly field: 'knowsInterviewed'
      readonly name: string
      readonly arrivedAt: Instant
    }

export type FieldRefusal =
  | { readonly code: 'allocation-not-found' }
  | { readonly code: 'wait-not-found' }
  | { readonly code: 'wait-id-taken' }
  | { readonly code: 'changed-since-seen'; readonly byName: string; readonly at: Instant; readonly version: number }
  | StepRefusal
  | OutcomeRefusal
  | StartWaitRefusal
  | EndWaitRefusal

type Said = AllocateRefusal | TakeBackRefusal | FieldRefusal

const stepNames: Record<Step | State, string> = {
  offered: 'Allocated',
  accepted: 'Accept',
  declined: 'Decline',
  travelling: 'On my way',
  arrived: 'I’ve arrived',
  'outcome-recorded': 'Outcome',
  finished: 'Finished',
  'home-safe': 'Home safe',
  'taken-back': 'Take back',
}

const endings = { declined: 'declined it', 'taken-back': 'took it back', finished: 'finished it' } as const

const sentences: { [Code in Said['code']]: (refusal: Extract<Said, { code: Code }>) => string } = {
  'referral-not-found': () => 'There is no such referral in this service. Check the reference.',
  'person-not-found': () => 'Choose somebody from this service.',
  'allocation-not-found': () => 'That job is not yours, or is no longer there. Ring the hub if you are on your way.',
  'wait-not-found': () => 'That wait is not on this job. Open the job again.',
  'wait-id-taken': () => 'That wait is on another job already. Open the job again and say what you are waiting for.',
  'already-allocated': ({ toName, byName, at }) =>
    `${byName} allocated this to ${toName} at ${formatInstant(at)}. Nothing of yours was sent: what you typed is kept.`,
  'changed-since-seen': changedWords,
  'not-triaged': () => 'This has not been triaged yet. Record the decision first.',
  'referral-closed': ({ at }) => `This referral was closed at ${formatInstant(at)}.`,
  'not-approved': ({ name }) => `${name} is not an approved AMHP today, so cannot take this. Choose somebody else.`,
  'approval-ended': ({ name, lastDay }) =>
    `${name}’s approval ended on ${formatDate(lastDay)}, so they cannot take this. Choose somebody else.`,
  suspended: ({ name, since }) =>
    `${name}’s approval has been suspended since ${formatInstant(since)}. Choose somebody else.`,
  'kept-out': () => 'This colleague may not be sent to this person. Choose somebody else.',
  'trainee-alone': () => 'A trainee is not sent alone. Allocate it to the AMHP beside whom they work.',
  'not-acting-for': ({ name, councilName }) =>
    `${name} may not act on behalf of ${councilName}. Choose somebody who may.`,
  'reason-needed': ({ because }) => `${because} Say why in a line, and it can go ahead.`,
  'allocation-ended': ({ how, at, byName }) =>
    `${byName} ${endings[how]} at ${formatInstant(at)}. Ring the hub before you go in.`,
  'too-late-to-undo': ({ because }) =>
    because === 'opened'
      ? 'They have opened it, so it can no longer be undone. Take it back with a reason.'
      : 'The 20 seconds are over. Take it back with a reason.',
  'has-interviewed': ({ name, arrivedAt }) =>
    `${name} has been with the person since ${formatInstant(arrivedAt)}. Only an AMHP who has seen the person can apply (s.11(5)), so somebody new must interview again. Consider relief for the wait instead; to take it back all the same, confirm.`,
  'step-out-of-order': ({ first }) =>
    `“${stepNames[first]}” comes first. Tap that, with the time it happened, then this.`,
  'step-in-future': ({ now }) => `That is later than now, ${formatInstant(now)}. Check the time.`,
  'step-before-previous': ({ previous, previousAt }) =>
    `“${stepNames[previous]}” was at ${formatInstant(previousAt)}. Give that time or later.`,
  'step-already-done': ({ step, at }) =>
    step === 'outcome-recorded'
      ? `An outcome was recorded at ${formatInstant(at)}. To change it, open the job and tap “Change it”.`
      : `That was recorded at ${formatInstant(at)}. Nothing more to do.`,
  'outcome-settled': ({ at }) =>
    `The job was finished at ${formatInstant(at)} with the outcome that stood then. Ring the hub: they put a note on the record.`,
  'already-accepted': ({ at }) =>
    `You accepted it at ${formatInstant(at)}, so it is yours until the hub takes it back. Ring the hub.`,
  'outcome-needs-reason': () => 'Say why it was not completed.',
  'outcome-takes-no-reason': () => 'Leave that reason out: it is only for assessments that were not completed.',
  'outcome-after-arrival': ({ arrivedAt }) =>
    `You arrived at ${formatInstant(arrivedAt)}, so it was not cancelled before. Choose what happened.`,
  'wait-in-future': ({ now }) => `That is later than now, ${formatInstant(now)}. Check the time.`,
  'already-waiting': ({ kind, since }) =>
    `${waitFacts[kind].words} since ${formatInstant(since)} is running already. End that one first.`,
  'wait-overlaps-earlier': ({ endedAt }) =>
    `An earlier wait of that kind ended at ${formatInstant(endedAt)}. Give that time or later.`,
  'wait-before-accepted': ({ acceptedAt }) =>
    `You accepted the job at ${formatInstant(acceptedAt)}. A wait begins then or later.`,
  'not-yet-accepted': () => 'Accept the job first, then say what you are waiting for.',
  'wait-already-ended': ({ at }) => `That wait ended at ${formatInstant(at)}. Nothing more to do.`,
  'wait-ends-before-start': ({ startedAt }) => `It began at ${formatInstant(startedAt)}. Give a later end.`,
}

export function allocationWords(refusal: Said): string {
  // The table has one entry for each code; the compiler cannot see that the code picks its own.
  const say = sentences[refusal.code] as (refusal: Said) => string
  return say(refusal)
}
