import type { PersonId } from '../kernel/ids.ts'
import { isBankHoliday } from '../time/bankHolidays.ts'
import { spanOn, weekdayOf, type ClockTime, type LondonDay } from '../time/london.ts'
import type { NeedDay } from './dutyNeeds.ts'
import { daysFrom } from './pattern.ts'
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
