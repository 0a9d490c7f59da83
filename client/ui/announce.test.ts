import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { announce, announceAlarm, hearSaid, hush, saidNow } from './announce.ts'

/** Everything the polite region said, with the second at which it did. */
const heard: (readonly [second: number, words: string])[] = []
let stop = (): void => {}
beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
  hush()
  heard.length = 0
  let was = saidNow().polite
  stop = hearSaid(() => {
    const { polite } = saidNow()
    if (polite !== was && polite !== '') heard.push([Date.now() / 1000, polite])
    was = polite
  })
})
afterEach(() => {
  vi.advanceTimersByTime(60_000)
  stop()
  vi.useRealTimers()
})

describe('the polite live region', () => {
  it('speaks at most once in 20 seconds, however much happens', () => {
    for (let second = 0; second < 120; second++) {
      announce(`${second} new to triage`)
      vi.advanceTimersByTime(1000)
    }
    expect(heard.length).toBe(6)
    const gaps = heard.slice(1).map(([second], place) => second - (heard[place]?.[0] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(20)
  })

  it('loses nothing that was said meanwhile: it comes as one sentence', () => {
    announce('1 new to triage')
    vi.advanceTimersByTime(1000)
    announce('Marcus Reid finished.')
    announce('R-2424 allocated to Ewa Kowalska')
    announce('Marcus Reid finished')
    expect(heard).toEqual([[0.4, '1 new to triage.']])
    vi.advanceTimersByTime(20_400)
    expect(heard.slice(1)).toEqual([[21.4, 'Marcus Reid finished; R-2424 allocated to Ewa Kowalska.']])
  })

  it('counts together what came one by one', () => {
    announce('1 new to triage')
    vi.advanceTimersByTime(1000)
    for (const words of ['1 new to triage', 'Marcus Reid finished', '1 new to triage']) announce(words)
    vi.advanceTimersByTime(21_000)
    expect(heard.at(-1)?.[1]).toBe('2 new to triage; Marcus Reid finished.')
  })

  it('says the same words again as something new', () => {
    const turns = [0, 1].map(() => {
      announce('1 new to triage')
      vi.advanceTimersByTime(30_000)
      return saidNow().politeTurn
    })
    expect(new Set(turns).size).toBe(2)
  })

  it('speaks soon after a quiet time, and never for nothing', () => {
    announce('1 new to triage')
    vi.advanceTimersByTime(60_000)
    announce('1 new to allocate')
    vi.advanceTimersByTime(400)
    expect(heard.map(([second]) => second)).toEqual([0.4, 60.4])
    vi.advanceTimersByTime(60_000)
    expect(heard).toHaveLength(2)
  })

  it('lets an alarm through at once, in the region of its own', () => {
    announce('1 new to triage')
    vi.advanceTimersByTime(1000)
    announceAlarm('R-2411 has passed its legal limit.')
    expect(saidNow().alarm).toBe('R-2411 has passed its legal limit.')
    expect(heard).toHaveLength(1)
  })
})
