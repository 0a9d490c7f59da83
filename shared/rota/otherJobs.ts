import type { PersonId } from '../kernel/ids.ts'
import { isBankHoliday } from '../time/bankHolidays.ts'
import { earliest, latest, minutesBetween, type Instant } from '../time/instant.ts'
import { spanOn, weekdayOf, type ClockTime, type LondonDay } from '../time/london.ts'
import { minutes, type Minutes } from '../time/minutes.ts'
import type { NeedDay } from './dutyNeeds.ts'
import { daysFrom } from './pattern.ts'
import { DAILY_REST } from './rest.ts'
import type { Work } from './work.ts'

/**
 * Work that somebody does for another employer, as they have declared it. The 48 hours and the daily rest are the person’s and not the
 * employer’s (Working Time Regulations 1998, SI 1998/1833, regs 4, 10 and 11), so a rota has to know of it.
 */
export interface OtherJob {
  readonly personId: PersonId
  /** On which days; on a bank holiday only where bank holidays are among them. */
  readonly days: readonly NeedDay[]
  readonly startsAt: ClockTime
  /** At or before the start means the next day. */
  readonly endsAt: ClockTime
  readonly breakMinutes: number
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay | null
}

/**
 * The work of declared jobs that begins on days, both included.
 *
 * @example otherWork([job], londonDay('2026-11-16'), londonDay('2026-11-22')) // Tue and Thu 18:00 to 21:00 of that week
 */
export const otherWork = (jobs: readonly OtherJob[], first: LondonDay, last: LondonDay): readonly Work[] =>
  jobs.flatMap((job) => {
    const from = job.firstDay > first ? job.firstDay : first
    const to = job.lastDay !== null && job.lastDay < last ? job.lastDay : last
    const days = from > to ? [] : daysFrom(from, to)
    return days
      .filter((day) => job.days.includes(isBankHoliday(day) ? 'bank-holiday' : weekdayDay(day)))
      .map((day) => ({
        ...spanOn(day, job.startsAt, job.endsAt),
        personId: job.personId,
        breakMinutes: job.breakMinutes,
        employer: 'another' as const,
      }))
  })

const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const
const weekdayDay = (day: LondonDay): NeedDay => weekdays[weekdayOf(day) - 1] ?? '1'

/** A shift of ours and work for another employer with under eleven hours between them. */
export interface RestBesideOther<Shift> {
  readonly shift: Shift
  readonly other: Work
  /** Minutes between the two; negative when they overlap. */
  readonly rest: Minutes
  readonly otherIsFirst: boolean
}

/** Work that begins and ends within this many minutes is one day’s work: eleven hours of the 24 are left. */
const ONE_DAY: Minutes = minutes(24 * 60 - DAILY_REST)

/**
 * Where work for another employer leaves somebody under eleven hours beside a shift of ours, or runs into it. A short shift and a short
 * job that lie within 13 hours together are one day’s work (reg 10 asks for eleven hours in each 24).
 *
 * @example restBesideOthers([early], [bankWork]) // [{ shift: early, other: bankWork, rest: 570, otherIsFirst: true }]
 */
export const restBesideOthers = <Shift extends { readonly personId: PersonId; startsAt: Instant; endsAt: Instant }>(
  shifts: readonly Shift[],
  others: readonly Work[],
): readonly RestBesideOther<Shift>[] =>
  shifts.flatMap((shift) =>
    others
      .filter(({ personId }) => personId === shift.personId)
      .flatMap((other): readonly RestBesideOther<Shift>[] => {
        const otherIsFirst = other.start < shift.startsAt
        const rest = otherIsFirst
          ? minutesBetween(other.end, shift.startsAt)
          : minutesBetween(shift.endsAt, other.start)
        if (rest >= DAILY_REST) return []
        const whole = minutesBetween(earliest(other.start, shift.startsAt), latest(other.end, shift.endsAt))
        return rest >= 0 && whole <= ONE_DAY ? [] : [{ shift, other, rest, otherIsFirst }]
      }),
  )
