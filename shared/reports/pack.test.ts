import { describe, expect, it } from 'vitest'
import { londonDay } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import { hasSameFigures, packOf, type PackFigures } from './pack.ts'

const sides = { partner: { minutes: minutes(0), percent: 0 }, ours: { minutes: minutes(0), percent: 0 } }
const withLate = (counts: readonly (readonly number[])[]): PackFigures => {
  const cells = counts.flatMap((row, day) => row.map((count, hour) => ({ weekday: day + 1, hour: 17 + hour, count })))
  const n = cells.reduce((sum, { count }) => sum + count, 0)
  return {
    councilName: 'Westmarch County Council',
    serviceName: 'AMHP service',
    firstDay: londonDay('2026-08-17'),
    lastDay: londonDay('2026-11-08'),
    late: { late: n, n: n + 20, percent: 50 },
    causes: {
      lateMinutes: minutes(600),
      rows: [],
      sides: { ...sides, neither: { minutes: minutes(600), percent: 100 } },
    } as unknown as PackFigures['causes'],
    heat: {
      hours: [17, 18],
      days: counts.map((row, day) => ({ weekday: day + 1, counts: row })),
      peak: cells.toSorted((a, b) => b.count - a.count)[0] ?? null,
      n,
    },
    amhps: 9,
    peopleOver: 0,
    staggered: null,
  }
}
const whenOf = (counts: readonly (readonly number[])[]): string => packOf(withLate(counts), []).when.sentence

describe('a committee’s sheet', () => {
  it('names the hour in which more finished late than in any other, and none when several stand there alike', () => {
    expect(
      whenOf([
        [21, 8],
        [12, 9],
      ]),
    ).toBe('More finished late on Monday between 17:00 and 18:00 than in any other hour. Late finishes in each hour.')
    expect(
      whenOf([
        [11, 8],
        [11, 9],
      ]),
    ).toContain('No one hour stands out.')
    expect(
      whenOf([
        [12, 8],
        [9, 11],
      ]),
      'rounded they are the same',
    ).toContain('No one hour stands out.')
  })

  it('says which numbers are rounded and which are not', () => {
    const { method } = packOf(withLate([[21, 8]]), [])
    expect(method.join(' ')).toContain('Shares, averages and how many AMHPs there are stand as they are.')
  })

  it('is compared by its figures, so that other words are no other figures', () => {
    const made = packOf(withLate([[21, 8]]), [])
    expect(hasSameFigures({ ...made, intro: 'Said otherwise' }, made)).toBe(true)
    expect(hasSameFigures(packOf(withLate([[30, 8]]), []), made)).toBe(false)
  })
})
