import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant } from './instant.ts'
import { clockTimeOf, londonDay, londonDayOf } from './london.ts'
import { readTime, readWhen, typedTimeWords } from './typedTime.ts'

const NOW = instant('2026-11-12T18:32:00Z')
const TODAY = londonDay('2026-11-12')

describe('a typed time of day', () => {
  it.each([
    ['16:20', '16:20'],
    ['1620', '16:20'],
    ['16.20', '16:20'],
    ['16 20', '16:20'],
    ['16h20', '16:20'],
    ['1620hrs', '16:20'],
    ['16:20 hours', '16:20'],
    ['1620h', '16:20'],
    ['4.20pm', '16:20'],
    ['4:20 pm', '16:20'],
    ['4:20 P.M.', '16:20'],
    ['420pm', '16:20'],
    ['４：２０ pm', '16:20'],
    [' 16:20 ', '16:20'],
    ['9am', '09:00'],
    ['9 a.m.', '09:00'],
    ['09', '09:00'],
    ['9:05', '09:05'],
    ['930', '09:30'],
    ['4.20', '04:20'],
    ['16', '16:00'],
    ['12', '12:00'],
    ['0', '00:00'],
    ['00', '00:00'],
    ['0000', '00:00'],
    ['23:59', '23:59'],
    ['12am', '00:00'],
    ['12.30am', '00:30'],
    ['12pm', '12:00'],
    ['12.30pm', '12:30'],
    ['noon', '12:00'],
    ['12 noon', '12:00'],
    ['Midday', '12:00'],
    ['midnight', '00:00'],
    ['12 midnight', '00:00'],
  ])('%j is %s', (text, time) => {
    expect(readTime(text)).toEqual({ ok: true, value: time })
  })

  it.each([
    '24:00',
    '2400',
    '25',
    '16:60',
    '1660',
    '16:2',
    '13pm',
    '0am',
    '16:20pm',
    '4:60pm',
    '16:20:30',
    'tea time',
    '-4',
    '4.',
    ':20',
    '16202',
    'constructor',
  ])('%j is not one', (text) => {
    const read = readTime(text)
    expect(read).toEqual({ ok: false, refusal: { code: 'time-unreadable', typed: text } })
    if (!read.ok) expect(typedTimeWords(read.refusal)).toContain('Enter a time, like 16:20')
  })

  it('asks when nothing was typed', () => {
    const read = readTime('  ')
    expect(read).toEqual({ ok: false, refusal: { code: 'time-missing' } })
    if (!read.ok) expect(typedTimeWords(read.refusal)).toBe('Enter a time, like 16:20')
  })

  it.each([
    ['9', '09:00', '21:00'],
    ['1', '01:00', '13:00'],
    ['11', '11:00', '23:00'],
  ])('asks which half of the day a bare %s is in', (text, morning, afternoon) => {
    const read = readTime(text)
    expect(read).toEqual({ ok: false, refusal: { code: 'time-either-half', morning, afternoon } })
    if (!read.ok) expect(typedTimeWords(read.refusal)).toBe(`Morning or evening? Enter ${morning} or ${afternoon}`)
  })

  it('reads every minute of the day in each of the usual ways', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (hour, minute) => {
        const two = (n: number): string => String(n).padStart(2, '0')
        const face = `${two(hour)}:${two(minute)}`
        const twelve = `${hour % 12 === 0 ? 12 : hour % 12}.${two(minute)}${hour < 12 ? 'am' : 'pm'}`
        for (const text of [face, face.replace(':', ''), face.replace(':', '.'), twelve]) {
          expect(readTime(text)).toEqual({ ok: true, value: face })
        }
      }),
    )
  })

  it('answers anything at all with a time or a sentence', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readTime(text)
        if (!read.ok) expect(typedTimeWords(read.refusal)).not.toBe('')
      }),
    )
  })
})

describe('when something happened', () => {
  it('is a typed time on a London day', () => {
    expect(readWhen('16:20', TODAY, NOW)).toEqual({ ok: true, value: '2026-11-12T16:20:00.000Z' })
    expect(readWhen('18:32', TODAY, NOW)).toEqual({ ok: true, value: NOW })
    expect(readWhen('4.20pm', londonDay('2026-07-01'), NOW)).toEqual({ ok: true, value: '2026-07-01T15:20:00.000Z' })
  })

  it('is not still to come', () => {
    const read = readWhen('18:33', TODAY, NOW)
    expect(read).toEqual({ ok: false, refusal: { code: 'time-in-future', at: '2026-11-12T18:33:00.000Z', now: NOW } })
    if (!read.ok)
      expect(typedTimeWords(read.refusal)).toBe('Thu 12 November 18:33 has not come yet. Check the time and the day')
  })

  it('passes on what is wrong with the time itself', () => {
    expect(readWhen('soon', TODAY, NOW)).toEqual({ ok: false, refusal: { code: 'time-unreadable', typed: 'soon' } })
  })

  it('was not in the hour that the clocks skipped', () => {
    const read = readWhen('01:30', londonDay('2026-03-29'), NOW)
    expect(read.ok ? null : read.refusal.code).toBe('clock-time-skipped')
    if (!read.ok) {
      expect(typedTimeWords(read.refusal)).toBe(
        'The clocks went forward on Sunday 29 March 2026, so there was no such time. Enter 00:59 or 02:00',
      )
    }
  })

  it('is asked about in the hour that came twice', () => {
    const read = readWhen('01:30', londonDay('2026-10-25'), NOW)
    expect(read.ok ? null : read.refusal.code).toBe('clock-time-twice')
    if (!read.ok) {
      expect(typedTimeWords(read.refusal)).toBe(
        'The clocks went back on Sunday 25 October 2026, so this time came twice. ' +
          'Choose 01:30 BST, before they went back, or 01:30 GMT, after',
      )
    }
  })

  it('is the first of the two while the second has not come yet', () => {
    const night = londonDay('2026-10-25')
    expect(readWhen('01:30', night, instant('2026-10-25T00:45:00Z'))).toEqual({
      ok: true,
      value: '2026-10-25T00:30:00.000Z',
    })
    expect(readWhen('01:30', night, instant('2026-10-25T00:15:00Z'))).toMatchObject({
      ok: false,
      refusal: { code: 'time-in-future' },
    })
    expect(readWhen('01:30', night, instant('2026-10-25T01:30:00Z'))).toMatchObject({
      ok: false,
      refusal: { code: 'clock-time-twice' },
    })
  })

  it('reads back as it was typed, and is never in the future', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000_000 }), (ago) => {
        const at = instant(Date.parse(NOW) - ago * 60_000)
        const read = readWhen(clockTimeOf(at), londonDayOf(at), NOW)
        if (read.ok) expect(read.value).toBe(at)
        else expect(read.refusal.code).toBe('clock-time-twice')
      }),
    )
  })
})
