import { describe, expect, it } from 'vitest'
import { dozed, dropped, heard, holeBefore, holeOfReturn, newLine, opened, phaseOf, type Line } from './connection.ts'

const first = { epoch: 'a', seq: 40 }
const live = (at = 0): Line => heard(opened(newLine(at)), first, at)

describe('what the connection bar shows', () => {
  it('says connecting for the first seconds, and then that it cannot connect', () => {
    expect(phaseOf(newLine(0), 4_000)).toBe('connecting')
    expect(phaseOf(newLine(0), 6_000)).toBe('reconnecting')
    expect(phaseOf(newLine(0), 61_000)).toBe('stale')
  })

  it('is live while pulses come, and bears one that is missed', () => {
    expect(phaseOf(live(), 11_900)).toBe('live')
    expect(phaseOf(live(), 12_100)).toBe('reconnecting')
  })

  it('waits only five seconds when the socket itself was dropped', () => {
    expect(phaseOf(dropped(live()), 4_900)).toBe('live')
    expect(phaseOf(dropped(live()), 5_100)).toBe('reconnecting')
  })

  it('is not fooled by a socket that opens and says nothing', () => {
    expect(phaseOf(opened(dropped(live())), 30_000)).toBe('reconnecting')
    expect(phaseOf(opened(dropped(live())), 60_001)).toBe('stale')
  })

  it('counts what changed while it was away, and says so for five seconds', () => {
    const back = heard(dropped(live()), { epoch: 'a', seq: 43 }, 30_000)
    expect(phaseOf(back, 30_000)).toBe('back')
    expect(back.back?.changes).toBe(3)
    expect(phaseOf(back, 35_000)).toBe('live')
  })

  it('cannot count across a restored database, or from a process that has just started', () => {
    expect(heard(dropped(live()), { epoch: 'b', seq: 12 }, 30_000).back?.changes).toBeNull()
    expect(heard(dropped(live()), { epoch: 'a', seq: 0 }, 30_000).back?.changes).toBeNull()
  })

  it('does not announce a return from a cut that nobody saw', () => {
    expect(phaseOf(heard(dropped(live()), { epoch: 'a', seq: 41 }, 3_000), 3_000)).toBe('live')
  })

  it('does not say back when it was never there', () => {
    expect(phaseOf(heard(newLine(0), first, 30_000), 30_000)).toBe('live')
  })

  it('never counts backwards when another process is a little behind', () => {
    expect(heard(live(), { epoch: 'a', seq: 38 }, 1_000).seq).toBe(40)
  })
})

describe('what was missed', () => {
  it('is what lies between the last number heard and the first of what comes', () => {
    expect(holeBefore(live(), { epoch: 'a', after: 40 })).toBeNull()
    expect(holeBefore(live(), { epoch: 'a', after: 38 })).toBeNull()
    expect(holeBefore(live(), { epoch: 'a', after: 43 })).toEqual({ epoch: 'a', since: 40, to: 43 })
  })

  it('is also found in the middle: news that follows on from a number that nobody told of', () => {
    const behind = heard(live(), { epoch: 'a', seq: 44 }, 1_000)
    expect(holeBefore(behind, { epoch: 'a', after: 44 })).toBeNull()
    expect(holeBefore(live(), { epoch: 'a', after: 43 })).not.toBeNull()
  })

  it('is everything when the database was restored', () => {
    expect(holeBefore(live(), { epoch: 'b', after: 3 })).toBe('all')
  })

  it('is nothing on a line that has only begun: everything is asked for anyway', () => {
    expect(holeBefore(newLine(0), { epoch: 'a', after: 40 })).toBeNull()
    expect(holeOfReturn(newLine(0))).toBe('all')
  })

  it('may be anything after the last number when the line comes back', () => {
    expect(holeOfReturn(dropped(live()))).toEqual({ epoch: 'a', since: 40, to: 40 })
  })
})

describe('a device that slept', () => {
  it('is known by a long gap between looks in which nothing was heard', () => {
    expect(dozed(live(), 0, 21_000)).toBe(true)
  })

  it('is not a hidden tab, which looks seldom but hears', () => {
    expect(dozed(live(55_000), 0, 60_000)).toBe(false)
  })
})
