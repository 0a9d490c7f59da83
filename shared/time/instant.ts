import { z } from 'zod'
import type { Brand } from '#shared/kernel/brand.ts'
import type { Minutes } from './minutes.ts'

/** A moment, as ISO text in UTC with milliseconds: `2026-03-29T01:00:00.000Z`. Text order is time order, so `<` is "earlier". */
export type Instant = Brand<string, 'Instant'>

const MINUTE_MS = 60_000

/** Text order is time order only while years have four digits, so moments are those of the years 0000 to 9999. */
const FIRST_MS = Date.parse('0000-01-01T00:00:00.000Z')
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z')
const isMoment = (ms: number): boolean => ms >= FIRST_MS && ms <= LAST_MS

/**
 * Reads a moment from ISO text with a zone, from PostgreSQL's `timestamptz` text, or from epoch milliseconds.
 * Parts of a millisecond are dropped.
 *
 * @throws RangeError when it is not a moment: an impossible date, text without a zone, or a year past 9999
 * @example instant('2026-03-29T02:00:00+01:00') // '2026-03-29T01:00:00.000Z'
 */
export function instant(value: string | number): Instant {
  const ms = typeof value === 'number' ? value : parseZoned(value)
  if (!isMoment(ms)) throw new RangeError(`not a moment: ${String(value)}`)
  return new Date(ms).toISOString() as Instant
}

const ZONED =
  /^(\d{4}-\d{2}-\d{2})[T ]((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(0\d|1[0-5])(?::?([0-5]\d))?)$/

/** Milliseconds, or NaN when the text is not a moment with a zone. */
function parseZoned(text: string): number {
  const match = ZONED.exec(text)
  if (!match) return Number.NaN
  const [, date = '', time = '', second = '00', fraction = '', sign = '+', zoneHours = '0', zoneMinutes = '0'] = match
  const wall = Date.parse(`${date}T${time}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`)
  // 30 February rolls over into March in some engines, so the day must come back as it went in.
  if (!isMoment(wall) || !new Date(wall).toISOString().startsWith(date)) return Number.NaN
  const offset = (Number(zoneHours) * 60 + Number(zoneMinutes)) * MINUTE_MS
  return sign === '-' ? wall + offset : wall - offset
}

const [SHORTEST, LONGEST] = ['2026-11-12 16:43:00+00'.length, '2026-11-12 16:43:00.123456+00'.length]

/**
 * The same from PostgreSQL’s own text in UTC, which is a moment already: reports read hundreds of thousands of them. What looks like
 * anything else is read with care.
 *
 * @throws RangeError when it is not a moment
 * @example instantOfDatabase('2026-11-12 16:43:00.25+00') // '2026-11-12T16:43:00.250Z'
 */
export function instantOfDatabase(text: string): Instant {
  if (text.length < SHORTEST || text.length > LONGEST || !text.endsWith('+00') || text[10] !== ' ') return instant(text)
  const part = text.length === SHORTEST ? '000' : text.slice(20, -3).padEnd(3, '0').slice(0, 3)
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${part}Z` as Instant
}

/** Epoch milliseconds of a moment. */
export const msOf = (at: Instant): number => Date.parse(at)

/** The start of the minute that a moment is in. @example startOfMinute(instant('2026-11-12T16:43:59Z')) // '2026-11-12T16:43:00.000Z' */
export const startOfMinute = (at: Instant): Instant => `${at.slice(0, 16)}:00.000Z` as Instant

/** A moment so many minutes later (earlier when negative), counted on the UTC line: 24 hours are 24 hours whatever the clocks do. */
export const addMinutes = (at: Instant, minutes: number): Instant => instant(msOf(at) + minutes * MINUTE_MS)

/** A moment so many hours later, as the law counts them: elapsed. @example addHours(at, 24) */
export const addHours = (at: Instant, hours: number): Instant => addMinutes(at, hours * 60)

/** Whole minutes from one moment to another, rounded down towards the past; negative when `to` is earlier. */
export const minutesBetween = (from: Instant, to: Instant): Minutes =>
  Math.floor((msOf(to) - msOf(from)) / MINUTE_MS) as Minutes

/** The earlier of two moments. */
export const earliest = (a: Instant, b: Instant): Instant => (a < b ? a : b)
/** The later of two moments. */
export const latest = (a: Instant, b: Instant): Instant => (a > b ? a : b)

/** Nobody who is alive was born before the first, and no date of the law lies behind the second. */
const [EARLIEST_MS, LATEST_MS] = [Date.UTC(1850, 0, 1), Date.UTC(2300, 0, 1)]
const isNear = (text: string): boolean => {
  const ms = parseZoned(text)
  return !isMoment(ms) || (ms >= EARLIEST_MS && ms < LATEST_MS)
}

/** A moment as it travels in JSON: ISO with an offset, whatever the sender's zone. Of the years 1850 to 2299. */
export const instantInput = z
  .string()
  // What is no moment is not compared with another one: rules over two fields are not asked then.
  .refine((text) => isMoment(parseZoned(text)), {
    error: 'Give a date and time that exist, with an offset: 2026-11-12T16:47:00Z',
    abort: true,
  })
  .refine(isNear, { error: 'Check the year: the hub takes 1850 to 2299', abort: true })
  .transform((text) => instant(text))
