import { expect, it } from 'vitest'
import { instant } from '../time/instant.ts'
import { hoursIn, keptTables, type CoverFact } from './coverReports.ts'

const at = (text: string) => instant(`${text}:00Z`)
const used = (hours: readonly number[]) =>
  Object.fromEntries(hours.flatMap((ms, hour) => (ms === 0 ? [] : [[hour, ms / 60_000]])))

it('shares a stretch among the hours of a London clock, through both changes', () => {
  expect(used(hoursIn([[at('2026-06-12T16:30'), at('2026-06-12T18:10')]]))).toEqual({ 17: 30, 18: 60, 19: 10 })
  // The clocks go forward over the hour from one, and back to it.
  expect(used(hoursIn([[at('2026-03-28T23:00'), at('2026-03-29T03:00')]]))).toEqual({ 0: 60, 2: 60, 3: 60, 23: 60 })
  expect(used(hoursIn([[at('2026-10-24T23:00'), at('2026-10-25T02:00')]]))).toEqual({ 0: 60, 1: 120 })
  expect(used(hoursIn([[at('2026-06-12T16:30'), at('2026-06-12T16:00')]]))).toEqual({})
})

it('says what was planned, what was kept, and what was worked besides', () => {
  const day = { startsAt: at('2026-11-02T09:00'), endsAt: at('2026-11-02T11:00'), role: 'duty' }
  const none = { cancelledAt: null, isCover: false, isSwapped: false, lastFinish: null }
  const shifts: readonly CoverFact[] = [
    { ...day, ...none, lastFinish: at('2026-11-02T11:30') },
    { ...day, ...none, cancelledAt: at('2026-11-01T09:00') },
    { ...day, ...none, cancelledAt: at('2026-10-01T09:00') },
    { ...day, ...none, isCover: true, isSwapped: true },
    { ...day, ...none, role: 'practice-consultant' },
  ]
  const [hours, kept] = keptTables(shifts, [{ from: at('2026-11-02T19:00'), to: at('2026-11-02T20:00') }])
  expect(hours?.total?.cells).toEqual([4, 4, 0.5, 1])
  expect(hours?.rows[11]?.cells).toEqual([0, 0, 0.5, 0])
  expect(kept?.rows.map(({ cells }) => cells[0])).toEqual([2, 1, 1, 1, 1, 1])
})
