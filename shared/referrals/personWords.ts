import type { Instant } from '#shared/time/instant.ts'
import { formatDate, formatDayShort, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { ageOn } from './birthOrAge.ts'
import type { ReferralDetail } from './record.ts'

type Named = Pick<ReferralDetail, 'firstName' | 'lastName'>

/** @example fullName({ firstName: 'Marta', lastName: 'Lindqvist' }) // 'Marta Lindqvist' */
export const fullName = ({ firstName, lastName }: Named): string => `${firstName} ${lastName}`.trim()

/** What somebody is called in a sentence: their first name, or "the person" while only a last name is known. */
export const shortName = ({ firstName }: Named): string => (firstName.trim() === '' ? 'the person' : firstName.trim())

type Aged = Pick<ReferralDetail, 'bornOn' | 'ageYears' | 'ageIsEstimate' | 'ageSaidOn'>

/**
 * What is known of somebody's age: the day of birth with the age today, or what was said and when.
 *
 * @example ageWords(referral, now) // { before: 'Born ', known: '3 May 1984', after: ' (42)' }
 */
export function ageWords(
  { bornOn, ageYears, ageIsEstimate, ageSaidOn }: Aged,
  now: Instant,
): { readonly before: string; readonly known: string; readonly after: string } {
  if (bornOn !== null)
    return { before: 'Born ', known: formatDate(bornOn), after: ` (${ageOn(bornOn, londonDayOf(now))})` }
  if (ageYears === null) return { before: 'Age ', known: 'not known', after: '' }
  return {
    before: ageIsEstimate ? 'About ' : 'Aged ',
    known: String(ageYears),
    after: `, said ${formatDayShort(ageSaidOn)}`,
  }
}

/** Whole years of age on a day, null when nobody knows. @example ageAt(referral, londonDay('2026-11-12')) // 42 */
export const ageAt = ({ bornOn, ageYears }: Pick<Aged, 'bornOn' | 'ageYears'>, day: LondonDay): number | null =>
  bornOn === null ? ageYears : ageOn(bornOn, day)
