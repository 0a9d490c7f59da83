import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personId } from '../kernel/ids.ts'
import { instant } from '../time/instant.ts'
import { addDays, londonDay, weekdayOf } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import { delayCodeList, type DelayCode } from '../toil/delayCodes.ts'
import type { EntryKind } from '../toil/ledger.ts'
import { balancesAgainstLimit, causesShare, heatMap, lateWorking, shareLate, type FinishedJob } from './lateWorking.ts'

const person = (number: number) => personId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
const upTo = londonDay('2026-11-08')
const job = (
  day: string,
  finishedAt: string,
  late: number,
  causes: readonly (readonly [DelayCode, number])[] = [],
  who = 1,
): FinishedJob => ({
  personId: person(who),
  day: londonDay(day),
  finishedAt: instant(finishedAt),
  lateMinutes: minutes(late),
  causes: causes.map(([code, count]) => ({ code, minutes: minutes(count) })),
})
const entry = (kind: EntryKind, count: number, day: string) => ({ kind, minutes: minutes(count), day: londonDay(day) })
const limit = minutes(2220)

describe('balances against the limit', () => {
  const people = [
    { personId: person(3), limit, entries: [entry('ACCRUE', 1320, '2026-05-01')] },
    {
      personId: person(1),
      limit,
      entries: [
        entry('ACCRUE', 2090, '2026-08-01'),
        entry('ACCRUE', 380, '2026-11-02'),
        entry('ACCRUE', 999, '2026-11-09'),
      ],
    },
    { personId: person(2), limit, entries: [entry('ACCRUE', 1620, '2026-05-01')] },
    { personId: person(4), limit, entries: [entry('ACCRUE', 1350, '2026-05-01'), entry('TAKE', -450, '2026-10-30')] },
    { personId: person(5), limit: null, entries: [entry('ACCRUE', 600, '2026-10-11')] },
  ]
  const jobs = [
    job('2026-11-02', '2026-11-02T20:00:00Z', 240, [
      ['BED', 200],
      ['PAPER', 40],
    ]),
    job('2026-10-01', '2026-10-01T20:00:00Z', 600, [['AMB', 600]]),
  ]
  const rows = balancesAgainstLimit(people, jobs, upTo)

  it('puts the most owed first, with how far from the limit and the change over four weeks', () => {
    expect(
      rows.map(({ personId, balance, change, toGo, standing }) => [
        Number(personId.slice(-1)),
        balance,
        change,
        toGo,
        standing,
      ]),
    ).toEqual([
      [1, 2470, 380, -250, 'over'],
      [2, 1620, 0, 600, 'near'],
      [3, 1320, 0, 900, 'within'],
      [4, 900, -450, 1320, 'within'],
      [5, 600, 0, null, 'within'],
    ])
  })

  it('says what moved each: the main cause of four weeks, or that TOIL was taken', () => {
    expect(rows.map(({ mostly }) => mostly)).toEqual(['BED', null, null, 'TOIL_TAKEN', null])
  })

  it('counts four weeks as 28 days up to the last one', () => {
    const entries = [entry('ACCRUE', 60, '2026-10-11'), entry('ACCRUE', 30, '2026-10-12')]
    expect(balancesAgainstLimit([{ personId: person(1), limit, entries }], [], upTo)[0]?.change).toBe(30)
  })

  it('sums up', () => {
    const all = lateWorking({ people, jobs: [...jobs, job('2026-11-09', '2026-11-09T20:00:00Z', 60)], upTo })
    expect(all).toMatchObject({
      peopleOver: 1,
      owed: 6910,
      owedFourWeeksAgo: 6980,
      late: { late: 2, n: 2, percent: 100 },
    })
  })
})

describe('shareLate', () => {
  it('shows its n, and no percentage of nothing', () => {
    const jobs = Array.from({ length: 524 }, (_, index) => ({ lateMinutes: minutes(index < 199 ? 5 : 0) }))
    expect(shareLate(jobs)).toEqual({ late: 199, n: 524, percent: 38 })
    expect(shareLate([])).toEqual({ late: 0, n: 0, percent: null })
  })
})

describe('causesShare', () => {
  it('splits late time by cause and by who could change it', () => {
    const { rows, sides, lateMinutes, lateJobs } = causesShare([
      job('2026-11-02', '2026-11-02T20:00:00Z', 8820, [
        ['BED', 2760],
        ['AMB', 2280],
        ['DOC', 1740],
        ['REF_LATE', 1260],
        ['PAPER', 780],
      ]),
    ])
    expect(rows.map(({ code, percent }) => [code, percent])).toEqual([
      ['BED', 31],
      ['AMB', 26],
      ['DOC', 20],
      ['REF_LATE', 14],
      ['PAPER', 9],
    ])
    expect(sides).toEqual({
      partner: { minutes: 6780, percent: 77, jobs: 1 },
      ours: { minutes: 2040, percent: 23, jobs: 1 },
      neither: { minutes: 0, percent: 0, jobs: 0 },
    })
    expect([lateMinutes, lateJobs]).toEqual([8820, 1])
  })

  it('keeps time without a cause as a row of its own', () => {
    const { rows } = causesShare([job('2026-11-02', '2026-11-02T20:00:00Z', 60, [['BED', 45]])])
    expect(rows.map(({ code, minutes: count, side }) => [code, count, side])).toEqual([
      ['BED', 45, 'partner'],
      ['NOT_RECORDED', 15, 'neither'],
    ])
  })

  it('adds up to 100 whatever the causes, and to the late minutes', () => {
    const cause = fc.tuple(fc.constantFrom(...delayCodeList), fc.integer({ min: 1, max: 300 }))
    const anyJob = fc.tuple(fc.array(cause, { maxLength: 4 }), fc.nat(60)).map(([causes, more]) => {
      const known = causes.reduce((sum, [, count]) => sum + count, 0)
      return job('2026-11-02', '2026-11-02T20:00:00Z', known + more, causes)
    })
    fc.assert(
      fc.property(fc.array(anyJob, { maxLength: 12 }), (jobs) => {
        const { rows, sides, lateMinutes } = causesShare(jobs)
        expect(lateMinutes).toBe(jobs.reduce((sum, one) => sum + one.lateMinutes, 0))
        const percent = rows.reduce((sum, row) => sum + row.percent, 0)
        expect(percent).toBe(lateMinutes === 0 ? 0 : 100)
        expect(sides.partner.percent + sides.ours.percent + sides.neither.percent).toBe(percent)
        expect(sides.partner.minutes + sides.ours.minutes + sides.neither.minutes).toBe(lateMinutes)
      }),
    )
  })
})

describe('heatMap', () => {
  it('gives a finish after midnight to the day on which the shift started', () => {
    const { days, hours, peak, n } = heatMap([
      job('2026-11-06', '2026-11-07T00:40:00Z', 40),
      job('2026-11-06', '2026-11-06T20:10:00Z', 10),
      job('2026-11-06', '2026-11-06T20:50:00Z', 50),
      job('2026-11-02', '2026-11-02T19:00:00Z', 60),
      job('2026-11-02', '2026-11-02T12:00:00Z', 0),
    ])
    expect(hours).toEqual([19, 20, 21, 22, 23, 0])
    expect(days[4]).toEqual({ weekday: 5, counts: [0, 2, 0, 0, 0, 1] })
    expect(days[0]).toEqual({ weekday: 1, counts: [1, 0, 0, 0, 0, 0] })
    expect([peak, n]).toEqual([{ weekday: 5, hour: 20, count: 2 }, 4])
  })

  it('reads the London clock in summer', () => {
    expect(heatMap([job('2026-07-01', '2026-07-01T18:30:00Z', 30)]).hours).toEqual([19])
  })

  it('is empty when nothing was late', () => {
    expect(heatMap([])).toMatchObject({ hours: [], peak: null, n: 0 })
  })

  it('holds each late finish once', () => {
    const anyJob = fc.tuple(fc.nat(365), fc.nat(1800), fc.nat(200)).map(([day, after, late]) => {
      const on = addDays(londonDay('2026-01-01'), day)
      return {
        day: on,
        finishedAt: instant(Date.parse(`${on}T06:00:00Z`) + after * 60_000),
        lateMinutes: minutes(late),
      }
    })
    fc.assert(
      fc.property(fc.array(anyJob, { maxLength: 40 }), (jobs) => {
        const late = jobs.filter(({ lateMinutes }) => lateMinutes > 0)
        const { days, hours } = heatMap(jobs)
        expect(new Set(hours).size).toBe(hours.length)
        for (const { weekday, counts } of days) {
          expect(counts).toHaveLength(hours.length)
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(
            late.filter(({ day }) => weekdayOf(day) === weekday).length,
          )
        }
      }),
    )
  })
})
