import { describe, expect, it } from 'vitest'
import type { BoardRow } from '#shared/allocations/contract.ts'
import { pressingOf, type BoardLimit } from '#shared/referrals/law/boardLimit.ts'
import { addHours, addMinutes, instant } from '#shared/time/instant.ts'
import { londonDay, startOfDay } from '#shared/time/london.ts'
import { countsOf, placeRows } from './placing.ts'
import { readingOf } from './rowClock.ts'
import { heldWords, whatWords } from './rowWords.ts'

const now = instant('2026-11-12T16:47:00Z')

const limit = (kind: BoardLimit['kind'], day: string | null): BoardLimit => ({
  id: kind as BoardLimit['id'],
  kind,
  startedAt: day === null ? null : startOfDay(londonDay(day)),
})

const row = (...limits: readonly BoardLimit[]): BoardRow => ({
  id: 'r1' as BoardRow['id'],
  number: 2427,
  version: 1,
  state: 'to-allocate',
  lastName: 'Novak',
  firstName: 'Petr',
  bornOn: null,
  ageYears: 51,
  receivedAt: now,
  acceptedAt: null,
  source: 'GP',
  callerName: 'Norbeck Surgery',
  request: 'assessment',
  place: '12 Mill Lane, Ashmere',
  urgency: 'U2',
  assessBy: null,
  reviewAt: null,
  riskToStaff: 'none-known',
  asksFor: '',
  interpreter: '',
  area: 'Ashmere',
  powers: [],
  limits,
  arrangements: [],
  lastContactAt: null,
  hold: null,
  allocation: null,
  likelyFinish: null,
  course: null,
})

const groupOf = (one: BoardRow): string | undefined =>
  Object.entries(placeRows([one], now)).find(([, placed]) => placed.length > 0)?.[0]
const reading = (one: BoardRow) => readingOf(one, pressingOf(one, now), 30, now)

describe('a limit beside the powers, on the board', () => {
  it('is the row’s clock where no power runs, by the day', () => {
    const admit = row(limit('s6-1-a', '2026-11-12'))
    expect(reading(admit)).toMatchObject({ kind: 'legal', state: 'calm', label: 'Admit by Wed 25 November' })
    expect(groupOf(admit)).toBe('allocate')
  })

  it('that is near, over or not recorded needs somebody now', () => {
    expect(groupOf(row(limit('s6-1-a', '2026-10-31')))).toBe('now')
    expect(groupOf(row(limit('s6-1-a', '2026-10-01')))).toBe('now')
    expect(groupOf(row(limit('s12-1', null)))).toBe('now')
    expect(reading(row(limit('s12-1', null)))).toMatchObject({ state: 'not-recorded', label: 's12(1), start missing' })
  })

  it('of several is the one that presses most; what a partner answers for, and a target, stand on the record', () => {
    const several = row(limit('s11-5', '2026-11-10'), limit('s12-1', '2026-11-06'), limit('s2', '2026-10-16'))
    expect(reading(several).label).toBe('Examine by Thu 12 November')
    expect(reading(row(limit('s2', '2026-10-16'), limit('s14', '2026-10-01')))).toMatchObject({ kind: 'local' })
  })
})

describe('a limit beside a power that runs calmly', () => {
  const power: BoardRow['powers'][number] = {
    id: 'p' as BoardRow['powers'][number]['id'],
    kind: 's136',
    startedAt: addHours(now, -4),
    startSource: '',
    extension: null,
    endedAt: null,
  }
  const beside = (one: BoardRow): BoardRow => ({ ...one, powers: [power] })

  it('is what the row shows when the limit lifted it, and counts in the ribbon', () => {
    const [near, over] = [beside(row(limit('s6-1-a', '2026-10-30'))), beside(row(limit('s6-1-a', '2026-10-20')))]
    expect([groupOf(near), groupOf(over)]).toEqual(['now', 'now'])
    expect(reading(near)).toMatchObject({ state: 'soon', label: 'Admit by Thu 12 November' })
    expect(reading(over)).toMatchObject({ state: 'over', label: 'Admit by Mon 2 November' })
    const counts = (...rows: readonly BoardRow[]) => {
      const { over: passed, soon } = countsOf(placeRows(rows, now))
      return { over: passed, soon }
    }
    expect(counts(near, { ...over, id: 'r2' as BoardRow['id'] })).toEqual({ over: 1, soon: 1 })
    expect(counts(row(limit('s12-1', null)))).toEqual({ over: 0, soon: 1 })
  })

  it('stands behind the power that ends first where neither is near', () => {
    const calm = beside(row(limit('s6-1-a', '2026-11-12')))
    expect(groupOf(calm)).toBe('allocate')
    expect(reading(calm).label).toBe('s136 ends Fri 12:47')
  })

  it('puts a limit that has passed above a power that is near', () => {
    const rows = [
      { ...row(), powers: [{ ...power, startedAt: addHours(now, -23) }] },
      { ...row(limit('s6-1-a', '2026-10-20')), id: 'r2' as BoardRow['id'], number: 2428 },
    ]
    expect(placeRows(rows, now).now.map(({ row: one }) => one.number)).toEqual([2428, 2427])
  })
})

describe('a referral that is held', () => {
  const until = addMinutes(now, 73)
  const held: BoardRow = { ...row(), hold: { until, byName: 'Jo Marsh', why: 'Starters at 16:00' } }

  it('says until when and by whom, and comes back by itself at that time', () => {
    expect(heldWords(held, now)).toBe('held until 18:00 by Jo Marsh')
    expect(whatWords(held, 'allocate', now).more).toBe(
      'held until 18:00 by Jo Marsh · allocating for 0m · 12 Mill Lane, Ashmere · for: Starters at 16:00',
    )
    expect(heldWords(held, until)).toBeNull()
    const story = { ...held, hold: { until, byName: 'Jo Marsh', why: `A first line.\n${'word '.repeat(80)}` } }
    expect(whatWords(story, 'allocate', now).more).toMatch(/ · for: A first line\. (word )+word…$/)
    expect(whatWords(held, 'allocate', until).more).toBe('allocating for 1h 13m · 12 Mill Lane, Ashmere')
    expect(heldWords(row(), now)).toBeNull()
  })

  it('stands after what waits, until it comes back; what waits for an AMHP goes by its time to assess by', () => {
    const one = (number: number, differs: Partial<BoardRow>): BoardRow => ({
      ...row(),
      id: `r${number}` as BoardRow['id'],
      number,
      ...differs,
    })
    const rows = [
      one(1, { hold: held.hold }),
      one(2, { assessBy: addHours(now, 5) }),
      one(3, { assessBy: addHours(now, 1) }),
      one(4, { state: 'to-triage', hold: held.hold }),
      one(5, { state: 'to-triage' }),
    ]
    const numbers = (at: typeof now) => {
      const { triage, allocate } = placeRows(rows, at)
      return [triage, allocate].map((group) => group.map((placed) => placed.row.number))
    }
    const [byTriage, byAllocate] = numbers(now)
    expect([byTriage, byAllocate?.slice(0, 2)]).toEqual([
      [5, 4],
      [3, 2],
    ])
    expect(byAllocate?.at(-1)).toBe(1)
    expect(numbers(until)[0]).toEqual([4, 5])
  })

  it('says when anybody last spoke to somebody about it', () => {
    const called: BoardRow = { ...row(), lastContactAt: addMinutes(now, -10) }
    expect(whatWords(called, 'allocate', now).more).toMatch(/^allocating for 0m · last call \d\d:\d\d · /)
  })

  it('comes back at the limit of a power that began to run after it was held', () => {
    const startedAt = addMinutes(now, 30 - 24 * 60)
    const power = {
      id: 'p' as BoardRow['powers'][number]['id'],
      kind: 's136' as const,
      startSource: '',
      extension: null,
    }
    const running: BoardRow = { ...held, powers: [{ ...power, startedAt, endedAt: null }] }
    expect(heldWords(running, now)).toBe('held until 17:17 by Jo Marsh')
    expect(heldWords(running, addMinutes(now, 30))).toBeNull()
  })
})
