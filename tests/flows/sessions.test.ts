import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  endOtherSessions,
  endOwnSession,
  endSessionsOfPerson,
  mySessions,
  sessionsOfPerson,
} from '#shared/identity/sessions.ts'
import { sessionLimits, setSessionLimits } from '#shared/identity/limitsContract.ts'
import { usualLimits } from '#shared/identity/sessionLimits.ts'
import { board } from '#shared/allocations/contract.ts'
import { myDuty } from '#shared/allocations/contract.ts'
import { londonDay } from '#shared/time/london.ts'
import { Person, PHONE_BROWSER } from '#tests/harness/person.ts'
import { TEST_PASSWORD, TestHub, THURSDAY_AFTERNOON, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  hub.clockIs(THURSDAY_AFTERNOON)
  service = await hub.service()
})

/** The same person at another browser. */
async function elsewhere({ id, name, email }: Person, browser?: string): Promise<Person> {
  const other = new Person(hub.address, id, name, email, browser)
  expect((await other.signsIn(TEST_PASSWORD)).status).toBe(200)
  return other
}
const stays = (person: Person, secondsAgo = 0) => person.posts('/api/session/stay', { secondsAgo })
const session = async (person: Person) => {
  const { status, body } = await person.gets('/api/session')
  return status === 200 ? 'signed in' : body['because']
}

describe('how long a session lasts', () => {
  it('is half an hour at a desk, and a board that asks again and again by itself does not make it longer', async () => {
    const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
    const screen = await jo.opensScreen()
    const closed = new Promise((resolve) => screen.socket.once('signedOut', resolve))
    for (let minute = 0; minute < 29; minute += 4) {
      hub.clockIs(THURSDAY_AFTERNOON)
      hub.clockMovesOn({ minutes: minute })
      screen.socket.emit('looking', { referralId: randomUUID(), typing: false })
      expect((await jo.gets(`/api/${board.name}`)).status).toBe(200)
      expect((await jo.gets('/api/session')).status).toBe(200)
      expect((await jo.gets('/api/session/standing')).status).toBe(200)
    }
    hub.clockIs(THURSDAY_AFTERNOON)
    hub.clockMovesOn({ minutes: 30 })
    const answer = await jo.gets(`/api/${board.name}`)
    expect(answer).toMatchObject({ status: 401, body: { code: 'not-signed-in', because: 'idle' } })
    expect(await closed).toBe('idle')
    screen.close()
  })

  it('begins anew with each act of its person, but ends after twelve hours whatever they do', async () => {
    const lee = await service.has({ name: 'Lee Ford', roles: ['manager'] })
    for (let turn = 0; turn < 35; turn++) {
      hub.clockMovesOn({ minutes: 20 })
      expect((await stays(lee)).status).toBe(200)
    }
    hub.clockMovesOn({ minutes: 20 })
    expect(await session(lee)).toBe('limit')
  })

  it('counts from when the person acted, not from when the screen said so', async () => {
    const lee = await service.has({ name: 'Lee Ford', roles: ['manager'] })
    hub.clockMovesOn({ minutes: 20 })
    const { body } = await stays(lee, 600)
    expect(body['idleEndsAt']).toBe('2026-11-12T17:23:00.000Z')
    hub.clockMovesOn({ minutes: 21 })
    expect(await session(lee)).toBe('idle')
  })

  it('counts a command as an act, unless the screen says that it sent it by itself', async () => {
    const lee = await service.has({ name: 'Lee Ford', roles: ['manager'] })
    const sends = (secondsAgo?: number) =>
      lee.posts(
        `/api/${endOtherSessions.name}`,
        {},
        {
          'idempotency-key': randomUUID(),
          ...(secondsAgo !== undefined && { 'x-acted-seconds-ago': String(secondsAgo) }),
        },
      )
    hub.clockMovesOn({ minutes: 25 })
    expect((await sends(25 * 60)).status).toBe(200)
    const idleEnds = async () => (await lee.gets('/api/session/standing')).body['idleEndsAt']
    expect(await idleEnds()).toBe('2026-11-12T17:13:00.000Z')
    hub.clockMovesOn({ minutes: 2 })
    expect((await sends()).status).toBe(200)
    await expect.poll(idleEnds).toBe('2026-11-12T17:40:00.000Z')
  })

  it('does nothing for a page that takes somebody else for signed in, nor for the same person in another service', async () => {
    const lee = await service.has({ name: 'Lee Ford', roles: ['manager'] })
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    const key = randomUUID()
    const sendsAs = (as: string) =>
      lee.posts(`/api/${endOtherSessions.name}`, {}, { 'idempotency-key': key, 'x-signed-in-as': as })
    for (const other of [`${service.id}.${ewa.id}`, `${randomUUID()}.${lee.id}`, 'nobody'])
      expect(await sendsAs(other)).toMatchObject({ status: 409, body: { code: 'somebody-else-signed-in' } })
    // It was refused before anything was kept under its key: the same press goes through once its person is back.
    const answer = await sendsAs(`${service.id}.${lee.id}`)
    expect([answer.status, answer.headers.get('idempotent-replay')]).toEqual([200, null])
  })

  it('is not brought back by anything once it is over', async () => {
    const lee = await service.has({ name: 'Lee Ford', roles: ['manager'] })
    hub.clockMovesOn({ minutes: 31 })
    expect((await stays(lee, 300)).status).toBe(401)
    expect((await lee.tries(endOtherSessions, {})).status).toBe(401)
    expect(await session(lee)).toBe('idle')
  })

  it('lasts a night on the phone of an AMHP, with their own work and nothing more', async () => {
    const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant', 'amhp'] })
    expect((await amir.gets(`/api/${board.name}`)).status).toBe(200)
    hub.clockMovesOn({ hours: 9 })
    expect((await amir.gets(`/api/${myDuty.name}`)).status).toBe(200)
    expect((await amir.gets(`/api/${board.name}`)).body).toMatchObject({ code: 'step-up-needed' })
    await stays(amir)
    expect((await amir.gets(`/api/${board.name}`)).body).toMatchObject({ code: 'step-up-needed' })
    expect((await amir.stepsUp(TEST_PASSWORD)).status).toBe(200)
    expect((await amir.gets(`/api/${board.name}`)).status).toBe(200)
    hub.clockMovesOn({ hours: 8 })
    expect(await session(amir)).toBe('limit')
  })

  it('is shorter where a service has said so, and never longer', async () => {
    const set = (minutes: number) =>
      hub.owner`insert into hub.session_limits (service_id, desk_idle_minutes, desk_absolute_minutes, field_idle_minutes, field_absolute_minutes, at_once)
        values (${service.id}, ${minutes}, 480, 15, 600, 2)`
    await expect(set(31)).rejects.toThrow('desk_limits_are_no_longer_than_usual')
    await set(10)
    const lee = await service.has({ name: 'Lee Ford', roles: ['manager'] })
    expect((await lee.gets('/api/session/standing')).body).toMatchObject({
      idleMinutes: 10,
      idleEndsAt: '2026-11-12T16:53:00.000Z',
      endsAt: '2026-11-13T00:43:00.000Z',
    })
  })

  it('is set by an administrator of the service, within bounds, and never over somebody else’s change', async () => {
    const admin = await service.has({ name: 'Ada Admin', roles: ['admin'] })
    const strict = { idleMinutes: 15, absoluteMinutes: 480 }
    const set = (desk: typeof strict, seenVersion: number) =>
      admin.tries(setSessionLimits, { seenVersion, desk, field: { idleMinutes: 15, absoluteMinutes: 600 }, atOnce: 3 })
    expect(await admin.asks(sessionLimits, {})).toMatchObject({ version: 0, limits: { desk: { idleMinutes: 30 } } })
    expect((await set({ idleMinutes: 31, absoluteMinutes: 480 }, 0)).body).toMatchObject({ field: 'desk.idleMinutes' })
    expect((await set(strict, 0)).status).toBe(200)
    expect((await set(strict, 0)).body).toMatchObject({ code: 'limits-changed-since-seen', version: 1 })
    expect(await admin.asks(sessionLimits, {})).toMatchObject({ version: 1, limits: { desk: strict, atOnce: 3 } })
    const lee = await service.has({ name: 'Lee Ford', roles: ['manager'] })
    expect((await lee.gets('/api/session/standing')).body['idleMinutes']).toBe(15)
  })

  it('is no longer after going over to another service', async () => {
    const lee = await service.has({ name: 'Lee Ford', roles: ['manager'] })
    const other = await hub.service('Norbeck AMHP service')
    await hub.owner`insert into hub.people (service_id, id, account_id, name, roles)
      select ${other.id}, gen_random_uuid(), account_id, name, roles from hub.people where id = ${lee.id}`
    hub.clockMovesOn({ minutes: 25 })
    const before = (await lee.gets('/api/session/standing')).body['endsAt']
    expect((await lee.goesTo(other.id)).status).toBe(200)
    expect((await lee.gets('/api/session/standing')).body['endsAt']).toBe(before)
  })
})

describe('one’s own sessions', () => {
  it('know the telephone numbers of the service that they are in, and of no other', async () => {
    const other = await hub.service('Norbeck AMHP service')
    await hub.owner`update hub.services set hub_phone = '01632 960 777', version = version + 1 where id = ${other.id}`
    const theirs = await other.has({ name: 'Noor Aziz', roles: ['practice-consultant'] })
    const ours = await service.has({ name: 'Wilf Dunn', roles: ['practice-consultant'] })
    const numbersOf = async (who: Person) => (await who.gets('/api/session')).body
    expect(await numbersOf(theirs)).toMatchObject({ service: { hubPhone: '01632 960 777' } })
    expect(await numbersOf(ours)).toMatchObject({
      service: { hubPhone: '01632 960 001', outOfHoursName: 'Emergency Duty Team', outOfHoursPhone: '01632 960 002' },
    })
  })

  it('are listed with the device, in plain words, and the one in use is marked', async () => {
    const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
    hub.clockMovesOn({ minutes: 5 })
    await elsewhere(jo, PHONE_BROWSER)
    const { sessions, atOnce } = await jo.asks(mySessions, {})
    expect(sessions).toMatchObject([
      { device: 'Safari on iPhone', deviceKind: 'phone', here: false, since: '2026-11-12T16:48:00.000Z' },
      { device: 'Edge on Windows', deviceKind: 'computer', here: true, serviceName: 'Westmarch AMHP service' },
    ])
    expect(atOnce).toBe(usualLimits(londonDay('2026-11-12')).atOnce)
    expect(JSON.stringify(sessions)).not.toMatch(/token|hash/i)
  })

  it('can be ended one by one, or all but this one', async () => {
    const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
    const [phone, tablet, home] = [await elsewhere(jo, PHONE_BROWSER), await elsewhere(jo), await elsewhere(jo)]
    const { sessions } = await jo.asks(mySessions, {})
    const ofPhone = sessions.find(({ deviceKind }) => deviceKind === 'phone')
    expect(await jo.sends(endOwnSession, { sessionId: ofPhone?.id ?? '' })).toEqual({ ended: 1 })
    expect(await session(phone)).toBe('elsewhere')
    expect(await session(tablet)).toBe('signed in')
    expect(await jo.sends(endOtherSessions, {})).toEqual({ ended: 2 })
    expect([await session(jo), await session(tablet), await session(home)]).toEqual([
      'signed in',
      'elsewhere',
      'elsewhere',
    ])
    expect((await jo.tries(endOwnSession, { sessionId: ofPhone?.id ?? '' })).status).toBe(404)
    const events = await hub.owner`select data from hub.events where type = 'sessions-ended' and person_id = ${jo.id}`
    expect(events).toHaveLength(2)
  })

  it('of somebody else answer as one that never was', async () => {
    const [jo, kay] = [
      await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] }),
      await service.has({ name: 'Kay Stone', roles: ['practice-consultant'] }),
    ]
    const [theirs] = (await kay.asks(mySessions, {})).sessions
    const refused = await jo.tries(endOwnSession, { sessionId: theirs?.id ?? '' })
    const unknown = await jo.tries(endOwnSession, { sessionId: randomUUID() })
    expect({ ...refused.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' })
    expect(await session(kay)).toBe('signed in')
    const own = (await jo.asks(mySessions, {})).sessions.find(({ here }) => here)
    expect((await jo.tries(endOwnSession, { sessionId: own?.id ?? '' })).body).toMatchObject({
      code: 'session-is-this-one',
    })
  })

  it('are five at once: the one used longest ago gives way, and both screens are told', async () => {
    const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
    const others: Person[] = []
    for (let device = 0; device < 4; device++) {
      hub.clockMovesOn({ minutes: 1 })
      others.push(await elsewhere(jo))
    }
    expect(await session(jo)).toBe('signed in')
    const sixth = await elsewhere(jo, PHONE_BROWSER)
    expect(await session(jo)).toBe('too-many')
    expect(await Promise.all(others.map(session))).toEqual(others.map(() => 'signed in'))
    expect((await sixth.gets('/api/session/standing')).body['gaveWay']).toBe('Edge on Windows')
    hub.clockMovesOn({ minutes: 3 })
    expect((await sixth.gets('/api/session/standing')).body['gaveWay']).toBeNull()
  })
})

describe('an administrator', () => {
  it('sees and ends the sessions of their own service, and those only', async () => {
    const admin = await service.has({ name: 'Ada Admin', roles: ['admin'] })
    const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
    const other = await hub.service('Norbeck AMHP service')
    await hub.owner`insert into hub.people (service_id, id, account_id, name, roles)
      select ${other.id}, gen_random_uuid(), account_id, name, roles from hub.people where id = ${jo.id}`
    const inNorbeck = await elsewhere(jo)
    expect((await inNorbeck.goesTo(other.id)).status).toBe(200)
    expect(await admin.asks(sessionsOfPerson, { personId: jo.id })).toMatchObject({
      name: 'Jo Marsh',
      sessions: [{ device: 'Edge on Windows' }],
    })
    expect(await admin.sends(endSessionsOfPerson, { personId: jo.id })).toEqual({ ended: 1 })
    expect([await session(jo), await session(inNorbeck)]).toEqual(['administrator', 'signed in'])
    const stranger = await other.has({ name: 'Zed Fox', roles: ['manager'] })
    for (const id of [stranger.id, randomUUID()]) {
      expect((await admin.gets(`/api/${sessionsOfPerson.name}?personId=${id}`)).status).toBe(404)
      expect((await admin.tries(endSessionsOfPerson, { personId: id as typeof jo.id })).status).toBe(404)
    }
    expect(await session(stranger)).toBe('signed in')
  })

  it('does not end the session in use by ending their own', async () => {
    const admin = await service.has({ name: 'Ada Admin', roles: ['admin'] })
    const phone = await elsewhere(admin, PHONE_BROWSER)
    expect(await admin.sends(endSessionsOfPerson, { personId: admin.id })).toEqual({ ended: 1 })
    expect([await session(admin), await session(phone)]).toEqual(['signed in', 'administrator'])
  })
})
