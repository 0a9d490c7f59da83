import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addHours,
  addMinutes,
  earliest,
  instant,
  instantInput,
  instantOfDatabase,
  latest,
  minutesBetween,
  msOf,
  type Instant,
} from './instant.ts'

const anyInstant = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
  .map((date) => instant(date.getTime()))

describe('reading a moment', () => {
  it.each([
    ['2026-03-29T01:00:00Z', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29T01:00Z', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29T02:00:00+01:00', '2026-03-29T01:00:00.000Z'],
    ['2026-03-28T18:00:00-07:00', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29T06:45:00+05:45', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29 01:00:00+00', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29 01:00:00.5+00', '2026-03-29T01:00:00.500Z'],
    ['2026-03-29 01:00:00.123456+00', '2026-03-29T01:00:00.123Z'],
    ['2026-03-29 06:30:00+0530', '2026-03-29T01:00:00.000Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(instant(text)).toBe(expected)
  })

  it.each([
    'yesterday',
    '',
    '2026-03-29',
    '2026-03-29T01:00:00',
    '2026-02-30T00:00:00Z',
    '2027-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-03-29T24:00:00Z',
    '2026-03-29T01:60:00Z',
    '2026-03-29T01:00:60Z',
    '2026-03-29T01:00:00+24:00',
    '2026-03-29T01:00:00+01:75',
    '9999-12-31T23:59:59-01:00',
    'infinity',
    ' 2026-03-29T01:00:00Z',
  ])('refuses %j', (text) => {
    expect(() => instant(text)).toThrow(RangeError)
    expect(instantInput.safeParse(text).success).toBe(false)
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 8.64e15, -8.64e15])(
    'refuses %d milliseconds, whose text would not sort',
    (ms) => {
      expect(() => instant(ms)).toThrow(RangeError)
    },
  )

  it('gives back what it was given, from text and from milliseconds', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        expect(instant(at)).toBe(at)
        expect(instant(msOf(at))).toBe(at)
        expect(instantInput.parse(at)).toBe(at)
      }),
    )
  })

  it('reads the same moment through any offset', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: -15 * 60, max: 15 * 60 }), (at, offset) => {
        const wall = new Date(msOf(at) + offset * 60_000).toISOString().slice(0, -1)
        const [hours, rest] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60]
        const zone = `${offset < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
        expect(instant(wall + zone)).toBe(at)
      }),
    )
  })
})

describe('moments in order', () => {
  it('sorts as text in the order of time', () => {
    fc.assert(
      fc.property(anyInstant, anyInstant, (a, b) => {
        expect(a < b).toBe(msOf(a) < msOf(b))
        expect(earliest(a, b) <= latest(a, b)).toBe(true)
        expect([a, b].toSorted()).toEqual([earliest(a, b), latest(a, b)])
      }),
    )
  })
})

describe('adding and measuring', () => {
  const at = (text: string): Instant => instant(text)

  it('counts 24 hours as 24 hours on both clock changes', () => {
    expect(addHours(at('2026-03-28T20:00:00Z'), 24)).toBe('2026-03-29T20:00:00.000Z')
    expect(addHours(at('2026-10-24T19:00:00Z'), 24)).toBe('2026-10-25T19:00:00.000Z')
  })

  it('rounds minutes down, towards the past', () => {
    expect(minutesBetween(at('2026-11-12T10:00:30Z'), at('2026-11-12T10:05:00Z'))).toBe(4)
    expect(minutesBetween(at('2026-11-12T10:05:00Z'), at('2026-11-12T10:04:30Z'))).toBe(-1)
    expect(minutesBetween(at('2026-11-12T10:05:00Z'), at('2026-11-12T10:05:00Z'))).toBe(0)
  })

  it('undoes adding by measuring', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: -1_000_000, max: 1_000_000 }), (from, length) => {
        expect(minutesBetween(from, addMinutes(from, length))).toBe(length)
      }),
    )
  })
})

it('reads PostgreSQL’s own text as it reads any other, with and without parts of a second', () => {
  for (const text of [
    '2026-11-12 16:43:00+00',
    '2026-11-12 16:43:00.5+00',
    '2026-11-12 16:43:00.123456+00',
    '2026-03-29 02:00:00+01',
  ])
    expect(instantOfDatabase(text)).toBe(instant(text))
  expect(() => instantOfDatabase('never')).toThrow(RangeError)
})
