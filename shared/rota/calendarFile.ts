import type { ShiftId } from '../kernel/ids.ts'
import type { Instant } from '../time/instant.ts'
import { clockTimeOf, londonDayOf, londonInstants, ZONE } from '../time/london.ts'
import { shiftRoles, type ShiftRole } from './contract.ts'

/** A shift as it goes into a calendar: when, as what, and at which place of the service. Nobody’s name and no work is in it. */
export interface CalendarShift {
  readonly id: ShiftId
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly role: ShiftRole
  readonly version: number
  readonly cancelled: boolean
  /** Where it is worked; null for nowhere in particular. */
  readonly placeName: string | null
}

/** What a calendar calls it, and of whom it is: a team’s events are others than one’s own, also where both are in one calendar. */
export interface CalendarFace {
  readonly title: string
  readonly of: 'own' | 'team'
}

/** The two rules of London’s clocks since 1996: the last Sundays of March and October at 01:00 UTC. */
const timeZone = [
  'BEGIN:VTIMEZONE',
  `TZID:${ZONE}`,
  'BEGIN:DAYLIGHT',
  'DTSTART:19960331T010000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0100',
  'TZNAME:BST',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'DTSTART:19961027T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0000',
  'TZNAME:GMT',
  'END:STANDARD',
  'END:VTIMEZONE',
]

const digits = (text: string): string => text.replaceAll(/[-:]|\.\d{3}/g, '')

/** A moment on London’s clocks; in the hour that comes twice as UTC, so that no calendar has to guess which. */
function moment(name: string, at: Instant): string {
  const [day, time] = [londonDayOf(at), clockTimeOf(at)]
  if (londonInstants(day, time).length !== 1) return `${name}:${digits(at)}`
  return `${name};TZID=${ZONE}:${digits(day)}T${digits(time)}00`
}

/** How many octets a letter has in UTF-8. */
const octetsOf = (letter: string): number => {
  const code = letter.codePointAt(0) ?? 0
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}

/** Lines longer than 75 octets go on after a line end and a space, never inside a letter (RFC 5545 section 3.1). */
function folded(line: string): string {
  let [text, octets] = ['', 0]
  for (const letter of line) {
    const more = octetsOf(letter)
    if (octets + more > 74) {
      text += '\r\n '
      octets = 0
    }
    text += letter
    octets += more
  }
  return text
}

/** A value of text (RFC 5545 section 3.3.11). @example textValue('A; B, C') // 'A\\; B\\, C' */
const textValue = (text: string): string => text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r?\n/g, '\\n')

/** RFC 7986 sections 5.1 and 5.7, and the older names by which most calendars still know them. */
const named = ({ title }: CalendarFace): readonly string[] => [
  `NAME:${title}`,
  `X-WR-CALNAME:${title}`,
  'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
  'X-PUBLISHED-TTL:PT1H',
]

/**
 * One’s shifts as a calendar file (RFC 5545): the same shift has the same UID for ever and a SEQUENCE that goes up with each change, so
 * that a calendar which takes the file again moves what has moved and strikes out what was cancelled.
 *
 * @param face a calendar that fetches this by itself shows its title, and fetches again after an hour
 * @example calendarOf(shifts, now).startsWith('BEGIN:VCALENDAR') // true
 */
export function calendarOf(shifts: readonly CalendarShift[], now: Instant, face: CalendarFace | null = null): string {
  const whose = face?.of === 'team' ? '-team' : ''
  const events = shifts.flatMap(({ id, startsAt, endsAt, role, version, cancelled, placeName }) => [
    'BEGIN:VEVENT',
    `UID:${id}${whose}@duty-hub`,
    `DTSTAMP:${digits(now)}`,
    `SEQUENCE:${version - 1}`,
    moment('DTSTART', startsAt),
    moment('DTEND', endsAt),
    `SUMMARY:${shiftRoles[role]}`,
    ...(placeName === null ? [] : [`LOCATION:${textValue(placeName)}`]),
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'CLASS:PRIVATE',
    'END:VEVENT',
  ])
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Duty Hub//Rota//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...(face ? named(face) : []),
    ...timeZone,
    ...events,
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}
