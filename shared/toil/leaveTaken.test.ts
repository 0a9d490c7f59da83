import { describe, expect, it } from 'vitest'
import { londonDay } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import { takenByLeave, takenByPart } from './leaveTaken.ts'

const day = (date: string, more: { hasShift?: boolean; taken?: number; debitAllowed?: number } = {}) => ({
  day: londonDay(date),
  hasShift: false,
  taken: 0,
  debitAllowed: 0,
  ...more,
})

describe('what hours of leave take as TOIL', () => {
  it('is those minutes, down to what may be taken in advance', () => {
    const part = { day: londonDay('2026-11-17'), minutes: minutes(150), debitAllowed: 60 }
    expect(takenByPart(part, minutes(90))).toEqual({ ok: true, value: [{ day: '2026-11-17', minutes: -150 }] })
    expect(takenByPart(part, minutes(89))).toEqual({
      ok: false,
      refusal: { code: 'leave-more-toil-than-owed', asked: 150, balance: 89, debitAllowed: 60 },
    })
  })
})

describe('what leave takes as TOIL', () => {
  it('is a whole day for each day they would have worked, less what was booked for it', () => {
    const days = [
      day('2026-11-19', { taken: 120 }),
      day('2026-11-20', { taken: 444 }),
      day('2026-11-21'),
      day('2026-11-22', { hasShift: true }),
      day('2026-12-28'),
    ]
    expect(takenByLeave(days, 444, minutes(2000))).toEqual({
      ok: true,
      value: [
        { day: '2026-11-19', minutes: -324 },
        { day: '2026-11-22', minutes: -444 },
      ],
    })
  })

  it('is all or nothing, down to what may be taken in advance', () => {
    const days = [day('2026-11-17', { debitAllowed: 60 }), day('2026-11-18', { debitAllowed: 60 })]
    expect(takenByLeave(days, 444, minutes(828)).ok).toBe(true)
    expect(takenByLeave(days, 444, minutes(827))).toEqual({
      ok: false,
      refusal: { code: 'leave-more-toil-than-owed', asked: 888, balance: 827, debitAllowed: 60 },
    })
  })

  it('has no length without contracted hours, and costs nothing when nobody would have worked', () => {
    expect(takenByLeave([day('2026-11-17')], null, minutes(900))).toMatchObject({
      refusal: { code: 'leave-toil-day-unknown' },
    })
    expect(takenByLeave([day('2026-11-21')], null, minutes(0))).toEqual({ ok: true, value: [] })
  })
})
