import type { Permission } from './permission.ts'
import { referralRows } from './referralRows.ts'
import { rotaRows } from './rotaRows.ts'
import { toilRows } from './toilRows.ts'

/**
 * One way in: what it is, which permission it asks for, what kind of thing the ids in its input name, and whose things of that kind
 * the permission reaches: all of the service's, only one's own (for a trainee: the supervising AMHP's), only other people's, what
 * one sees whole (`sight`: everything for whoever reads records, else one's own), or what one does not (`closed`).
 */
export interface DoorRow {
  readonly is: 'command' | 'query'
  readonly needs: Permission
  readonly names: Named
  readonly reach: 'service' | 'own' | 'others' | 'sight' | 'closed'
}

/** What the first id (or number) in a door's input names. */
export type Named =
  | 'nothing'
  | 'referral'
  | 'draft'
  | 'allocation'
  | 'person'
  | 'shift'
  | 'template'
  | 'draftShift'
  | 'rotaNotice'
  | 'offer'
  | 'leave'
  | 'callIn'
  | 'optOut'
  | 'otherJob'
  | 'training'
  | 'council'
  | 'employer'
  | 'team'
  | 'place'
  | 'conflict'
  | 'pattern'
  | 'patternPlace'
  | 'exception'
  | 'sharedDuty'
  | 'need'
  | 'feed'
  | 'import'
  | 'claim'
  | 'restriction'
  | 'opening'
  | 'line'
  | 'session'
  | 'notice'
  | 'mark'
  | 'hold'
  | 'release'
  | 'export'
  | 'alarm'
  | 'watch'
  | 'view'
  | 'handover'
  | 'beside a record'
  | 'entry'
  | 'closing'
  | 'agreement'
  | 'pack'
  | 'display'
  | 'planJob'
  | 'outgoing'
  | 'pushDevice'

type Row = readonly [is: DoorRow['is'], needs: Permission, names: Named, reach?: DoorRow['reach']]

/**
 * Every command and query with its permission. A door whose name is not here, or that asks for another permission, does not
 * compile (`NeedsOf` in `handle` and `answer`); a row without a door fails the tests.
 *
 * How a test walks it: for each role, each name of `doorNames` and each of `whose`, `expectedOf(role, name, whose)` says what must
 * come back. `doorOf(name).names` says which thing to put into the input: one's own, a colleague's, another service's, or an id
 * that never was. `unknown` means: exactly as for an id that never was, in status and in words.
 */
const rows = {
  'identity.mySessions': ['query', 'keep own account', 'nothing'],
  'identity.missed': ['query', 'keep own account', 'nothing'],
  'identity.sessionsOf': ['query', 'manage accounts', 'person'],
  'identity.endSession': ['command', 'keep own account', 'session', 'own'],
  'identity.endOtherSessions': ['command', 'keep own account', 'nothing'],
  'identity.endSessionsOf': ['command', 'manage accounts', 'person'],
  'identity.directory': ['query', 'manage accounts', 'nothing'],
  'identity.previewLeavers': ['query', 'manage accounts', 'nothing'],
  'identity.makeScimToken': ['command', 'manage accounts', 'nothing'],
  // Its id is a key's, which none of the kinds below is: keys of another service are refused as unknown.
  'identity.revokeScimToken': ['command', 'manage accounts', 'nothing'],
  'identity.unlinkPerson': ['command', 'manage accounts', 'person'],
  'identity.endLeavers': ['command', 'manage accounts', 'nothing'],
  'identity.accounts': ['query', 'manage accounts', 'nothing'],
  'identity.addColleague': ['command', 'manage accounts', 'nothing'],
  'identity.invite': ['command', 'manage accounts', 'person'],
  'identity.resetPassword': ['command', 'manage accounts', 'person', 'others'],
  'identity.stopAccess': ['command', 'manage accounts', 'person', 'others'],
  'identity.allowAccess': ['command', 'manage accounts', 'person', 'others'],
  'identity.unlock': ['command', 'manage accounts', 'person', 'others'],
  'identity.unsent': ['query', 'keep own account', 'nothing'],
  'identity.keepUnsent': ['command', 'keep own account', 'nothing'],
  'identity.sessionLimits': ['query', 'manage accounts', 'nothing'],
  'identity.setSessionLimits': ['command', 'manage accounts', 'nothing'],

  'roles.people': ['query', 'set roles', 'nothing'],
  'roles.set': ['command', 'set roles', 'person', 'others'],

  'register.amhps': ['query', 'see the register', 'nothing'],
  'register.addAmhp': ['command', 'keep the register', 'nothing'],
  'register.changeAmhp': ['command', 'keep the register', 'person'],
  'register.suspendAmhp': ['command', 'keep the register', 'person'],
  'register.training': ['query', 'keep the register', 'nothing'],
  'register.besideApproval': ['query', 'keep the register', 'person'],
  'register.mine': ['query', 'manage own shifts', 'nothing'],
  'register.keepTraining': ['command', 'keep the register', 'person'],
  'register.keepOwnTraining': ['command', 'manage own shifts', 'training', 'own'],
  'register.keepConflict': ['command', 'keep the register', 'person'],
  'register.keepOwnConflict': ['command', 'manage own shifts', 'conflict', 'own'],
  'register.setUp': ['query', 'set up the service', 'nothing'],
  'register.setDetails': ['command', 'set up the service', 'nothing'],
  'register.keepCouncil': ['command', 'set up the service', 'council'],
  'register.keepEmployer': ['command', 'set up the service', 'employer'],
  'register.keepTeam': ['command', 'set up the service', 'team'],
  'register.keepPlace': ['command', 'set up the service', 'place'],

  ...rotaRows,

  ...referralRows,

  'partners.list': ['query', 'manage accounts', 'nothing'],
  'partners.lately': ['query', 'manage accounts', 'nothing'],
  'partners.add': ['command', 'manage accounts', 'nothing'],
  'partners.makeKey': ['command', 'manage accounts', 'nothing'],
  'partners.revokeKey': ['command', 'manage accounts', 'nothing'],

  'restricted.closedRecord': ['query', 'open with a reason', 'referral', 'closed'],
  'restricted.closedReferrals': ['query', 'open with a reason', 'nothing'],
  'restricted.ofReferral': ['query', 'restrict records', 'referral'],
  'restricted.myOpenings': ['query', 'open with a reason', 'nothing'],
  'restricted.openings': ['query', 'review openings', 'nothing'],
  'restricted.notices': ['query', 'see who is on', 'nothing'],
  'restricted.restrict': ['command', 'restrict records', 'referral'],
  'restricted.change': ['command', 'restrict records', 'restriction'],
  'restricted.lift': ['command', 'restrict records', 'restriction'],
  'restricted.open': ['command', 'open with a reason', 'referral', 'closed'],
  'restricted.close': ['command', 'open with a reason', 'opening', 'own'],
  'restricted.review': ['command', 'review openings', 'opening', 'others'],
  'restricted.seeNotice': ['command', 'see who is on', 'notice', 'own'],

  'allocations.boardWithoutNames': ['query', 'see the board without names', 'nothing'],
  'allocations.board': ['query', 'see the board', 'nothing'],
  'allocations.candidates': ['query', 'allocate', 'referral'],
  'allocations.ofReferral': ['query', 'read a record', 'referral', 'sight'],
  'allocations.myDuty': ['query', 'see own work', 'nothing'],
  'allocations.nextBest': ['query', 'allocate', 'nothing'],
  'allocations.choosing': ['query', 'weigh choices', 'nothing'],
  'allocations.boardLanes': ['query', 'set up the service', 'nothing'],
  'allocations.setBoardLanes': ['command', 'set up the service', 'nothing'],
  'allocations.previewChoosing': ['query', 'weigh choices', 'nothing'],
  'allocations.setChoosing': ['command', 'weigh choices', 'nothing'],
  'allocations.allocate': ['command', 'allocate', 'referral'],
  'allocations.takeBack': ['command', 'allocate', 'allocation'],
  'allocations.undo': ['command', 'allocate', 'allocation'],
  'allocations.open': ['command', 'work allocations', 'allocation', 'own'],
  'allocations.accept': ['command', 'work allocations', 'allocation', 'own'],
  'allocations.decline': ['command', 'work allocations', 'allocation', 'own'],
  'allocations.setOff': ['command', 'work allocations', 'allocation', 'own'],
  'allocations.arrive': ['command', 'work allocations', 'allocation', 'own'],
  'allocations.undoStep': ['command', 'work allocations', 'allocation', 'own'],
  'allocations.startWait': ['command', 'help with allocations', 'allocation', 'own'],
  'allocations.endWait': ['command', 'help with allocations', 'allocation', 'own'],
  'allocations.recordOutcome': ['command', 'work allocations', 'allocation', 'own'],
  'allocations.finish': ['command', 'work allocations', 'allocation', 'own'],
  'allocations.homeSafe': ['command', 'work allocations', 'allocation', 'own'],

  'wall.displays': ['query', 'keep wall displays', 'nothing'],
  'wall.makeDisplay': ['command', 'keep wall displays', 'nothing'],
  'wall.endDisplay': ['command', 'keep wall displays', 'display'],
  'downtime.downloadPack': ['query', 'see the board', 'nothing'],
  'handover.now': ['query', 'hand over', 'nothing'],
  'handover.lines': ['query', 'hand over', 'nothing'],
  'handover.sheet': ['query', 'hand over', 'handover'],
  'handover.offer': ['command', 'hand over', 'referral'],
  'handover.answer': ['command', 'hand over', 'handover', 'others'],
  'handover.withdraw': ['command', 'hand over', 'handover', 'own'],
  'handover.printed': ['command', 'hand over', 'handover'],
  'desk.views': ['query', 'see the board', 'nothing'],
  'desk.saveView': ['command', 'see the board', 'nothing'],
  'desk.removeView': ['command', 'see the board', 'view', 'own'],
  'desk.ownKeys': ['query', 'keep own account', 'nothing'],
  'desk.setOwnKeys': ['command', 'keep own account', 'nothing'],

  'deadlines.alarms': ['query', 'answer alarms', 'nothing'],
  'deadlines.mine': ['query', 'see own work', 'nothing'],
  'deadlines.answer': ['command', 'answer alarms', 'alarm'],
  'deadlines.passOn': ['command', 'answer alarms', 'alarm'],

  'safety.watches': ['query', 'answer alarms', 'nothing'],
  'safety.mine': ['query', 'see own work', 'nothing'],
  'safety.checkIn': ['command', 'help with allocations', 'allocation', 'own'],
  'safety.callHelp': ['command', 'see own work', 'nothing'],
  'safety.sayHome': ['command', 'help with allocations', 'nothing'],
  'safety.answer': ['command', 'answer alarms', 'watch', 'others'],
  // Of any colleague: whoever was not told of them is refused by how things stand.
  'safety.spokeToColleague': ['command', 'work allocations', 'watch'],
  'safety.handOver': ['command', 'answer alarms', 'watch', 'others'],

  'notices.mine': ['query', 'keep own account', 'nothing'],
  'notices.keepChoices': ['command', 'keep own account', 'nothing'],
  'notices.snooze': ['command', 'keep own account', 'nothing'],
  'notices.addDevice': ['command', 'keep own account', 'nothing'],
  'notices.removeDevice': ['command', 'keep own account', 'pushDevice', 'own'],
  'notices.sendTest': ['command', 'keep own account', 'nothing'],
  'notices.notReached': ['query', 'answer alarms', 'nothing'],
  'notices.sayRung': ['command', 'answer alarms', 'outgoing'],
  'notices.health': ['query', 'manage accounts', 'nothing'],

  ...toilRows,

  'reports.lateWorking': ['query', 'see reports', 'nothing'],
  'reports.of': ['query', 'see reports', 'nothing'],
  'reports.behind': ['query', 'see reports', 'nothing'],
  'reports.packs': ['query', 'see reports', 'nothing'],
  'reports.pack': ['query', 'see reports', 'pack'],
  'reports.recordWorkforce': ['command', 'see reports', 'nothing'],
  'reports.workforceCounted': ['query', 'see reports', 'nothing'],
  'reports.makePack': ['command', 'see reports', 'nothing'],

  'privacy.ownData': ['query', 'keep own account', 'nothing'],
  'privacy.rules': ['query', 'keep own account', 'nothing'],
  'privacy.findPerson': ['query', 'export a person', 'nothing'],
  'privacy.previewExport': ['query', 'export a person', 'referral'],
  'privacy.exportPerson': ['command', 'export a person', 'referral'],
  'privacy.exported': ['query', 'export a person', 'export', 'own'],
  'privacy.recordRights': ['query', 'read records', 'referral'],
  'privacy.correctRecord': ['command', 'correct records', 'referral'],
  'privacy.markRecord': ['command', 'correct records', 'referral'],
  'privacy.endMark': ['command', 'correct records', 'mark'],
  'privacy.reviewList': ['query', 'release records', 'nothing'],
  'privacy.holdRecord': ['command', 'release records', 'referral'],
  'privacy.liftHold': ['command', 'release records', 'hold'],
  'privacy.proposeRelease': ['command', 'release records', 'referral'],
  'privacy.withdrawRelease': ['command', 'release records', 'release'],
  'privacy.releaseRecord': ['command', 'release records', 'release', 'others'],
  'privacy.setRetentionRule': ['command', 'keep retention rules', 'nothing'],
  'privacy.nameOfficer': ['command', 'keep retention rules', 'nothing'],
  'records.printed': ['command', 'read a record', 'referral', 'sight'],
  'reports.taken': ['command', 'see reports', 'nothing'],
  'audit.sheet': ['query', 'review access', 'nothing'],
  'audit.signLook': ['command', 'review access', 'line', 'others'],
  'audit.whoLooked': ['query', 'see who looked', 'referral'],
  'audit.activityOf': ['query', 'see who looked', 'person'],
  'audit.people': ['query', 'see who looked', 'nothing'],
  'audit.exportPack': ['query', 'see who looked', 'nothing'],
  'audit.verify': ['query', 'verify the audit', 'nothing'],
  'audit.seals': ['query', 'verify the audit', 'nothing'],
} as const satisfies Readonly<Record<string, Row>>

type Rows = typeof rows
export type DoorName = keyof Rows
export const doorNames = Object.keys(rows) as DoorName[]

/** The permission that a door of this name must ask for. A name without a row gives `never`, so such a door does not compile. */
export type NeedsOf<Name extends string> = Name extends DoorName ? Rows[Name][1] : never

/** @example doorOf('referrals.triage') // { is: 'command', needs: 'triage', names: 'referral', reach: 'service' } */
export function doorOf(name: DoorName): DoorRow {
  const [is, needs, names, reach = 'service']: Row = rows[name]
  return { is, needs, names, reach }
}
