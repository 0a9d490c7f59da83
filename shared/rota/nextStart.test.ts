import { describe, expect, it } from 'vitest'
import { allocationId, personId, shiftId } from '../kernel/ids.ts'
import { instant } from '../time/instant.ts'
import { clockTime, londonDay } from '../time/london.ts'
import { nextStarts, type ShiftAsWorked } from './nextStart.ts'
import { otherWork, type OtherJob } from './otherJobs.ts'
import { shiftSpan } from './shiftTemplate.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const ewa = personId.parse(id(1))
const shift = (number: number, day: string, from: string, to: string, more: Partial<ShiftAsWorked> = {}) => {
  const { start, end } = shiftSpan({ startsAt: clockTime(from), endsAt: clockTime(to) }, londonDay(day))
  const planned = { id: shiftId.parse(id(number)), personId: ewa, startsAt: start, endsAt: end }
  return { ...planned, finishedAt: null, stillOut: false, ...more }
}
const said = (shifts: readonly ShiftAsWorked[], now: string) =>
  nextStarts(shifts, instant(now)).map(({ restedAt, proposedStart }) => [restedAt, proposedStart])

describe('the next start after a late finish', () => {
  const early = shift(2, '2026-11-13', '08:30', '16:30')
  it.each([
    // A finish at 00:30 on a Thursday night: not before 11:30 (Working Time Regulations 1998 reg 10).
    ['2026-11-13T00:30:00Z', '2026-11-13T11:30:00.000Z', '2026-11-13T11:30:00.000Z'],
    // On a quarter of an hour, never before the rest is over.
    ['2026-11-12T23:50:00Z', '2026-11-13T10:50:00.000Z', '2026-11-13T11:00:00.000Z'],
    // Less than an hour would be left, so no start is proposed.
    ['2026-11-13T05:00:00Z', '2026-11-13T16:00:00.000Z', null],
  ])('finished %s', (finished, rested, proposed) => {
    const late = shift(1, '2026-11-12', '12:30', '20:30', { finishedAt: instant(finished) })
    expect(said([late, early], '2026-11-13T06:00:00Z')).toEqual([[rested, proposed]])
  })

  it.each([
    // The night on which the clocks go forward, and the one on which they go back: eleven hours as they pass.
    ['2026-03-28', '2026-03-28T23:30:00Z', '2026-03-29', '2026-03-29T10:30:00.000Z'],
    ['2026-10-24', '2026-10-24T22:30:00Z', '2026-10-25', '2026-10-25T09:30:00.000Z'],
  ])('counts eleven hours that pass when the clocks change after %s', (day, finished, next, rested) => {
    const late = shift(1, day, '12:30', '20:30', { finishedAt: instant(finished) })
    const after = shift(2, next, '08:30', '16:30')
    expect(said([late, after], finished)[0]?.[0]).toBe(rested)
  })

  it('of somebody still out is as late as it is by now, and moves with it', () => {
    const out = shift(1, '2026-11-12', '12:30', '20:30', { stillOut: true })
    expect(said([out, early], '2026-11-12T21:00:00Z')).toEqual([])
    expect(said([out, early], '2026-11-12T22:40:00Z')).toEqual([
      ['2026-11-13T09:40:00.000Z', '2026-11-13T09:45:00.000Z'],
    ])
  })

  it('counts work beside the shifts: on none, or over before the shift it was put on began', () => {
    const beside = (from: string, to: string) => [
      {
        id: allocationId.parse(id(9)),
        personId: ewa,
        startsAt: instant(from),
        endsAt: instant(to),
        stillOut: false,
      },
    ]
    const day = shift(1, '2026-11-12', '08:30', '16:30')
    const offRota = nextStarts(
      [day, early],
      instant('2026-11-13T00:35:00Z'),
      beside('2026-11-12T20:00:00Z', '2026-11-13T00:30:00Z'),
    )
    expect(offRota.map(({ shift: { id: of }, restedAt }) => [of, restedAt])).toEqual([
      [early.id, '2026-11-13T11:30:00.000Z'],
    ])
    const late = shift(3, '2026-11-13', '12:30', '20:30')
    const night = nextStarts(
      [day, late],
      instant('2026-11-13T05:05:00Z'),
      beside('2026-11-13T02:05:00Z', '2026-11-13T05:00:00Z'),
    )
    expect(night.map(({ proposedStart }) => proposedStart)).toEqual(['2026-11-13T16:00:00.000Z'])
  })

  it('is not asked of rest that was planned too short, nor once the shift has begun', () => {
    const planned = shift(1, '2026-11-12', '16:00', '00:00')
    expect(said([planned, early], '2026-11-13T01:00:00Z')).toEqual([])
    const late = shift(1, '2026-11-12', '12:30', '20:30', { finishedAt: instant('2026-11-13T00:30:00Z') })
    expect(said([late, early], '2026-11-13T08:30:00Z')).toEqual([])
  })
})

describe('work for other employers', () => {
  const job: OtherJob = {
    personId: ewa,
    days: ['5', '6'],
    startsAt: clockTime('22:00'),
    endsAt: clockTime('06:00'),
    breakMinutes: 0,
    firstDay: londonDay('2026-11-01'),
    lastDay: londonDay('2026-12-31'),
  }

  it('is of its days, over midnight, and of bank holidays only where they are said', () => {
    const days = (one: OtherJob) =>
      otherWork([one], londonDay('2026-12-21'), londonDay('2027-01-10')).map(({ start }) => start.slice(0, 10))
    // Christmas Day is a Friday; Boxing Day a Saturday whose holiday is the Monday after.
    expect(days(job)).toEqual(['2026-12-26'])
    expect(days({ ...job, days: [...job.days, 'bank-holiday'] })).toEqual(['2026-12-25', '2026-12-26', '2026-12-28'])
    const [first] = otherWork([job], londonDay('2026-11-13'), londonDay('2026-11-13'))
    expect(first).toMatchObject({ start: '2026-11-13T22:00:00.000Z', end: '2026-11-14T06:00:00.000Z' })
  })
})
