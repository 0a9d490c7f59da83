import { ageOn } from '../referrals/birthOrAge.ts'
import { addDays, londonDay, type LondonDay } from '../time/london.ts'
import type { RecordClass } from './dataKinds.ts'

export const retentionUnits = ['years', 'days'] as const
export type RetentionUnit = (typeof retentionUnits)[number]

/** How long one class of records is kept, from a day on. A later rule takes over from its own day; the old one stays to be read. */
export interface RetentionRule {
  readonly recordClass: RecordClass
  readonly effectiveFrom: LondonDay
  /** `null`: as long as it is used. */
  readonly keepFor: number | null
  readonly unit: RetentionUnit
  /** Counted from a death, when that comes sooner; `null` when a death changes nothing. */
  readonly yearsAfterDeath: number | null
  /** Somebody who was a child is kept at least until this birthday, and until the next one when they were 17 at the end. */
  readonly untilAge: number | null
  /** Whose rule it is, in words that can be shown to somebody who asks. */
  readonly authority: string
  /** Whether the council’s records manager has confirmed it. What is not confirmed is shown as such. */
  readonly verified: boolean
}

/** Classes whose rule a council sets. The others are short, and the hub keeps to them by itself or holds nothing of anybody in them. */
export const settableClasses = ['referral', 'register', 'rota', 'toil', 'account', 'audit', 'rights'] as const

/** How each class comes to its end, in words: what the hub does, and what it leaves to people. */
export const endsBy: Record<RecordClass, string> = {
  referral: 'Released from the review list by two people',
  register: 'Kept; the hub does not release it yet',
  rota: 'Kept; the hub does not release it yet',
  toil: 'Kept; the hub does not release it yet',
  account: 'Kept; the hub does not release it yet',
  session: 'Ends by itself; the row stays',
  draft: 'Thrown away by whoever was typing; a release takes those with the same NHS number',
  answer: 'Forgotten by itself, each hour',
  audit: 'Kept: ids and codes only',
  rights: 'Words go when the record is released; ids and codes stay',
  service: 'Kept',
}

/** From when each class is counted, in words. */
export const countedFrom: Record<RecordClass, string> = {
  referral: 'the last contact: when the latest referral of the same person was closed',
  register: 'the end of the approval',
  rota: 'the day of the shift',
  toil: 'the end of the financial year',
  account: 'the day somebody left',
  session: 'the last use',
  draft: 'the last keystroke',
  answer: 'the command',
  audit: 'the event; and at least as long as the record it is about',
  rights: 'the answer',
  service: 'the end of use',
}

/** What is known of somebody for counting. Days are London’s. */
export interface KeptFacts {
  /** When their latest referral was closed; `null` while one is open. */
  readonly lastContactOn: LondonDay | null
  readonly bornOn: LondonDay | null
  readonly diedOn: LondonDay | null
}

/**
 * The same date so many years later. The 29th of February becomes the 1st of March where there is none: a record is kept a day
 * longer, never a day shorter.
 *
 * @example yearsLater(londonDay('2024-02-29'), 20) // '2044-02-29'
 * @example yearsLater(londonDay('2024-02-29'), 6) // '2030-03-01'
 */
export function yearsLater(day: LondonDay, years: number): LondonDay {
  const [year, month, date] = [Number(day.slice(0, 4)) + years, Number(day.slice(5, 7)), Number(day.slice(8))]
  return londonDay(new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10))
}

const earlier = (a: LondonDay, b: LondonDay): LondonDay => (a < b ? a : b)
const later = (a: LondonDay, b: LondonDay): LondonDay => (a > b ? a : b)

const ADULT = 18

/**
 * The last day on which a record must still be kept; `null` while it has no end. So many years from the last contact, or from the
 * death if that is sooner; for somebody who was a child, not before they have grown up.
 *
 * Source: Records Management Code of Practice 2021, appendix II (mental health records, children’s records).
 *
 * @example keepUntil({ lastContactOn: londonDay('2006-11-12'), bornOn: null, diedOn: null }, rule) // '2026-11-12' under 20 years
 */
export function keepUntil({ lastContactOn, bornOn, diedOn }: KeptFacts, rule: RetentionRule): LondonDay | null {
  if (lastContactOn === null || rule.keepFor === null) return null
  const ordinary = rule.unit === 'days' ? addDays(lastContactOn, rule.keepFor) : yearsLater(lastContactOn, rule.keepFor)
  const afterDeath = diedOn === null || rule.yearsAfterDeath === null ? null : yearsLater(diedOn, rule.yearsAfterDeath)
  const until = afterDeath === null ? ordinary : earlier(ordinary, afterDeath)
  // A death ends the waiting for a birthday that will not come.
  if (bornOn === null || diedOn !== null || rule.untilAge === null) return until
  const age = ageOn(bornOn, lastContactOn)
  if (age >= ADULT) return until
  return later(until, yearsLater(bornOn, rule.untilAge + (age === ADULT - 1 ? 1 : 0)))
}

/** Whether a record may be released on a day: the day after the last day of keeping, at the earliest. */
export const isDue = (facts: KeptFacts, rule: RetentionRule, today: LondonDay): boolean => {
  const until = keepUntil(facts, rule)
  return until !== null && today > until
}

/**
 * The rule for a class on a day: the latest that has begun.
 *
 * @throws Error when no rule for the class has begun; `shippedRules` begins before every day that matters
 */
export function ruleInForce(rules: readonly RetentionRule[], recordClass: RecordClass, on: LondonDay): RetentionRule {
  const begun = rules.filter((rule) => rule.recordClass === recordClass && rule.effectiveFrom <= on)
  const [latest] = begun.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))
  if (!latest) throw new Error(`no retention rule for ${recordClass} on ${on}`)
  return latest
}

/** @example ruleWords(rule) // '20 years, or 10 years after a death if that is sooner; a child’s at least until 25' */
export function ruleWords({ keepFor, unit, yearsAfterDeath, untilAge }: RetentionRule): string {
  if (keepFor === null) return 'As long as it is used'
  const length = `${keepFor} ${keepFor === 1 ? unit.slice(0, -1) : unit}`
  const death = yearsAfterDeath === null ? '' : `, or ${yearsAfterDeath} years after a death if that is sooner`
  const child = untilAge === null ? '' : `; a child’s at least until they are ${untilAge}`
  return `${length}${death}${child}`
}
