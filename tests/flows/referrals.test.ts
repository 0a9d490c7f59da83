import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { changeReferral, receiveReferral } from '#shared/referrals/contract.ts'
import { addHours, addMinutes } from '#shared/time/instant.ts'
import { aCall, aCommunityCall, aReferral, recordOf } from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let jo: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

async function aDesk(): Promise<void> {
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
}

describe('saving a call', () => {
  it('keeps what was said, with the clock and where its start comes from', async () => {
    await aDesk()
    const call = aCall(hub.now())
    const saved = await jo.sends(receiveReferral, call)
    expect(saved).toMatchObject({ number: 1, version: 1 })
    const { referral, powers, timeline, decisions, arrangements } = await recordOf(jo, saved)
    expect(referral).toMatchObject({
      id: saved.referralId,
      state: 'to-triage',
      version: 1,
      takenByName: 'Jo Marsh',
      recordedAt: hub.now(),
      lastName: 'Whitlock',
      bornOn: '1955-02-14',
      ageYears: null,
      riskToStaff: 'not-asked',
      closedAt: null,
      receivedAt: call.receivedAt,
      councilId: service.councilId,
      ageSaidOn: '2026-11-12',
      happening: call.happening,
    })
    expect(powers).toMatchObject([
      { kind: 's136', startedAt: call.power?.startedAt, startSource: 'PC 2208 Ilyas', extension: null, endedAt: null },
    ])
    expect(timeline.map(({ type, actorName }) => [type, actorName])).toEqual([
      ['referral-received', 'Jo Marsh'],
      ['power-recorded', 'Jo Marsh'],
    ])
    expect([decisions, arrangements]).toEqual([[], []])
  })

  it('tells every other screen', async () => {
    await aDesk()
    const screen = await jo.opensScreen()
    await aReferral(hub, jo)
    expect((await screen.hearsOf('referrals')).touches).toContain('referrals')
    screen.close()
  })

  it('numbers referrals one after the other, and each service from 1', async () => {
    await aDesk()
    const numbers = await Promise.all([1, 2, 3, 4, 5].map(() => aReferral(hub, jo).then(({ number }) => number)))
    expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5])
    const other = await hub.service()
    const amir = await other.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
    expect((await aReferral(hub, amir)).number).toBe(1)
  })

  it('saves once, however often the same press arrives', async () => {
    await aDesk()
    const [key, call] = [randomUUID(), aCall(hub.now())]
    const answers = await Promise.all([1, 2, 3].map(() => jo.sends(receiveReferral, call, key)))
    expect(new Set(answers.map(({ referralId }) => referralId)).size).toBe(1)
    expect((await jo.sends(receiveReferral, call, key)).number).toBe(1)
    expect((await aReferral(hub, jo)).number).toBe(2)
  })

  it('keeps a start that nobody knows yet as not recorded', async () => {
    await aDesk()
    const power = { kind: 's136-kept', startedAt: null, startSource: '' } as const
    const { number } = await aReferral(hub, jo, { power })
    expect((await recordOf(jo, { number })).powers).toMatchObject([{ kind: 's136-kept', startedAt: null }])
  })

  it('takes a call that came in on this screen’s clock as now, when that clock is a little fast', async () => {
    await aDesk()
    const { number } = await aReferral(hub, jo, { receivedAt: addMinutes(hub.now(), 1) })
    expect((await recordOf(jo, { number })).referral.receivedAt).toBe(hub.now())
  })

  it('acts for the council that is named, if the service acts for it', async () => {
    await aDesk()
    const named = await jo.tries(receiveReferral, aCall(hub.now(), { councilId: service.councilId }))
    expect(named.status).toBe(200)
    const neighbour = await jo.tries(receiveReferral, aCall(hub.now(), { councilId: service.otherCouncilId }))
    expect(neighbour).toMatchObject({ status: 422, body: { code: 'council-not-acted-for', field: 'councilId' } })
  })

  it('is for those who take referrals', async () => {
    await aDesk()
    const others = [
      await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] }),
      await service.has({ name: 'Maya Lowe', roles: ['manager'] }),
      await service.has({ name: 'Ade Bello', roles: ['admin'] }),
    ]
    for (const person of others) expect((await person.tries(receiveReferral, aCall(hub.now()))).status).toBe(403)
    expect((await aReferral(hub, jo)).number).toBe(1)
  })
})

describe('a record', () => {
  it('is read by consultants of the service only, and each read is kept', async () => {
    await aDesk()
    const { number, referralId } = await aReferral(hub, jo)
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    expect((await ewa.gets(`/api/referrals.record?number=${number}`)).status).toBe(404)
    const elsewhere = await (await hub.service()).has({ name: 'Amir Shah', roles: ['practice-consultant'] })
    expect((await elsewhere.gets(`/api/referrals.record?number=${number}`)).status).toBe(404)
    await recordOf(jo, { number })
    const reads =
      await hub.owner`select actor_id, referral_ids from hub.reads where query = 'referrals.record' and kind = 'view' and service_id = ${service.id}`
    expect(reads).toMatchObject([{ actor_id: jo.id, referral_ids: [referralId] }])
  })

  it.each(['0', '7', '9999999', '99999999', '-1', 'x', '', '1;drop'])(
    'answers a number that is none, %j, without a fault',
    async (number) => {
      await aDesk()
      expect([400, 404]).toContain((await jo.gets(`/api/referrals.record?number=${encodeURIComponent(number)}`)).status)
    },
  )
})

describe('adding to a referral', () => {
  it('changes what differs and names only the fields in the log', async () => {
    await aDesk()
    const { referralId, number } = await aReferral(hub, jo)
    const screen = await jo.opensScreen()
    const nhsNumber = '999 000 0018'
    const changes = { nhsNumber, homeAddress: '3 Tanner Row, Kelsham', lastName: 'Whitlock', wayIn: 'Side door' }
    expect(await jo.sends(changeReferral, { referralId, seenVersion: 1, changes })).toEqual({ version: 2 })
    await screen.hearsOf('referrals')
    screen.close()
    const { referral, timeline } = await recordOf(jo, { number })
    expect(referral).toMatchObject({ nhsNumber: '9990000018', homeAddress: '3 Tanner Row, Kelsham', version: 2 })
    expect(timeline.at(-1)).toMatchObject({
      type: 'referral-changed',
      data: { fields: ['nhsNumber', 'homeAddress', 'wayIn'] },
    })
    expect(JSON.stringify(timeline)).not.toContain('Tanner')
  })

  it('puts a date of birth in the place of an age, and an age in the place of a date', async () => {
    await aDesk()
    const { referralId, number } = await aReferral(hub, jo, { bornOn: null, ageYears: 30, ageIsEstimate: true })
    await jo.sends(changeReferral, { referralId, seenVersion: 1, changes: { bornOn: '1996-02-29' } })
    expect((await recordOf(jo, { number })).referral).toMatchObject({
      bornOn: '1996-02-29',
      ageYears: null,
      ageIsEstimate: false,
    })
    hub.clockMovesOn({ hours: 24 })
    const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
    await amir.sends(changeReferral, { referralId, seenVersion: 2, changes: { ageYears: 31, ageIsEstimate: true } })
    expect((await recordOf(amir, { number })).referral).toMatchObject({
      bornOn: null,
      ageYears: 31,
      ageSaidOn: '2026-11-13',
    })
  })

  it('tells who changed it first, and keeps what they wrote', async () => {
    await aDesk()
    const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
    const { referralId, number } = await aReferral(hub, jo)
    await amir.sends(changeReferral, { referralId, seenVersion: 1, changes: { place: 'Ward 4' } })
    const late = await jo.tries(changeReferral, { referralId, seenVersion: 1, changes: { place: 'Ward 9' } })
    expect(late).toMatchObject({ status: 409, body: { code: 'changed-since-seen', byName: 'Amir Shah', version: 2 } })
    expect(late.body['message']).toMatch(/^Amir Shah changed this at/)
    expect((await recordOf(jo, { number })).referral).toMatchObject({ place: 'Ward 4', version: 2 })
  })

  it('lets one of two changes at once stand', async () => {
    await aDesk()
    const { referralId, number } = await aReferral(hub, jo)
    const places = ['Ward 1', 'Ward 2', 'Ward 3', 'Ward 4']
    const answers = await Promise.all(
      places.map((place) => jo.tries(changeReferral, { referralId, seenVersion: 1, changes: { place } })),
    )
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409])
    expect((await recordOf(jo, { number })).referral.version).toBe(2)
  })

  it('refuses what cannot be, and changes nothing', async () => {
    await aDesk()
    const { referralId, number } = await aReferral(hub, jo)
    const before = await recordOf(jo, { number })
    const tried = async (changes: Record<string, unknown>) => {
      const { status, body } = await jo.posts(
        '/api/referrals.change',
        { referralId, seenVersion: 1, changes },
        { 'idempotency-key': randomUUID() },
      )
      return [status, body['code'], body['field']]
    }
    expect(await tried({ lastName: 'Whitlock' })).toEqual([409, 'nothing-to-change', undefined])
    expect(await tried({})).toEqual([400, 'invalid', 'changes'])
    expect(await tried({ bornOn: '2027-01-01' })).toEqual([422, 'born-in-future', 'bornOn'])
    expect(await tried({ bornOn: '1990-01-01', ageYears: 36 })).toEqual([422, 'born-and-aged', 'ageYears'])
    expect(await tried({ nhsNumber: '999 000 0019' })).toEqual([400, 'invalid', 'changes.nhsNumber'])
    expect(await tried({ placeId: randomUUID() })).toEqual([422, 'place-unknown', 'placeId'])
    expect(await tried({ councilId: service.otherCouncilId })).toEqual([422, 'council-not-acted-for', 'councilId'])
    expect(await tried({ source: 'GP' })).toEqual([400, 'invalid', 'changes.source'])
    expect(await recordOf(jo, { number })).toEqual(before)
  })

  it('is not for another service, nor for those who do not take referrals', async () => {
    await aDesk()
    const { referralId } = await aReferral(hub, jo)
    const elsewhere = await (await hub.service()).has({ name: 'Amir Shah', roles: ['practice-consultant'] })
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    const change = { referralId, seenVersion: 1, changes: { place: 'Ward 4' } }
    expect(await elsewhere.tries(changeReferral, change)).toMatchObject({
      status: 404,
      body: { code: 'referral-not-found' },
    })
    expect((await ewa.tries(changeReferral, change)).status).toBe(403)
    const unknown = { ...change, referralId: randomUUID() as ReferralId }
    expect((await jo.tries(changeReferral, unknown)).status).toBe(404)
  })
})

describe('which clock fits what is asked for', () => {
  const started = (kind: 's136' | 's5-2' | 's135') => ({ kind, startedAt: null, startSource: '' })
  it.each([
    ['a section 136 without its clock', { request: 's136', power: null }, 'power-needed'],
    [
      'a section 5(2) with the clock of a section 136',
      { request: 's5-2', power: started('s136') },
      'power-does-not-fit',
    ],
    ['a warrant with a power that runs', { request: 'warrant-135-1', power: started('s135') }, 'power-does-not-fit'],
  ] as const)('refuses %s', async (_, differs, code) => {
    await aDesk()
    expect(await jo.tries(receiveReferral, aCall(hub.now(), differs))).toMatchObject({ status: 422, body: { code } })
  })

  it('lets a power run while an assessment is asked for', async () => {
    await aDesk()
    expect((await jo.tries(receiveReferral, aCommunityCall(hub.now(), { power: started('s5-2') }))).status).toBe(200)
  })

  it('refuses a start that has not come or is a month old', async () => {
    await aDesk()
    const at = (startedAt: string) => ({ kind: 's136', startedAt, startSource: '' }) as const
    const future = await jo.tries(receiveReferral, aCall(hub.now(), { power: at(addMinutes(hub.now(), 1)) }))
    expect(future).toMatchObject({ status: 422, body: { code: 'power-start-in-future', field: 'power.startedAt' } })
    const old = await jo.tries(receiveReferral, aCall(hub.now(), { power: at(addHours(hub.now(), -24 * 31)) }))
    expect(old).toMatchObject({ status: 422, body: { code: 'power-start-too-old' } })
  })
})
