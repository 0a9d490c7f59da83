import { describe, expect, it } from 'vitest'
import { shiftId } from '../kernel/ids.ts'
import { instant } from '../time/instant.ts'
import { clockTime, londonDay } from '../time/london.ts'
import { calendarOf, type CalendarShift } from './calendarFile.ts'
import { shiftSpan } from './shiftTemplate.ts'

const now = instant('2026-11-12T16:43:00Z')
const shift = (day: string, from: string, to: string, changes: Partial<CalendarShift> = {}): CalendarShift => {
  const { start, end } = shiftSpan({ startsAt: clockTime(from), endsAt: clockTime(to) }, londonDay(day))
  return {
    id: shiftId.parse('00000000-0000-4000-8000-000000000001'),
    startsAt: start,
    endsAt: end,
    role: 'duty',
    version: 1,
    cancelled: false,
    placeName: null,
    ...changes,
  }
}
const linesOf = (one: CalendarShift): readonly string[] => calendarOf([one], now).split('\r\n')

describe('a calendar file of one’s own shifts', () => {
  it('says when on London’s clocks and as what, and no more', () => {
    const lines = linesOf(shift('2026-11-13', '22:00', '08:00'))
    const event = lines.slice(lines.indexOf('BEGIN:VEVENT'), lines.indexOf('END:VEVENT'))
    expect(event).toEqual([
      'BEGIN:VEVENT',
      'UID:00000000-0000-4000-8000-000000000001@duty-hub',
      'DTSTAMP:20261112T164300Z',
      'SEQUENCE:0',
      'DTSTART;TZID=Europe/London:20261113T220000',
      'DTEND;TZID=Europe/London:20261114T080000',
      'SUMMARY:Duty AMHP',
      'STATUS:CONFIRMED',
      'CLASS:PRIVATE',
    ])
    expect(lines.at(-1)).toBe('')
    expect(lines).toContain('BEGIN:VTIMEZONE')
  })

  it('goes up in SEQUENCE with each change, and strikes out what was cancelled', () => {
    const lines = linesOf(shift('2026-11-13', '08:30', '16:30', { version: 4, cancelled: true }))
    expect(lines).toContain('SEQUENCE:3')
    expect(lines).toContain('STATUS:CANCELLED')
  })

  it('names the moment in UTC in the hour that comes twice', () => {
    expect(linesOf(shift('2026-10-25', '01:30', '09:30'))).toContain('DTSTART:20261025T003000Z')
    expect(linesOf(shift('2026-10-24', '22:00', '08:00'))).toContain('DTEND;TZID=Europe/London:20261025T080000')
  })

  it('says where it is worked, with what RFC 5545 keeps for itself escaped and no letter cut in two', () => {
    const placeName = `The Hollies; Unit 2, St Mary’s${'’é'.repeat(30)}`
    const text = calendarOf([shift('2026-11-13', '08:30', '16:30', { placeName })], now)
    expect(text.replaceAll('\r\n ', '')).toContain(`LOCATION:${placeName.replace(';', '\\;').replace(',', '\\,')}\r\n`)
    expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
  })

  it('keeps its lines to 75 octets', () => {
    expect(
      Math.max(...linesOf(shift('2026-11-13', '08:30', '16:30', { role: 'out-of-hours' })).map((line) => line.length)),
    ).toBeLessThanOrEqual(75)
  })
})
