import { describe, expect, it } from 'vitest'
import { limitSaid, momentInFull } from '#shared/referrals/limitWords.ts'
import {
  momentAhead,
  momentOf,
  momentWords,
  readComing,
  readEither,
  readPast,
  twoOf,
} from '#shared/referrals/typedMoment.ts'
import { instant } from '#shared/time/instant.ts'

const now = instant('2026-11-12T16:51:00Z')
const typed = (time: string, day = '', which: '' | 'first' | 'second' = '') => ({ time, day, which })
const codeOf = (read: ReturnType<typeof readPast>): string => (read.ok ? read.value : read.refusal.code)

describe('a moment as it is typed', () => {
  it.each([
    ['16:20', '', '2026-11-12T16:20:00.000Z'],
    ['4.20pm', '2026-11-11', '2026-11-11T16:20:00.000Z'],
    ['17:00', '', 'time-in-future'],
    ['', '', 'time-missing'],
    ['16:20', '?', 'day-unreadable'],
    ['16:20', '2026-02-30', 'day-unreadable'],
    ['01:30', '2026-03-29', 'clock-time-skipped'],
    ['01:30', '2026-10-25', 'clock-time-twice'],
  ])('%j on %j in the past is %s', (time, day, expected) => {
    expect(codeOf(readPast(typed(time, day), now))).toBe(expected)
  })

  it.each([
    ['18:32', '', '2026-11-12T18:32:00.000Z'],
    ['16:51', '', 'time-has-passed'],
    ['09:00', '2026-11-13', '2026-11-13T09:00:00.000Z'],
    ['9', '2026-11-13', 'time-either-half'],
    ['01:30', '2027-03-28', 'clock-time-skipped'],
    ['18:32', '?', 'day-unreadable'],
    ['16:00', '2298-11-12', 'time-too-far'],
    ['16:00', '2062-11-12', 'time-too-far'],
    ['16:00', '2027-11-12', '2027-11-12T16:00:00.000Z'],
    ['16:00', '2026-02-30', 'day-unreadable'],
  ])('%j on %j to come is %s', (time, day, expected) => {
    expect(codeOf(readComing(typed(time, day), now))).toBe(expected)
  })

  it('asks which of two, and takes the answer', () => {
    const twice = typed('01:30', '2026-10-25')
    expect(twoOf(twice, now)).toMatchObject({ first: '2026-10-25T00:30:00.000Z', second: '2026-10-25T01:30:00.000Z' })
    expect(codeOf(readPast({ ...twice, which: 'first' }, now))).toBe('2026-10-25T00:30:00.000Z')
    expect(codeOf(readPast({ ...twice, which: 'second' }, now))).toBe('2026-10-25T01:30:00.000Z')
    expect(twoOf(typed('16:20'), now)).toBeNull()
  })

  it('asks nothing while only one of the two has come', () => {
    const between = instant('2026-10-25T00:45:00Z')
    const twice = typed('01:30', '2026-10-25')
    expect(twoOf(twice, between)).toBeNull()
    expect(codeOf(readPast(twice, between))).toBe('2026-10-25T00:30:00.000Z')
  })

  describe('on the night before the clocks go back', () => {
    const evening = instant('2026-10-24T18:00:00Z')
    const twice = typed('01:30', '2026-10-25')
    const [first, second] = [instant('2026-10-25T00:30:00.000Z'), instant('2026-10-25T01:30:00.000Z')]

    it('a time to come is asked about, and is the one that was chosen', () => {
      expect(codeOf(readComing(twice, evening))).toBe('clock-time-twice')
      expect(twoOf(twice, evening, 'coming')).toMatchObject({ first, second })
      expect(codeOf(readComing({ ...twice, which: 'first' }, evening))).toBe(first)
      expect(codeOf(readComing({ ...twice, which: 'second' }, evening))).toBe(second)
    })

    it('between the two, only the second is to come', () => {
      const between = instant('2026-10-25T00:45:00Z')
      expect(twoOf(twice, between, 'coming')).toBeNull()
      expect(codeOf(readComing(twice, between))).toBe(second)
      expect(codeOf(readComing(twice, second))).toBe('time-has-passed')
    })

    it('one that is proposed says which of the two it is, so that it reads back as itself', () => {
      for (const at of [first, second, evening])
        expect(codeOf(readComing(momentAhead(at), instant('2026-10-24T12:00:00Z')))).toBe(at)
      expect(momentOf(first, instant('2026-10-25T00:45:00Z'))).toEqual(twice)
      expect(momentOf(second, instant('2026-10-25T09:00:00Z'))).toEqual({ ...twice, which: 'second' })
    })

    it('one that may lie behind or ahead is always asked about', () => {
      const between = instant('2026-10-25T00:45:00Z')
      expect(codeOf(readEither(twice, between))).toBe('clock-time-twice')
      expect(twoOf(twice, between, 'either')).toMatchObject({ first, second })
      expect(codeOf(readEither({ ...twice, which: 'first' }, between))).toBe(first)
      expect(codeOf(readEither(typed('9'), between))).toBe('time-either-half')
      expect(codeOf(readEither(typed('09:00', '2062-11-12'), between))).toBe('time-too-far')
      expect(codeOf(readEither(typed('09:00', '?'), between))).toBe('day-unreadable')
    })
  })

  it.each(['day-unreadable', 'time-has-passed', 'time-too-far'] as const)('says what to do about %s', (code) => {
    expect(momentWords(code === 'time-has-passed' ? { code, at: now } : { code })).toMatch(/^[A-Z].{8,}/)
  })
})

describe('a limit said back', () => {
  const said = (startedAt: string | null, at = now) => {
    const { before, when, after } = limitSaid(
      { kind: 's136', startedAt: startedAt === null ? null : instant(startedAt) },
      at,
    )
    return before + when + after
  }
  it.each([
    ['2026-11-12T16:20:00Z', 'Section 136 will end at 16:20 on Friday 13 November, in 23h 29m'],
    ['2026-11-11T16:20:00Z', 'Section 136 ended at 16:20 on Thursday 12 November, 31m over the limit'],
    [null, 'Section 136: start not recorded. The clock may be running out'],
  ])('%s: %s', (startedAt, words) => {
    expect(said(startedAt)).toBe(words)
  })
  it('names the hour that comes twice', () => {
    expect(momentInFull(instant('2026-10-25T01:30:00Z'))).toBe('01:30 GMT on Sunday 25 October')
  })
})
