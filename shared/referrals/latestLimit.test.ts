import { describe, expect, it } from 'vitest'
import { addDays, londonDay, startOfDay } from '#shared/time/london.ts'
import { addHours, instant } from '#shared/time/instant.ts'
import { powerKinds, ruleInForce } from './clockRules.ts'
import { clockOf, latestLimitOf } from './clocks.ts'
import { latestLimit, limitClockOf } from './law/limits.ts'

const RECORDED = instant('2026-11-12T14:04:00Z')
const power = { kind: 's136', startedAt: null, recordedAt: RECORDED } as const

describe('the latest limit of a clock whose start nobody knows', () => {
  it('is a whole period after it was recorded as running, and is said in how it is worked out', () => {
    expect(latestLimitOf(power, RECORDED)).toBe(addHours(RECORDED, 24))
    expect(clockOf(power, RECORDED).workedOut).toContain(
      'It ran already when it was recorded, so its limit is no later than Fri 13 November 14:04. Until the start is recorded the alarms ask for it, before that moment and at it.',
    )
    for (const kind of powerKinds)
      expect(latestLimitOf({ kind }, RECORDED)).toBe(addHours(RECORDED, ruleInForce(kind, RECORDED).quantity))
  })

  it('counts hours as they pass, over a change of the clocks', () => {
    expect(latestLimitOf(power, instant('2026-10-24T19:00:00Z'))).toBe(instant('2026-10-25T19:00:00Z'))
  })

  it('is said of nothing that has a start, has ended, or was recorded nobody knows when', () => {
    const says = (more: object) => clockOf({ ...power, ...more }, RECORDED).workedOut.join(' ')
    expect(says({})).toContain('no later than')
    expect(says({ startedAt: RECORDED })).not.toContain('no later than')
    expect(says({ endedAt: RECORDED })).not.toContain('no later than')
    expect(says({ recordedAt: undefined })).not.toContain('no later than')
  })

  it('of a limit counted in days it is the last day from the day of its recording on', () => {
    const limit = { kind: 's6-1-a', startedAt: null, recordedAt: RECORDED } as const
    const day = londonDay('2026-11-12')
    expect(latestLimit(limit, RECORDED)).toBe(startOfDay(addDays(day, 14)))
    expect(limitClockOf(limit, RECORDED).workedOut.join(' ')).toContain(
      'no later than Wednesday 25 November 2026, to midnight',
    )
  })

  it('there is none where the law gives no number', () => {
    const limit = { kind: 's13-4', startedAt: null, recordedAt: RECORDED } as const
    expect(latestLimit(limit, RECORDED)).toBeNull()
    expect(limitClockOf(limit, RECORDED).workedOut.join(' ')).not.toContain('no later than')
  })
})
