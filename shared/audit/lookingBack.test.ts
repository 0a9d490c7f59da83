import { describe, expect, it } from 'vitest'
import type { PersonId } from '../kernel/ids.ts'
import { fieldClasses, sealIsLate } from '../kernel/trace.ts'
import { addMinutes, instant } from '../time/instant.ts'
import { londonDay } from '../time/london.ts'
import type { BreachPack, LookLine, PackRow } from './contract.ts'
import { byColleague, byDay, lastDays, lookWords, readPeriod, stretchOf, verified } from './lookingBack.ts'
import { packFile, packSheet } from './packSheet.ts'

const NOON = instant('2026-11-12T12:00:00.000Z')
const TODAY = londonDay('2026-11-12')

describe('the days to look back over', () => {
  it.each([
    ['', '2026-11-12', 'from', 'Give the first day'],
    ['2026-11-01', 'tomorrow', 'to', 'Give the last day'],
    ['2026-11-13', '2026-11-13', 'from', 'Nobody has looked at anything after today: give an earlier day'],
    ['2026-11-12', '2026-11-11', 'to', 'Give a last day that is not before the first'],
    ['2025-11-11', '2026-11-12', 'to', 'Ask for 366 days at most: give a later first day or an earlier last one'],
  ])('say what is wrong with %s to %s', (from, to, field, message) => {
    expect(readPeriod(from, to, TODAY)).toEqual({ ok: false, field, message })
  })

  it('are a year and a day at the most, and a single day at the least', () => {
    expect(readPeriod('2025-11-12', '2026-11-12', TODAY)).toMatchObject({ ok: true })
    expect(readPeriod('2026-11-12', '2026-11-12', TODAY)).toMatchObject({ ok: true })
  })

  it('begin and end on London’s clock, also when it changes', () => {
    expect(lastDays(7, TODAY)).toEqual({ from: '2026-11-06', to: TODAY })
    expect(stretchOf({ from: londonDay('2026-10-25'), to: londonDay('2026-10-25') })).toEqual({
      from: '2026-10-24T23:00:00.000Z',
      to: '2026-10-26T00:00:00.000Z',
    })
  })
})

const aLook = (differs: Partial<LookLine> = {}): LookLine => ({
  number: 2424,
  actorId: 'jo' as PersonId,
  actorName: 'Jo Marsh',
  sessionId: null,
  address: '10.0.0.1',
  query: 'referrals.record',
  kind: 'view',
  shown: 'whole',
  stub: false,
  fields: ['identity', 'risk'],
  purpose: null,
  grantId: null,
  day: TODAY,
  firstAt: NOON,
  lastAt: NOON,
  times: 1,
  again: 0,
  ...differs,
})

describe('who looked', () => {
  it('is told by colleague and day, with what was seen, what was not, and what was taken away', () => {
    const sam = { actorId: 'sam' as PersonId, actorName: 'Sam Pryce' }
    const [first, second, ...rest] = byColleague({
      looks: [
        aLook({ times: 3 }),
        aLook({ kind: 'list', shown: 'row', query: 'allocations.board', times: 40, again: 7 }),
        aLook({ day: londonDay('2026-11-11'), firstAt: addMinutes(NOON, -1440), lastAt: addMinutes(NOON, -1440) }),
        aLook({ ...sam, kind: 'refused', shown: 'row', lastAt: addMinutes(NOON, 5) }),
        aLook({ ...sam, kind: 'list', shown: 'row', stub: true, grantId: 'g' }),
      ],
      taken: [{ ...sam, number: 2424, type: 'record-printed', at: addMinutes(NOON, 10) }],
    })
    expect(rest).toEqual([])
    expect(first).toMatchObject({ name: 'Sam Pryce', refused: 1, stubs: 1, whole: 0, taken: 1, withReason: true })
    expect(second).toMatchObject({ name: 'Jo Marsh', whole: 4, rows: 40, again: 7, refused: 0, withReason: false })
    expect(second?.days.map(({ day, looks }) => [day, looks.length])).toEqual([
      ['2026-11-12', 2],
      ['2026-11-11', 1],
    ])
  })

  it('is said in words', () => {
    expect(lookWords(aLook())).toBe('Opened the record: name, birth, NHS number; risk')
    expect(lookWords(aLook({ fields: [...fieldClasses] }))).toBe('Opened the record: all of it')
    expect(lookWords(aLook({ kind: 'refused' }))).toBe('Was refused at the record')
    expect(lookWords(aLook({ kind: 'search', shown: 'row' }))).toBe('Found it by a search')
    expect(lookWords(aLook({ kind: 'list', shown: 'row', query: 'allocations.board' }))).toBe(
      'Saw it as a line of the board',
    )
    expect(lookWords(aLook({ kind: 'list', shown: 'row', stub: true, query: 'allocations.board' }))).toBe(
      'Saw only that there is a restricted record, in the board',
    )
  })
})

it('what a colleague looked at is told by day', () => {
  const line = { query: 'x', firstAt: NOON, lastAt: NOON, times: 1, again: 0 }
  const days = byDay({
    opened: [{ ...line, number: 1, day: TODAY, stub: false, grantId: null }],
    lists: [{ ...line, day: londonDay('2026-11-10'), most: 4 }],
    refused: [{ at: NOON, query: 'x', about: '' }],
  })
  expect(days.map(({ day, opened, lists, refused }) => [day, opened.length, lists.length, refused.length])).toEqual([
    ['2026-11-12', 1, 0, 1],
    ['2026-11-10', 0, 1, 0],
  ])
})

it('what verifying came to is a sentence, and names the row that is wrong', () => {
  const step = { eventsTo: 1204, sealsTo: 1, readsSeen: 3201, wrong: null }
  expect(verified(step)).toEqual({
    good: true,
    says: 'Nothing is wrong: 1,204 events and 3,201 reads under 1 seal were checked.',
  })
  expect(verified({ ...step, wrong: { what: 'read-changed', row: 77 } })).toEqual({
    good: false,
    says: 'Read 77 was changed after it was sealed. Before it, 1,204 events and 3,201 reads under 1 seal are right.',
  })
})

it('a read may wait two minutes for its seal, and not longer', () => {
  expect(sealIsLate(null, NOON)).toBe(false)
  expect(sealIsLate(addMinutes(NOON, -2), NOON)).toBe(false)
  expect(sealIsLate(addMinutes(NOON, -3), NOON)).toBe(true)
})

describe('a breach pack as a spreadsheet', () => {
  const aRow = (differs: Partial<PackRow> = {}): PackRow => ({
    at: NOON,
    actorName: 'Jo Marsh',
    what: 'referrals.record',
    kind: 'view',
    shown: 'whole',
    stub: false,
    fields: ['identity', 'story'],
    grantId: null,
    numbers: [2424],
    sessionId: 's',
    address: '10.0.0.1',
    requestId: 'r',
    ...differs,
  })
  const pack: BreachPack = { madeAt: NOON, about: '=cmd|calc', rows: [aRow()], people: [2424], cut: false }
  const head = { by: 'person', period: { from: TODAY, to: TODAY }, madeByName: '@Felix' } as const
  const lines = (one: BreachPack) => packSheet(one, head).split('\r\n')

  it('says what it is, and has a row an act in London’s time', () => {
    expect(lines(pack)[0]).toBe('\uFEFFBreach pack,Everything that one colleague saw and did')
    expect(lines(pack)[8]).toBe(
      '2026-11-12,12:00,Jo Marsh,Opened: the record,R-2424,"name, birth, NHS number; what is happening and the decisions",,s,10.0.0.1,r',
    )
    expect(lines({ ...pack, rows: [aRow({ kind: 'did', what: 'referral-received', fields: [] })] })[8]).toContain(
      'Did: referral received',
    )
    expect(lines({ ...pack, rows: [aRow({ actorName: '', kind: 'did', what: 'alarm-raised' })] })[8]).toContain(
      ',The hub,Did: alarm raised,',
    )
    expect(packFile(pack)).toBe('breach-pack-2026-11-12.csv')
  })

  it('lets nobody’s name or address become a formula', () => {
    expect(lines(pack)[1]).toBe("About,'=cmd|calc")
    expect(lines(pack)[3]).toContain("by,'@Felix")
    const sly = lines({ ...pack, rows: [aRow({ actorName: '+Jo', address: '-1+1' })] })[8]
    expect(sly).toContain("'+Jo")
    expect(sly).toContain("'-1+1")
  })
})
