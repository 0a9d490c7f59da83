import { describe, expect, it } from 'vitest'
import { DAY, type History, type PastJob } from './history.ts'
import { bestStarts, offeredLoad, peopleNeeded, type StartsAsked } from './starts.ts'
import { leaningShare, Strata } from './strata.ts'
import { Waiting } from './waiting.ts'

const job = (began: number, free: number): PastJob => ({
  received: began - 60,
  decided: began - 60,
  given: began - 60,
  began,
  finished: free - 40,
  free,
  kind: 'community',
  urgency: 'U2',
  shift: null,
  shiftEnd: null,
})

describe('the offered load', () => {
  it('counts who would be out at once, by parts of half hours and across midnight', () => {
    const history: History = {
      days: 7,
      shifts: [],
      jobs: [job(17 * 60, 18 * 60 + 15), job(DAY + 23 * 60 + 30, 2 * DAY + 30)],
    }
    const { load } = offeredLoad(history, { weekend: false, lead: 60 })
    expect([load[32], load[35], load[36], load[47], load[0], load[1]].map((one) => 5 * (one ?? 0))).toEqual([
      1, 1, 0.5, 1, 1, 0,
    ])
    expect(offeredLoad(history, { weekend: true, lead: 60 }).load.every((one) => one === 0)).toBe(true)
  })

  it('asks for the Poisson quantile', () => {
    expect([0, 0.1, 1, 3, 5.2].map(peopleNeeded)).toEqual([0, 0, 2, 5, 8])
  })
})

const needed = Array.from({ length: 48 }, (_, half) => (half >= 32 && half < 40 ? 3 : half >= 18 && half < 44 ? 1 : 0))
const asked: StartsAsked = {
  needed,
  people: 4,
  distinct: 2,
  length: 480,
  among: [540, 600, 660, 720, 780, 840],
  presence: { from: 540, until: 1320 },
}

describe('the best starts', () => {
  it('put people where the work is, and leave nobody out of the day that has to be staffed', () => {
    const [best, next] = bestStarts(asked, 3)
    expect(best?.starts.map(({ start, people }) => [start, people])).toEqual([
      [540, 1],
      [840, 3],
    ])
    expect(best?.short).toBe(0)
    expect(next?.short).toBeGreaterThanOrEqual(0)
    expect(best?.starts.map(({ end }) => end)).toEqual([1020, 1320])
  })

  it('never get worse with another start allowed, and are none when the day cannot be staffed', () => {
    const shorts = [2, 3, 4].map((distinct) => bestStarts({ ...asked, distinct }, 1)[0]?.short ?? 99)
    expect(shorts).toEqual(shorts.toSorted((a, b) => b - a))
    expect(bestStarts({ ...asked, distinct: 1 }, 1)).toEqual([])
  })
})

it('a thin stratum leans on the wider one, a full one hardly', () => {
  const strata = new Strata<string>()
  for (let at = 0; at < 5; at += 1) strata.add(['thin', 'wide'], 'own')
  for (let at = 0; at < 95; at += 1) strata.add(['other', 'wide'], 'others')
  const share = Array.from({ length: 1000 }, (_, at) => strata.draw(['thin', 'wide'], at / 1000)).filter(
    (one) => one === 'own',
  )
  // 5 ⁄ 25 by itself, and 5 in 100 of the rest.
  expect(share.length).toBeGreaterThan(200)
  expect(share.length).toBeLessThan(280)
  expect(strata.draw(['nothing'], 0.5)).toBeUndefined()
  expect(leaningShare({ yes: 6, of: 7 }, 0.5)).toBe(0.75)
})

it('what waits comes out by its moment', () => {
  const waiting = new Waiting<number>((at) => at)
  for (const at of [5, 3, 9, 1, 7, 3]) waiting.add(at)
  const out = Array.from({ length: 7 }, () => waiting.next())
  expect(out).toEqual([1, 3, 3, 5, 7, 9, undefined])
})
