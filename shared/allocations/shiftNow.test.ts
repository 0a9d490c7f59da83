import { expect, it } from 'vitest'
import { personId, shiftId } from '../kernel/ids.ts'
import { addHours, instant } from '../time/instant.ts'
import { nextStart, shiftNow } from './shiftNow.ts'

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
  expect(shiftNow([from('2026-11-13T00:00:00Z')], late)?.startsAt).toBe(instant('2026-11-13T00:00:00Z'))
  expect(shiftNow([from('2026-11-13T08:00:00Z')], late)).toBeNull()
  expect(shiftNow([from('2026-11-12T18:00:00Z')], NOW)).not.toBeNull()
})
