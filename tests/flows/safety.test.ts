import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { acceptAllocation, arrive, finish, homeSafe, recordOutcome, setOff } from '#shared/allocations/contract.ts'
import { answerHandover, offerHandover } from '#shared/handover/contract.ts'
import type { AllocationId, ShiftId } from '#shared/kernel/ids.ts'
import { takeOver } from '#shared/rota/coverContract.ts'
import {
  answerWatch,
  callHelp,
  checkIn,
  handWatchOver,
  mySafety,
  spokeToColleague,
  watches,
  type WatchRow,
} from '#shared/safety/contract.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { aReferral, aShift, given } from '#tests/builders/allocations.ts'
import { AlarmLoop } from '#tests/harness/alarmLoop.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let loop: AlarmLoop
let service: TestService
let jo: Person, ewa: Person, tom: Person, ruth: Person, nia: Person
let allocationId: AllocationId
let began: Instant
/** Where time has come to: every test begins where the one before it ended, on a service of its own. */
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
  const has = (name: string, role: Parameters<TestService['has']>[0]['roles'][number]) =>
    service.has({ name, roles: [role] })
  jo = await has('Jo Marsh', 'practice-consultant')
  ewa = await has('Ewa Kowalska', 'amhp')
  tom = await has('Tom Ellis', 'amhp')
  ruth = await has('Ruth Banerjee', 'manager')
  nia = await has('Nia Rees', 'edt')
  await aShift(hub, service, ewa)
  const referral = await aReferral(hub, service, jo)
  allocationId = await given(jo, referral, ewa)
})

const later = (minutes: number): Instant => hub.clockIs(addMinutes(began, minutes))
const out = async (): Promise<WatchRow | undefined> =>
  (await jo.asks(watches, {})).rows.find((one) => one.personId === ewa.id)
const step = (seenVersion: number) => ({ allocationId, seenVersion, occurredAt: hub.now() })

/** Ewa sets off at once; until she says otherwise she is expected back two hours later. */
async function setsOff(): Promise<void> {
  await ewa.sends(acceptAllocation, step(1))
  await ewa.sends(setOff, step(2))
}
const saysBackIn = (minutes: number) =>
  ewa.sends(checkIn, { allocationId, occurredAt: hub.now(), backBy: addMinutes(hub.now(), minutes) })
const told = async () => {
  const row = await out()
  return row && [row.rung, row.toldName ?? (row.toldOutOfHours ? 'out of hours' : null)]
}
describe('somebody who is out', () => {
  it('is watched over from when they set off until they say that they are home', async () => {
    expect(await out()).toBeUndefined()
    await setsOff()
    expect(await out()).toMatchObject({ rung: 'in-time', backBy: addMinutes(began, 120), personName: 'Ewa Kowalska' })
    later(20)
    await ewa.sends(arrive, step(3))
    expect(await out()).toMatchObject({ seenAt: hub.now(), backBy: addMinutes(began, 140) })
    await saysBackIn(45)
    later(30)
    await ewa.sends(recordOutcome, { ...step(4), outcome: 'DETAINED_S2', subReason: null, reasons: '' })
    expect(await out(), 'a step is a sign of life and leaves the time that she chose').toMatchObject({
      seenAt: hub.now(),
      backBy: addMinutes(began, 65),
    })
    await hub.owner`update hub.shifts set version = version + 1, ends_at = ${addMinutes(began, 25)} where service_id = ${service.id} and person_id = ${ewa.id}`
    await ewa.sends(finish, step(5))
    expect(await out(), 'on the way home').toMatchObject({ backBy: addMinutes(began, 90) })
    await ewa.sends(homeSafe, step(6))
    expect(await out()).toBeUndefined()
  })

  it('is no longer watched over when they finish within their shift', async () => {
    await setsOff()
    await ewa.sends(arrive, step(3))
    await ewa.sends(recordOutcome, { ...step(4), outcome: 'DETAINED_S2', subReason: null, reasons: '' })
    await ewa.sends(finish, step(5))
    expect(await out()).toBeUndefined()
  })

  it('is looked for on the way home when their shift is taken from them, and an alarm that climbs is not quietened', async () => {
    await setsOff()
    later(30)
    const shifts = () => hub.owner<{ id: ShiftId; version: number }[]>`
      select id, version from hub.shifts where service_id = ${service.id} and person_id = ${ewa.id} and cancelled_at is null`
    const [shift] = await shifts()
    if (!shift) throw new Error('no shift')
    const taken = { shiftId: shift.id, seenVersion: shift.version, toPersonId: tom.id, reason: 'illness' as const }
    await jo.sends(takeOver, taken)
    expect(await out()).toMatchObject({ rung: 'in-time', seenAt: began, backBy: addMinutes(began, 90) })
    expect((await jo.asks(watches, {})).rows.map(({ personName }) => personName)).toEqual(['Ewa Kowalska'])
  })

  it('says so for themselves alone, and no record of the person visited tells of it', async () => {
    await setsOff()
    const asked = { allocationId, occurredAt: hub.now(), backBy: addMinutes(hub.now(), 30) }
    expect((await tom.tries(checkIn, asked)).status).toBe(404)
    expect((await jo.tries(checkIn, asked)).status).toBe(403)
    const [row] = await hub.owner<{ count: number }[]>`
      select count(*)::int from hub.events where service_id = ${service.id} and referral_id is not null
        and type in ('watch-begun', 'checked-in', 'watch-climbed', 'help-called')`
    expect(row?.count).toBe(0)
  })

  it('is heard from as of when they tapped, however late that comes, and once', async () => {
    await setsOff()
    later(50)
    const newer = { allocationId, occurredAt: hub.now(), backBy: addMinutes(hub.now(), 60) }
    await ewa.sends(checkIn, newer)
    await ewa.sends(checkIn, { allocationId, occurredAt: addMinutes(began, 10), backBy: addMinutes(began, 40) })
    expect(await out()).toMatchObject({ seenAt: newer.occurredAt, backBy: newer.backBy })
    const commandId = randomUUID()
    for (let times = 0; times < 3; times += 1) await ewa.sends(checkIn, newer, commandId)
    const [row] = await hub.owner<{ count: number }[]>`
      select count(*)::int from hub.events where service_id = ${service.id} and command_id = ${commandId}`
    expect(row?.count).toBe(1)
  })
})

describe('a missed check-in', () => {
  it('climbs to the buddy, the desk and the manager at 15, 30 and 60 minutes, and comes down with a sign of life', async () => {
    await aShift(hub, service, tom, { role: 'second' })
    await aShift(hub, service, jo, { role: 'practice-consultant' })
    await aShift(hub, service, ruth, { role: 'practice-consultant' })
    await setsOff()
    await saysBackIn(30)
    const seen: unknown[] = []
    for (const minutes of [29, 30, 44, 45, 59, 60, 89, 90]) {
      later(minutes)
      await loop.turns()
      seen.push([minutes, ...((await told()) ?? [])])
    }
    expect(seen).toEqual([
      [29, 'in-time', null],
      [30, 'own-phone', null],
      [44, 'own-phone', null],
      [45, 'buddy', 'Tom Ellis'],
      [59, 'buddy', 'Tom Ellis'],
      [60, 'desk', 'Jo Marsh'],
      [89, 'desk', 'Jo Marsh'],
      [90, 'police', 'Ruth Banerjee'],
    ])
    expect((await ewa.asks(mySafety, {})).watch).toMatchObject({ overdue: true })
    await saysBackIn(60)
    expect(await told()).toEqual(['in-time', null])
    later(200)
    await loop.turns()
    expect(await told(), 'a server that was away goes at once to where the ladder stands').toEqual(['desk', 'Jo Marsh'])
  })

  it('tells nobody who is off duty below the desk’s rung; from there on it wakes whoever leads, and the out-of-hours team is to be rung', async () => {
    await setsOff()
    await saysBackIn(10)
    for (const minutes of [10, 25, 40, 70]) {
      later(minutes)
      await loop.turns()
    }
    expect(await out()).toMatchObject({ rung: 'police', toldOutOfHours: true, toldName: 'Ruth Banerjee' })
    const notices = await hub.owner<{ name: string; kind: string }[]>`
      select distinct p.name, n.kind from hub.outgoing_notices n join hub.people p on p.service_id = n.service_id and p.id = n.person_id
      where n.service_id = ${service.id} and n.kind = 'check-in-missed'`
    expect(notices).toEqual([{ name: 'Ruth Banerjee', kind: 'check-in-missed' }])
    const asked = await jo.asks(watches, {})
    expect([asked.outOfHoursName, asked.outOfHoursPhone]).toEqual(['Emergency Duty Team', '01632 960 002'])
  })

  it('comes down when the buddy says from their own phone that they have spoken, once, and only while it is theirs to do', async () => {
    await aShift(hub, service, tom, { role: 'second' })
    await aShift(hub, service, jo, { role: 'practice-consultant' })
    await setsOff()
    await saysBackIn(10)
    later(25)
    await loop.turns()
    expect((await jo.asks(watches, {})).ownDesk).toHaveLength(1)
    expect((await ruth.asks(watches, {})).ownDesk).toEqual([])
    const [ring] = (await tom.asks(mySafety, {})).toRing
    if (!ring) throw new Error('Tom is told to ring')
    const spoke = () => ({ watchId: ring.id, occurredAt: hub.now(), backBy: addMinutes(hub.now(), 30) })
    expect((await jo.tries(spokeToColleague, spoke())).status).toBe(403)
    expect((await ewa.tries(spokeToColleague, spoke())).body).toMatchObject({ code: 'told-to-another' })
    await tom.sends(spokeToColleague, spoke())
    expect(await out()).toMatchObject({ rung: 'in-time', backBy: addMinutes(began, 55), seenAt: hub.now() })
    expect((await tom.asks(mySafety, {})).toRing).toEqual([])
    later(55 + 31)
    await loop.turns()
    expect(await told()).toEqual(['desk', 'Jo Marsh'])
    expect((await tom.tries(spokeToColleague, spoke())).body).toMatchObject({
      code: 'told-to-another',
      message: 'Jo Marsh has this now. Ring them, and say that you have spoken.',
    })
    await ewa.sends(callHelp, { how: 'held', occurredAt: hub.now() })
    expect((await tom.tries(spokeToColleague, spoke())).body['code']).toBe('called-for-help')
  })

  it('shows the buddy whom to ring, while they are on duty', async () => {
    const shift = await aShift(hub, service, tom, { role: 'backup' })
    await setsOff()
    await saysBackIn(10)
    later(25)
    await loop.turns()
    expect((await tom.asks(mySafety, {})).toRing).toMatchObject([{ personName: 'Ewa Kowalska', rung: 'buddy' }])
    await hub.owner`update hub.shifts set version = version + 1, ends_at = ${hub.now()} where service_id = ${service.id} and id = ${shift.id}`
    expect((await tom.asks(mySafety, {})).toRing).toEqual([])
  })

  it('is handed over before the desk closes, asked for once, and comes back when the desk takes over in the morning', async () => {
    await aShift(hub, service, jo, { role: 'practice-consultant', to: 2 })
    await setsOff()
    const asks = () => hub.owner<{ name: string }[]>`
      select p.name from hub.outgoing_notices n join hub.people p on p.service_id = n.service_id and p.id = n.person_id
      where n.service_id = ${service.id} and n.kind = 'watch-to-hand-over'`
    await loop.turns()
    expect(await asks(), 'two hours before').toEqual([])
    for (const minutes of [91, 98, 110]) {
      later(minutes)
      await loop.turns()
    }
    expect(await asks()).toEqual([{ name: 'Jo Marsh' }])
    expect((await jo.asks(watches, {})).deskClosesAt).toBe(addMinutes(began, 120))
    const watchId = (await out())?.id
    if (!watchId) throw new Error('nobody is out')
    await jo.sends(handWatchOver, { watchId, toName: 'Nia Rees' })
    await jo.sends(answerWatch, { watchId, what: 'back-at-desk', backBy: null })
    expect(await out()).toMatchObject({ handedToName: null, handedAt: null })
    await jo.sends(handWatchOver, { watchId, toName: 'Nia Rees' })
    const { handoverId } = await nia.sends(offerHandover, { kind: 'morning', words: 'Quiet night', items: [] })
    expect(await out()).toMatchObject({ handedToName: 'Nia Rees' })
    await jo.sends(answerHandover, { handoverId, taken: [], left: [], words: '' })
    expect(await out()).toMatchObject({ handedToName: null, handedAt: null })
  })

  it('ends with somebody who has spoken to them, and says once who rang the police', async () => {
    await setsOff()
    later(200)
    await loop.turns()
    const watchId = (await out())?.id
    if (!watchId) throw new Error('nobody is out')
    await jo.sends(answerWatch, { watchId, what: 'police-rung', backBy: null })
    const again = await jo.tries(answerWatch, { watchId, what: 'police-rung', backBy: null })
    expect([again.status, again.body]).toMatchObject([409, { code: 'already-rung', byName: 'Jo Marsh' }])
    const missing = await jo.tries(answerWatch, { watchId, what: 'spoken', backBy: null })
    expect(missing.status).toBe(422)
    await jo.sends(answerWatch, { watchId, what: 'spoken', backBy: addMinutes(hub.now(), 30) })
    expect(await out()).toMatchObject({ rung: 'in-time', policeRungAt: null })
  })
})

describe('a call for help', () => {
  it('reaches the desk in the next second and is not silenced by a tap', async () => {
    await aShift(hub, service, jo, { role: 'practice-consultant' })
    await setsOff()
    const screen = await jo.opensScreen()
    await ewa.sends(callHelp, { how: 'held', occurredAt: hub.now() })
    await screen.hearsOf('safety')
    screen.close()
    await loop.turns()
    expect(await told()).toEqual(['desk', 'Jo Marsh'])
    expect((await ewa.asks(mySafety, {})).watch).toMatchObject({ toldName: 'Jo Marsh', toldOutOfHours: false })
    await saysBackIn(60)
    expect(await out()).toMatchObject({ rung: 'desk', helpAt: began })
    later(5)
    await loop.turns()
    expect((await out())?.rung).toBe('police')
  })

  it('may be quiet: nothing on the phone says so', async () => {
    await setsOff()
    const before = await ewa.asks(mySafety, {})
    await ewa.sends(callHelp, { how: 'quiet', occurredAt: hub.now() })
    await loop.turns()
    expect(await ewa.asks(mySafety, {})).toEqual(before)
    expect(await out()).toMatchObject({ helpHow: 'quiet', rung: 'desk' })
  })

  it('may come from somebody who is on no job', async () => {
    await ewa.sends(callHelp, { how: 'held', occurredAt: hub.now() })
    expect(await out()).toMatchObject({ number: null, helpHow: 'held' })
  })
})
