/** What each promise says, in a sentence that an operator can act on. The keys are what `hub.broken_promises` answers with. */
export const promiseWords = {
  'services-are-apart': 'A table is not closed by row-level security',
  'rules-are-on': 'A trigger or an index of the schema is switched off',
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
} as const

export type BrokenPromise = keyof typeof promiseWords

/** One broken promise: which, and what breaks it (an id, a table, a number; never a name). */
export interface Broken {
  readonly promise: BrokenPromise
  readonly about: string
}

/** @example brokenWords({ promise: 'nobody-is-in-two-places', about: '7c1…' }) // 'Somebody has two shifts at once: 7c1…' */
export const brokenWords = ({ promise, about }: Broken): string => `${promiseWords[promise]}: ${about}`
