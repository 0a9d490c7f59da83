import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  acceptAllocation,
  arrive,
  board,
  candidates,
  recordOutcome,
  setOff,
  takeBack,
} from '#shared/allocations/contract.ts'
import { answerWatch, callHelp, mySafety, sayHome, watches } from '#shared/safety/contract.ts'
import { whoAnswers } from '#shared/safety/whoAnswers.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { aReferral, aShift, given } from '#tests/builders/allocations.ts'
import { AlarmLoop } from '#tests/harness/alarmLoop.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

it('says of whoever was taken off a job on the way what is known, and looks for them until they say that they are back', async () => {
  const began = hub.now()
  const later = (minutes: number): Instant => hub.clockIs(addMinutes(began, minutes))
  const service = await hub.service()
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  await aShift(hub, service, ewa)
  const allocationId = await given(jo, await aReferral(hub, service, jo), ewa)
  const out = async () => (await jo.asks(watches, {})).rows.find((one) => one.personId === ewa.id)
  const onStrip = async () => (await jo.asks(board, {})).strip.find(({ personId }) => personId === ewa.id)?.jobs.at(-1)
  await ewa.sends(acceptAllocation, { allocationId, seenVersion: 1, occurredAt: began })
  await ewa.sends(setOff, { allocationId, seenVersion: 2, occurredAt: began })
  expect((await onStrip())?.stillOut).toBeUndefined()
  later(30)
  const why = 'Another team is there'
  await jo.sends(takeBack, { allocationId, seenVersion: 3, why })
  expect(await onStrip()).toMatchObject({ to: hub.now(), stillOut: { wasThere: false, heardAt: null } })
  expect(await out()).toMatchObject({ backBy: addMinutes(began, 120) })
  expect((await ewa.asks(mySafety, {})).watch).toMatchObject({ goingHome: true })
  const watchId = (await out())?.id
  if (!watchId) throw new Error('nobody looks for her')
  later(40)
  await jo.sends(answerWatch, { watchId, what: 'spoken', backBy: addMinutes(hub.now(), 60) })
  expect((await onStrip())?.stillOut).toEqual({ wasThere: false, heardAt: hub.now() })
  later(60)
  const screen = await jo.opensScreen()
  await ewa.sends(sayHome, { occurredAt: hub.now() })
  expect((await screen.hearsOf('safety')).touches).toContain('safety')
  expect(board.reads).toContain('safety')
  screen.close()
  expect((await onStrip())?.stillOut).toBeUndefined()
  expect(await out()).toBeUndefined()
})

it('reckons the way of whoever was taken off a job from where they had gone, until they say that they are back', async () => {
  const service = await hub.service()
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  await aShift(hub, service, ewa)
  await hub.owner`
    insert into hub.places (service_id, id, name, kind, town, address, phone)
    values (${service.id}, ${randomUUID()}, 'Kelsham Clinic', 'base', 'Kelsham', '1 Quay Street, Kelsham', '01632 960 011')`
  const next = await aReferral(hub, service, jo, { place: '9 Quay Street, Kelsham' })
  const way = async () => {
    const list = await jo.asks(candidates, { referralId: next.id })
    const one = list?.ranked.find(({ personId }) => personId === ewa.id)
    return [one?.base, one?.travelMinutes]
  }
  expect(await way()).toEqual(['County Hall', 25])
  const allocationId = await given(jo, await aReferral(hub, service, jo, { place: '3 Mill Lane, Kelsham' }), ewa)
  await ewa.sends(acceptAllocation, { allocationId, seenVersion: 1, occurredAt: hub.now() })
  await ewa.sends(setOff, { allocationId, seenVersion: 2, occurredAt: hub.now() })
  await jo.sends(takeBack, { allocationId, seenVersion: 3, why: 'Another team is there' })
  expect(await way()).toEqual(['last known in Kelsham', 10])
  await ewa.sends(sayHome, { occurredAt: hub.now() })
  expect(await way()).toEqual(['County Hall', 25])
})

it('looks again for whoever was answered for by a slip, within two minutes and with nothing heard of them since', async () => {
  const began = hub.now()
  const later = (minutes: number): Instant => hub.clockIs(addMinutes(began, minutes))
  const service = await hub.service()
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  await aShift(hub, service, ewa)
  const allocationId = await given(jo, await aReferral(hub, service, jo), ewa)
  await ewa.sends(acceptAllocation, { allocationId, seenVersion: 1, occurredAt: began })
  await ewa.sends(setOff, { allocationId, seenVersion: 2, occurredAt: began })
  const out = async () => (await jo.asks(watches, {})).rows.find((one) => one.personId === ewa.id)
  const row = await out()
  if (!row) throw new Error('nobody looks for her')
  const { id: watchId, backBy, seenAt } = row
  const before = { backBy, seenAt }
  const takesBack = (was: typeof before | null) =>
    jo.tries(answerWatch, { watchId, what: 'taken-back', backBy: null, before: was })
  const refused = { status: 409, body: { code: 'not-taken-back' } }
  expect(row.isThere).toBe(false)
  expect(await takesBack(before)).toMatchObject(refused)
  later(150)
  await jo.sends(answerWatch, { watchId, what: 'spoken', backBy: addMinutes(hub.now(), 60) })
  expect(await takesBack({ ...before, backBy: addMinutes(hub.now(), 90) })).toMatchObject(refused)
  expect(await takesBack(before)).toMatchObject({ status: 200 })
  // Due at once: the next turn of the loop climbs to where it stood.
  expect(await out()).toMatchObject({ backBy, seenAt, spokenAt: null, nextAt: backBy })
  await jo.sends(answerWatch, { watchId, what: 'home', backBy: null })
  expect(await out()).toBeUndefined()
  expect(await takesBack(null)).toMatchObject({ status: 200 })
  expect(await out()).toMatchObject({ backBy, seenAt })
  await jo.sends(answerWatch, { watchId, what: 'home', backBy: null })
  later(153)
  expect(await takesBack(null)).toMatchObject(refused)
  expect(await out()).toBeUndefined()
})

it('was last heard when they tapped, not at the time that they gave for the step', async () => {
  const began = hub.now()
  const service = await hub.service()
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  await aShift(hub, service, ewa)
  const allocationId = await given(jo, await aReferral(hub, service, jo), ewa)
  const step = (seenVersion: number) => ({ allocationId, seenVersion, occurredAt: hub.now() })
  await ewa.sends(acceptAllocation, step(1))
  await ewa.sends(setOff, step(2))
  await ewa.sends(arrive, step(3))
  hub.clockIs(addMinutes(began, 51))
  const decided = { ...step(4), occurredAt: began, outcome: 'DETAINED_S2', subReason: null, reasons: '' }
  const key = { 'idempotency-key': randomUUID(), 'x-tapped-at': addMinutes(began, 50) }
  expect((await ewa.posts(`/api/${recordOutcome.name}`, decided, key)).status).toBe(200)
  expect((await jo.asks(watches, {})).rows[0]).toMatchObject({
    seenAt: addMinutes(began, 50),
    backBy: addMinutes(began, 170),
  })
})

it('says to whoever called who was told while nobody is at the desk, and whom to ring', async () => {
  const began = hub.now()
  const service = await hub.service()
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  await aShift(hub, service, ewa)
  const allocationId = await given(jo, await aReferral(hub, service, jo), ewa)
  const step = (seenVersion: number) => ({ allocationId, seenVersion, occurredAt: hub.now() })
  await ewa.sends(acceptAllocation, step(1))
  await ewa.sends(setOff, step(2))
  await aShift(hub, service, jo, { role: 'practice-consultant', from: 9, to: 17 })
  const ahead = { startsAt: addMinutes(began, 9 * 60), endsAt: addMinutes(began, 17 * 60) }
  await ewa.sends(callHelp, { how: 'held', occurredAt: hub.now() })
  const loop = new AlarmLoop(hub)
  await loop.turns()
  await loop.close()
  const { watch, desk } = await ewa.asks(mySafety, {})
  expect(watch).toMatchObject({ toldName: 'Ruth Banerjee', toldOutOfHours: true })
  expect(desk).toEqual({ openings: [ahead], knownUntil: addMinutes(began, 7 * 24 * 60) })
  if (desk === undefined) throw new Error('the hub does not say when the desk is open')
  expect(whoAnswers(desk, began)).toEqual({ first: 'out-of-hours', isSure: true, until: ahead.startsAt })
})
