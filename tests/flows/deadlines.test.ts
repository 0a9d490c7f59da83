import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { alarms, answerAlarm, passAlarmOn } from '#shared/deadlines/contract.ts'
import type { DeadlineId } from '#shared/kernel/ids.ts'
import { endPower, extendPower, recordPower, triageReferral } from '#shared/referrals/contract.ts'
import { addHours, addMinutes, type Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { AlarmLoop } from '#tests/harness/alarmLoop.ts'
import { aCommunityCall, aDecision, aReferral, recordOf, type Saved } from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { TEST_PASSWORD, TestHub, THURSDAY_AFTERNOON, type TestService } from '#tests/harness/service.ts'

const hub = await TestHub.open()
const [loop, other] = [new AlarmLoop(hub), new AlarmLoop(hub)]
afterAll(async () => {
  await Promise.all([loop.close(), other.close()])
  await hub.close()
})

let service: TestService
let jo: Person
let amir: Person
let referral: Saved
let limit: Instant
beforeEach(async () => {
  hub.clockIs(addHours(hub.now(), 24 * 90))
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  await atDesk(jo, -8, 12)
  await atDesk(amir, -2, 12)
  const startedAt = addHours(hub.now(), -3)
  limit = addHours(startedAt, 24)
  referral = await aReferral(hub, jo, { power: { kind: 's136', startedAt, startSource: 'PC Daniels' } })
})

async function atDesk(person: Person, from: number, to: number): Promise<void> {
  const [start, end] = [addHours(hub.now(), from), addHours(hub.now(), to)]
  await hub.owner`insert into hub.shifts (service_id, id, person_id, day, starts_at, ends_at, role)
    values (${service.id}, ${randomUUID()}, ${person.id}, ${londonDayOf(start)}, ${start}, ${end}, 'practice-consultant')`
}

const rows = () => hub.owner<
  { point: string; minutesBefore: number; dueAt: Date; fired: boolean; overtaken: boolean }[]
>`
  select point, minutes_before as "minutesBefore", due_at as "dueAt", fired_at is not null as fired, overtaken from hub.deadlines
  where service_id = ${service.id} and kind = 's136' and superseded_at is null order by due_at`
const points = async () =>
  (await rows()).map(({ point, minutesBefore, dueAt }) => [point, minutesBefore, dueAt.toISOString()])
const power = async () => {
  const running = (await recordOf(jo, referral)).powers.find(({ supersededAt }) => supersededAt === null)
  if (!running) throw new Error('no power runs')
  return running
}
const clocks = async () => (await jo.asks(alarms, {})).filter(({ kind }) => kind === 's136')

describe('what is due', () => {
  it('stands in the database with the command that started the clock, moves with a correction and goes with its end', async () => {
    const at = (end: Instant) => [
      ['warning', 240, addHours(end, -4)],
      ['warning', 120, addHours(end, -2)],
      ['warning', 60, addHours(end, -1)],
      ['limit', 0, end],
    ]
    expect(await points()).toEqual(at(limit))
    const { id: powerId } = await power()
    const extended = await jo.sends(extendPower, {
      referralId: referral.referralId,
      powerId,
      seenVersion: 1,
      minutes: 360,
      authorisedAt: hub.now(),
      authority: 'registered-medical-practitioner',
      authoriser: 'Dr S. Rao',
      reason: 'condition-of-person',
    })
    expect(await points()).toEqual(at(addHours(limit, 6)))
    const { version, powerId: corrected } = await jo.sends(recordPower, {
      referralId: referral.referralId,
      seenVersion: extended.version,
      kind: 's136',
      startedAt: addHours(limit, -25),
      startSource: 'Police log',
      correctionReason: 'Read out',
    })
    expect(await points()).toEqual(at(addHours(limit, 5)))
    expect(await loop.sweeps()).toBe(0)
    const end = {
      referralId: referral.referralId,
      powerId: corrected,
      seenVersion: version,
      endedAt: hub.now(),
      why: 'Seen',
    }
    await jo.sends(endPower, end)
    expect(await points()).toEqual([])
    expect(await loop.sweeps()).toBe(0)
  })

  it('is put back by the sweep, whatever was lost or changed behind the hub’s back', async () => {
    await hub.owner`update hub.deadlines set superseded_at = now() where service_id = ${service.id} and point = 'limit'`
    await hub.owner`update hub.services set triage_target_minutes = 45 where id = ${service.id}`
    expect(await loop.sweeps()).toBe(1)
    expect(await points()).toHaveLength(4)
    expect(await loop.sweeps()).toBe(0)
    const [target] = await hub.owner<{ dueAt: Date }[]>`
      select due_at as "dueAt" from hub.deadlines where service_id = ${service.id} and kind = 'triage' and superseded_at is null`
    expect(target?.dueAt.toISOString()).toBe(addMinutes(addMinutes(hub.now(), -2), 45))
  })

  it('on a refused command is as it was', async () => {
    const before = await points()
    const future = {
      referralId: referral.referralId,
      seenVersion: 1,
      kind: 's136',
      startSource: '',
      correctionReason: 'x',
    } as const
    await jo.tries(recordPower, { ...future, startedAt: addHours(hub.now(), 2) })
    expect(await points()).toEqual(before)
  })
})

describe('an alarm', () => {
  it('comes when it is due, once, by itself, to whoever is at the desk; a second screen hears of it', async () => {
    hub.clockIs(addMinutes(limit, -241))
    await loop.turns()
    expect(await clocks()).toEqual([])
    const screen = await amir.opensScreen()
    hub.clockIs(addHours(limit, -4))
    await Promise.all([loop.turns(), other.turns(), loop.turns()])
    await screen.hearsOf('alarms')
    screen.close()
    expect(await clocks()).toMatchObject([
      {
        number: referral.number,
        point: 'warning',
        minutesBefore: 240,
        toldName: expect.any(String),
        lateSeconds: 0,
        step: 0,
      },
    ])
    const { timeline } = await recordOf(jo, referral)
    const raised = timeline.filter(({ type, data }) => type === 'alarm-raised' && data['kind'] === 's136')
    expect(raised).toMatchObject([{ actorName: null, data: { point: 'warning', minutesBefore: 240, limitAt: limit } }])
  })

  it('is passed on until somebody takes it; a warning then rests', async () => {
    await atDesk(jo, 16, 24)
    hub.clockIs(addHours(limit, -4))
    await loop.turns()
    const [first] = await clocks()
    hub.clockMovesOn({ minutes: 9 })
    await loop.turns()
    expect((await clocks())[0]?.step).toBe(0)
    hub.clockMovesOn({ minutes: 1 })
    await Promise.all([loop.turns(), other.turns()])
    const [second] = await clocks()
    expect(second).toMatchObject({ id: first?.id, step: 1 })
    expect(second?.toldName).not.toBe(first?.toldName)
    await jo.sends(answerAlarm, { alarmId: second?.id ?? (randomUUID() as DeadlineId) })
    hub.clockMovesOn({ minutes: 30 })
    await loop.turns()
    expect(await clocks()).toEqual([])
    await amir.signsIn(TEST_PASSWORD)
    const taken = await amir.tries(answerAlarm, { alarmId: second?.id ?? (randomUUID() as DeadlineId) })
    expect(taken).toMatchObject({ status: 409, body: { code: 'already-answered', byName: 'Jo Marsh' } })
    const { timeline } = await recordOf(jo, referral)
    const ofClock = timeline.filter(({ data }) => data['kind'] === 's136' && data['deadlineId'] !== undefined)
    expect(ofClock.map(({ type }) => type)).toEqual(['alarm-raised', 'alarm-passed-on', 'alarm-acknowledged'])
  })

  it('of a limit that has passed stays until it has ended: taken, it is passed on no more and is still there', async () => {
    hub.clockIs(limit)
    await loop.turns()
    const [passed] = await clocks()
    expect(passed).toMatchObject({ point: 'limit', answeredByName: null })
    for (const minutes of [5, 15, 5, 15]) {
      hub.clockMovesOn({ minutes })
      await loop.turns()
    }
    expect((await clocks())[0]?.step).toBeGreaterThan(2)
    await amir.sends(answerAlarm, { alarmId: passed?.id ?? (randomUUID() as DeadlineId) })
    hub.clockMovesOn({ hours: 2 })
    await loop.turns()
    expect(await clocks()).toMatchObject([{ point: 'limit', answeredByName: 'Amir Shah' }])
    const { id: powerId } = await power()
    const screen = await amir.opensScreen()
    const ends = { referralId: referral.referralId, powerId, seenVersion: 1, endedAt: hub.now(), why: 'Seen' }
    await jo.sends(endPower, ends)
    await screen.hearsOf('alarms')
    screen.close()
    expect(await clocks()).toEqual([])
    const { timeline } = await recordOf(jo, referral)
    expect(timeline.filter(({ type }) => type === 'alarm-over')).toMatchObject([{ data: { deadlineId: passed?.id } }])
    expect(await jo.tries(answerAlarm, { alarmId: passed?.id ?? (randomUUID() as DeadlineId) })).toMatchObject({
      status: 409,
    })
  })

  it('after hours without a server comes at once, labelled late, and one tells for all that were missed', async () => {
    hub.clockIs(addHours(limit, 2))
    await loop.turns()
    expect((await rows()).map(({ fired, overtaken }) => [fired, overtaken])).toEqual([
      [true, true],
      [true, true],
      [true, true],
      [true, false],
    ])
    expect(await clocks()).toMatchObject([{ point: 'limit', lateSeconds: 7200 }])
  })

  it('for a start recorded late is the one warning that still means something, and it is not late', async () => {
    const late = await aReferral(hub, jo, {
      power: { kind: 's136', startedAt: addHours(hub.now(), -21), startSource: 'Log' },
    })
    await loop.turns()
    const mine = (await clocks()).filter(({ number }) => number === late.number)
    expect(mine).toMatchObject([{ point: 'warning', minutesBefore: 240, lateSeconds: 0 }])
  })

  it('asks for a start that nobody has recorded', async () => {
    const unknown = await aReferral(hub, jo, {
      power: { kind: 's5-4', startedAt: null, startSource: '' },
      request: 's5-4',
    })
    hub.clockMovesOn({ minutes: 15 })
    await loop.turns()
    const mine = (await jo.asks(alarms, {})).filter(({ number, kind }) => number === unknown.number && kind === 's5-4')
    expect(mine).toMatchObject([{ point: 'start-not-recorded' }])
  })

  it('of a target is the service’s own, and goes when it is met', async () => {
    const waiting = await aReferral(hub, jo, aCommunityCall(hub.now()))
    hub.clockMovesOn({ minutes: 28 })
    await loop.turns()
    const mine = async () => (await jo.asks(alarms, {})).filter(({ number }) => number === waiting.number)
    expect(await mine()).toMatchObject([{ kind: 'triage', point: 'target' }])
    await jo.sends(triageReferral, aDecision(waiting, hub.now()))
    expect(await mine()).toEqual([])
  })

  it('belongs to its service, and is for those who answer alarms', async () => {
    hub.clockIs(limit)
    await loop.turns()
    const [mine] = await clocks()
    const alarmId = mine?.id ?? (randomUUID() as DeadlineId)
    const elsewhere = await (await hub.service()).has({ name: 'Ben Hart', roles: ['practice-consultant'] })
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    expect((await elsewhere.tries(answerAlarm, { alarmId })).status).toBe(404)
    expect((await ewa.tries(answerAlarm, { alarmId })).status).toBe(403)
    expect((await elsewhere.tries(passAlarmOn, { alarmId, seenStep: 0 })).status).toBe(404)
    expect((await ewa.tries(passAlarmOn, { alarmId, seenStep: 0 })).status).toBe(403)
    expect((await jo.tries(passAlarmOn, { alarmId, seenStep: -1 })).status).toBe(400)
    expect(await elsewhere.asks(alarms, {})).toEqual([])
    const key = randomUUID()
    expect(await jo.sends(answerAlarm, { alarmId }, key)).toEqual(await jo.sends(answerAlarm, { alarmId }, key))
  })

  it('with nobody on duty goes to those who lead, and says so when there is nobody at all', async () => {
    const empty = await hub.service()
    const alone = await empty.has({ name: 'Cy Hart', roles: ['practice-consultant'] })
    const saved = await aReferral(hub, alone)
    await hub.owner`update hub.people set left_at = ${hub.now()}, version = version + 1 where service_id = ${empty.id}`
    hub.clockMovesOn({ hours: 24 })
    await loop.turns()
    const [row] = await hub.owner<{ told: string | null; next: Date | null }[]>`
      select a.told_to as told, a.next_at as next from hub.alarms a join hub.deadlines d on d.service_id = a.service_id and d.id = a.deadline_id
      where d.referral_id = ${saved.referralId} and d.kind = 's136'`
    expect(row).toMatchObject({ told: null, next: expect.any(Date) })
  })
})

describe('a watcher outside', () => {
  const healthAt = async (address: string) => {
    const answer = await fetch(`${address}/health/alarms`)
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }

  it('is told 503 where no loop runs, and 200 while it runs within its bound, with no word of anybody', async () => {
    expect(await healthAt(hub.address)).toEqual({
      status: 503,
      body: { ok: false, ranSecondsAgo: null, oldestWaitsSeconds: 0 },
    })
    const running = await TestHub.open({ alarms: true, at: THURSDAY_AFTERNOON })
    try {
      let health = await healthAt(running.address)
      while (health.body['ranSecondsAgo'] === null) health = await healthAt(running.address)
      expect(health).toEqual({
        status: 200,
        body: { ok: true, ranSecondsAgo: expect.any(Number), oldestWaitsSeconds: 0 },
      })
    } finally {
      await running.close()
    }
  })
})
