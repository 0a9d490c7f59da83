import type { DoorName } from '#shared/kernel/matrix.ts'
import { boardSamples } from './boardSamples.ts'
import { noticeSamples } from './noticeSamples.ts'
import { rotaSamples } from './rotaSamples.ts'
import { clockSamples } from './clockSamples.ts'
import { addHours, type Instant } from '#shared/time/instant.ts'
import { referralSamples } from './referralSamples.ts'
import { registerSamples } from './registerSamples.ts'
import type { Things } from './things.ts'
import { toilSamples } from './toilSamples.ts'

/** An input that nothing is wrong with, about these things. */
export type Sample = (of: Things, now: Instant) => Readonly<Record<string, unknown>>

let count = 0
/** A different line each time, for names of which there may be only one. */
const fresh = (what: string): string => `${what} ${(count += 1)}`

const template = { startsAt: '15:00', endsAt: '23:00', role: 'duty', breakMinutes: 30 }
const step = (of: Things, now: Instant) => ({ allocationId: of.allocation, seenVersion: 1, occurredAt: now })
const restriction = (of: Things) => ({
  kind: 'deny',
  reason: 'colleague',
  why: 'Works in the same building',
  guardianId: of.person,
  personIds: [of.bystander],
})
const lastDay = (now: Instant) => ({ from: addHours(now, -24), to: addHours(now, 1) })
const nothing: Sample = () => ({})

/** Queries that are asked by POST, because what they ask with does not belong in an address. */
export const askedByPost: ReadonlySet<DoorName> = new Set([
  'referrals.find',
  'referrals.alike',
  'identity.previewLeavers',
  'privacy.findPerson',
  'privacy.previewExport',
  'rota.previewImport',
])

/**
 * A sample for every door: a door that is missing here does not compile. Write each input whole, with every id that it can carry, so
 * that the walk can put another service's thing in the place of each.
 */
export const samples: Readonly<Record<DoorName, Sample>> = {
  ...clockSamples,
  ...noticeSamples,

  'identity.mySessions': nothing,
  'identity.missed': () => ({ epoch: crypto.randomUUID(), since: '0' }),
  'identity.sessionsOf': (of) => ({ personId: of.person }),
  'identity.endSession': (of) => ({ sessionId: of.session }),
  'identity.endOtherSessions': nothing,
  'identity.endSessionsOf': (of) => ({ personId: of.person, sessionId: of.session }),

  'identity.directory': nothing,
  'identity.makeScimToken': () => ({ label: 'Directory', scopes: ['read'], days: 30 }),
  'identity.revokeScimToken': (of) => ({ tokenId: of.token }),
  'identity.unlinkPerson': (of) => ({ personId: of.person, providerId: 'council' }),
  'identity.previewLeavers': (of) => ({ list: `email\n${of.email}` }),
  'identity.endLeavers': (of) => ({ list: `email\n${of.email}`, expected: 1 }),

  'identity.accounts': nothing,
  'identity.addColleague': (of) => ({
    name: fresh('Pat Lowe'),
    phone: '',
    email: of.email,
    roles: ['manager'],
    byHand: true,
  }),
  'identity.invite': (of) => ({ personId: of.person, email: of.email, byHand: true }),
  'identity.resetPassword': (of) => ({ personId: of.person, factorsToo: false, byHand: true }),
  'identity.stopAccess': (of) => ({ personId: of.person }),
  'identity.allowAccess': (of) => ({ personId: of.person }),
  'identity.unlock': (of) => ({ personId: of.person }),

  'identity.sessionLimits': nothing,
  'identity.setSessionLimits': () => ({
    seenVersion: 0,
    desk: { idleMinutes: 20, absoluteMinutes: 600 },
    field: { idleMinutes: 60, absoluteMinutes: 600 },
    atOnce: 5,
  }),
  'identity.unsent': nothing,
  'identity.keepUnsent': () => ({ keep: {}, drop: [] }),

  'roles.people': nothing,
  'roles.set': (of) => ({ personId: of.person, seenVersion: 1, roles: ['trainee'], supervisedBy: of.bystander }),

  ...registerSamples,

  'rota.week': () => ({ monday: '2026-11-09' }),
  'rota.mine': () => ({ from: '2026-11-09' }),
  'rota.onNow': nothing,
  'rota.addShiftTemplate': (of) => ({ name: fresh('Late'), ...template, placeId: of.place }),
  'rota.changeShiftTemplate': (of) => ({
    templateId: of.template,
    seenVersion: 1,
    name: fresh('Late'),
    ...template,
    placeId: of.place,
    retired: false,
  }),
  'rota.addShift': (of) => ({
    personId: of.person,
    day: '2026-12-20',
    times: { templateId: of.template },
    leaveSeen: [],
    overLeaveWhy: '',
  }),
  'rota.changeShift': (of) => ({
    shiftId: of.shift,
    seenVersion: 1,
    personId: of.person,
    day: '2026-12-22',
    times: { templateId: of.template },
    leaveSeen: [],
    overLeaveWhy: '',
  }),
  'rota.cancelShift': (of) => ({ shiftId: of.shift, seenVersion: 1, why: 'Not needed' }),
  ...rotaSamples,

  ...referralSamples,

  'partners.list': nothing,
  'partners.lately': (of) => ({ partnerId: of.partner }),
  'partners.add': () => ({ name: fresh('Police'), source: 'POLICE_136', phone: '01632 960 700' }),
  'partners.makeKey': (of) => ({ partnerId: of.partner, label: 'Control room', scopes: ['refer'], days: 90 }),
  'partners.revokeKey': (of) => ({ keyId: of.partnerKey, why: 'Laptop lost' }),

  'restricted.closedRecord': (of) => ({ number: of.workedNumber }),
  'restricted.closedReferrals': () => ({ show: 'all' }),
  'restricted.ofReferral': (of) => ({ referralId: of.referral }),
  'restricted.myOpenings': nothing,
  'restricted.openings': nothing,
  'restricted.notices': nothing,
  'restricted.restrict': (of) => ({ referralId: of.referral, ...restriction(of) }),
  'restricted.change': (of) => ({ restrictionId: of.restriction, seenVersion: 1, ...restriction(of) }),
  'restricted.lift': (of) => ({ restrictionId: of.restriction, seenVersion: 1, why: 'She has left the team' }),
  'restricted.open': (of) => ({
    number: Number(of.workedNumber),
    reason: 'risk-now',
    why: 'Their sister rang about tonight',
  }),
  'restricted.close': (of) => ({ openingId: of.opening }),
  'restricted.review': (of) => ({ openingId: of.opening, result: 'right', note: '' }),
  'restricted.seeNotice': (of) => ({ noticeId: of.notice }),

  'allocations.boardWithoutNames': nothing,
  'allocations.board': nothing,
  'allocations.candidates': (of) => ({ referralId: of.referral }),
  'allocations.ofReferral': (of) => ({ referralId: of.allocatedReferral }),
  'allocations.myDuty': nothing,
  'allocations.allocate': (of) => ({
    referralId: of.referral,
    personId: of.person,
    seenVersion: 1,
    reason: 'Knows the person',
  }),
  'allocations.takeBack': (of) => ({ allocationId: of.allocation, seenVersion: 1, why: 'Ill', knowsInterviewed: true }),
  'allocations.undo': (of) => ({ allocationId: of.allocation }),
  'allocations.open': (of) => ({ allocationId: of.allocation }),
  'allocations.accept': step,
  'allocations.decline': (of, now) => ({ ...step(of, now), why: 'Knows the family' }),
  'allocations.setOff': step,
  'allocations.arrive': step,
  'allocations.startWait': (of, now) => ({ allocationId: of.allocation, kind: 'doctor', startedAt: now, note: '' }),
  'allocations.endWait': (of, now) => ({ allocationId: of.allocation, waitId: of.wait, endedAt: now }),
  'allocations.recordOutcome': (of, now) => ({
    ...step(of, now),
    outcome: 'DETAINED_S2',
    subReason: null,
    reasons: 'Seen with Dr Hale',
  }),
  'allocations.finish': step,
  'allocations.homeSafe': step,

  ...boardSamples,

  ...toilSamples,
  'privacy.ownData': nothing,
  'privacy.rules': nothing,
  'privacy.findPerson': () => ({ text: 'Lindqvist Marta', bornOn: '1980-01-01' }),
  'privacy.previewExport': (of) => ({ referralIds: [of.referral] }),
  'privacy.exportPerson': (of) => ({ referralIds: [of.referral], seq: 2_000_000, withheld: [], readThrough: true }),
  'privacy.exported': (of) => ({ exportId: of.export }),
  'privacy.recordRights': (of) => ({ referralId: of.referral }),
  'privacy.correctRecord': (of) => ({
    referralId: of.referral,
    seenVersion: 1,
    about: 'lastName',
    was: 'Lindqvist',
    is: fresh('Lindquist'),
    askedBy: 'The person',
    evidence: '',
  }),
  'privacy.markRecord': (of) => ({
    referralId: of.allocatedReferral,
    note: 'Asked on the telephone',
    askedBy: '',
    onDay: null,
    kind: 'objection',
  }),
  'privacy.endMark': (of) => ({ markId: of.mark, why: 'Taken back' }),
  'privacy.reviewList': nothing,
  'privacy.holdRecord': (of) => ({ number: Number(of.workedNumber), note: 'Inquest', askedBy: '', onDay: null }),
  'privacy.liftHold': (of) => ({ markId: of.hold, why: 'The inquest is over' }),
  'privacy.proposeRelease': (of) => ({ referralId: of.referral, why: 'Time is over' }),
  'privacy.withdrawRelease': (of) => ({ releaseId: of.release, why: 'A relative rang' }),
  'privacy.releaseRecord': (of) => ({ releaseId: of.release }),
  'privacy.setRetentionRule': () => ({
    recordClass: 'referral',
    effectiveFrom: '2027-01-01',
    keepFor: 8,
    unit: 'years',
    yearsAfterDeath: null,
    untilAge: null,
    authority: 'Records policy',
    verified: true,
  }),
  'privacy.nameOfficer': () => ({ office: 'caldicott', name: 'Dr Hale', contact: '01632 960 003', seenVersion: 0 }),

  'records.printed': (of) => ({ referralId: of.allocatedReferral, how: 'print' }),
  'reports.taken': () => ({ how: 'print' }),
  'audit.sheet': nothing,
  'audit.signLook': (of) => ({ lineId: of.line, finding: 'in-order', reason: 'Was on the desk that evening' }),
  'audit.whoLooked': (of, now) => ({ number: of.workedNumber, ...lastDay(now) }),
  'audit.activityOf': (of, now) => ({ personId: of.person, ...lastDay(now) }),
  'audit.people': nothing,
  'audit.exportPack': (of, now) => ({ by: 'person', value: of.person, ...lastDay(now) }),
  'audit.seals': nothing,
  'audit.verify': () => ({ eventsAfter: '0', sealsAfter: '0' }),

  'reports.of': () => ({ report: 'equality', from: '2026-10-01', to: '2026-11-12', view: 'work' }),
  'reports.behind': () => ({
    report: 'referrals',
    from: '2026-10-01',
    to: '2026-11-12',
    table: 'funnel',
    row: '0',
    column: '0',
  }),
  'reports.packs': nothing,
  'reports.pack': (of) => ({ packId: of.pack }),
  'reports.recordWorkforce': () => ({ day: '2026-10-31', counts: { women: 12 } }),
  'reports.workforceCounted': () => ({ day: '2026-10-31' }),
  'reports.makePack': () => ({ from: '2026-08-17', to: '2026-11-08', asks: ['note the figures'] }),
  'reports.lateWorking': () => ({ to: '2026-11-12', weeks: '12' }),
}
