import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import {
  acceptAllocation,
  arrive,
  endWait,
  finish,
  homeSafe,
  recordOutcome,
  setOff,
  startWait,
} from '#shared/allocations/contract.ts'
import { undoStep } from '#shared/allocations/undoStep.ts'
import type { AllocationId, ShiftId, WatchId } from '#shared/kernel/ids.ts'
import { putLeave, takeOver } from '#shared/rota/coverContract.ts'
import {
  answerWatch,
  callHelp,
  checkIn,
  handWatchOver,
  mySafety,
  sayHome,
  spokeToColleague,
  watches,
  type WatchRow,
} from '#shared/safety/contract.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { aReferral, aShift, given, workedTo } from '#tests/builders/allocations.ts'
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

/** Another job of hers, come as far as a step; the clock says when each step was. */
async function onAnother(step: Parameters<typeof workedTo>[3]) {
  const id = await given(jo, await aReferral(hub, service, jo), ewa)
  const seenVersion = await workedTo(hub, ewa, id, step)
  return { id, next: (after = 0) => ({ allocationId: id, seenVersion: seenVersion + after, occurredAt: hub.now() }) }
}
const shiftEnds = (minutes: number) => hub.owner`
  update hub.shifts set version = version + 1, ends_at = ${addMinutes(began, minutes)}
  where service_id = ${service.id} and person_id = ${ewa.id}`
async function watchIdOf(): Promise<WatchId> {
  const id = (await out())?.id
  if (!id) throw new Error('she is not out')
  return id
}

it('hears a tap about a wait as of when it was made, however late it comes', async () => {
  await setsOff()
  await ewa.sends(checkIn, { allocationId, occurredAt: hub.now(), backBy: addMinutes(began, 30) })
  const tapped = addMinutes(began, 5)
  later(75)
  await loop.turns()
  expect((await out())?.rung).toBe('desk')
  // Both were tapped without a signal, before anybody missed her.
  const { waitId } = await ewa.sends(startWait, { allocationId, kind: 'doctor', startedAt: tapped, note: '' })
  expect(await out()).toMatchObject({ seenAt: tapped, rung: 'desk', backBy: addMinutes(began, 30) })
  await ewa.sends(endWait, { allocationId, waitId, endedAt: addMinutes(began, 20) })
  await loop.turns()
  expect(await out()).toMatchObject({ seenAt: addMinutes(began, 20), rung: 'desk' })
})

it('is still looked for on one job when another is finished, taken back as a slip, or followed by “I’m home”', async () => {
  await setsOff()
  const first = await out()
  later(5)
  // “On my way” to the wrong job, taken back.
  const wrong = await onAnother('travelling')
  await ewa.sends(undoStep, { allocationId: wrong.id, seenVersion: wrong.next().seenVersion, step: 'travelling' })
  expect(await out(), 'she never came back from the first').toMatchObject({ number: first?.number })
  later(10)
  const other = await onAnother('outcome-recorded')
  await ewa.sends(finish, other.next())
  expect(await out(), 'within the shift').toMatchObject({ seenAt: hub.now(), number: first?.number })
  await ewa.sends(homeSafe, other.next(1))
  expect(await out()).toMatchObject({ number: first?.number })
})

it('begins to look for somebody again by the next step of work that they are out on', async () => {
  await setsOff()
  later(10)
  await jo.sends(answerWatch, { watchId: await watchIdOf(), what: 'home', backBy: null })
  expect(await out()).toBeUndefined()
  // What was tapped before she rang begins nothing, on whatever phone it waited.
  await ewa.sends(checkIn, { allocationId, occurredAt: addMinutes(began, 5), backBy: addMinutes(began, 35) })
  expect(await out()).toBeUndefined()
  later(15)
  await ewa.sends(arrive, step(3))
  expect(await out()).toMatchObject({ seenAt: hub.now(), rung: 'in-time' })
})

it('counts the hour home from the tap, and takes nothing down that began after it', async () => {
  await setsOff()
  const { next } = await onAnother('outcome-recorded')
  await hub.owner`update hub.allocations set set_off_at = null, version = version + 1 where service_id = ${service.id} and id = ${allocationId}`
  await shiftEnds(20)
  later(30)
  const early = next()
  later(40)
  await ewa.sends(checkIn, { allocationId, occurredAt: hub.now(), backBy: addMinutes(began, 45) })
  later(80)
  await loop.turns()
  expect((await out())?.rung).toBe('desk')
  await ewa.sends(finish, early)
  expect(await out()).toMatchObject({ rung: 'desk', seenAt: addMinutes(began, 40), backBy: addMinutes(began, 45) })
})

it('gives an hour from a finish that comes late, and leaves the ladder where it stands by then', async () => {
  await setsOff()
  await ewa.sends(arrive, step(3))
  await ewa.sends(recordOutcome, { ...step(4), outcome: 'DETAINED_S2', subReason: null, reasons: '' })
  await shiftEnds(20)
  const finishedAt = later(30)
  later(160)
  await loop.turns()
  expect((await out())?.rung).toBe('desk')
  await ewa.sends(finish, { ...step(5), occurredAt: finishedAt })
  expect(await out()).toMatchObject({ seenAt: finishedAt, backBy: addMinutes(finishedAt, 60), rung: 'desk' })
})

it('looks for whoever finishes in the last half hour of the shift, as their phone says', async () => {
  await setsOff()
  await ewa.sends(arrive, step(3))
  await ewa.sends(recordOutcome, { ...step(4), outcome: 'DETAINED_S2', subReason: null, reasons: '' })
  await shiftEnds(25)
  await ewa.sends(finish, step(5))
  expect(await out()).toMatchObject({ backBy: addMinutes(began, 60) })
  await ewa.sends(homeSafe, step(6))
  expect(await out()).toBeUndefined()
})

it('ends for whoever finished within the shift after a call for help, once they say that they are home', async () => {
  await setsOff()
  await ewa.sends(arrive, step(3))
  await ewa.sends(callHelp, { how: 'held', occurredAt: hub.now() })
  await ewa.sends(recordOutcome, { ...step(4), outcome: 'DETAINED_S2', subReason: null, reasons: '' })
  await ewa.sends(finish, step(5))
  const watchId = await watchIdOf()
  const home = { watchId, what: 'home', backBy: null } as const
  const tooSoon = await jo.tries(answerWatch, home)
  expect([tooSoon.status, tooSoon.body]).toMatchObject([409, { code: 'speak-first' }])
  await jo.sends(answerWatch, { watchId, what: 'spoken', backBy: addMinutes(hub.now(), 60) })
  expect((await ewa.asks(mySafety, {})).watch).toMatchObject({ goingHome: true, helpAt: null })
  await jo.sends(answerWatch, home)
  expect(await out()).toBeUndefined()
  expect((await jo.tries(answerWatch, home)).body['code']).toBe('watch-over')
  // A tap of a second phone that comes now, from before: it is kept, and nobody is looked for.
  await ewa.sends(checkIn, { allocationId, occurredAt: addMinutes(began, -1), backBy: addMinutes(began, 29) })
  later(30)
  await ewa.sends(checkIn, { allocationId, occurredAt: hub.now(), backBy: addMinutes(began, 60) })
  expect(await out()).toBeUndefined()
  const [row] = await hub.owner<{ count: number }[]>`
    select count(*)::int from hub.events where service_id = ${service.id} and type = 'checked-in'`
  expect(row?.count).toBe(2)
})

it('goes on at the team to whom it was handed, by name', async () => {
  await aShift(hub, service, jo, { role: 'practice-consultant' })
  const nia = await service.has({ name: 'Nia Rees', roles: ['edt'] })
  await aShift(hub, service, nia, { role: 'out-of-hours' })
  await setsOff()
  await jo.sends(handWatchOver, { watchId: await watchIdOf(), toName: 'Nia Rees' })
  await ewa.sends(checkIn, { allocationId, occurredAt: hub.now(), backBy: addMinutes(hub.now(), 10) })
  later(45)
  await loop.turns()
  expect(await out()).toMatchObject({ rung: 'desk', toldName: 'Nia Rees', handedToName: 'Nia Rees' })
})
