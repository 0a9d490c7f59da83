import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addShift, rotaWeek } from '#shared/rota/contract.ts'
import { keepOtherJob } from '#shared/rota/workingTimeContract.ts'
import { addMinutes, instant } from '#shared/time/instant.ts'
import { aReferral } from '#tests/builders/allocations.ts'
import { rosters, times } from '#tests/builders/rota.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let ruth: Person
let ewa: Person
let dan: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  hub.clockIs(instant('2026-11-12T16:43:00Z'))
  service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
})

const monday = '2026-11-09'
/** A Thursday late that ran to half past midnight, and a Friday at 08:30. */
const lateNight = async () => {
  const late = await rosters(ruth, ewa.id, '2026-11-12', '12:30', '20:30')
  const early = await rosters(ruth, ewa.id, '2026-11-13', '08:30', '16:30')
  const [startedAt, finishedAt] = [instant('2026-11-12T19:00:00Z'), instant('2026-11-13T00:30:00Z')]
  hub.clockIs(addMinutes(finishedAt, 5))
  const { id } = await aReferral(hub, service, ewa, { receivedAt: addMinutes(startedAt, -60) })
  await hub.owner`
    insert into hub.allocations (service_id, id, referral_id, person_id, shift_id, allocated_by, allocated_at, accepted_at, set_off_at, finished_at, ended_at, ended_how, choice)
    values (${service.id}, ${randomUUID()}, ${id}, ${ewa.id}, ${late}, ${ewa.id}, ${startedAt}, ${startedAt}, ${startedAt}, ${finishedAt}, ${finishedAt}, 'finished', '{}')`
  return early
}
const workOf = async (who: Person, day: string) =>
  (await who.asks(rotaWeek, { monday: day })).work.map(({ endsAt, whose }) => [endsAt, whose])

describe('the rest that plans, swaps and the rota warn of', () => {
  it('counts late finishes as they were worked, where everybody on the rota reads it', async () => {
    const early = await lateNight()
    const week = (await ruth.asks(rotaWeek, { monday })).shifts
    expect(week.find(({ id }) => id === early)?.restShortMinutes).toBe(180)
    const late = [['2026-11-13T00:30:00.000Z', undefined]]
    expect([await workOf(ruth, monday), await workOf(dan, monday)]).toEqual([late, late])
  })

  it('counts work that was declared of another employer: read again by who plans and by its person, by no colleague', async () => {
    const agency = { employer: 'Agency', startsAt: '14:00', endsAt: '23:00', breakMinutes: 30, lastDay: null } as const
    await dan.sends(keepOtherJob, { ...agency, jobId: null, seenVersion: 0, days: ['7'], firstDay: '2026-11-01' })
    expect(
      (await ruth.sends(addShift, { personId: dan.id, day: '2026-11-16', times: times('08:30', '16:30') })).warnings,
    ).toEqual([
      'Dan Okoro would have 9h 30m of rest: other work ends Sun 15 November 23:00, the shift starts Mon 16 November 08:30. Eleven hours run to Mon 16 November 10:00.',
    ])
    const declared = expect.arrayContaining([['2026-11-15T23:00:00.000Z', 'another']])
    expect([await workOf(ruth, '2026-11-16'), await workOf(dan, '2026-11-16')]).toEqual([declared, declared])
    expect(await workOf(ewa, '2026-11-16')).toEqual([])
  })
})
