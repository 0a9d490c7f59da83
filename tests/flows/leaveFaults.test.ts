import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { myCalendar, rotaWeek } from '#shared/rota/contract.ts'
import { askLeave, decideLeave, myLeave, withdrawLeave } from '#shared/rota/coverContract.ts'
import { myToil } from '#shared/toil/contract.ts'
import { rosters } from '#tests/builders/rota.ts'
import { hasOpeningBalance, hasPolicy } from '#tests/builders/toil.ts'
import { readCalendar } from '#tests/harness/calendarReader.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

/** What went wrong with leave in another tool, as its users reported it: docs/rota.md says where each is proved. */

let hub: TestHub
let service: TestService
let ruth: Person
let ewa: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  service = await hub.service()
  await hasPolicy(hub, service, { debitAllowedMinutes: 0 })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
})

const agrees = { seenVersion: 1, agree: true, why: '', knowsWhatBreaks: true, offerShifts: false } as const
const agreed = async (firstDay: string, lastDay: string, kind: 'annual-leave' | 'toil' = 'annual-leave') => {
  const { leaveId } = await ewa.sends(askLeave, { kind, firstDay, lastDay, note: '' })
  await ruth.sends(decideLeave, { leaveId, ...agrees })
  return leaveId
}
const awayIn = async (monday: string) => (await ruth.asks(rotaWeek, { monday })).daysAway.map(({ day }) => day)

describe('the faults of Jorani cannot happen', () => {
  it('leave over the end of a week, a month and a year that shows on one side of it only', async () => {
    await agreed('2026-12-31', '2027-01-04')
    expect(await awayIn('2026-12-28')).toEqual(['2026-12-31', '2027-01-01', '2027-01-02', '2027-01-03'])
    expect(await awayIn('2027-01-04')).toEqual(['2027-01-04'])
  })

  it('leave over the end of a leave year that is taken from neither: each of its days of work comes off the one balance', async () => {
    await hasOpeningBalance(hub, service, ewa, 2000)
    const days = ['2027-03-31', '2027-04-01']
    for (const day of days) await rosters(ruth, ewa.id, day, '08:30', '16:30')
    const before = (await ewa.asks(myToil, {})).balance
    await agreed('2027-03-31', '2027-04-01', 'toil')
    const taken = await hub.owner<{ day: string; minutes: number }[]>`
      select day::text, minutes from hub.toil_entries where service_id = ${service.id} and kind = 'TAKE' order by day`
    expect(taken.map(({ day }) => day)).toEqual(days)
    expect((await ewa.asks(myToil, {})).balance).toBe(before + taken.reduce((sum, { minutes }) => sum + minutes, 0))
    expect(taken.every(({ minutes }) => minutes < 0)).toBe(true)
  })

  it('agreed leave that its person cannot take back, or takes back once it was taken: the days that are gone stay', async () => {
    const leaveId = await agreed('2026-11-12', '2026-11-16')
    hub.clockMovesOn({ hours: 48 })
    await ewa.sends(withdrawLeave, { leaveId, seenVersion: 2 })
    expect(await awayIn('2026-11-09')).toEqual(['2026-11-12', '2026-11-13'])
    expect(await awayIn('2026-11-16')).toEqual([])
    expect((await ewa.asks(myLeave, {})).leave).toMatchObject([{ id: leaveId, state: 'withdrawn' }])
    const [event] = await hub.owner<{ actor: string }[]>`
      select actor_id as actor from hub.events where service_id = ${service.id} and type = 'leave-withdrawn'`
    expect(event?.actor, 'it is on the record').toBe(ewa.id)
    hub.clockMovesOn({ hours: -48 })
  })

  it('leave of less than no days', async () => {
    const asked = { kind: 'annual-leave', firstDay: '2026-11-20', lastDay: '2026-11-19', note: '' } as const
    const no = await ewa.tries(askLeave, asked)
    expect([no.status, no.body['code'], no.body['field']]).toEqual([422, 'leave-ends-before-it-starts', 'lastDay'])
    expect((await ewa.asks(myLeave, {})).leave).toEqual([])
  })

  it('leave within leave: days that are asked for or agreed already', async () => {
    await agreed('2026-11-16', '2026-11-20')
    const inside = { kind: 'training', firstDay: '2026-11-17', lastDay: '2026-11-18', note: '' } as const
    expect((await ewa.tries(askLeave, inside)).body['code']).toBe('leave-decided')
  })

  it('a calendar file without its zone, from which a reader guesses the hour', async () => {
    await rosters(ruth, ewa.id, '2027-06-15', '08:30', '16:30')
    hub.clockMovesOn({ hours: 24 * 150 })
    const { text } = await ewa.asks(myCalendar, {})
    expect(text).toContain('BEGIN:VTIMEZONE')
    expect(readCalendar(text).events.map(({ start }) => start)).toEqual(['2027-06-15T07:30:00.000Z'])
    hub.clockMovesOn({ hours: -24 * 150 })
  })
})
