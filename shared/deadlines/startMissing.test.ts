import { describe, expect, it } from 'vitest'
import { addHours, addMinutes, instant } from '#shared/time/instant.ts'
import { minutes } from '#shared/time/minutes.ts'
import { alarmLimit } from './words.ts'
import { EVERY_OF_DAYS, EVERY_OF_HOURS, startMissing } from './startMissing.ts'

const recordedAt = instant('2026-11-12T16:43:00Z')
const base = { source: 'power', sourceId: 'p1', kind: 's136', ruleId: 's136-2017' } as const
const latest = addHours(recordedAt, 24)
const of136 = { recordedAt, latest, warnAt: [minutes(240), minutes(120), minutes(60)], every: EVERY_OF_HOURS }
const at = (hours: number) => startMissing(base, of136, addHours(recordedAt, hours))
const come = (hours: number) => at(hours).filter(({ dueAt }) => dueAt <= addHours(recordedAt, hours)).length
const next = (hours: number) => at(hours).find(({ dueAt }) => dueAt > addHours(recordedAt, hours))?.dueAt

describe('a start that nobody has recorded', () => {
  it('is asked for soon, at each warning before the latest possible limit, and at that', () => {
    expect(at(0).map(({ dueAt }) => dueAt)).toEqual(
      [15, 60, 180, 1200, 1320, 1380, 1440].map((after) => addMinutes(recordedAt, after)),
    )
    expect(at(0).every(({ limitAt, point }) => limitAt === latest && point === 'start-not-recorded')).toBe(true)
  })

  it('is asked for over and over, past that limit too, and names only the last repeat and the next', () => {
    expect([come(2), come(5.5), come(40)]).toEqual([2, 3, 7])
    expect([next(2), next(5.5), next(40)]).toEqual([3, 7, 41].map((hours) => addHours(recordedAt, hours)))
  })

  it('is asked for each day where days are counted, and without a limit where the law gives no number', () => {
    const days = { recordedAt, latest: null, warnAt: [minutes(1440)], every: EVERY_OF_DAYS }
    const due = startMissing(base, days, addHours(recordedAt, 50))
    expect(due.map(({ minutesBefore }) => minutesBefore)).toEqual([15, 60, 60 + 2880, 60 + 4320])
    expect(due.every(({ limitAt }) => limitAt === null)).toBe(true)
  })

  it('says that its limit is the latest possible one', () => {
    const [first] = at(0)
    expect(first && alarmLimit(first)).toBe(
      'The limit is Fri 13 November 16:43 at the latest, counted from when it was recorded.',
    )
  })
})
