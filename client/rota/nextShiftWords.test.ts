import { expect, it } from 'vitest'
import { personId, shiftId } from '#shared/kernel/ids.ts'
import type { ShiftRow } from '#shared/rota/contract.ts'
import { shiftSpan } from '#shared/rota/shiftTemplate.ts'
import { instant } from '#shared/time/instant.ts'
import { clockTime, londonDay } from '#shared/time/london.ts'
import { nextShiftWords } from './nextShiftWords.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const on = (number: number, day: string, away = false): ShiftRow => {
  const span = shiftSpan({ startsAt: clockTime('08:30'), endsAt: clockTime('16:30') }, londonDay(day))
  return {
    id: shiftId.parse(id(number)),
    personId: personId.parse(id(1)),
    templateId: null,
    day: londonDay(day),
    startsAt: span.start,
    endsAt: span.end,
    role: 'duty',
    layer: 'pattern',
    placeName: null,
    version: 1,
    restShortMinutes: 0,
    mayNotAct: null,
    away,
  }
}
const now = instant('2026-11-12T18:00:00.000Z')

it('names the next shift that somebody is to come to, and none that they are away from', () => {
  expect(nextShiftWords([on(2, '2026-11-13', true), on(3, '2026-11-16')], now)).toBe(
    'You are next on Mon 16 November 08:30.',
  )
  expect(nextShiftWords([on(2, '2026-11-13', true)], now)).toBeNull()
  expect(nextShiftWords([on(2, '2026-11-12', true)], instant('2026-11-12T12:00:00.000Z'))).toBeNull()
})
