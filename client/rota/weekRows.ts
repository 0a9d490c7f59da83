import type { RotaWeek, ShiftRow } from '#shared/rota/contract.ts'
import { isAmhpRole } from '#shared/rota/planning.ts'
import { addDays, clockTimeOf, type LondonDay } from '#shared/time/london.ts'
import { hourOn } from './axis.ts'

export type RotaPerson = RotaWeek['people'][number]

/** One cell of the grid: what somebody has on a day. */
export interface DayCell {
  readonly day: LondonDay
  readonly shifts: readonly ShiftRow[]
  readonly away: RotaWeek['daysAway'][number]['kind'] | null
  /** Hours of the day in which they are away. */
  readonly hoursAway: RotaWeek['hoursAway']
}

export interface PersonRow {
  readonly person: RotaPerson
  readonly days: readonly DayCell[]
}

export interface WeekRows {
  /** AMHPs with a shift or a day away, those who start earliest first. */
  readonly amhps: readonly PersonRow[]
  /** Practice consultants at the desk. */
  readonly desk: readonly PersonRow[]
  /** Everybody else who can be on the rota. */
  readonly idle: readonly PersonRow[]
}

export const daysOf = ({ monday }: Pick<RotaWeek, 'monday'>): readonly LondonDay[] =>
  Array.from({ length: 7 }, (_, index) => addDays(monday, index))

/** The rows of the grid. */
export function rowsOf(rota: RotaWeek): WeekRows {
  const rows = rota.people.map((person) => rowOf(rota, person)).toSorted(byUsualStart)
  const onIt = rows.filter(({ days }) => days.some(isSomething))
  const atDesk = onIt.filter(worksOnlyAtDesk)
  return {
    amhps: onIt.filter((row) => !worksOnlyAtDesk(row)),
    desk: atDesk,
    idle: rows.filter((row) => !onIt.includes(row)),
  }
}

function rowOf(rota: RotaWeek, person: RotaPerson): PersonRow {
  const own = rota.shifts.filter(({ personId }) => personId === person.personId)
  const away = rota.daysAway.filter(({ personId }) => personId === person.personId)
  const hours = rota.hoursAway.filter(({ personId }) => personId === person.personId)
  return {
    person,
    days: daysOf(rota).map((day) => ({
      day,
      shifts: own.filter((shift) => shift.day === day),
      away: away.find((one) => one.day === day)?.kind ?? null,
      hoursAway: hours.filter((one) => one.day === day),
    })),
  }
}

/** Whether somebody has anything on a day. */
export const isSomething = ({ shifts, away, hoursAway }: DayCell): boolean =>
  shifts.length > 0 || away !== null || hoursAway.length > 0

const shiftsOf = ({ days }: PersonRow): readonly ShiftRow[] => days.flatMap(({ shifts }) => shifts)

function worksOnlyAtDesk(row: PersonRow): boolean {
  const shifts = shiftsOf(row)
  return shifts.length > 0 ? !shifts.some(({ role }) => isAmhpRole(role)) : !row.person.onRegister
}

/** By the hour at which somebody usually starts, so that the week reads as a staircase; then by name. */
function byUsualStart(a: PersonRow, b: PersonRow): number {
  return usualStart(a) - usualStart(b) || a.person.name.localeCompare(b.person.name, 'en-GB')
}

function usualStart(row: PersonRow): number {
  const starts = shiftsOf(row)
    .map(({ day, startsAt }) => hourOn(day, startsAt))
    .toSorted((a, b) => a - b)
  return starts[Math.floor(starts.length / 2)] ?? 24
}

/** The shifts of a week that have the same times, day by day. */
export interface TimesRow {
  readonly times: string
  readonly days: readonly { readonly day: LondonDay; readonly shifts: readonly ShiftRow[] }[]
}

/** The same week by when people start: one row for each pair of times. */
export function rowsByTimes(rota: RotaWeek): readonly TimesRow[] {
  const timesOf = ({ startsAt, endsAt }: ShiftRow): string => `${clockTimeOf(startsAt)} to ${clockTimeOf(endsAt)}`
  const all = [...new Set(rota.shifts.map(timesOf))].toSorted()
  return all.map((times) => ({
    times,
    days: daysOf(rota).map((day) => ({
      day,
      shifts: rota.shifts.filter((shift) => shift.day === day && timesOf(shift) === times),
    })),
  }))
}
