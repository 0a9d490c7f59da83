import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { acceptAllocation, setOff } from '#shared/allocations/contract.ts'
import { undoStep } from '#shared/allocations/undoStep.ts'
import type { AllocationId, ShiftId } from '#shared/kernel/ids.ts'
import { putLeave, takeOver } from '#shared/rota/coverContract.ts'
import {
  callHelp,
  checkIn,
  mySafety,
  sayHome,
  spokeToColleague,
  watches,
  type WatchRow,
} from '#shared/safety/contract.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { aReferral, aShift, given } from '#tests/builders/allocations.ts'
import { AlarmLoop } from '#tests/harness/alarmLoop.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let loop: AlarmLoop
let service: TestService
let jo: Person, ewa: Person, tom: Person
let allocationId: AllocationId
let began: Instant
let day = 0

beforeAll(async () => {
  hub = await TestHub.open()
  loop = new AlarmLoop(hub)
})
afterAll(async () => {
  await loop.close()
  await hub.close()
})

beforeEach(async () => {
  began = hub.clockIs(addMinutes(hub.now(), 60 * (day += 1)))
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  tom = await service.has({ name: 'Tom Ellis', roles: ['amhp'] })
  await aShift(hub, service, ewa)
  allocationId = await given(jo, await aReferral(hub, service, jo), ewa)
})

const later = (minutes: number): Instant => hub.clockIs(addMinutes(began, minutes))
const out = async (): Promise<WatchRow | undefined> =>
  (await jo.asks(watches, {})).rows.find((one) => one.personId === ewa.id)
const step = (seenVersion: number) => ({ allocationId, seenVersion, occurredAt: hub.now() })
async function setsOff(): Promise<void> {
  await ewa.sends(acceptAllocation, step(1))
  await ewa.sends(setOff, step(2))
}

it('says that they are home after their shift was taken over, and only then is no longer looked for', async () => {
  const home = () => ewa.tries(sayHome, { occurredAt: hub.now() })
  expect((await home()).body['code']).toBe('not-out')
  await setsOff()
  later(30)
  expect((await home()).body).toMatchObject({ code: 'still-at-work' })
  const [shift] = await hub.owner<{ id: ShiftId; version: number }[]>`
    select id, version from hub.shifts where service_id = ${service.id} and person_id = ${ewa.id} and cancelled_at is null`
  if (!shift) throw new Error('no shift')
  await jo.sends(takeOver, { shiftId: shift.id, seenVersion: shift.version, toPersonId: tom.id, reason: 'illness' })
  expect((await ewa.asks(mySafety, {})).watch).toMatchObject({ goingHome: true })
  expect(await out(), 'she is still looked for').toMatchObject({ backBy: addMinutes(began, 90) })
  // A tap that the phone kept from before the hub last heard of her is no news.
  await ewa.sends(sayHome, { occurredAt: addMinutes(began, -5) })
  expect(await out()).toBeDefined()
  later(100)
  await loop.turns()
  expect((await out())?.rung, 'it climbs for her as for anybody').not.toBe('in-time')
  const commandId = randomUUID()
  for (let times = 0; times < 2; times += 1) await ewa.sends(sayHome, { occurredAt: hub.now() }, commandId)
  expect(await out()).toBeUndefined()
  expect((await home()).body['code']).toBe('not-out')
})

it('is not taken for safe by a tap at home once they have called for help', async () => {
  await ewa.sends(callHelp, { how: 'quiet', occurredAt: hub.now() })
  later(1)
  await ewa.sends(sayHome, { occurredAt: hub.now() })
  expect(await out()).toMatchObject({ helpHow: 'quiet' })
})

it('shows nothing on the phone of a quiet call, also from somebody who has not set off', async () => {
  const before = await ewa.asks(mySafety, {})
  await ewa.sends(acceptAllocation, step(1))
  await ewa.sends(callHelp, { how: 'quiet', occurredAt: hub.now() })
  await loop.turns()
  expect(await ewa.asks(mySafety, {})).toEqual(before)
  expect(await out()).toMatchObject({ helpHow: 'quiet', rung: 'desk' })
  await ewa.sends(setOff, step(2))
  expect((await ewa.asks(mySafety, {})).watch).toMatchObject({ allocationId, helpAt: null, goingHome: false })
})

it('is not looked for once setting off was taken back as a slip, but is after a call for help', async () => {
  await setsOff()
  await ewa.sends(undoStep, { allocationId, seenVersion: 3, step: 'travelling' })
  expect(await out()).toBeUndefined()
  expect((await ewa.asks(mySafety, {})).watch).toBeNull()
  await ewa.sends(setOff, step(4))
  await ewa.sends(callHelp, { how: 'held', occurredAt: hub.now() })
  await ewa.sends(undoStep, { allocationId, seenVersion: 5, step: 'travelling' })
  expect(await out()).toMatchObject({ helpHow: 'held' })
})

it('is not quietened by a colleague’s tap that is older than what was heard since', async () => {
  await aShift(hub, service, tom, { role: 'second' })
  const backIn = (after: number) => ({ occurredAt: hub.now(), backBy: addMinutes(hub.now(), after) })
  await setsOff()
  await ewa.sends(checkIn, { allocationId, ...backIn(10) })
  later(25)
  await loop.turns()
  const [ring] = (await tom.asks(mySafety, {})).toRing
  if (!ring) throw new Error('Tom is told to ring')
  const kept = { watchId: ring.id, ...backIn(120) }
  later(28)
  await ewa.sends(checkIn, { allocationId, ...backIn(30) })
  const heardAt = hub.now()
  expect((await tom.tries(spokeToColleague, kept)).body).toMatchObject({ code: 'heard-since', at: heardAt })
  later(28 + 45)
  await loop.turns()
  expect(await out()).toMatchObject({ rung: 'buddy', toldName: 'Tom Ellis' })
  // The tap of before has found a signal only now.
  expect((await tom.tries(spokeToColleague, kept)).body).toMatchObject({ code: 'heard-since', at: heardAt })
  expect(await out()).toMatchObject({ rung: 'buddy', seenAt: heardAt })
})

it('calls for help and reaches a consultant who is on leave and has come in', async () => {
  const noor = await service.has({ name: 'Noor Hassan', roles: ['practice-consultant'] })
  const { id: shiftId } = await aShift(hub, service, tom, { role: 'practice-consultant' })
  const today = londonDayOf(hub.now())
  const away = { kind: 'annual-leave' as const, firstDay: today, lastDay: today, note: '', personId: noor.id }
  await jo.sends(putLeave, { ...away, knowsWhatBreaks: true, offerShifts: false })
  await jo.sends(takeOver, { shiftId, seenVersion: 1, toPersonId: noor.id, reason: 'illness' })
  await setsOff()
  await ewa.sends(callHelp, { how: 'held', occurredAt: hub.now() })
  await loop.turns()
  expect(await out()).toMatchObject({ rung: 'desk', toldName: 'Noor Hassan' })
})
