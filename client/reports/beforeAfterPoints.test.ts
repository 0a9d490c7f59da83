import { expect, it } from 'vitest'
import { beforeAfter } from '#shared/reports/beforeAfter.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { addDays, londonDay } from '#shared/time/london.ts'
import { minutes } from '#shared/time/minutes.ts'
import { levelsOf, markAt, partWords, pointsOf } from './beforeAfterPoints.ts'

const ewa = 'ewa' as PersonId
const from = londonDay('2026-03-16')
const shifts = Array.from({ length: 25 }, (_, week) => ({
  personId: ewa,
  day: addDays(londonDay('2026-01-05'), 7 * week),
}))
const staggered = {
  from,
  ...beforeAfter({
    changeOn: from,
    period: 'month',
    firstDay: londonDay('2026-01-01'),
    lastDay: londonDay('2026-06-10'),
    earned: [
      { personId: ewa, day: londonDay('2026-01-05'), minutes: minutes(600) },
      { personId: ewa, day: londonDay('2026-04-06'), minutes: minutes(120) },
    ],
    shifts,
    jobs: [],
  }),
}

it('draws a point for each whole month, and says which is not drawn: part of one would look like a fall', () => {
  expect(pointsOf(staggered).map(({ tick, value }) => [tick, value])).toEqual([
    ['J', 10],
    ['F', 0],
    ['M', 0],
    ['A', 2],
    ['M', 0],
  ])
  expect(pointsOf(staggered).map(({ label }) => label)).toContain('March 2026, 1 AMHPs, the month of the change')
  expect(partWords(staggered)).toBe('Only part of June 2026 is in these days, so it is not drawn.')
  expect(partWords({ ...staggered, periods: staggered.periods.slice(0, 3) })).toBe('')
})

it('puts the change where it falls in its month', () => {
  expect(markAt(staggered)).toBeCloseTo(2 - 0.5 + 15 / 31)
})

it('draws each mean over its own whole months', () => {
  expect(levelsOf(staggered)).toMatchObject([
    { from: 0, to: 1, value: 5 },
    { from: 3, to: 4, value: 1 },
  ])
})
