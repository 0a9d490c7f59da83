import { describe, expect, it } from 'vitest'
import type { PersonId, WatchId } from '#shared/kernel/ids.ts'
import { rungs } from '#shared/safety/ladder.ts'
import { addMinutes, instant } from '#shared/time/instant.ts'
import { isAtDesk, spokenWords, watchNews, type HeardWatches, type Watched } from './watchNews.ts'

const NOW = instant('2026-11-12T20:15:00Z')
const jo = 'jo' as PersonId
const ewa = 'ewa' as PersonId
const watch = (over: Partial<Watched> = {}): Watched => ({
  id: 'w1' as WatchId,
  personId: ewa,
  personName: 'Ewa Kowalska',
  rung: 'buddy',
  helpAt: null,
  helpHow: null,
  number: 2424,
  spokenByName: null,
  spokenAt: null,
  ...over,
})
const newsOf = (rows: readonly Watched[], heard: HeardWatches = new Map(), after = 0, me = jo) =>
  watchNews(rows, heard, me, addMinutes(NOW, after))

describe('the sound of a missed check-in', () => {
  it('comes from the buddy’s rung on, and at a call for help on any', () => {
    expect(rungs.map((rung) => newsOf([watch({ rung })]).sounds)).toEqual([false, false, true, true, true])
    expect(newsOf([watch({ rung: 'in-time', helpAt: NOW })]).sounds).toBe(true)
  })

  it('comes once for each rung and for help, and again every quarter of an hour', () => {
    const { heard } = newsOf([watch()])
    expect(newsOf([watch()], heard, 14).sounds).toBe(false)
    expect(newsOf([watch({ helpAt: NOW })], heard, 1).sounds).toBe(true)
    const desk = newsOf([watch({ rung: 'desk' })], heard, 10)
    expect(desk.sounds).toBe(true)
    expect(newsOf([watch({ rung: 'desk' })], desk.heard, 24).sounds).toBe(false)
    const again = newsOf([watch({ rung: 'desk' })], desk.heard, 25)
    expect(again.sounds).toBe(true)
    expect(newsOf([watch({ rung: 'desk' })], again.heard, 39).sounds).toBe(false)
    expect(newsOf([watch({ rung: 'desk' })], again.heard, 40).sounds).toBe(true)
  })

  it('ends when somebody has spoken to them, and comes anew when the next is missed', () => {
    const { heard } = newsOf([watch()])
    const spoken = newsOf([watch({ rung: 'in-time' })], heard, 60)
    expect(spoken.sounds).toBe(false)
    expect(newsOf([watch()], spoken.heard, 61).sounds).toBe(true)
  })

  it('is not heard by whoever is out', () => {
    expect(newsOf([watch({ helpAt: NOW })], new Map(), 0, ewa).sounds).toBe(false)
    expect(newsOf([watch(), watch({ id: 'w2' as WatchId, personId: jo })], new Map(), 0, ewa).sounds).toBe(true)
  })
})

describe('a call for help that is over', () => {
  const { heard } = newsOf([watch({ helpAt: NOW })])
  const spoken = { rung: 'in-time', spokenByName: 'Amir Shah', spokenAt: addMinutes(NOW, 1) } as const

  it('is told of once, with who spoke to them and when', () => {
    const news = newsOf([watch(spoken)], heard, 2)
    expect(news.over).toEqual([{ personName: 'Ewa Kowalska', by: 'Amir Shah spoke to them at 20:16.' }])
    expect(newsOf([watch(spoken)], news.heard, 3).over).toEqual([])
  })

  it('is told of when they are no longer out at all, and not while it goes on or was never one', () => {
    expect(newsOf([], heard, 2).over).toEqual([{ personName: 'Ewa Kowalska', by: null }])
    expect(newsOf([watch({ helpAt: NOW, rung: 'police' })], heard, 2).over).toEqual([])
    expect(newsOf([watch(spoken)], newsOf([watch()]).heard, 2).over).toEqual([])
  })
})

describe('what a screen reader hears of a missed check-in', () => {
  const spokenOf = (...asked: Parameters<typeof newsOf>) => newsOf(...asked).spoken.map(spokenWords)

  it('is who and what to do, once at each rung and at a call for help, and never as the minutes run', () => {
    expect(spokenOf([watch()])).toEqual([
      'Ewa Kowalska is late, on R-2424. Ring them. If they do not answer, ring the place.',
    ])
    const { heard } = newsOf([watch()])
    expect([1, 14, 15, 40].map((after) => spokenOf([watch()], heard, after))).toEqual([[], [], [], []])
    expect(spokenOf([watch({ rung: 'desk' })], heard, 15)).toEqual([
      'Ewa Kowalska is late, on R-2424. Ring them and the place. Send nobody there alone.',
    ])
    expect(spokenOf([watch({ helpAt: NOW, number: null })], heard, 1)).toEqual([
      'Ewa Kowalska called for help. Ring them now. If they do not answer, ring the police, 999.',
    ])
    expect(spokenOf([watch({ helpAt: NOW, helpHow: 'quiet' })], heard, 1)[0]).toMatch(
      /used the quiet word.*Do not ring/,
    )
  })
})

it('knows who is at the desk by their shift, to its last minute and not beyond', () => {
  const shifts = [{ startsAt: NOW, endsAt: addMinutes(NOW, 60) }]
  expect([-1, 0, 59, 60].map((after) => isAtDesk(shifts, addMinutes(NOW, after)))).toEqual([false, true, true, false])
})
