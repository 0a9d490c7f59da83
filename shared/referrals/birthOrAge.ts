import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { formatDate, isLondonDay, londonDay, type LondonDay } from '#shared/time/london.ts'

/** What is known of somebody's age: the day of birth, or an age that was said on a day. */
export type BirthOrAge =
  | { readonly kind: 'born'; readonly on: LondonDay }
  | { readonly kind: 'age'; readonly years: number; readonly estimated: boolean; readonly saidOn: LondonDay }

export type BirthOrAgeRefusal =
  | { readonly code: 'birth-missing' }
  | { readonly code: 'birth-unreadable'; readonly typed: string }
  | { readonly code: 'birth-year-alone'; readonly typed: string }
  | { readonly code: 'birth-no-such-date'; readonly typed: string }
  | { readonly code: 'birth-in-future'; readonly on: LondonDay }
  | { readonly code: 'birth-too-long-ago'; readonly typed: string }

/** Nobody in England is known to have lived longer; an age above it is a slip of the keys. */
const OLDEST = 120

const MONTHS = 'january february march april may june july august september october november december'.split(' ')

const NUMERIC = /^(\d{1,2})[ ./-]+(\d{1,2})[ ./-]+(\d{4}|\d{2})$/
const RUN_TOGETHER = /^(\d{2})(\d{2})(\d{4}|\d{2})$/
const YEAR_FIRST = /^(\d{4})[ ./-](\d{1,2})[ ./-](\d{1,2})$/
const DAY_AND_NAME = /^(\d{1,2})(?:st|nd|rd|th)?[ ./-]*(?:of )?([a-z]{3,9})[ .,/-]*['’]?(\d{4}|\d{2})$/
const NAME_AND_DAY = /^([a-z]{3,9})[ .-]*(\d{1,2})(?:st|nd|rd|th)?[ ,]+['’]?(\d{4}|\d{2})$/

const ABOUT = '(?:about|approx(?:imately|\\.)?|around|roughly|circa|ca?\\.?|~|maybe|perhaps|probably|say)'
const AGE = new RegExp(
  `^(${ABOUT} ?)?(?:aged? )?(${ABOUT} ?)?(\\d{1,3}) ?(?:years?(?: old)?|yrs?(?: old)?|y/?o|y)?( ?-?ish| ?\\?| or so)?$`,
)

/**
 * Reads one free box for a date of birth or an age. Dates are day first. A year of two digits is the latest one that is not in
 * the future, so `14 2 55` is 1955 and `14 2 20` is 2020; somebody of a hundred needs all four digits.
 *
 * @example readBirthOrAge('14 2 55', today) // born 1955-02-14
 * @example readBirthOrAge('about 30', today) // age 30, estimated
 */
export function readBirthOrAge(text: string, today: LondonDay): Outcome<BirthOrAge, BirthOrAgeRefusal> {
  const typed = text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ')
  if (typed === '') return refuse({ code: 'birth-missing' })
  if (/^(19|20)\d\d$/.test(typed)) return refuse({ code: 'birth-year-alone', typed })
  const age = AGE.exec(typed)
  if (age) return readAge(age, today)
  const parts = datePartsOf(typed)
  return parts ? readBirth(parts, text.trim(), today) : refuse({ code: 'birth-unreadable', typed: text.trim() })
}

function readAge(match: RegExpExecArray, saidOn: LondonDay): Outcome<BirthOrAge, BirthOrAgeRefusal> {
  const years = Number(match[3])
  if (years > OLDEST) return refuse({ code: 'birth-too-long-ago', typed: match[0] })
  return done({ kind: 'age', years, estimated: Boolean(match[1] ?? match[2] ?? match[4]), saidOn })
}

interface DateParts {
  readonly day: string
  readonly month: string
  readonly year: string
}

function datePartsOf(typed: string): DateParts | null {
  const dayFirst = NUMERIC.exec(typed) ?? RUN_TOGETHER.exec(typed) ?? DAY_AND_NAME.exec(typed)
  if (dayFirst) return partsOf(dayFirst[1], dayFirst[2], dayFirst[3])
  const yearFirst = YEAR_FIRST.exec(typed)
  if (yearFirst) return partsOf(yearFirst[3], yearFirst[2], yearFirst[1])
  const named = NAME_AND_DAY.exec(typed)
  return named ? partsOf(named[2], named[1], named[3]) : null
}

function partsOf(day = '', month = '', year = ''): DateParts | null {
  if (/^\d/.test(month)) return { day, month, year }
  const number = MONTHS.findIndex((name) => name.startsWith(month)) + 1
  return number === 0 ? null : { day, month: String(number), year }
}

function readBirth(parts: DateParts, typed: string, today: LondonDay): Outcome<BirthOrAge, BirthOrAgeRefusal> {
  const years = parts.year.length === 4 ? [parts.year] : [`20${parts.year}`, `19${parts.year}`]
  const days = years.map((year) => `${year}-${parts.month.padStart(2, '0')}-${parts.day.padStart(2, '0')}`)
  const real = days.filter(isLondonDay).map(londonDay)
  const latestPast = real.find((day) => day <= today)
  const [first] = real
  if (latestPast === undefined) {
    if (first !== undefined) return refuse({ code: 'birth-in-future', on: first })
    const before1900 = Number(parts.year) >= 1000 && Number(parts.year) < 1900
    return refuse({ code: before1900 ? 'birth-too-long-ago' : 'birth-no-such-date', typed })
  }
  if (ageOn(latestPast, today) > OLDEST) return refuse({ code: 'birth-too-long-ago', typed })
  return done({ kind: 'born', on: latestPast })
}

/**
 * Age in whole years on a day. Somebody born on 29 February is a year older on 1 March in other years
 * (Family Law Reform Act 1969 s.9 counts from the anniversary). Negative before birth.
 *
 * @example ageOn(londonDay('1955-02-14'), londonDay('2026-11-12')) // 71
 */
export function ageOn(birth: LondonDay, day: LondonDay): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4))
  return day.slice(5) < birth.slice(5) ? years - 1 : years
}

const yearsOld = (years: number): string =>
  years === 0 ? 'under 1 year old' : years === 1 ? '1 year old' : `${years} years old`

/**
 * The reading, said back at once so that a slip is seen.
 *
 * @example birthOrAgeWords(born, today) // '14 February 1955, 71 years old'
 * @example birthOrAgeWords(aboutForty, today) // 'about 40 years old, born 1985–1987'
 */
export function birthOrAgeWords(known: BirthOrAge, today: LondonDay): string {
  if (known.kind === 'born') return `${formatDate(known.on)}, ${yearsOld(ageOn(known.on, today))}`
  const years = birthYears(known, today)
  return `${known.estimated ? 'about ' : ''}${yearsOld(known.years)}, born ${years}`
}

/** The years in which somebody of an age was born: of a told age one or two, of an estimate one more to either side. */
function birthYears({ years, estimated }: Extract<BirthOrAge, { kind: 'age' }>, today: LondonDay): string {
  const middle = Number(today.slice(0, 4)) - years
  if (estimated) return `${middle - 1}–${Math.min(middle + 1, Number(today.slice(0, 4)))}`
  return today.endsWith('-12-31') ? String(middle) : `${middle - 1} or ${middle}`
}

/** What to say when the box cannot be read: what is wrong and what to type. */
export function birthOrAgeRefusalWords(refusal: BirthOrAgeRefusal): string {
  switch (refusal.code) {
    case 'birth-missing':
      return 'Enter a date of birth, like 14 2 55, or an age, like 71 or about 30'
    case 'birth-unreadable':
      return `“${refusal.typed}” is neither a date nor an age. Enter 14 2 55, or 71, or about 30`
    case 'birth-year-alone':
      return `${refusal.typed} is only a year. Enter the whole date, like 14 2 ${refusal.typed}, or an age, like about 30`
    case 'birth-no-such-date':
      return `There is no ${refusal.typed} in the calendar. Enter the day first, like 14 2 55`
    case 'birth-in-future':
      return `${formatDate(refusal.on)} has not come yet. Check the year`
    case 'birth-too-long-ago':
      return `${refusal.typed} is more than ${OLDEST} years. Check the year or the age`
  }
}
