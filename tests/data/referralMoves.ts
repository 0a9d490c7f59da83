import type { Role } from '#shared/kernel/permission.ts'
import type { ReferralState } from '#shared/referrals/referral.ts'

/**
 * What every command that acts on a referral or on its allocation answers, written down by hand and from no rule of the code: from the
 * statute where it limits nothing (an assessment is never stopped), and from what the desk agreed. `ok`, or the code of the refusal.
 * Whoever stands in no line of a command may not give it at all.
 */
export type Answer = string
export type Giver = Role | 'another amhp'

type Line<States extends readonly string[]> = readonly [
  command: string,
  givers: readonly Giver[],
  ...answers: { readonly [Place in keyof States]: Answer },
]

const desk: readonly Giver[] = ['practice-consultant']
const CLOSED = 'referral-closed'
const GIVEN = 'already-allocated'
const NONE = 'referral-not-found'

export const referralStandings = ['to-triage', 'to-allocate', 'allocated', 'closed'] as const satisfies ReferralState[]

/** Commands on the referral. What the law leaves to be done after it is closed (a power, a limit, reasons, papers) goes on. */
export const onReferral: readonly Line<typeof referralStandings>[] = [
  ['referrals.change', desk, 'ok', 'ok', 'ok', CLOSED],
  ['referrals.arrange', desk, 'ok', 'ok', 'ok', CLOSED],
  ['referrals.addCall', desk, 'ok', 'ok', 'ok', CLOSED],
  ['referrals.answer', desk, 'ok', 'ok', 'ok', CLOSED],
  ['referrals.askFor', desk, 'ok', 'ok', 'ok', CLOSED],
  ['referrals.tick', desk, 'ok', 'ok', 'ok', CLOSED],
  ['referrals.recordPower', desk, 'ok', 'ok', 'ok', CLOSED],
  ['referrals.extendPower', desk, 'ok', 'ok', 'ok', 'ok'],
  ['referrals.endPower', desk, 'ok', 'ok', 'ok', 'ok'],
  ['referrals.correctPower', desk, 'ok', 'ok', 'ok', 'ok'],
  ['referrals.recordLimit', desk, 'ok', 'ok', 'ok', 'ok'],
  ['referrals.renewLimit', desk, 'ok', 'ok', 'ok', 'ok'],
  ['referrals.holdLimit', desk, 'ok', 'ok', 'ok', 'ok'],
  ['referrals.endLimit', desk, 'ok', 'ok', 'ok', 'ok'],
  ['referrals.triage', desk, 'ok', 'ok', 'ok', CLOSED],
  ['referrals.undoTriage', desk, 'ok', 'ok', GIVEN, 'ok'],
  ['referrals.reRate', desk, 'ok', 'ok', 'ok', CLOSED],
  ['referrals.hold', desk, 'ok', 'ok', GIVEN, CLOSED],
  ['referrals.endHold', desk, 'ok', 'ok', 'ok', 'ok'],
  ['referrals.redirect', desk, 'ok', 'ok', GIVEN, CLOSED],
  ['referrals.answerRedirect', desk, 'ok', 'ok', 'ok', 'ok'],
  ['referrals.merge', desk, 'ok', 'ok', GIVEN, CLOSED],
  ['referrals.undoMerge', desk, 'not-merged-now', 'not-merged-now', 'not-merged-now', 'ok'],
  ['referrals.link', desk, 'ok', 'ok', 'ok', 'ok'],
  ['referrals.unlink', desk, 'ok', 'ok', 'ok', 'ok'],
  ['referrals.chase', desk, 'ok', 'ok', 'ok', 'ok'],
  ['referrals.settle', desk, 'ok', 'ok', 'ok', 'ok'],
  ['referrals.finishTask', desk, 'ok', 'ok', 'ok', 'ok'],
  ['referrals.keepLetter', desk, 'ok', 'ok', 'ok', 'ok'],
  ['referrals.letterSent', desk, 'ok', 'ok', 'ok', 'ok'],
  ['referrals.note', ['practice-consultant', 'amhp-lead', 'edt'], 'ok', 'ok', 'ok', 'ok'],
  ['referrals.note', ['amhp', 'trainee'], NONE, NONE, 'ok', 'ok'],
  ['referrals.note', ['another amhp'], NONE, NONE, NONE, NONE],
  ['allocations.allocate', desk, 'not-triaged', 'ok', GIVEN, CLOSED],
  ['papers.recordExamination', desk, 'ok', 'ok', 'ok', 'ok'],
  ['papers.recordExamination', ['amhp'], NONE, NONE, 'ok', 'ok'],
  ['papers.recordExamination', ['another amhp'], NONE, NONE, NONE, NONE],
  ['papers.sayRestsOn', desk, 'ok', 'ok', 'ok', 'ok'],
  ['papers.sayRestsOn', ['amhp'], NONE, NONE, 'ok', 'ok'],
  ['papers.sayRestsOn', ['another amhp'], NONE, NONE, NONE, NONE],
  ['papers.recordPaper', desk, 'ok', 'ok', 'ok', 'ok'],
  ['papers.recordPaper', ['amhp'], NONE, NONE, 'ok', 'ok'],
  ['papers.recordPaper', ['another amhp'], NONE, NONE, NONE, NONE],
  ['papers.recordRelative', desk, 'ok', 'ok', 'ok', 'ok'],
  ['papers.recordRelative', ['amhp'], NONE, NONE, 'ok', 'ok'],
  ['papers.recordRelative', ['another amhp'], NONE, NONE, NONE, NONE],
  ['papers.recordHospital', desk, 'ok', 'ok', 'ok', 'ok'],
  ['papers.recordHospital', ['amhp'], NONE, NONE, 'ok', 'ok'],
  ['papers.recordHospital', ['another amhp'], NONE, NONE, NONE, NONE],
]

export const allocationStandings = [
  'given',
  'opened',
  'accepted',
  'travelling',
  'arrived',
  'outcome-recorded',
  'finished',
  'home-safe',
  'declined',
  'taken-back',
] as const
export type AllocationStanding = (typeof allocationStandings)[number]

const OVER = 'allocation-ended'
const EARLY = 'step-out-of-order'
const DONE = 'step-already-done'
const LAST = 'step-not-the-last'
const LATE = 'too-late-to-undo'
const notTheirs = (command: string): Line<typeof allocationStandings> => {
  const no = 'allocation-not-found'
  return [command, ['another amhp'], no, no, no, no, no, no, no, no, no, no]
}
const worker: readonly Giver[] = ['amhp']
/** The trainee works beside the AMHP who has the job. */
const together: readonly Giver[] = ['amhp', 'trainee']

/** Commands on an allocation, by how far it has come. */
// One state a column.
export const onAllocation: readonly Line<typeof allocationStandings>[] = [
  //                             given  opened accept travel arrive outcome finish home  declined taken back
  ['allocations.open', worker, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', OVER, OVER, OVER, OVER],
  ['allocations.accept', worker, 'ok', 'ok', DONE, DONE, DONE, DONE, DONE, DONE, OVER, OVER],
  [
    'allocations.decline',
    worker,
    'ok',
    'ok',
    'already-accepted',
    'already-accepted',
    'already-accepted',
    'already-accepted',
    'already-accepted',
    'already-accepted',
    DONE,
    OVER,
  ],
  ['allocations.setOff', worker, EARLY, EARLY, 'ok', DONE, DONE, DONE, DONE, DONE, OVER, OVER],
  ['allocations.arrive', worker, EARLY, EARLY, EARLY, 'ok', DONE, DONE, DONE, DONE, OVER, OVER],
  ['allocations.recordOutcome', worker, EARLY, EARLY, EARLY, EARLY, 'ok', DONE, DONE, DONE, OVER, OVER],
  ['allocations.finish', worker, EARLY, EARLY, EARLY, EARLY, EARLY, 'ok', DONE, DONE, OVER, OVER],
  ['allocations.homeSafe', worker, EARLY, EARLY, EARLY, EARLY, EARLY, EARLY, 'ok', DONE, OVER, OVER],
  ['allocations.undoStep', worker, LAST, LAST, 'ok', LAST, LAST, LAST, OVER, OVER, OVER, OVER],
  [
    'allocations.startWait',
    together,
    'not-yet-accepted',
    'not-yet-accepted',
    'ok',
    'ok',
    'ok',
    'ok',
    OVER,
    OVER,
    OVER,
    OVER,
  ],
  [
    'allocations.endWait',
    together,
    'wait-not-found',
    'wait-not-found',
    'ok',
    'ok',
    'ok',
    'ok',
    'wait-already-ended',
    'wait-already-ended',
    'wait-not-found',
    'wait-not-found',
  ],
  ['allocations.takeBack', desk, 'ok', 'ok', 'ok', 'ok', 'ok', 'ok', OVER, OVER, OVER, OVER],
  ['allocations.undo', desk, 'ok', LATE, LATE, LATE, LATE, LATE, OVER, OVER, OVER, OVER],
  ...[
    'open',
    'accept',
    'decline',
    'setOff',
    'arrive',
    'recordOutcome',
    'finish',
    'homeSafe',
    'undoStep',
    'startWait',
    'endWait',
  ].map((name) => notTheirs(`allocations.${name}`)),
]
