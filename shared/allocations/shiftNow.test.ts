import { describe, expect, it } from 'vitest'
import { personId, shiftId } from '../kernel/ids.ts'
import { addHours, instant, type Instant } from '../time/instant.ts'
import { nextStart, shiftForJob, shiftNow, workInHand } from './shiftNow.ts'

const NOW = instant('2026-11-12T16:47:00Z')
const hannah = personId.parse('00000000-0000-4000-8000-000000000001')
const shift = (number: number, from: number, away = false) => ({
  id: shiftId.parse(`00000000-0000-4000-8000-00000000000${number}`),
  personId: hannah,
  startsAt: addHours(NOW, from),
  endsAt: addHours(NOW, from + 8),
  away,
})
const tonight = shift(1, -2)

it('is the next shift that is worked: one on a day of leave asks for no rest', () => {
  const [tomorrow, later] = [shift(2, 14), shift(3, 40)]
  expect(nextStart([later, tomorrow, tonight], tonight, NOW)).toBe(tomorrow.startsAt)
  expect(nextStart([tonight, shift(2, 14, true), later], tonight, NOW)).toBe(later.startsAt)
  expect(nextStart([tonight, shift(2, 14, true)], tonight, NOW)).toBeNull()
})

it('is after what they are on, or after now when they are on nothing', () => {
  expect(nextStart([shift(2, 1), tonight], tonight, NOW)).toBeNull()
  expect(nextStart([shift(2, 1)], null, NOW)).toBe(addHours(NOW, 1))
})

it('counts whoever begins at midnight among those of this night, and not whoever begins in the morning', () => {
  const late = instant('2026-11-12T23:48:00Z')
  const from = (startsAt: string) => ({
    ...shift(1, 0),
    startsAt: instant(startsAt),
    endsAt: addHours(instant(startsAt), 8),
  })
  expect(shiftNow([from('2026-11-13T00:00:00Z')], [], late)?.startsAt).toBe(instant('2026-11-13T00:00:00Z'))
  expect(shiftNow([from('2026-11-13T08:00:00Z')], [], late)).toBeNull()
  expect(shiftNow([from('2026-11-12T18:00:00Z')], [], NOW)).not.toBeNull()
})

describe('whoever works past the end of a shift', () => {
  const between = (number: number, startsAt: string, endsAt: string) => ({
    ...shift(number, 0),
    startsAt: instant(startsAt),
    endsAt: instant(endsAt),
  })
  const thursday = between(1, '2026-11-12T08:00:00Z', '2026-11-12T16:00:00Z')
  const friday = between(2, '2026-11-13T08:00:00Z', '2026-11-13T16:00:00Z')
  const hand = (shiftId: typeof thursday.id | null, since: string) => [{ shiftId, since: instant(since) }]
  const counts = (shifts: readonly (typeof thursday)[], work: ReturnType<typeof hand>, at: string) =>
    shiftNow(shifts, work, instant(at))?.endsAt
  const out = hand(thursday.id, '2026-11-12T14:00:00Z')

  it('is late on that shift until they finish, over midnight and into their next shift', () => {
    const moments = ['2026-11-12T23:59:00Z', '2026-11-13T00:00:00Z', '2026-11-13T00:08:00Z', '2026-11-13T09:00:00Z']
    for (const at of moments) expect([at, counts([friday, thursday], out, at)]).toEqual([at, thursday.endsAt])
    expect(counts([friday, thursday], [], '2026-11-13T00:08:00Z')).toBe(friday.endsAt)
    expect(counts([friday, thursday], out, '2026-11-12T15:59:00Z')).toBe(thursday.endsAt)
  })

  it('counts midnight on the clocks of London, the night that they change too', () => {
    const saturday = between(1, '2027-03-27T08:00:00Z', '2027-03-27T22:00:00Z')
    const sunday = between(2, '2027-03-28T07:00:00Z', '2027-03-28T15:00:00Z')
    const working = hand(saturday.id, '2027-03-27T18:00:00Z')
    for (const at of ['2027-03-28T00:30:00Z', '2027-03-28T01:30:00Z'])
      expect(counts([saturday, sunday], working, at)).toBe(saturday.endsAt)
    // In summer time it is Friday from 23:00 UTC on.
    const late = between(3, '2026-07-02T07:00:00Z', '2026-07-02T15:00:00Z')
    const next = between(4, '2026-07-03T07:00:00Z', '2026-07-03T15:00:00Z')
    expect(counts([late, next], hand(late.id, '2026-07-02T14:00:00Z'), '2026-07-02T23:30:00Z')).toBe(late.endsAt)
    expect(counts([late, next], [], '2026-07-02T23:30:00Z')).toBe(next.endsAt)
  })

  it('is late on the first of two shifts of a day, unless the second begins as it ends', () => {
    const early = between(1, '2026-11-12T08:00:00Z', '2026-11-12T12:00:00Z')
    const evening = between(2, '2026-11-12T18:00:00Z', '2026-11-12T22:00:00Z')
    const working = hand(early.id, '2026-11-12T11:00:00Z')
    expect(counts([early, evening], working, '2026-11-12T13:00:00Z')).toBe(early.endsAt)
    expect(counts([early, evening], [], '2026-11-12T13:00:00Z')).toBe(evening.endsAt)
    const straightOn = between(3, '2026-11-12T12:00:00Z', '2026-11-12T20:00:00Z')
    expect(counts([early, straightOn], working, '2026-11-12T13:00:00Z')).toBe(straightOn.endsAt)
    expect(counts([early, straightOn], working, '2026-11-12T21:00:00Z')).toBe(straightOn.endsAt)
  })

  it('counts from the last shift when they were called in off the rota, and none where there was none', () => {
    const called = hand(null, '2026-11-12T20:00:00Z')
    expect(counts([thursday, friday], called, '2026-11-13T02:30:00Z')).toBe(thursday.endsAt)
    expect(shiftNow([], called, instant('2026-11-13T02:30:00Z'))).toBeNull()
  })

  it('is given nothing more on a shift that has not begun: that is being called in', () => {
    const given = (work: ReturnType<typeof hand>, at: string) => shiftForJob([thursday, friday], work, instant(at))?.id
    expect(given(out, '2026-11-13T00:08:00Z')).toBeUndefined()
    expect(given([], '2026-11-13T00:08:00Z')).toBe(friday.id)
    expect(given(out, '2026-11-13T09:00:00Z')).toBe(friday.id)
  })

  it('does not work by what they were only offered', () => {
    const offered = {
      shiftId: thursday.id,
      allocatedAt: NOW,
      acceptedAt: null as Instant | null,
      setOffAt: null,
      arrivedAt: null,
      endedAt: null,
    }
    expect(workInHand([offered])).toEqual([])
    expect(workInHand([{ ...offered, acceptedAt: NOW }])).toEqual([{ shiftId: thursday.id, since: NOW }])
  })
})
