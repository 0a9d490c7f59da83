import type { AwayKind, MyRota, ShiftRow } from '#shared/rota/contract.ts'
import { spanOf } from '#shared/rota/roster.ts'
import { addDays, type LondonDay } from '#shared/time/london.ts'
import { minutesIn } from '#shared/time/span.ts'

export interface MyDay {
  readonly day: LondonDay
  readonly shifts: readonly ShiftRow[]
  readonly away: AwayKind | null
  /** Hours of it that were taken as TOIL. */
  readonly hoursAway: MyRota['hoursAway']
}

export interface MyWeekRows {
  readonly monday: LondonDay
  readonly minutes: number
  /** Only days with something on them. */
  readonly days: readonly MyDay[]
}

const WEEKS = 4

/** Four weeks from a Monday, each with the days on which there is something. */
export const myWeeks = (rota: MyRota, from: LondonDay): readonly MyWeekRows[] =>
  Array.from({ length: WEEKS }, (_, week) => {
    const monday = addDays(from, week * 7)
    const days = Array.from({ length: 7 }, (_none, index) => dayOf(rota, addDays(monday, index)))
    const shifts = days.flatMap((one) => one.shifts)
    return {
      monday,
      minutes: shifts.reduce((sum, shift) => sum + minutesIn(spanOf(shift)), 0),
      days: days.filter((one) => one.shifts.length > 0 || one.away !== null || one.hoursAway.length > 0),
    }
  })

const dayOf = ({ shifts, daysAway, hoursAway }: MyRota, day: LondonDay): MyDay => ({
  day,
  shifts: shifts.filter((shift) => shift.day === day),
  away: daysAway.find((one) => one.day === day)?.kind ?? null,
  hoursAway: hoursAway.filter((one) => one.day === day),
})
