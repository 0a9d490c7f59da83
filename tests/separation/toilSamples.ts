import { addHours, type Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import type { Things } from './things.ts'

let years = 0

/** Inputs of the doors about TOIL that nothing is wrong with. */
export const toilSamples = {
  'toil.mine': () => ({}),
  'toil.of': (of) => ({ personId: of.person }),
  'toil.claimsToDecide': () => ({}),
  'toil.policies': () => ({}),
  'toil.submit': (of) => ({ claimId: of.claim, seenVersion: 1, primaryCause: 'BED', note: '' }),
  'toil.approve': (of) => ({ claims: [{ claimId: of.claim, seenVersion: 1 }] }),
  'toil.refuse': (of) => ({ claimId: of.claim, seenVersion: 1, why: 'Not agreed beforehand' }),
  'toil.runningOut': () => ({}),
  'toil.claimsDecided': () => ({}),
  'toil.undo': (of) => ({ claims: [{ claimId: of.claim, seenVersion: 1 }] }),
  'toil.ask': (of) => ({ claimId: of.claim, seenVersion: 1, question: 'What held it up?' }),
  'toil.sayBreak': (of) => ({ claimId: of.claim, seenVersion: 1, breakTaken: true }),
  'toil.submitFor': (of) => ({ claimId: of.claim, seenVersion: 1, why: 'Off sick' }),
  'toil.claimAgain': (of) => ({ claimId: of.claim, seenVersion: 1, why: 'The ward kept no log' }),
  'toil.correctFinish': (of, now) => ({ claimId: of.claim, seenVersion: 1, finishedAt: now, why: 'Wrong hour' }),
  'toil.correctFinishOf': (of, now) => ({ claimId: of.claim, seenVersion: 1, finishedAt: now, why: 'Wrong hour' }),
  'toil.correctFinishOfJob': (of, now) => ({
    allocationId: of.allocation,
    seenVersion: 1,
    finishedAt: now,
    why: 'Wrong hour',
  }),
  'toil.jobsWithoutClaim': () => ({}),
  'toil.answer': (of) => ({ claimId: of.claim, seenVersion: 1, answer: 'The second doctor' }),
  'toil.agree': (of, now) => ({ personId: of.person, day: londonDayOf(now), upToMinutes: 60, why: 'Court at nine' }),
  'toil.withdrawAgreement': (of) => ({ agreementId: of.agreement, why: 'The court moved the day' }),
  'toil.book': (of, now) => ({ personId: of.person, day: londonDayOf(addHours(now, 72)), minutes: 60, note: '' }),
  'toil.adjust': (of) => ({ personId: of.person, day: '2026-11-10', minutes: 60, why: 'Training weekend' }),
  'toil.bringForward': (of) => ({ personId: of.person, day: '2026-11-10', minutes: 60, why: 'From the old list' }),
  'toil.payOut': (of) => ({ personId: of.person, day: '2026-11-10', minutes: 30, why: 'With the salary' }),
  'toil.reverse': (of) => ({ entryId: of.entry, why: 'Typed twice' }),
  'toil.decideExpiry': (of) => ({
    entryId: of.entry,
    decision: 'extend',
    until: '2027-11-10',
    why: 'Could not be taken',
  }),
  'toil.setPolicy': (of) => ({
    employerId: of.employer,
    effectiveFrom: `${2030 + ((years += 1) % 150)}-04-01`,
    appliesTo: 'everybody',
    policy: {},
  }),
  'toil.withoutPolicy': () => ({}),
  'toil.payroll': () => ({}),
  'toil.closePayroll': () => ({ upTo: '2001-01-01' }),
  'toil.reopenPayroll': (of) => ({ closingId: of.closing, why: 'A claim was left out' }),
  'toil.recordTaken': (of) => ({ personId: of.person, day: '2026-11-10', minutes: 60, note: '' }),
} satisfies Readonly<Record<string, (of: Things, now: Instant) => Readonly<Record<string, unknown>>>>
