import type { CountingMode } from '#shared/time/counting.ts'
import type { Instant } from '#shared/time/instant.ts'
import { londonDay } from '#shared/time/london.ts'
import { minutes, type Minutes } from '#shared/time/minutes.ts'
import { ruleAt, type RuleOfLaw } from './law/rule.ts'

/** The powers whose clock starts on an arrival, a record or an admission, and runs out by the hour. */
export const powerKinds = ['s136', 's136-kept', 's135', 's135-kept', 's5-4', 's5-2', 's4', 'cto-recall'] as const
export type PowerKind = (typeof powerKinds)[number]

/** What each power is called, in full and in dense rows. */
export const powerNames: Record<PowerKind, { readonly full: string; readonly short: string }> = {
  s136: { full: 'Section 136', short: 's136' },
  's136-kept': { full: 'Section 136, kept at a place of safety', short: 's136 kept' },
  s135: { full: 'Section 135', short: 's135' },
  's135-kept': { full: 'Section 135, kept at the premises', short: 's135 kept' },
  's5-4': { full: 'Section 5(4), nurse’s holding power', short: 's5(4)' },
  's5-2': { full: 'Section 5(2), doctor’s holding power', short: 's5(2)' },
  s4: { full: 'Section 4, emergency admission', short: 's4' },
  'cto-recall': { full: 'Recall from a community treatment order', short: 'CTO recall' },
}

/** Who is said to have authorised an extension. The law knows one answer; the others are offered so that a "no" can say why. */
export const extensionAuthorities = {
  'registered-medical-practitioner': 'The doctor responsible for the examination',
  'another-doctor': 'Another doctor',
  amhp: 'An AMHP',
  nurse: 'A nurse',
  police: 'A police officer',
} as const
export type ExtensionAuthority = keyof typeof extensionAuthorities

/** Why an extension is wanted. Only the first is one that the law accepts (MHA 1983 s.136B(2)). */
export const extensionReasons = {
  'condition-of-person': 'The person’s condition: it is not practicable to carry out or finish the assessment',
  'no-bed': 'No bed',
  'no-amhp': 'No AMHP',
  'no-doctor': 'No doctor',
  'no-transport': 'No ambulance or police',
  other: 'Something else',
} as const
export type ExtensionReason = keyof typeof extensionReasons

export interface ExtensionRule {
  readonly provision: string
  readonly citation: string
  readonly maxMinutes: Minutes
  readonly authorities: readonly ExtensionAuthority[]
  readonly validReasons: readonly ExtensionReason[]
  /** By when it must have been authorised. */
  readonly mustBeBefore: 'end-of-first-period'
}

/** The rule of law about one power: it always runs by a number, and warns at least once. */
export interface ClockRule extends RuleOfLaw<PowerKind> {
  readonly mode: CountingMode
  readonly extension: ExtensionRule | null
  readonly warnAt: readonly [Minutes, ...Minutes[]]
}

const ACT = 'https://www.legislation.gov.uk/ukpga/1983/20/section'
const hours = (count: number): Minutes => minutes(count * 60)

/** Policing and Crime Act 2017 s.82, in force with the 24-hour limit. */
const POLICING_AND_CRIME_ACT = londonDay('2017-12-11')
/** Commencement of the Mental Health Act 1983. */
const ACT_OF_1983 = londonDay('1983-09-30')
/** Commencement of the Mental Health Act 2007's community treatment orders. */
const ACT_OF_2007 = londonDay('2008-11-03')

const section136B: ExtensionRule = {
  provision: 'Mental Health Act 1983, section 136B',
  citation: `${ACT}/136B`,
  maxMinutes: hours(12),
  authorities: ['registered-medical-practitioner'],
  validReasons: ['condition-of-person'],
  mustBeBefore: 'end-of-first-period',
}

const placeOfSafety = {
  mode: 'elapsed-hours',
  quantity: 24,
  extension: section136B,
  authority: 'statute',
  verified: true,
  effectiveFrom: POLICING_AND_CRIME_ACT,
  effectiveTo: null,
  transition: 'began-before-keeps-its-rule',
  warnAt: [hours(4), hours(2), hours(1)],
  owner: 'hub',
  jurisdiction: 'E',
} as const

const hospital = {
  mode: 'elapsed-hours',
  extension: null,
  authority: 'statute',
  effectiveTo: null,
  transition: 'began-before-keeps-its-rule',
  jurisdiction: 'E',
} as const

/** The powers of the law as they stand; what else the law counts is in `law/limitRules.ts`. */
export const clockRules: readonly ClockRule[] = [
  {
    ...placeOfSafety,
    id: 's136-2017',
    kind: 's136',
    provision: 'Mental Health Act 1983, section 136(2A)(a)(i)',
    citation: `${ACT}/136`,
    trigger: 'arrival at the first place of safety',
    note:
      'An emergency department used as a place of safety starts it. A transfer to another place of safety does not start it again. ' +
      'At a police station an extension also needs a superintendent’s approval, section 136B(3).',
  },
  {
    ...placeOfSafety,
    id: 's136-kept-2017',
    kind: 's136-kept',
    provision: 'Mental Health Act 1983, section 136(2A)(a)(ii)',
    citation: `${ACT}/136`,
    trigger: 'the constable’s decision to keep the person at a place of safety',
    note: 'For somebody who was already at a place of safety.',
  },
  {
    ...placeOfSafety,
    id: 's135-2017',
    kind: 's135',
    provision: 'Mental Health Act 1983, section 135(3ZA)(a)(i)',
    citation: `${ACT}/135`,
    trigger: 'arrival at the place of safety',
    note: 'A warrant for removal is not an application for admission.',
  },
  {
    ...placeOfSafety,
    id: 's135-kept-2017',
    kind: 's135-kept',
    provision: 'Mental Health Act 1983, section 135(3ZA)(a)(ii)',
    citation: `${ACT}/135`,
    trigger: 'the constable’s first entry to the premises to execute the warrant',
    note: 'For somebody who is kept at the premises named in the warrant.',
  },
  {
    ...hospital,
    id: 's5-4-1983',
    kind: 's5-4',
    provision: 'Mental Health Act 1983, section 5(4)',
    citation: `${ACT}/5`,
    trigger: 'the nurse’s written record',
    quantity: 6,
    verified: false,
    effectiveFrom: ACT_OF_1983,
    warnAt: [hours(2), hours(1), minutes(30)],
    owner: 'hub',
    note: 'Ends earlier when somebody with the power of section 5(2) arrives. It cannot be renewed.',
  },
  {
    ...hospital,
    id: 's5-2-1983',
    kind: 's5-2',
    provision: 'Mental Health Act 1983, section 5(2)',
    citation: `${ACT}/5`,
    trigger: 'the report being furnished to the hospital managers',
    quantity: 72,
    verified: true,
    effectiveFrom: ACT_OF_1983,
    warnAt: [hours(12), hours(4), hours(1)],
    owner: 'hub',
    note: 'For in-patients only. It cannot be renewed. After section 5(4) it counts from the nurse’s record, section 5(5).',
  },
  {
    ...hospital,
    id: 's4-1983',
    kind: 's4',
    provision: 'Mental Health Act 1983, section 4(4)',
    citation: `${ACT}/4`,
    trigger: 'admission under section 4',
    quantity: 72,
    verified: true,
    effectiveFrom: ACT_OF_1983,
    warnAt: [hours(12), hours(4), hours(1)],
    owner: 'partner',
    note: 'A second medical recommendation, given and received by the managers in this time, makes it section 2 from the admission.',
  },
  {
    ...hospital,
    id: 'cto-recall-2008',
    kind: 'cto-recall',
    provision: 'Mental Health Act 1983, section 17F(6) and (8)',
    citation: `${ACT}/17F`,
    trigger: 'the start of detention in hospital by virtue of the recall',
    quantity: 72,
    verified: false,
    effectiveFrom: ACT_OF_2007,
    warnAt: [hours(12), hours(4), hours(1)],
    owner: 'hub',
    note: 'The order is revoked, with an AMHP’s agreement in writing, or the person is released. Not from the notice, from detention.',
  },
]

/**
 * The rule that was in force when a clock started; with no start recorded, ask with the present moment. A clock must always
 * show, so a start before the first row is read by the first row, and one after a repeal by the last: `appliesOn` tells.
 *
 * @throws RangeError when the table has no row for the power at all
 * @example ruleInForce('s136', instant('2026-11-12T14:04:00Z')).id // 's136-2017'
 */
export const ruleInForce = (kind: PowerKind, startedAt: Instant, rules: readonly ClockRule[] = clockRules): ClockRule =>
  ruleAt(rules, kind, startedAt)

export { appliesOn } from './law/rule.ts'
