import { beforeAll, describe, expect, it } from 'vitest'
import { makeDemo } from '#db/seed/demo.ts'
import { compare, reproduce, shiftsOfPattern, type ShiftPattern } from '#shared/planner/simulate/compare.ts'
import { drawWeeks } from '#shared/planner/simulate/draws.ts'
import { whatHappened, type History } from '#shared/planner/simulate/history.ts'
import { modelOf } from '#shared/planner/simulate/model.ts'
import { simulate, waysAsTheyAre } from '#shared/planner/simulate/simulate.ts'
import { instant } from '#shared/time/instant.ts'
import { demoHistory } from '#tests/builders/pastWork.ts'

/** The demo service: ten weeks in which everybody began in the morning, and sixteen since. */
let before: History
let since: History
beforeAll(() => {
  const now = instant('2026-11-12T16:47:00Z')
  const histories = demoHistory(makeDemo({ now, seed: 20261112, weeks: 26, passwordHash: 'x' }))
  before = histories.before
  since = histories.since
})

const main = ['toilMinutes', 'late', 'veryLate', 'callIns'] as const

describe('the simulation', () => {
  it('reproduces the ten weeks before staggered shifts, each figure inside its span', () => {
    const { happened, outside } = reproduce(before, { rounds: 60, seed: 1 })
    expect(outside).toEqual([])
    expect(happened.toilMinutes).toBeGreaterThan(40 * 60)
  })

  it('foretells, from those weeks alone, the late working of the weeks after', () => {
    const ways = { lead: 65, roomShare: 0.45, weekendsAsWeekdays: true }
    const foretold = reproduce(since, { rounds: 60, seed: 1 }, { model: modelOf(before), ways })
    expect(main.filter((measure) => foretold.outside.includes(measure))).toEqual([])
    expect(foretold.simulated.toilMinutes.high).toBeLessThan(whatHappened(before).toilMinutes / 2)
  })

  it('gives the same week for the same luck, and less late working when more people begin late', () => {
    const model = modelOf(since)
    const drawn = drawWeeks(model, 13, 3)
    expect(drawWeeks(model, 13, 3)).toEqual(drawn)
    const pattern = (late: number): ShiftPattern => ({
      weekdays: [
        { start: 480, end: 960, people: 8 - late, outOfHours: false },
        { start: 900, end: 1380, people: late, outOfHours: false },
        { start: 0, end: 480, people: 1, outOfHours: true },
      ],
      weekends: [{ start: 600, end: 1080, people: 2, outOfHours: false }],
    })
    const trial = (late: number) => ({ shifts: shiftsOfPattern(pattern(late), 13), ways: waysAsTheyAre })
    const run = () => simulate(model, drawn, { shifts: trial(3).shifts, weeks: 13 }, waysAsTheyAre)
    expect(run()).toEqual(run())
    const { difference, today, tried } = compare(model, [trial(1), trial(4)], { rounds: 60, seed: 5 })
    expect(difference.toilMinutes.high).toBeLessThan(0)
    expect(tried.toilMinutes.mean - today.toilMinutes.mean).toBeCloseTo(difference.toilMinutes.mean, 6)
    // The same luck on both sides: the span of the difference is narrower than the two spans apart would make it.
    const width = ({ low, high }: { low: number; high: number }) => high - low
    expect(width(difference.toilMinutes)).toBeLessThan(width(today.toilMinutes) + width(tried.toilMinutes))
    expect(compare(model, [trial(2), trial(2)], { rounds: 5, seed: 5 }).difference.late).toEqual({
      mean: 0,
      low: 0,
      high: 0,
    })
  })
})
