import type { WatchRow, Watches } from '#shared/safety/contract.ts'
import { minutesBetween, type Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

/** @example 'Ewa Kowalska is 45m late: back by 21:00, last heard 20:14, on R-2424.' */
export function headOf({ personName, helpAt, helpHow, backBy, seenAt, number }: WatchRow, now: Instant): string {
  const today = londonDayOf(now)
  const heard = `last heard ${formatInstant(seenAt, today)}${number === null ? '' : `, on R-${number}`}.`
  if (helpAt !== null)
    return `${personName} ${helpHow === 'quiet' ? 'used the quiet word' : 'called for help'} at ${formatInstant(helpAt, today)}: ${heard}`
  const back = `back by ${formatInstant(backBy, today)}, ${heard}`
  return now > backBy
    ? `${personName} is ${formatMinutes(minutesBetween(backBy, now))} late: ${back}`
    : `${personName}: ${back}`
}

/** Who was told, to whom it was handed, and whether the police were rung, each with its time. */
export function watchToldWords(row: WatchRow, { outOfHoursName, outOfHoursPhone }: Watches, now: Instant): string {
  const today = londonDayOf(now)
  const said: string[] = []
  if (row.toldName !== null && row.toldAt !== null)
    said.push(`${row.toldName} was told at ${formatInstant(row.toldAt, today)}.`)
  if (row.toldOutOfHours)
    said.push(`Nobody on duty here to be told: ring ${row.handedToName ?? outOfHoursName}, ${outOfHoursPhone}.`)
  if (row.handedAt !== null)
    said.push(`Handed to ${row.handedToName ?? outOfHoursName} at ${formatInstant(row.handedAt, today)}.`)
  if (row.policeRungAt !== null)
    said.push(`${row.policeRungByName ?? ''} rang the police at ${formatInstant(row.policeRungAt, today)}.`)
  return said.join(' ')
}
