import type { PersonId } from '../kernel/ids.ts'
import { addMinutes, minutesBetween, type Instant } from '../time/instant.ts'
import { addDays, londonDayOf, startOfDay, type LondonDay } from '../time/london.ts'
import { minutes, type Minutes } from '../time/minutes.ts'
import { minutesIn, overlapOf, type Span } from '../time/span.ts'
import { DAILY_REST } from './rest.ts'
import { daysOfSpan, nightMinutes, restsIn, workedIn, type Work } from './work.ts'

/** Working Time Regulations 1998 (SI 1998/1833): every limit here warns and is recorded; none of them ever stops an AMHP. */
export const WEEKS_OF_AVERAGE = 17
export const WEEKLY_LIMIT: Minutes = minutes(48 * 60)
const DAY = 24 * 60
/** Longer than this without a break is a day’s work that owes one (reg 12). */
const BREAK_AFTER = 6 * 60
export const BREAK: Minutes = minutes(20)
/** A night worker works at least this much of a day’s work at night, as a normal course (reg 2). */
const OF_NIGHT = 3 * 60
const NIGHT_AVERAGE_HOURS = 8

/** What the average over 17 weeks is made of (reg 4(6)): hours in the period, hours after it in place of excluded days, weeks. */
export interface WeeklyAverage {
  readonly from: LondonDay
  /** The last day of the period, included. */
  readonly to: LondonDay
  readonly worked: Minutes
  readonly madeUp: Minutes
  readonly excludedDays: number
  /** Minutes a week. */
  readonly average: Minutes
  readonly over: boolean
}

/**
 * The average week over the 17 weeks that end with a day: (A + B) ÷ 17. A is what was worked in them, but for days of statutory
 * leave, sickness and family leave; B is what is worked after them, up to as many days of work as there were such days. So leave
 * never dilutes the average. Hours for other employers count. Source: WTR 1998 reg 4(3), (6) and (7).
 *
 * @param excluded days of leave and sickness
 * @example weeklyAverage(work, londonDay('2026-11-15'), []) // { average: 2880, over: false, … } for 17 weeks of 48 hours
 */
export function weeklyAverage(work: readonly Work[], to: LondonDay, excluded: readonly LondonDay[]): WeeklyAverage {
  const from = addDays(to, 1 - WEEKS_OF_AVERAGE * 7)
  const out = new Set(excluded.filter((day) => from <= day && day <= to))
  const counted = work.filter((one) => !out.has(londonDayOf(one.start)))
  const worked = workedIn(counted, daysOfSpan(from, WEEKS_OF_AVERAGE * 7))
  const madeUp = hoursOfNextDays(work, addDays(to, 1), out.size)
  const average = minutes(Math.round((worked + madeUp) / WEEKS_OF_AVERAGE))
  return {
    from,
    to,
    worked,
    madeUp,
    excludedDays: out.size,
    average,
    over: worked + madeUp > WEEKLY_LIMIT * WEEKS_OF_AVERAGE,
  }
}

function hoursOfNextDays(work: readonly Work[], from: LondonDay, days: number): Minutes {
  if (days === 0) return minutes(0)
  const later = work.filter(({ start }) => start >= startOfDay(from))
  const workedDays = [...new Set(later.map(({ start }) => londonDayOf(start)))].toSorted()
  return minutes(
    workedDays.slice(0, days).reduce((sum, day) => {
      const own = later.filter(({ start }) => londonDayOf(start) === day)
      return sum + own.reduce((all, one) => all + workedIn([one], one), 0)
    }, 0),
  )
}

/** An opt-out from the 48 hours, and from nothing else (reg 5): in writing, and ended with notice. `until` is its last day. */
export interface OptOut {
  readonly from: LondonDay
  readonly until: LondonDay | null
}

/** The last day of an opt-out that is ended with notice: seven days, or what was agreed up to three months (reg 5(2)). */
export const lastDayOfOptOut = (noticeOn: LondonDay, noticeDays: number): LondonDay =>
  addDays(noticeOn, Math.min(92, Math.max(7, noticeDays)))

export const isOptedOut = (optOuts: readonly OptOut[], day: LondonDay): boolean =>
  optOuts.some(({ from, until }) => from <= day && (until === null || day <= until))

/** A week without enough uninterrupted rest in it. */
export interface WeeklyRestShort {
  readonly from: LondonDay
  readonly to: LondonDay
  /** The longest rest inside these days, in minutes. */
  readonly longest: Minutes
  readonly needed: Minutes
}

/** By the week, or the two-week form that an employer may choose (reg 11(2)). */
export type RestBasis = 'week' | 'fortnight'

/**
 * Where seven days lack an uninterrupted rest of 24 hours, which comes on top of the daily eleven (reg 11(7)): 35 hours on end, 24 of
 * them in these days. Asked for each seven days that begin at a midnight. By the fortnight: two such rests, or one of 59 hours.
 * Days outside `first` to `last` are looked at, so give work of two weeks on either side.
 *
 * @example weeklyRestShort(work, monday, sunday, 'week') // [{ from, to, longest: 960, needed: 2100 }]
 */
export function weeklyRestShort(
  work: readonly Work[],
  first: LondonDay,
  last: LondonDay,
  basis: RestBasis,
): readonly WeeklyRestShort[] {
  const length = basis === 'week' ? 7 : 14
  const around: Span = { start: startOfDay(addDays(first, -15)), end: startOfDay(addDays(last, 16)) }
  const rests = restsIn(work, around)
  const found: WeeklyRestShort[] = []
  for (let from = first; addDays(from, length - 1) <= last; from = addDays(from, 1)) {
    const week = daysOfSpan(from, length)
    const inside = rests.filter((rest) => minutesInside(rest, week) >= DAY)
    const whole = inside.filter((rest) => minutesIn(rest) >= DAY + DAILY_REST)
    const twice = inside.some((rest) => minutesIn(rest) >= 2 * DAY + DAILY_REST && minutesInside(rest, week) >= 2 * DAY)
    if (basis === 'week' ? whole.length > 0 : whole.length > 1 || twice) continue
    const longest = Math.max(0, ...rests.map((rest) => minutesInside(rest, week)))
    found.push({ from, to: addDays(from, length - 1), longest: minutes(longest), needed: minutes(DAY + DAILY_REST) })
  }
  return found
}

const minutesInside = (rest: Span, week: Span): number => {
  const part = overlapOf(rest, week)
  return part ? minutesIn(part) : 0
}

/** What a night worker works on average in each 24 hours. */
export interface NightAverage {
  readonly isNightWorker: boolean
  /** Minutes in each 24 hours. */
  readonly average: Minutes
  readonly over: boolean
  /** Nights with more than eight hours of work: against the rule where the work is a special hazard or a heavy strain (reg 6(7)). */
  readonly longNights: number
}

/**
 * The night worker’s average over the 17 weeks that end with a day: A ÷ (B − C), with B the days and C one day of weekly rest in each
 * week, so 102 days (reg 6(5)). Somebody is a night worker here when a third of their days of work have three hours of night in them,
 * unless it is said of them.
 *
 * @example nightAverage(work, londonDay('2026-11-15'), null).over
 */
export function nightAverage(work: readonly Work[], to: LondonDay, declared: boolean | null): NightAverage {
  const whole = daysOfSpan(addDays(to, 1 - WEEKS_OF_AVERAGE * 7), WEEKS_OF_AVERAGE * 7)
  const inside = work.filter(({ start }) => whole.start <= start && start < whole.end)
  const nights = inside.filter((one) => nightMinutes(one) >= OF_NIGHT)
  const isNightWorker = declared ?? (inside.length > 0 && nights.length * 3 >= inside.length)
  const days = WEEKS_OF_AVERAGE * 7 - WEEKS_OF_AVERAGE
  const worked = workedIn(inside, whole)
  return {
    isNightWorker,
    average: minutes(Math.round(worked / days)),
    over: isNightWorker && worked > days * NIGHT_AVERAGE_HOURS * 60,
    longNights: isNightWorker ? nights.filter((one) => workedIn([one], one) > NIGHT_AVERAGE_HOURS * 60).length : 0,
  }
}

/**
 * Whether a stretch of work owes a break: 20 uninterrupted minutes away from work when it is longer than six hours (reg 12). Waiting
 * for an ambulance with somebody is no break.
 *
 * @example owesBreak({ start: 08:30, end: 16:30, breakMinutes: 0, … }) // true
 */
export const owesBreak = (work: Work): boolean => minutesIn(work) > BREAK_AFTER && work.breakMinutes < BREAK

/** Rest that somebody is owed because eleven hours were cut short (regs 21, 23 and 24). TOIL never pays it back. */
export interface RestDebt {
  readonly personId: PersonId
  readonly earlierEndsAt: Instant
  readonly laterStartsAt: Instant
  readonly owed: Minutes
  /** It should follow promptly; a week is a local rule, after which it is asked about. */
  readonly dueOn: LondonDay
}

const DAYS_TO_GIVE_IT = 7

/**
 * The rest debts of a rota: each pair of pieces of work with less than eleven hours between them owes what is missing. Pieces of one
 * day that begin and end within 13 hours are one day’s work. Work for other employers is looked at as well.
 *
 * @example restDebts(work) // 00:30 then 08:30: [{ owed: 180, … }]
 */
export function restDebts(work: readonly Work[]): readonly RestDebt[] {
  const people = [...new Set(work.map(({ personId }) => personId))]
  return people.flatMap((personId) => {
    const own = work.filter((one) => one.personId === personId).toSorted((a, b) => (a.start < b.start ? -1 : 1))
    return debtsOf(personId, own)
  })
}

function debtsOf(personId: PersonId, own: readonly Work[]): readonly RestDebt[] {
  const debts: RestDebt[] = []
  let [dayBegan, ended] = [own[0]?.start, own[0]?.end]
  for (const next of own.slice(1)) {
    if (dayBegan === undefined || ended === undefined) break
    const rest = minutesBetween(ended, next.start)
    const end = next.end > ended ? next.end : ended
    const sameDay = rest < DAILY_REST && minutesBetween(dayBegan, end) <= DAY - DAILY_REST
    if (rest < DAILY_REST && !sameDay) {
      const dueOn = addDays(londonDayOf(next.end), DAYS_TO_GIVE_IT)
      debts.push({
        personId,
        earlierEndsAt: ended,
        laterStartsAt: next.start,
        owed: minutes(DAILY_REST - Math.max(0, rest)),
        dueOn,
      })
    }
    if (!sameDay) dayBegan = next.start
    ended = end
  }
  return debts
}

/**
 * What is still owed of a debt after it was settled: what a correction of the record has added since; `null` when that is nothing. One that
 * came out smaller leaves nothing owed, and what was given for it stays given.
 *
 * @param settled minutes that were settled for it before
 * @example afterSettling(debt, minutes(180)) // { owed: 40, … } once the finish before it turned out forty minutes later
 */
export const afterSettling = (debt: RestDebt, settled: Minutes): RestDebt | null =>
  debt.owed > settled ? { ...debt, owed: minutes(debt.owed - settled) } : null

/** Rest that was given for a debt, as a manager confirmed it. */
export interface RestGiven {
  readonly personId: PersonId
  readonly span: Span
  readonly owed: Minutes
}

/**
 * The rest that pays back each debt: the first after it that is long enough, eleven hours and what is owed, on end. What one rest has
 * paid of one debt it cannot pay of another (Working Time Regulations 1998, reg 24): the oldest debt comes first. A manager confirms it;
 * nothing is written off by itself.
 *
 * @param given what was confirmed before, which its rests cannot pay again
 * @returns nothing for a debt that no rest has paid yet
 * @example restsThatPay(debts, work, until).get(debt) // { start: Fri 16:30, end: Sat 08:30 }
 */
export function restsThatPay(
  debts: readonly RestDebt[],
  work: readonly Work[],
  until: Instant,
  given: readonly RestGiven[] = [],
): ReadonlyMap<RestDebt, Span> {
  const spent = new Map<string, number>()
  const keyOf = (personId: PersonId, { start }: Span): string => `${personId} ${start}`
  const spend = (key: string, owed: number): unknown => spent.set(key, (spent.get(key) ?? 0) + owed)
  for (const { personId, span, owed } of given) spend(keyOf(personId, span), owed)
  const paid = new Map<RestDebt, Span>()
  for (const debt of debts.toSorted((a, b) => (a.laterStartsAt < b.laterStartsAt ? -1 : 1))) {
    const { personId, owed } = debt
    const own = work.filter((piece) => piece.personId === personId)
    const rest = restsIn(own, { start: debt.laterStartsAt, end: until }).find(
      (one) => minutesIn(one) - (spent.get(keyOf(personId, one)) ?? 0) >= DAILY_REST + owed,
    )
    if (!rest) continue
    spend(keyOf(personId, rest), owed)
    paid.set(debt, rest)
  }
  return paid
}

/** When somebody whose work ran late should start next, and the shift that it moves. @example laterStart(finish, 08:30) // 11:30 */
export function laterStart(finishedAt: Instant, nextStartsAt: Instant): Instant | null {
  const rested = addMinutes(finishedAt, DAILY_REST)
  return rested > nextStartsAt ? rested : null
}
