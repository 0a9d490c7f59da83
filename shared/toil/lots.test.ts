import { describe, expect, it } from 'vitest'
import { toilEntryId } from '../kernel/ids.ts'
import { instant } from '../time/instant.ts'
import { addDays, londonDay } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import { inBusiestFourWeeks } from './approvalTerms.ts'
import { consumeOldestFirst, type EntryKind, type ToilEntry } from './ledger.ts'

const id = (number: number) => toilEntryId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
const entry = (number: number, kind: EntryKind, count: number, day: string, lot: number | null = null): ToilEntry => ({
  id: id(number),
  kind,
  minutes: minutes(count),
  day: londonDay(day),
  recordedAt: instant(`${day}T12:00:00Z`),
  reversesId: null,
  lotId: lot === null ? null : id(lot),
})
const left = (entries: readonly ToilEntry[], extensions = new Map()) =>
  consumeOldestFirst(entries, { afterDays: 30 }, extensions).lots.map(({ entryId, left: some }) => [entryId, some])

describe('a decision about TOIL that runs out', () => {
  const earned = [entry(1, 'ACCRUE', 60, '2026-06-01'), entry(2, 'ACCRUE', 60, '2026-06-10')]

  it('uses up what it is about, and not what would have been next', () => {
    expect(left([...earned, entry(3, 'EXPIRE', -60, '2026-07-20', 2)])).toEqual([
      [id(1), 60],
      [id(2), 0],
    ])
    expect(left([...earned, entry(3, 'EXPIRE', -60, '2026-07-20')])).toEqual([
      [id(1), 0],
      [id(2), 60],
    ])
  })

  it('that puts the last day off leaves used what was used before, and counts from then on', () => {
    const taken = [...earned, entry(3, 'TAKE', -40, '2026-06-15')]
    const extended = new Map([
      [id(1), [{ until: londonDay('2026-12-31'), decidedAt: instant('2026-06-20T09:00:00Z') }]],
    ])
    expect(left(taken, extended)).toEqual([
      [id(2), 60],
      [id(1), 20],
    ])
    expect(left([...taken, entry(4, 'TAKE', -50, '2026-06-25')], extended)).toEqual([
      [id(2), 10],
      [id(1), 20],
    ])
  })
})

describe('the most in four weeks', () => {
  const day = londonDay('2026-11-12')
  const on = (by: number, count: number) => ({ day: addDays(day, by), minutes: count })

  it('counts every four weeks that hold the day, whichever claim is approved last', () => {
    expect(inBusiestFourWeeks(day, [on(-27, 100)])).toBe(100)
    expect(inBusiestFourWeeks(day, [on(27, 100)])).toBe(100)
    expect(inBusiestFourWeeks(day, [on(-28, 100), on(28, 100)])).toBe(0)
    // Thirty days apart, so in no four weeks together.
    expect(inBusiestFourWeeks(day, [on(-15, 60), on(15, 80)])).toBe(80)
    expect(inBusiestFourWeeks(day, [on(-10, 60), on(10, 80), on(17, 5)])).toBe(145)
  })
})
