/** What each promise says, in a sentence that an operator can act on. The keys are what `hub.broken_promises` answers with. */
export const promiseWords = {
  'services-are-apart': 'A table is not closed by row-level security',
  'rules-are-on': 'A trigger or an index of the schema is switched off',
  'the-gravest-rules-are-there': 'A constraint, an index or a trigger that the promises rest on is not there',
  'what-happened-stays': 'What happened can be changed or taken away by the login that serves requests',
  'the-login-is-small': 'The login that serves requests may do more than it should',
  'moments-have-a-zone': 'A column holds a time without a zone',
  'there-is-one-epoch':
    'The database has no epoch, or several: open screens cannot tell a restored one from the one they knew',
  'one-allocation-at-a-time': 'A referral is with more than one AMHP at once',
  'allocated-to-an-amhp': 'A referral is with somebody who is not on the register of AMHPs',
  'state-fits-the-allocations': 'A referral says it is allocated and is with nobody, or the other way round',
  'closed-says-when-and-how': 'A referral is closed without a time or an outcome, or has them and is open',
  'nobody-is-in-two-places': 'Somebody has two shifts at once',
  'shifts-are-sane': 'A shift ends before it starts, lasts longer than a day, or stands under another day',
  'events-are-counted-without-gaps': 'The record of what happened has a gap, or its counter stands elsewhere',
  'numbers-are-given-once': 'A referral has a number that is yet to be given out',
  'commands-leave-an-event': 'A command took effect and left nothing in the record of what happened',
  'the-ledger-agrees-with-the-claims': 'The TOIL ledger does not hold what a claim was approved for',
  'a-reversal-undoes-exactly': 'A reversal in the TOIL ledger does not undo exactly one entry of its person',
  'nobody-approves-their-own': 'Somebody decided their own claim',
  'one-deadline-per-point': 'A point of a clock would fire twice',
  'what-is-due-fires': 'A clock ran out more than a minute ago and no alarm was raised: is the hub running?',
  'what-fired-raised-an-alarm': 'A clock ran out and its alarm is missing',
  'alarms-are-answered-or-climb': 'Nobody answered an alarm, and it did not go on to the next person',
  'whoever-left-is-signed-out': 'Somebody who left, or whose access was stopped, is still signed in',
  'somebody-keeps-the-keys': 'A service has no administrator who may sign in',
  'approved-when-given': 'A referral is with an AMHP whose approval did not cover the day it was given to them',
  'a-shift-keeps-its-history': 'A shift has another version than its history tells of',
  'the-record-agrees-with-its-events': 'A referral does not agree with what the record of what happened says of it',
  'commands-act-once': 'A command took effect twice, or only in part',
  'nothing-is-from-the-future': 'Something is recorded at a time that is yet to come',
  'a-balance-is-a-plain-sum': 'The TOIL ledger has an entry of nothing, of the wrong sign, or undone twice',
  'running-clocks-have-alarms': 'A clock of the law runs and no alarm is set for it',
  'alarms-are-passed-on': 'An alarm waits to be passed on outside the hub for more than ten minutes',
  'reads-are-sealed': 'A look at a record was put in behind its seal',
  'the-chain-holds': 'The chain over what happened is broken',
  'whoever-left-holds-nothing':
    'Somebody who left, or whose access was stopped, holds a calendar link or a link to a password',
  'rows-belong-together': 'Rows point to rows that are not there',
  'texts-are-clean': 'A text holds what no text may hold: an unjoined accent or a control character',
} as const

export type BrokenPromise = keyof typeof promiseWords

/** One broken promise: which, and what breaks it (an id, a table, a number; never a name). */
export interface Broken {
  readonly promise: BrokenPromise
  readonly about: string
}

/** @example brokenWords({ promise: 'nobody-is-in-two-places', about: '7c1…' }) // 'Somebody has two shifts at once: 7c1…' */
export const brokenWords = ({ promise, about }: Broken): string => `${promiseWords[promise]}: ${about}`
