import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, formatDate, londonDay, type LondonDay } from '#shared/time/london.ts'
import { ageOn, birthOrAgeRefusalWords, birthOrAgeWords, readBirthOrAge } from './birthOrAge.ts'

const TODAY = londonDay('2026-11-12')
const read = (text: string) => readBirthOrAge(text, TODAY)
const anyBirth = fc.integer({ min: 0, max: 43_000 }).map((days) => addDays(TODAY, -days))

describe('a date of birth', () => {
  it.each([
    '14 2 55',
    '14/02/1955',
    '14/2/55',
    '14-02-1955',
    '14.2.55',
    '14 feb 55',
    '14 Feb 1955',
    '14th February 1955',
    '14 feb ’55',
    '14feb1955',
    'Feb 14, 1955',
    'february 14th 55',
    '1955-02-14',
    '1955/2/14',
    '14021955',
    '140255',
    '  14   2   55 ',
  ])('%j is 14 February 1955', (text) => {
    expect(read(text)).toEqual({ ok: true, value: { kind: 'born', on: '1955-02-14' } })
  })

  it.each([
    ['14 2 20', '2020-02-14'],
    ['12 11 26', '2026-11-12'],
    ['13 11 26', '1926-11-13'],
    ['1 1 00', '2000-01-01'],
    ['29 2 04', '2004-02-29'],
    ['29 2 28', '1928-02-29'],
    ['1 sept 80', '1980-09-01'],
    ['13 11 1905', '1905-11-13'],
  ])('of two digits is the latest that is not in the future: %s is %s', (text, on) => {
    expect(read(text)).toEqual({ ok: true, value: { kind: 'born', on } })
  })

  it.each([
    ['31 2 55', 'birth-no-such-date'],
    ['29 2 27', 'birth-no-such-date'],
    ['2 14 55', 'birth-no-such-date'],
    ['0 1 55', 'birth-no-such-date'],
    ['32/1/1980', 'birth-no-such-date'],
    ['13 11 2026', 'birth-in-future'],
    ['1 1 2090', 'birth-in-future'],
    ['1 1 1899', 'birth-too-long-ago'],
    ['11 11 1905', 'birth-too-long-ago'],
    ['1955', 'birth-year-alone'],
    ['14 foo 55', 'birth-unreadable'],
    ['14 2', 'birth-unreadable'],
    ['thirty', 'birth-unreadable'],
    ['-5', 'birth-unreadable'],
    ['14 2 955', 'birth-unreadable'],
    ['', 'birth-missing'],
  ])('%j is refused: %s', (text, code) => {
    const answer = read(text)
    expect(answer.ok ? null : answer.refusal.code).toBe(code)
    if (!answer.ok) expect(birthOrAgeRefusalWords(answer.refusal)).toMatch(/Enter|Check/)
  })

  it('says why, and what to type', () => {
    const answer = read('31 2 55')
    if (!answer.ok)
      expect(birthOrAgeRefusalWords(answer.refusal)).toBe(
        'There is no 31 2 55 in the calendar. Enter the day first, like 14 2 55',
      )
  })

  it('with four digits of year is read back as it was typed', () => {
    fc.assert(
      fc.property(anyBirth, (on) => {
        const [year, month, day] = on.split('-')
        for (const text of [on, `${day}/${month}/${year}`, `${day}${month}${year}`, formatDate(on)]) {
          expect(read(text)).toEqual({ ok: true, value: { kind: 'born', on } })
        }
      }),
    )
  })

  it('with two digits is never in the future, and less than a hundred years ago', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 36_523 }).map((days) => addDays(TODAY, -days)),
        (on) => {
          const text = `${on.slice(8)} ${on.slice(5, 7)} ${on.slice(2, 4)}`
          expect(read(text)).toEqual({ ok: true, value: { kind: 'born', on } })
        },
      ),
    )
  })
})

describe('an age', () => {
  it.each([
    ['71', 71, false],
    ['71 years old', 71, false],
    ['71yrs', 71, false],
    ['aged 71', 71, false],
    ['71 y/o', 71, false],
    ['0', 0, false],
    ['120', 120, false],
    ['about 30', 30, true],
    ['approx 30', 30, true],
    ['approx. 30', 30, true],
    ['approximately 30 years', 30, true],
    ['c30', 30, true],
    ['c. 30', 30, true],
    ['~30', 30, true],
    ['30ish', 30, true],
    ['30-ish', 30, true],
    ['30?', 30, true],
    ['aged about 30', 30, true],
    ['Around 30', 30, true],
  ])('%j is %d, estimated: %s', (text, years, estimated) => {
    expect(read(text)).toEqual({ ok: true, value: { kind: 'age', years, estimated, saidOn: TODAY } })
  })

  it.each(['121', '999'])('of %s is a slip of the keys', (text) => {
    expect(read(text)).toMatchObject({ ok: false, refusal: { code: 'birth-too-long-ago' } })
  })
})

describe('how old somebody is', () => {
  it.each([
    ['1955-02-14', '2026-11-12', 71],
    ['1955-02-14', '2026-02-13', 70],
    ['1955-02-14', '2026-02-14', 71],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2008-02-29', '2028-02-29', 20],
    ['2026-11-12', '2026-11-12', 0],
    ['2026-11-13', '2026-11-12', -1],
  ])('born %s is on %s %d', (birth, day, age) => {
    expect(ageOn(londonDay(birth), londonDay(day))).toBe(age)
  })

  it('goes up by one a year, on one day', () => {
    fc.assert(
      fc.property(anyBirth, fc.nat(40_000), (birth, days) => {
        const day = addDays(birth, days)
        const step = ageOn(birth, addDays(day, 1)) - ageOn(birth, day)
        expect([0, 1]).toContain(step)
        expect(Math.abs(ageOn(birth, day) - days / 365.2425)).toBeLessThan(1.01)
      }),
    )
  })
})

describe('the reading said back', () => {
  const back = (text: string, today: LondonDay = TODAY): string => {
    const answer = readBirthOrAge(text, today)
    return answer.ok ? birthOrAgeWords(answer.value, today) : birthOrAgeRefusalWords(answer.refusal)
  }

  it.each([
    ['14 2 55', '14 February 1955, 71 years old'],
    ['71', '71 years old, born 1954 or 1955'],
    ['about 30', 'about 30 years old, born 1995–1997'],
    ['about 40', 'about 40 years old, born 1985–1987'],
    ['1 10 25', '1 October 2025, 1 year old'],
    ['1 10 26', '1 October 2026, under 1 year old'],
  ])('%j: %s', (text, words) => {
    expect(back(text)).toBe(words)
  })

  it('is never empty, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(back(text)).not.toBe('')
      }),
    )
  })
})
