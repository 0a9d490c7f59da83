import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ShiftId } from '#shared/kernel/ids.ts'
import { myWorkingTime, settleRest, workingTimeOfAll } from '#shared/rota/workingTimeContract.ts'
import { addMinutes, instant, type Instant } from '#shared/time/instant.ts'
import { aReferral } from '#tests/builders/allocations.ts'
import { rosters } from '#tests/builders/rota.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let ruth: Person
let ewa: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  hub.clockIs(instant('2026-11-12T16:43:00Z'))
  service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
})

const worked = async (shiftId: ShiftId, finishedAt: Instant, startedAt: Instant) => {
  const { id } = await aReferral(hub, service, ewa, { receivedAt: addMinutes(startedAt, -60) })
  await hub.owner`
    insert into hub.allocations (service_id, id, referral_id, person_id, shift_id, allocated_by, allocated_at, accepted_at, set_off_at, finished_at, ended_at, ended_how, choice)
    values (${service.id}, ${randomUUID()}, ${id}, ${ewa.id}, ${shiftId}, ${ewa.id}, ${startedAt}, ${startedAt}, ${startedAt}, ${finishedAt}, ${finishedAt}, 'finished', '{}')`
}

/** A Thursday late that ran to half past midnight, and a Friday at 08:30: three hours of rest are missing. */
const lateNight = async () => {
  const late = await rosters(ruth, ewa.id, '2026-11-12', '12:30', '20:30')
  const early = await rosters(ruth, ewa.id, '2026-11-13', '08:30', '16:30')
  hub.clockIs(instant('2026-11-13T00:35:00Z'))
  await worked(late, instant('2026-11-13T00:30:00Z'), instant('2026-11-12T19:00:00Z'))
  return { late, early }
}

describe('rest that was settled, of a finish that is corrected since', () => {
  const settle = (shiftId: ShiftId, how: 'given' | 'not-given', why = '') =>
    ruth.sends(settleRest, { shiftId, how, why })
  const owed = async () => (await ruth.asks(workingTimeOfAll, {})).debts.map((debt) => [debt.owed, debt.settled])

  it('is owed again for what is missing more, and is settled once again', async () => {
    const { late, early } = await lateNight()
    hub.clockIs(instant('2026-11-14T06:40:00Z'))
    expect(await owed()).toEqual([[180, 0]])
    await settle(early, 'given')
    expect(await owed()).toEqual([])
    // The job really went on until ten past one.
    await worked(late, instant('2026-11-13T01:10:00Z'), instant('2026-11-13T00:31:00Z'))
    expect(await owed()).toEqual([[40, 180]])
    expect((await ewa.asks(myWorkingTime, {})).debts).toMatchObject([{ shiftId: early, owed: 40, settled: 180 }])
    // The rest has paid for what it was long enough for; once it is longer it pays for the difference as well.
    expect((await ruth.tries(settleRest, { shiftId: early, how: 'given', why: '' })).body['code']).toBe('no-rest-yet')
    hub.clockIs(instant('2026-11-14T10:00:00Z'))
    await settle(early, 'given')
    expect(await owed()).toEqual([])
    await worked(late, instant('2026-11-13T01:30:00Z'), instant('2026-11-13T01:11:00Z'))
    expect(await owed()).toEqual([[20, 220]])
    await settle(early, 'not-given', 'She starts a week of leave')
    const { debts, settled } = await ruth.asks(workingTimeOfAll, {})
    expect([debts, settled.map(({ owed: minutes, how }) => [minutes, how])]).toEqual([
      [],
      [
        [20, 'not-given'],
        [40, 'given'],
        [180, 'given'],
      ],
    ])
    expect((await ruth.tries(settleRest, { shiftId: early, how: 'given', why: '' })).body['code']).toBe('rest-not-owed')
  })

  it('leaves nothing owed, and what was given given, when less was missing after all', async () => {
    const { early } = await lateNight()
    hub.clockIs(instant('2026-11-14T12:00:00Z'))
    await settle(early, 'given')
    await hub.owner`update hub.allocations set finished_at = '2026-11-12T23:30:00Z', ended_at = '2026-11-12T23:30:00Z', version = version + 1
      where service_id = ${service.id}`
    expect(await owed()).toEqual([])
    expect((await ruth.asks(workingTimeOfAll, {})).settled).toMatchObject([{ owed: 180, how: 'given' }])
  })
})
