import { beforeAll, describe, expect, it } from 'vitest'
import { makeDemo } from '#db/seed/demo.ts'
import { comparePolicies, type PoliciesResult } from '#shared/planner/policies/comparePolicies.ts'
import { ownWork } from '#shared/planner/policies/ownWork.ts'
import { assumedWork } from '#shared/planner/policies/work.ts'
import type { PlannedStart, ShiftPattern } from '#shared/planner/simulate/compare.ts'
import type { History } from '#shared/planner/simulate/history.ts'
import { instant } from '#shared/time/instant.ts'
import { demoHistory } from '#tests/builders/pastWork.ts'

const at = (start: number, people: number): PlannedStart => ({ start, end: start + 480, people, outOfHours: false })
const uniform: ShiftPattern = { weekdays: [at(510, 6)], weekends: [] }
const staggered: ShiftPattern = { weekdays: [at(510, 2), at(600, 1), at(720, 1), at(840, 2)], weekends: [] }

/** The ten weeks of the demo in which everybody began in the morning. */
let before: History
let found: PoliciesResult
const told: number[] = []
beforeAll(() => {
  const now = instant('2026-11-12T16:47:00Z')
  before = demoHistory(makeDemo({ now, seed: 20261112, weeks: 26, passwordHash: 'x' })).before
  found = comparePolicies(before, { today: uniform, tried: staggered, seed: 1 }, (share) => told.push(share))
})

describe('six ways of giving out a service’s own work', () => {
  const of = (ending: string) => {
    const row = found.six.find(({ name }) => name.endsWith(ending))
    if (!row) throw new Error(`no way ${ending}`)
    return row.week
  }

  it('makes of the shifts as they were what the log says, before anything else', () => {
    const { happened, ways } = found.past
    const like = ways.filter(
      ({ week }) => week.toilHours.low <= happened.toilHours && happened.toilHours <= week.toilHours.high,
    )
    expect(like.map(({ name }) => name)).toContain('Today’s shifts, hub, first free')
  })

  it('puts the six in their order: staggering passes less on, and reckoning with late finishes works least late', () => {
    expect(found.six).toHaveLength(6)
    for (const how of ['by area', 'hub, first free', 'hub, scored']) {
      const [early, tried] = [of(`All start 08:30, ${how}`), of(`you tried, ${how}`)]
      expect(tried.handOvers.mean).toBeLessThan(early.handOvers.mean)
      expect(tried.toilHours.mean).toBeLessThan(early.toilHours.mean)
    }
    expect(of('you tried, hub, scored').toilHours.high).toBeLessThan(of('you tried, hub, first free').toilHours.low)
    expect(of('you tried, hub, scored').handOvers.mean).toBeGreaterThan(of('you tried, hub, first free').handOvers.mean)
  })

  it('shows what a dearer hand-over buys: never more passed on, and more worked late', () => {
    const [cheapest, dearest] = [found.frontier[0]?.week, found.frontier.at(-1)?.week]
    expect(cheapest?.toilHours.mean).toBeLessThan(dearest?.toilHours.mean ?? 0)
    for (const [place, { week }] of found.frontier.entries())
      expect(week.handOvers.mean).toBeLessThanOrEqual((found.frontier[place - 1]?.week.handOvers.mean ?? 99) + 0.05)
  })

  it('says what is the log’s own and what is assumed, and how far it is', () => {
    expect(found.own[0]).toMatch(/^\d+ referrals on 50 weekdays/)
    expect(found.assumed.length).toBeGreaterThan(0)
    expect(told.every((share, place) => share >= (told[place - 1] ?? 0) && share <= 1)).toBe(true)
  })

  it('leans on what is assumed where the log is thin, and compares no empty day', () => {
    const { work, assumed } = ownWork({ ...before, jobs: before.jobs.slice(0, 5) })
    expect(work.rests).toEqual([])
    expect(assumed.at(-1)).toContain('too few')
    for (const [hour, rate] of work.doctors.entries())
      expect(Math.abs(rate - (assumedWork.doctors[hour] ?? 0)), `hour ${hour}`).toBeLessThan(0.35)
    const nobody = comparePolicies(before, { today: uniform, tried: { weekdays: [], weekends: [] }, seed: 1 }, () => {})
    expect([nobody.left, nobody.six, nobody.frontier]).toEqual([true, [], []])
  })
})
