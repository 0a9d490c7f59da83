import type { Missed } from '#shared/kernel/missed.ts'
import type { Hole } from './connection.ts'
import type { Stale } from './queryCache.ts'

export type FillHole = (hole: Hole) => void
type Asked = Exclude<Hole, 'all'>

/**
 * Fills a hole in what a screen has heard: asks what was missed from its last number on, and makes stale that much. One question at a
 * time: a hole that is found meanwhile is asked about when the answer does not reach so far. Without an answer nobody knows what was
 * missed, and everything is asked for.
 *
 * @param ask the hub, from its database
 * @param refresh makes stale what the answer names
 */
export function makeGapFiller(ask: (hole: Asked) => Promise<Missed>, refresh: (stale: Stale) => void): FillHole {
  let wanted: Asked | null = null
  let busy = false

  const fillOnce = async (hole: Asked): Promise<void> => {
    const missed = await ask(hole).catch(() => null)
    const to = wanted?.to ?? hole.to
    wanted = null
    if (missed === null || missed.touches === 'all') return refresh('all')
    refresh(new Set(missed.touches))
    if (to <= missed.seq) return
    // It told of less than was heard of by now; where it does not even come further it cannot say.
    if (missed.seq <= hole.since) refresh('all')
    else wanted = { epoch: hole.epoch, since: missed.seq, to }
  }

  const run = async (): Promise<void> => {
    busy = true
    while (wanted !== null) await fillOnce(wanted)
    busy = false
  }

  return (hole) => {
    if (hole === 'all') {
      refresh('all')
      return
    }
    wanted =
      wanted === null ? hole : { ...hole, since: Math.min(wanted.since, hole.since), to: Math.max(wanted.to, hole.to) }
    if (!busy) void run()
  }
}
