/** The ways by which a notice can reach somebody who has no page open. */
export const channels = ['push', 'sms', 'email'] as const
export type Channel = (typeof channels)[number]

export const channelNames: Record<Channel, string> = {
  push: 'On my phone or computer',
  sms: 'Text message',
  email: 'E-mail',
}

/**
 * What is done off duty: it `goes` all the same; it goes `quietly`, by a way that disturbs nobody, unless its person asked for more; or it
 * keeps `silent`.
 */
export type OffDuty = 'goes' | 'quietly' | 'silent'

export interface NoticeKindFacts {
  /** What it is about, for the pages of those who look after notices. */
  readonly name: string
  /** All that leaves the hub: nothing of anybody, no reference, no place, no time. */
  readonly says: string
  /** Goes at once, whatever the hour, and is tried fast; the others wait for office hours and are joined. */
  readonly urgent: boolean
  readonly offDuty: OffDuty
}

/**
 * Everything that people are told of outside their open pages. A job and a missed check-in always go: whoever has one is at work, whatever
 * the rota says, and a colleague who may be in trouble does not wait for the morning. So does an alarm of a limit that has passed: with
 * nobody at the desk it names those who lead, and they have no shift. And so does one that a colleague has passed on.
 */
export const noticeKinds = {
  'job-given': { name: 'A job was given', says: 'You have a new job.', urgent: true, offDuty: 'goes' },
  'job-taken-back': {
    name: 'A job was taken back',
    says: 'A job is no longer yours. Look before you go in.',
    urgent: true,
    offDuty: 'goes',
  },
  'job-news': {
    name: 'Somebody rang again about a job, or its risk changed',
    says: 'There is news of a job of yours. Look before you go in.',
    urgent: true,
    offDuty: 'goes',
  },
  'offer-unanswered': {
    name: 'A job waits for an answer',
    says: 'A job waits for your answer.',
    urgent: true,
    offDuty: 'goes',
  },
  'check-in-due': { name: 'Own check-in is due', says: 'Your check-in is due.', urgent: true, offDuty: 'goes' },
  'check-in-missed': {
    name: 'A colleague missed a check-in',
    says: 'A colleague has missed a check-in.',
    urgent: true,
    offDuty: 'goes',
  },
  'watch-to-hand-over': {
    name: 'Somebody is out while the desk is about to close',
    says: 'A colleague is still out. Hand over before the desk closes.',
    urgent: true,
    offDuty: 'goes',
  },
  'clock-alarm': {
    name: 'An alarm of a clock',
    says: 'An alarm waits for your answer.',
    urgent: true,
    offDuty: 'silent',
  },
  'alarm-for-you': {
    name: 'A limit of the law has passed, or an alarm was passed on by hand',
    says: 'An alarm waits for your answer.',
    urgent: true,
    offDuty: 'goes',
  },
  'rota-changed-soon': {
    name: 'A shift changed that begins within a day',
    says: 'Your rota has changed for the next 24 hours.',
    urgent: false,
    offDuty: 'goes',
  },
  'rota-changed': { name: 'The rota changed', says: 'Your rota has changed.', urgent: false, offDuty: 'quietly' },
  'swap-offered': {
    name: 'A shift was offered',
    says: 'A colleague offers you a shift.',
    urgent: false,
    offDuty: 'quietly',
  },
  'swap-taken': {
    name: 'An offered shift was taken',
    says: 'Somebody would take a shift that you offered.',
    urgent: false,
    offDuty: 'quietly',
  },
  'swap-turned-down': {
    name: 'A swap was turned down, or is asked for no more',
    says: 'A swap of yours will not go ahead.',
    urgent: false,
    offDuty: 'quietly',
  },
  'leave-decided': {
    name: 'Leave was decided',
    says: 'Leave that you asked for has been decided.',
    urgent: false,
    offDuty: 'quietly',
  },
  'claim-decided': {
    name: 'A TOIL claim was decided',
    says: 'A TOIL claim of yours has news.',
    urgent: false,
    offDuty: 'quietly',
  },
  'approval-ending': {
    name: 'Own approval is ending',
    says: 'It is time to renew your approval.',
    urgent: false,
    offDuty: 'quietly',
  },
  'training-missing': {
    name: 'Hours of training are missing',
    says: 'Hours of training are missing in this year of your approval.',
    urgent: false,
    offDuty: 'quietly',
  },
  'colleague-to-renew': {
    name: 'An approval in the team is ending',
    says: 'An approval or a year of training in your team is ending.',
    urgent: false,
    offDuty: 'quietly',
  },
  test: { name: 'A test', says: 'This is a test notice. All is well.', urgent: true, offDuty: 'goes' },
} as const satisfies Record<string, NoticeKindFacts>
export type NoticeKind = keyof typeof noticeKinds

export const factsOf = (kind: NoticeKind): NoticeKindFacts => noticeKinds[kind]

/** What a notice came to. `overtaken`: it had become pointless before it could go. */
export const outcomes = ['sent', 'undelivered', 'overtaken', 'joined', 'not-wanted', 'off-duty', 'no-way'] as const
export type NoticeOutcome = (typeof outcomes)[number]

/** Why a try failed, in codes: what a provider answers is never kept, it might hold anything. */
export const failureWords = {
  'no-answer': 'The provider did not answer',
  busy: 'The provider asks to wait',
  'their-fault': 'The provider has a fault',
  'wrong-key': 'The provider does not accept our key: look at the settings',
  refused: 'The provider refused it',
  'not-allowed': 'That address is not one that the settings allow',
  'no-tls': 'The mail server does not encrypt: look at the settings',
  'bad-address': 'The address or number cannot be used',
  gone: 'The device no longer takes notices',
  'not-delivered': 'The provider could not deliver it',
  'no-way': 'There is no way to reach this person',
  'not-set-up': 'This way is not set up any more',
} as const
export type Failure = keyof typeof failureWords
