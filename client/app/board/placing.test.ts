import { describe, expect, it } from 'vitest'
import type { AllocationRow, BoardRow } from '#shared/allocations/contract.ts'
import type { PowerRow } from '#shared/referrals/contract.ts'
import { addHours, addMinutes, instant, type Instant } from '#shared/time/instant.ts'
import {
  areasOf,
  countsOf,
  groupsFor,
  inOrder,
  narrowed,
  placeRows,
  samePlace,
  waitsFor,
  type Placing,
} from './placing.ts'
import { readingOf } from './rowClock.ts'
import { ageOf, needsOf, subWords, whatWords } from './rowWords.ts'
import { heldBack } from './useHeldOrder.ts'
import { alarmWords, newsBetween, soundFor, turnedBetween } from './useBoardNews.ts'

const now = instant('2026-11-12T16:47:00Z')
const soundBetween = (before: Placing, after: Placing) => soundFor(turnedBetween(before, after), before, after)
const alarmsBetween = (before: Placing, after: Placing) => alarmWords(turnedBetween(before, after))

// Ids are made short here, to be read; only their order matters.
const row = (number: number, more: Partial<BoardRow> = {}): BoardRow => ({
  id: `r${number}` as BoardRow['id'],
  number,
  version: 1,
  state: 'to-allocate',
  lastName: 'Lindqvist',
  firstName: 'Marta',
  bornOn: null,
  ageYears: 42,
  receivedAt: addMinutes(now, -number),
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
  limits: [],
  arrangements: [],
  lastContactAt: null,
  hold: null,
  allocation: null,
  likelyFinish: null,
  course: null,
  ...more,
})

const s136 = (startedAt: Instant | null) => ({
  powers: [
    { id: 'p' as PowerRow['id'], kind: 's136' as const, startedAt, startSource: '', extension: null, endedAt: null },
  ],
})

const allocation = (more: Partial<AllocationRow> = {}): AllocationRow => ({
  id: 'a1' as AllocationRow['id'],
  version: 1,
  referralId: 'r1' as BoardRow['id'],
  personId: 'e1' as AllocationRow['personId'],
  personName: 'Ewa Kowalska',
  personPhone: '',
  shiftId: null,
  shiftStartsAt: null,
  shiftEndsAt: null,
  allocatedByName: 'Jo Marsh',
  allocatedAt: addMinutes(now, -30),
  reason: '',
  openedAt: null,
  acceptedAt: null,
  declinedAt: null,
  setOffAt: null,
  arrivedAt: null,
  outcome: null,
  outcomeDetail: '',
  outcomeReasons: '',
  outcomeAt: null,
  finishedAt: null,
  homeSafeAt: null,
  endedAt: null,
  endedHow: null,
  endedByName: null,
  endedWhy: '',
  waits: [],
  ...more,
})

const numbers = (placing: Placing) =>
  Object.fromEntries(Object.entries(placing).map(([group, rows]) => [group, rows.map((one) => one.row.number)]))

describe('the places of the board', () => {
  const rows = [
    row(1),
    row(2, { state: 'to-triage', urgency: null }),
    row(3, { state: 'allocated', allocation: allocation() }),
    row(4, s136(addHours(now, -22))),
    row(5, { ...s136(addHours(now, -25)), state: 'allocated', allocation: allocation() }),
    row(6, { ...s136(null), state: 'to-triage' }),
    row(7, s136(addHours(now, -3))),
    row(8, { urgency: 'U1' }),
  ]

  it('lifts whatever is over, soon or not recorded above everything, whoever has it', () => {
    expect(numbers(placeRows(rows, now))).toEqual({ now: [5, 4, 6], triage: [2], allocate: [7, 8, 1], out: [3] })
  })

  it('moves a row up when its clock comes near, without another answer', () => {
    expect(numbers(placeRows(rows, addHours(now, 18)))['now']).toContain(7)
  })

  it('counts what has to be done, and what the clocks say', () => {
    expect(countsOf(placeRows(rows, now))).toEqual({ open: 8, triage: 2, allocate: 4, out: 2, over: 1, soon: 2 })
  })

  it('filters, but never away from what needs somebody now', () => {
    expect(groupsFor(null)).toEqual(['now', 'triage', 'allocate', 'out'])
    expect(groupsFor('triage')).toEqual(['now', 'triage'])
    expect(groupsFor('over')).toEqual(['now'])
    expect(inOrder(placeRows(rows, now), groupsFor('out')).map((one) => one.row.number)).toEqual([5, 4, 6, 3])
  })

  it('is narrowed to a place or to what is waited for, but never in what needs somebody now', () => {
    const bed = { kind: 'bed' as const, state: 'asked' as const, note: '' }
    const all = placeRows(
      [
        row(1, { area: 'Kelsham', ...s136(addHours(now, -23)) }),
        row(2, { area: 'Kelsham' }),
        row(3, { area: 'Ashmere', arrangements: [bed] }),
      ],
      now,
    )
    const numbers = (placing: Placing) => inOrder(placing, groupsFor(null)).map((one) => one.row.number)
    expect(numbers(narrowed(all, { area: 'Ashmere', team: '', waiting: null }))).toEqual([1, 3])
    expect(numbers(narrowed(all, { area: '', team: '', waiting: 'bed' }))).toEqual([1, 3])
    expect(numbers(narrowed(all, { area: 'Kelsham', team: '', waiting: 'bed' }))).toEqual([1])
    expect(narrowed(all, { area: '', team: '', waiting: null })).toBe(all)
    const of = (who: string) => ({ allocation: allocation({ personId: who as never }) })
    const given = placeRows([row(6, of('ewa')), row(7, of('dan')), row(8), row(9, of('noor'))], now)
    const kelsham = narrowed(given, { area: '', team: 'Kelsham', waiting: null }, (id) =>
      id === ('ewa' as string) ? 'Kelsham' : id === ('dan' as string) ? 'Ashmere' : undefined,
    )
    expect(numbers(kelsham).toSorted((a, b) => a - b)).toEqual([6, 8, 9])
    expect(waitsFor(row(4, { arrangements: [{ ...bed, state: 'agreed' }] }), 'bed')).toBe(false)
    const open = { id: 'w' as never, kind: 'police' as const, startedAt: now, endedAt: null, note: '' }
    expect(waitsFor(row(5, { allocation: allocation({ waits: [open] }) }), 'police')).toBe(true)
    expect(areasOf([row(1, { area: 'Kelsham' }), row(2), row(3, { area: 'Kelsham' })])).toEqual(['Ashmere', 'Kelsham'])
  })

  it('draws a row again only when something that it shows has changed', () => {
    const one = row(1, s136(addHours(now, -3)))
    const [before] = placeRows([one], now).allocate
    const [same] = placeRows([one], now).allocate
    const [later] = placeRows([one], addMinutes(now, 1)).allocate
    const [other] = placeRows([{ ...one, version: 2 }], now).allocate
    if (!before || !same || !later || !other) throw new Error('one row each')
    expect([samePlace(before, same), samePlace(before, later), samePlace(before, other)]).toEqual([true, false, false])
  })

  it('has one sound for what changed, the gravest', () => {
    const before = placeRows([row(1, s136(addHours(now, -23))), row(2, s136(addHours(now, -10)))], now)
    const at = (hours: number, more: BoardRow[] = []) =>
      placeRows([row(1, s136(addHours(now, -23))), row(2, s136(addHours(now, -10))), ...more], addHours(now, hours))
    expect(soundBetween(before, at(0))).toBeNull()
    expect(soundBetween(before, at(0, [row(9, { state: 'to-triage' })]))).toBe('new')
    expect(soundBetween(at(2), at(11))).toBe('soon')
    expect(soundBetween(before, at(2, [row(9, { state: 'to-triage' })]))).toBe('over')
    expect(turnedBetween(at(2), at(11))).toEqual([{ number: 2, kind: 's136', state: 'soon' }])
    expect(soundFor([], before, at(2))).toBeNull()
  })

  it('keeps rows where they are while somebody is at them, and counts what waits', () => {
    const before = placeRows(rows, now)
    const after = placeRows(
      [...rows.slice(1), row(9, { state: 'to-triage' }), row(0, { urgency: 'U1' })],
      addHours(now, 18),
    )
    const { shown, waiting } = heldBack(before, after, false)
    expect(numbers(shown)).toEqual(numbers(before))
    expect(shown.allocate.find((one) => one.row.number === 1)?.gone).toBe(true)
    expect(waiting).toEqual({ now: 1, triage: 1, allocate: 1, out: 0 })
  })

  it('tells in a sentence what a colleague would say across the desk', () => {
    const before = placeRows(rows, now)
    const given = row(1, { state: 'allocated', allocation: allocation() })
    const after = placeRows([given, ...rows.slice(1, 2), ...rows.slice(3), row(9, { state: 'to-triage' })], now)
    expect(newsBetween(before, after)).toEqual([
      '1 new to triage',
      'R-1 allocated to Ewa Kowalska',
      'Ewa Kowalska finished',
    ])
    expect(alarmsBetween(before, after)).toEqual([])
    expect(alarmsBetween(before, placeRows(rows, addHours(now, 2)))).toEqual(['R-4 has passed its legal limit.'])
  })
})

describe('what a row says', () => {
  it('counts by the law when a power runs', () => {
    const [placed] = placeRows([row(4, s136(addHours(now, -22)))], now).now
    if (!placed) throw new Error('one row')
    expect(readingOf(placed.row, placed.clock, 30, now)).toMatchObject({
      kind: 'legal',
      state: 'soon',
      label: 's136 ends 18:47',
    })
  })

  it('counts by the service’s own target otherwise, and says that it is one', () => {
    const waiting = row(38, { state: 'to-triage' })
    expect(readingOf(waiting, null, 30, now)).toMatchObject({ kind: 'local', state: 'soon', label: 'Local target 30m' })
    expect(readingOf(row(29, { state: 'to-triage' }), null, 30, now)).toMatchObject({ state: 'calm' })
    const again = row(1, { state: 'to-triage', reviewAt: addMinutes(now, 30) })
    expect(readingOf(again, null, 30, now)).toMatchObject({ state: 'soon', label: 'Look again 17:17', word: 'to go' })
    const by = row(1, { assessBy: addHours(now, 22) })
    expect(readingOf(by, null, 30, now)).toMatchObject({ state: 'calm', label: 'Assess by Fri 14:47' })
    expect(readingOf(row(1), null, 30, now)).toMatchObject({ limitAt: null, label: 'No legal limit' })
  })

  it('names who asks, what for and where; and for work under way, who is doing what', () => {
    expect(whatWords(row(1), 'allocate', now)).toEqual({
      bold: 'GP, Norbeck Surgery · assessment',
      more: 'allocating for 1m · 12 Mill Lane, Ashmere',
    })
    expect(whatWords(row(1, s136(null)), 'now', now).bold).toBe('Assessment · ready for an AMHP')
    const out = row(1, {
      state: 'allocated',
      allocation: allocation({ acceptedAt: addMinutes(now, -25), setOffAt: addMinutes(now, -20), arrivedAt: now }),
      course: { from: now, median: 130, eightInTen: 255 },
    })
    expect(whatWords(out, 'out', now).bold).toBe('Ewa Kowalska · with person since 16:47')
    expect(whatWords(out, 'out', now).more).toBe('Finish about 19:00 · accepted 25m ago')
    expect(whatWords(row(1, { state: 'allocated', allocation: allocation() }), 'out', now).bold).toBe(
      'Ewa Kowalska · not yet opened for 30m',
    )
    expect(subWords(row(1, { state: 'to-triage' }), 'triage', now)).toBe('42 · R-1 · since 16:46')
  })

  it('says how long it has been in its stage, the end of the shift of whoever has it, and who else is waited for', () => {
    const triage = row(70, { state: 'to-triage' })
    expect(whatWords(triage, 'triage', now).more).toBe('to triage for 1h 10m · 12 Mill Lane, Ashmere')
    const allocating = row(70, { acceptedAt: addMinutes(now, -25) })
    expect(whatWords(allocating, 'allocate', now).more).toBe('allocating for 25m · 12 Mill Lane, Ashmere')
    const back = row(70, { acceptedAt: addMinutes(now, -25), backAt: addMinutes(now, -5) })
    expect(whatWords(back, 'allocate', now).more).toBe('back for 5m · 12 Mill Lane, Ashmere')
    const job = allocation({ acceptedAt: addMinutes(now, -40), shiftEndsAt: addMinutes(now, 193) })
    const asked = (kind: 'police' | 'interpreter', state: 'asked' | 'trouble' | 'agreed') => ({ kind, state, note: '' })
    const arrangements = [asked('police', 'trouble'), asked('interpreter', 'asked')]
    const out = row(1, { state: 'allocated', allocation: job, arrangements })
    expect(whatWords(out, 'out', now)).toEqual({
      bold: 'Ewa Kowalska · setting up since 16:07',
      more: 'on until 20:00 · no police, interpreter asked · accepted 40m ago',
    })
    expect(whatWords(row(1, { state: 'allocated', allocation: allocation() }), 'out', now).more).toBe('given 30m ago')
    expect(whatWords(row(1, { arrangements: [asked('police', 'agreed')] }), 'allocate', now).more).toBe(
      'allocating for 1m · 12 Mill Lane, Ashmere',
    )
  })

  it('knows an age from a birthday that has or has not come', () => {
    const born = (text: string) => ageOf({ bornOn: text as BoardRow['bornOn'], ageYears: null }, now)
    expect([born('1984-11-12'), born('1984-11-13'), ageOf({ bornOn: null, ageYears: null }, now)]).toEqual([
      42,
      41,
      null,
    ])
  })

  it('says where doctors, bed and ambulance stand', () => {
    const arrangements: BoardRow['arrangements'] = [
      { kind: 'first-doctor', state: 'agreed', note: '' },
      { kind: 'second-doctor', state: 'asked', note: '' },
      { kind: 'bed', state: 'trouble', note: '' },
      { kind: 'ambulance', state: 'agreed', note: '19:30' },
    ]
    expect(needsOf(row(1, { arrangements })).map(({ word, look }) => [word, look])).toEqual([
      ['1 of 2', 'half'],
      ['None', 'bad'],
      ['19:30', 'ok'],
    ])
    expect(needsOf(row(1)).map(({ word }) => word)).toEqual(['Not yet', 'Not yet', 'Not yet'])
    const one: BoardRow['arrangements'] = [
      { kind: 'first-doctor', state: 'agreed', note: '' },
      { kind: 'second-doctor', state: 'not-needed', note: '' },
    ]
    expect(needsOf(row(1, { arrangements: one }))[0]).toMatchObject({ word: '1 of 1', look: 'ok' })
  })
})
