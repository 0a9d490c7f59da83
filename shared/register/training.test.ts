import { describe, expect, it } from 'vitest'
import { londonDay } from '../time/london.ts'
import { checkTrainingDay, trainingYears, type TrainingDone } from './training.ts'

const approval = { firstDay: londonDay('2025-03-01'), lastDay: londonDay('2030-02-28') }
const hours = (day: string, count: number, how: Partial<TrainingDone> = {}): TrainingDone => ({
  day: londonDay(day),
  minutes: count * 60,
  agreed: true,
  struck: false,
  ...how,
})
const years = (today: string, ...training: readonly TrainingDone[]) =>
  trainingYears(approval, training, londonDay(today)).map((one) => [
    `${one.firstDay} ${one.lastDay}`,
    one.agreed / 60,
    one.toAgree / 60,
    one.missing / 60,
    one.state,
  ])

describe('training by the years of an approval', () => {
  it('counts from the anniversary, both days included, the newest year first', () => {
    expect(years('2026-11-12', hours('2026-02-28', 10), hours('2026-03-01', 5))).toEqual([
      ['2026-03-01 2027-02-28', 5, 0, 13, 'running'],
      ['2025-03-01 2026-02-28', 10, 0, 8, 'short'],
    ])
  })

  it('is met by eighteen hours that are agreed, to the minute', () => {
    expect(years('2025-06-01', hours('2025-04-01', 18))[0]).toEqual(['2025-03-01 2026-02-28', 18, 0, 0, 'met'])
    const almost = hours('2025-04-01', 18, { minutes: 1079 })
    expect(trainingYears(approval, [almost], londonDay('2025-06-01'))[0]).toMatchObject({
      missing: 1,
      state: 'running',
    })
  })

  it('does not count what nobody has agreed yet, and nothing that was struck out', () => {
    expect(
      years('2025-06-01', hours('2025-04-01', 12, { agreed: false }), hours('2025-04-02', 9, { struck: true })),
    ).toEqual([['2025-03-01 2026-02-28', 0, 12, 18, 'running']])
  })

  it('is still running on the last day of a year, and short on the next', () => {
    expect(years('2026-02-28')[0]?.[4]).toBe('running')
    expect(years('2026-03-01')[1]?.[4]).toBe('short')
  })

  it('has no years before it begins and none after it ends', () => {
    expect(years('2025-02-28')).toEqual([])
    expect(years('2031-01-01')).toHaveLength(5)
    expect(years('2031-01-01')[0]?.[0]).toBe('2029-03-01 2030-02-28')
  })

  it('begins on 29 February and goes round on the last of the month', () => {
    const leap = { firstDay: londonDay('2024-02-29'), lastDay: londonDay('2029-02-28') }
    const all = trainingYears(leap, [], londonDay('2028-06-01')).toReversed()
    // Each day of the five years is in exactly one of them.
    for (const [index, year] of all.entries()) {
      const next = all[index + 1]
      if (next) expect(next.firstDay > year.lastDay && next.firstDay <= '2028-03-01').toBe(true)
    }
    expect(all[0]?.firstDay).toBe('2024-02-29')
  })
})

it('is put down once it is done, and not for years of which no record is kept', () => {
  const today = londonDay('2026-11-12')
  expect(checkTrainingDay(today, today)).toMatchObject({ ok: true })
  expect(checkTrainingDay(londonDay('2026-11-13'), today)).toMatchObject({ refusal: { code: 'training-in-future' } })
  expect(checkTrainingDay(londonDay('1999-01-01'), today)).toMatchObject({ refusal: { code: 'training-long-ago' } })
})
