import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toilEntryId, type ToilEntryId } from '../kernel/ids.ts'
import { instant } from '../time/instant.ts'
import { addDays, londonDay } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import {
  balance,
  checkEntry,
  checkTakenDay,
  consumeOldestFirst,
  decideTaken,
  entryKinds,
  expiringBy,
  type EntryKind,
  type ToilEntry,
} from './ledger.ts'

const id = (number: number): ToilEntryId =>
  toilEntryId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
const entry = (
  number: number,
  kind: EntryKind,
  count: number,
  day = '2026-11-12',
  reverses: number | null = null,
): ToilEntry => ({
  id: id(number),
  kind,
  minutes: minutes(count),
  day: londonDay(day),
  recordedAt: instant('2026-11-13T09:00:00Z'),
  reversesId: reverses === null ? null : id(reverses),
})

describe('the balance', () => {
  const entries = [
    entry(1, 'OPENING_BALANCE', 600, '2026-04-01'),
    entry(2, 'ACCRUE', 50, '2026-11-12'),
    entry(3, 'TAKE', -450, '2026-11-20'),
  ]

  it('is the sum of the entries, on a day when asked', () => {
    expect(balance(entries)).toBe(200)
    expect(balance(entries, londonDay('2026-11-19'))).toBe(650)
    expect(balance(entries, londonDay('2026-11-20'))).toBe(200)
    expect(balance([])).toBe(0)
  })
})

describe('checkEntry', () => {
  it.each([
    ['ACCRUE', true, false],
    ['TAKE', false, true],
    ['ADJUST', true, true],
    ['EXPIRE', false, true],
    ['PAY_OUT', false, true],
    ['OPENING_BALANCE', true, true],
  ] as const)('%s: up %s, down %s, and never nothing', (kind, up, down) => {
    expect(checkEntry(entry(1, kind, 60), []).ok).toBe(up)
    expect(checkEntry(entry(1, kind, -60), []).ok).toBe(down)
    expect(checkEntry(entry(1, kind, 0), [])).toMatchObject({ refusal: { code: 'entry-is-nothing' } })
  })

  it('lets an entry be reversed exactly, and once', () => {
    const accrued = entry(1, 'ACCRUE', 50)
    const reversal = entry(2, 'REVERSE', -50, '2026-11-14', 1)
    expect(checkEntry(reversal, [accrued]).ok).toBe(true)
    expect(checkEntry(entry(2, 'REVERSE', -40, '2026-11-14', 1), [accrued])).toMatchObject({
      refusal: { code: 'reversal-not-exact', minutes: -50 },
    })
    expect(checkEntry(entry(3, 'REVERSE', -50, '2026-11-14', 1), [accrued, reversal])).toMatchObject({
      refusal: { code: 'entry-already-reversed', reversedById: id(2) },
    })
    expect(checkEntry(entry(3, 'REVERSE', 50, '2026-11-14', 2), [accrued, reversal])).toMatchObject({
      refusal: { code: 'entry-cannot-be-reversed' },
    })
    expect(checkEntry(entry(3, 'REVERSE', 50), [accrued])).toMatchObject({
      refusal: { code: 'entry-to-reverse-not-found' },
    })
  })
})

describe('decideTaken', () => {
  const policy = { debitAllowedMinutes: minutes(60) }

  it('lets as much be taken as is owed and allowed in advance', () => {
    expect(decideTaken(minutes(390), minutes(450), policy)).toEqual({ ok: true, value: -450 })
    expect(decideTaken(minutes(389), minutes(450), policy)).toMatchObject({
      refusal: { code: 'more-than-owed', balance: 389, debitAllowed: 60 },
    })
  })
})

describe('checkTakenDay', () => {
  it('takes today and any day before, and none to come', () => {
    const today = londonDay('2026-11-12')
    expect(checkTakenDay(today, today).ok).toBe(true)
    expect(checkTakenDay(londonDay('2024-01-01'), today).ok).toBe(true)
    expect(checkTakenDay(addDays(today, 1), today)).toEqual({
      ok: false,
      refusal: { code: 'taken-in-future', field: 'day' },
    })
  })
})

describe('consumeOldestFirst', () => {
  it('uses up the oldest first, whatever the order in which entries were written', () => {
    const entries = [
      entry(3, 'ACCRUE', 100, '2026-09-01'),
      entry(1, 'TAKE', -120, '2026-10-01'),
      entry(2, 'ACCRUE', 60, '2026-08-01'),
    ]
    const { lots, owing } = consumeOldestFirst(entries, { afterDays: 30 })
    expect(lots.map(({ day, left, expiresOn }) => [day, left, expiresOn])).toEqual([
      ['2026-08-01', 0, '2026-08-31'],
      ['2026-09-01', 40, '2026-10-01'],
    ])
    expect(owing).toBe(0)
  })

  it('says what was taken beyond what was earned', () => {
    expect(consumeOldestFirst([entry(1, 'ACCRUE', 60), entry(2, 'TAKE', -100)], null)).toMatchObject({
      owing: 40,
      lots: [{ left: 0, expiresOn: null }],
    })
  })

  it('leaves out what was reversed, and its reversal', () => {
    const entries = [
      entry(1, 'ACCRUE', 60, '2026-08-01'),
      entry(2, 'REVERSE', -60, '2026-08-02', 1),
      entry(3, 'ACCRUE', 30),
    ]
    expect(consumeOldestFirst(entries, null).lots.map(({ entryId, left }) => [entryId, left])).toEqual([[id(3), 30]])
  })

  it('warns of what runs out by a day, and takes nothing away', () => {
    const entries = [
      entry(1, 'ACCRUE', 60, '2026-06-01'),
      entry(2, 'ACCRUE', 30, '2026-07-01'),
      entry(3, 'TAKE', -10, '2026-07-02'),
    ]
    const lots = consumeOldestFirst(entries, { afterDays: 183 })
    expect(expiringBy(lots, londonDay('2026-11-30'))).toEqual([])
    expect(expiringBy(lots, londonDay('2026-12-01')).map(({ left }) => left)).toEqual([50])
    expect(balance(entries)).toBe(80)
  })

  it('leaves, less what is owing, the balance: for any ledger', () => {
    const row = fc.record({
      kind: fc.constantFrom(...entryKinds),
      count: fc.integer({ min: 1, max: 900 }),
      day: fc.nat(400),
      up: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const entries: ToilEntry[] = []
        rows.forEach(({ kind, count, day, up }, index) => {
          const target = entries[index % Math.max(1, entries.length)]
          const undoes = kind === 'REVERSE' ? (target ?? null) : null
          const signed = undoes ? -undoes.minutes : up ? count : -count
          const next = {
            ...entry(index, kind, signed),
            day: addDays(londonDay('2026-01-01'), day),
            reversesId: undoes?.id ?? null,
          }
          if (checkEntry(next, entries).ok) entries.push(next)
        })
        const { lots, owing } = consumeOldestFirst(entries, null)
        expect(lots.reduce((sum, { left }) => sum + left, 0) - owing).toBe(balance(entries))
        expect(lots.every(({ left, minutes: earned }) => left >= 0 && left <= earned)).toBe(true)
        const untouched = lots.findIndex(({ left }) => left > 0)
        if (untouched >= 0)
          expect(lots.slice(untouched + 1).every(({ left, minutes: earned }) => left === earned)).toBe(true)
        expect(consumeOldestFirst(entries.toReversed(), null)).toEqual({ lots, owing })
      }),
    )
  })
})
