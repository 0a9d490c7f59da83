import { csvSheet, type Cell } from '#shared/kernel/csv.ts'
import { shiftRoles, type RotaWeek, type ShiftRow } from '#shared/rota/contract.ts'
import { clockTimeOf, formatDayShort } from '#shared/time/london.ts'
import { daysOf } from './weekRows.ts'

/**
 * The rota of some weeks as lines of a spreadsheet: people down, days across, in the very form that can be imported again. What is
 * published, without the draft.
 *
 * @param weeks one after another
 * @example rotaLines([week])[0] // ['Name', 'Mon 16 November 2026', …, 'Hours']
 */
export function rotaLines(weeks: readonly RotaWeek[]): readonly (readonly Cell[])[] {
  const days = weeks.flatMap(daysOf)
  const people = new Map(
    weeks.flatMap(({ people: all }) => all.map((person) => [person.personId, person.name] as const)),
  )
  const hours = (personId: string): number =>
    weeks
      .flatMap(({ people: all }) => all)
      .reduce((sum, one) => sum + (one.personId === personId ? one.rosteredMinutes : 0), 0) / 60
  const cells = new Map<string, string[]>()
  const say = (personId: string, day: string, words: string): void => {
    const key = `${personId} ${day}`
    cells.set(key, [...(cells.get(key) ?? []), words])
  }
  for (const { shifts, daysAway } of weeks) {
    for (const shift of shifts) say(shift.personId, shift.day, shiftCell(shift))
    // Never why: a sheet goes further than the hub.
    for (const { personId, day } of daysAway) if (!cells.has(`${personId} ${day}`)) say(personId, day, 'Away')
  }
  const named = [...people].toSorted(([, a], [, b]) => a.localeCompare(b, 'en-GB'))
  return [
    ['Name', ...days.map((day) => `${formatDayShort(day)} ${day.slice(0, 4)}`), 'Hours'],
    ...named
      .filter(([personId]) => days.some((day) => cells.has(`${personId} ${day}`)))
      .map(([personId, name]) => [
        name,
        ...days.map((day) => (cells.get(`${personId} ${day}`) ?? []).join('; ')),
        Math.round(hours(personId) * 100) / 100,
      ]),
  ]
}

const shiftCell = ({ startsAt, endsAt, role, placeName }: ShiftRow): string =>
  `${clockTimeOf(startsAt)}–${clockTimeOf(endsAt)}${role === 'duty' ? '' : ` ${shiftRoles[role]}`}${placeName === null ? '' : ` at ${inOneCell(placeName)}`}`

/** Between two shifts of one cell stands one of these. */
const inOneCell = (name: string): string => name.replaceAll(/\s*[;+\n]\s*/g, ', ')

/** @example rotaCsv([week]).split('\r\n')[1] // 'Priya Nair,08:00–16:00,…' */
export const rotaCsv = (weeks: readonly RotaWeek[]): string => csvSheet(rotaLines(weeks))
