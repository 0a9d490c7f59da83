import type { Share } from './kernel/edge/limits.ts'

/**
 * What must always go through: a referral that comes in, giving it to somebody and taking it back, each step of the AMHP on the way and
 * coming home, and what these need to be seen. They may use the reserve that everything else leaves.
 */
export const emergencyDoors: ReadonlySet<string> = new Set([
  'referrals.receive',
  'referrals.keepDraft',
  'referrals.triage',
  'referrals.undoTriage',
  'referrals.recordPower',
  'referrals.extendPower',
  'referrals.endPower',
  'referrals.correctPower',
  'referrals.arrange',
  'deadlines.answer',
  'deadlines.passOn',
  'referrals.addCall',
  'allocations.allocate',
  'allocations.takeBack',
  'allocations.undo',
  'allocations.open',
  'allocations.accept',
  'allocations.decline',
  'allocations.setOff',
  'allocations.arrive',
  'allocations.startWait',
  'allocations.endWait',
  'allocations.recordOutcome',
  'allocations.finish',
  'allocations.homeSafe',
  'safety.sayHome',
  'safety.callHelp',
  'safety.checkIn',
  'safety.spokeToColleague',
  'safety.answer',
])

const searchDoors: ReadonlySet<string> = new Set(['referrals.find', 'referrals.alike', 'privacy.findPerson'])

/** Queries that open one person's record, with the field that says which. */
export const recordDoors: Readonly<Record<string, string>> = { 'referrals.record': 'number' }

/** Every door that stands in a list above, so that a test can see that none of them is misspelt. */
export const namedDoors = [...emergencyDoors, ...searchDoors, ...Object.keys(recordDoors)]

/** @example shareOf('allocations.allocate') // 'emergency' */
export function shareOf(door: string): Share {
  if (emergencyDoors.has(door)) return 'emergency'
  if (searchDoors.has(door)) return 'search'
  // What carries many records away at once is counted strictly, whoever made it and whether or not they thought of this list.
  return /export|download/i.test(door) ? 'export' : 'ordinary'
}
