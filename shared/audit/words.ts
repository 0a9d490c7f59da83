import { formatInstant } from '../time/london.ts'
import type { Instant } from '../time/instant.ts'
import { fieldClasses, fieldClassNames, type FieldClass, type ReadKind } from '../kernel/trace.ts'

export type TakenRefusal = { readonly code: 'referral-not-found' }

export const takenWords = (_refusal: TakenRefusal): string =>
  'This referral is not there any more, so it was not printed. Go back to the board and open it again.'

export type SignRefusal =
  | { readonly code: 'line-not-found' }
  | { readonly code: 'own-look' }
  | { readonly code: 'already-signed'; readonly byName: string; readonly at: Instant }

export function signWords(refusal: SignRefusal): string {
  switch (refusal.code) {
    case 'line-not-found':
      return 'There is no such line on the review sheet. Load the sheet again.'
    case 'own-look':
      return 'This line is about what you looked at yourself. Somebody else has to sign it.'
    case 'already-signed':
      return `${refusal.byName} signed this line ${formatInstant(refusal.at)}. Their finding stands; yours was not saved.`
  }
}

/** What a reviewer found. */
export const findings = {
  'in-order': 'Part of their work',
  'spoken-to': 'Spoken to them',
  'passed-on': 'Passed on as a possible breach',
} as const
export type Finding = keyof typeof findings
export const findingCodes = Object.keys(findings) as Finding[]
/** Letters that a reason has at the least: a finding without one helps nobody later. */
export const SHORTEST_REASON = 10

export const kindNames: Record<ReadKind, string> = {
  view: 'Opened',
  list: 'In a list',
  search: 'Searched',
  export: 'Exported',
  audit: 'Looked into the audit',
  refused: 'Refused',
}

/** What took a record out of the hub. */
export const takenTypes = {
  'record-printed': 'Printed it',
  'record-copied': 'Copied it as text',
  'person-exported': 'Exported it for the person',
} as const
export type TakenType = keyof typeof takenTypes

const doorWords: Readonly<Record<string, string>> = {
  'referrals.record': 'the record',
  'referrals.file': 'what lies beside the record',
  'referrals.find': 'a search',
  'referrals.alike': 'who may be the same person',
  'restricted.closedRecord': 'the door of a closed record',
  'restricted.open': 'opening with a reason',
  'restricted.ofReferral': 'who may open it',
  'allocations.board': 'the board',
  'allocations.boardWithoutNames': 'the board without names',
  'allocations.candidates': 'who could go',
  'allocations.ofReferral': 'who has it',
  'allocations.myDuty': 'my duty',
  'papers.ofReferral': 'doctors and papers',
  'papers.detentionRecorded': 'what the record of a detention lacks',
  'papers.incomplete': 'detentions with an incomplete record',
  'handover.now': 'a handover being written',
  'handover.sheet': 'a handover',
  'downtime.downloadPack': 'the copy for when the hub is down',
  'records.printed': 'printing the record',
  'reports.taken': 'taking figures away',
  'audit.whoLooked': 'who looked at a person',
  'audit.activityOf': 'what a colleague looked at',
  'audit.exportPack': 'a breach pack',
  'audit.sheet': 'the review sheet',
  'audit.people': 'the list of colleagues in the audit',
  'privacy.previewExport': 'what would be exported',
  'privacy.exported': 'an export',
  'privacy.findPerson': 'a search for an export',
  'privacy.recordRights': 'corrections and notes',
}

/** What a door is called on the screen. @example doorName('allocations.board') // 'the board' */
export const doorName = (door: string): string =>
  doorWords[door] ?? door.replace(/^.*\./, '').replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)

/** Which parts of a record were shown. @example partsWords(['identity', 'risk']) // 'name, birth, NHS number; risk' */
export const partsWords = (fields: readonly FieldClass[]): string =>
  fieldClasses.every((one) => fields.includes(one)) ? 'all of it' : fields.map((one) => fieldClassNames[one]).join('; ')

/** How often, as people say it. @example times(2) // 'twice' */
export const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)

/**
 * How often somebody looked, and how often their screen asked again without them.
 *
 * @example looksWords(2, 40) // 'twice, and refreshed by itself 40 times'
 */
export function looksWords(looks: number, again: number): string {
  if (again === 0) return times(looks)
  const refreshed = `refreshed by itself ${times(again)}`
  return looks === 0 ? refreshed : `${times(looks)}, and ${refreshed}`
}

/** What was done, as a few words. @example deedName('referral-received') // 'referral received' */
export const deedName = (type: string): string => type.replaceAll('-', ' ')

/** What the verifier found, as a sentence that names the first row that is wrong. */
export const wrongWords = {
  'event-missing': (row: number) => `Event ${row} is missing.`,
  'event-changed': (row: number) => `Event ${row} was changed after it was recorded.`,
  'read-missing': (row: number) => `Read ${row} was sealed and is missing.`,
  'read-changed': (row: number) => `Read ${row} was changed after it was sealed.`,
  'read-slipped-in': (row: number) => `Read ${row} was put in behind the seals.`,
  'seal-missing': (row: number) => `Seal ${row} is missing.`,
  'seal-changed': (row: number) => `Seal ${row} was changed after it was made.`,
} as const
export type Wrong = keyof typeof wrongWords
