import { expect, it } from 'vitest'
import type { ReferralId } from '../kernel/ids.ts'
import { clockTime, londonDay, londonInstant } from '../time/london.ts'
import { instant } from '../time/instant.ts'
import { carriedTables } from './deskReports.ts'
import { isInHours } from './officeHours.ts'
import { hoursTables } from './workReports.ts'

const office = { officeFrom: clockTime('08:30'), officeUntil: clockTime('16:30') }
const day = londonDay('2026-10-22')
const at = (clock: string) => londonInstant(day, clockTime(clock))

it('is before the office closes, to the minute and by the clock in London', () => {
  expect([isInHours(at('16:29'), office), isInHours(at('16:30'), office)]).toEqual([true, false])
  expect(isInHours(instant('2026-10-22T15:45:00Z'), office), 'summer time').toBe(false)
})

it('reports count by the hours that the service has set, and say so', () => {
  const seen = (id: string, clock: string) => ({
    id: id as ReferralId,
    closedAt: null,
    allocatedAt: at('09:00'),
    arrivedAt: at(clock),
    completedAt: null,
    offRota: false,
  })
  const facts = [seen('a', '16:29'), seen('b', '16:45'), seen('c', '17:30')]
  const late = (own?: typeof office) =>
    hoursTables(facts, own)[0]
      ?.rows.slice(0, 1)
      .map(({ label, cells }) => [label, cells[0]])
  expect(late()).toEqual([['Attended at 17:00 or later', 1]])
  expect(late(office)).toEqual([['Attended at 16:30 or later', 2]])
  const open = [{ id: 'a' as ReferralId, receivedAt: at('16:40'), closedAt: at('17:30') }]
  const [carried, morning] = carriedTables(open, [], [day], instant('2026-10-24T12:00:00Z'), office)
  expect([carried?.title, carried?.rows[0]?.cells[3]]).toEqual(['Open at 16:30', 0])
  expect(morning?.rows[0]?.label).toBe('At 08:30 the next day')
})
