import type { DoorName } from '#shared/kernel/matrix.ts'
import { addHours } from '#shared/time/instant.ts'
import type { Sample } from './samples.ts'

/** Samples for the limits of the law, for what is due, and for who is out alone. */
export const clockSamples = {
  'deadlines.alarms': () => ({}),
  'deadlines.mine': () => ({}),
  'deadlines.answer': (of) => ({ alarmId: of.alarm }),
  'deadlines.passOn': (of) => ({ alarmId: of.alarm, seenStep: 0 }),
  'safety.watches': () => ({}),
  'safety.mine': () => ({}),
  'safety.checkIn': (of, now) => ({ allocationId: of.allocation, occurredAt: now, backBy: addHours(now, 1) }),
  'safety.callHelp': (_, now) => ({ how: 'held', occurredAt: now }),
  'safety.sayHome': (_, now) => ({ occurredAt: now }),
  'safety.answer': (of) => ({ watchId: of.watch, what: 'police-rung', backBy: null, helpAt: null }),
  'safety.spokeToColleague': (of, now) => ({ watchId: of.watch, occurredAt: now, backBy: addHours(now, 1) }),
  'safety.handOver': (of) => ({ watchId: of.watch, toName: 'Nia Rees' }),
  'referrals.recordLimit': (of, now) => ({
    referralId: of.referral,
    seenVersion: 1,
    kind: 's11-5',
    startedAt: addHours(now, -30),
    secondAt: null,
    personId: of.person,
    startSource: 'Ewa rang',
    correctionReason: '',
  }),
  'referrals.renewLimit': (of) => ({
    referralId: of.referral,
    limitId: of.limit,
    seenVersion: 1,
    reportedOn: '2026-11-10',
    by: 'responsible-clinician',
    source: 'Dr Hale',
  }),
  'referrals.holdLimit': (of, now) => ({
    referralId: of.referral,
    limitId: of.limit,
    seenVersion: 1,
    madeAt: addHours(now, -1),
    disposedAt: null,
    orderMade: false,
    source: 'The court',
  }),
  'referrals.endLimit': (of, now) => ({
    referralId: of.referral,
    limitId: of.limit,
    seenVersion: 1,
    endedAt: now,
    how: 'discharged',
    why: 'Went home',
  }),
} as const satisfies Partial<Record<DoorName, Sample>>
