import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { allocateReferral, myDuty, recordOutcome, startWait } from '#shared/allocations/contract.ts'
import { referralRecord } from '#shared/referrals/contract.ts'
import { peopleAndRoles, setRoles } from '#shared/roles/contract.ts'
import { anAcceptedReferral } from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { TEST_PASSWORD, TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let ada: Person
let jo: Person
let ewa: Person
let tam: Person
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  ada = await service.has({ name: 'Ada Lund', roles: ['admin'] })
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  tam = await service.has({ name: 'Tam Birch', roles: ['trainee'], supervisedBy: ewa })
})
afterAll(() => hub.close())
beforeEach(() => ada.stepsUp(TEST_PASSWORD).then(() => undefined))

const someone = () => service.has({ name: 'Kim Vale', roles: ['manager'] })
const set = (personId: Person['id'], differs: object = {}) =>
  ada.tries(setRoles, { personId, seenVersion: 1, roles: ['manager'], supervisedBy: null, ...differs })

describe('the roles of a person', () => {
  it('are set by an administrator, heard of by others, and count from the next request on', async () => {
    const kim = await someone()
    const screen = await jo.opensScreen()
    expect((await set(kim.id, { roles: ['manager', 'amhp-lead'] })).body).toMatchObject({ value: { version: 2 } })
    await screen.hearsOf('register')
    screen.close()
    expect((await kim.gets('/api/session')).status).toBe(401)
    await kim.signsIn(TEST_PASSWORD)
    expect((await kim.gets('/api/session')).body).toMatchObject({ person: { roles: ['manager', 'amhp-lead'] } })
    const stale = await set(kim.id)
    expect(stale.body).toMatchObject({ code: 'changed-since-seen', byName: 'Ada Lund', version: 2 })
  })

  it.each([
    ['trainee and AMHP together', { roles: ['trainee', 'amhp'] }, 422, 'not-together'],
    ['administrator and auditor together', { roles: ['admin', 'auditor'] }, 422, 'not-together'],
    ['a trainee without a supervisor', { roles: ['trainee'] }, 422, 'supervisor-needed'],
    ['no role', { roles: [] }, 400, 'invalid'],
    ['an unknown role', { roles: ['owner'] }, 400, 'invalid'],
    ['a role twice', { roles: ['manager', 'manager'] }, 400, 'invalid'],
  ])('refuses %s', async (_what, differs, status, code) => {
    const answer = await set((await someone()).id, differs)
    expect([answer.status, answer.body['code']]).toEqual([status, code])
  })

  it('are not one’s own to set, nor a consultant’s, nor another service’s', async () => {
    const own = await set(ada.id, { roles: ['admin', 'amhp-lead'] })
    expect([own.status, own.body['code']]).toEqual([403, 'own-roles'])
    const elsewhere = await (await hub.service()).has({ name: 'Over There', roles: ['manager'] })
    const [theirs, nobodys] = [await set(elsewhere.id), await set(crypto.randomUUID() as Person['id'])]
    expect([theirs.status, theirs.body['message']]).toEqual([404, nobodys.body['message']])
    expect(
      (await jo.tries(setRoles, { personId: ewa.id, seenVersion: 1, roles: ['amhp'], supervisedBy: null })).status,
    ).toBe(403)
  })

  it('leave the service with an administrator, though two take each other’s role away at once', async () => {
    const alone = await hub.service()
    const [one, two] = await Promise.all(['One', 'Two'].map((name) => alone.has({ name, roles: ['admin', 'manager'] })))
    if (!one || !two) throw new Error('two people were made')
    const take = (by: Person, from: Person) =>
      by.tries(setRoles, { personId: from.id, seenVersion: 1, roles: ['manager'], supervisedBy: null })
    const answers = await Promise.all([take(one, two), take(two, one)])
    const left = await hub.owner`select id from people where service_id = ${alone.id} and 'admin' = any (roles)`
    expect(left.length).toBeGreaterThan(0)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    await expect(
      hub.owner`update people set roles = '{manager}', version = version + 1 where id = ${left[0]?.['id']}`,
    ).rejects.toThrow('no administrator')
  })

  it('lists everybody with what they are', async () => {
    const people = await ada.asks(peopleAndRoles, {})
    expect(people.find(({ personId }) => personId === tam.id)).toMatchObject({
      roles: ['trainee'],
      supervisedBy: ewa.id,
    })
    expect((await jo.gets(`/api/${peopleAndRoles.name}`)).status).toBe(403)
  })
})

describe('a trainee', () => {
  it('sees and helps with the work of their supervisor, decides nothing, and is never sent alone', async () => {
    const referral = await anAcceptedReferral(hub, jo)
    const { allocationId } = await jo.sends(allocateReferral, {
      referralId: referral.referralId,
      personId: ewa.id,
      seenVersion: referral.version,
      reason: 'Only she is free.',
    })
    const duty = await tam.asks(myDuty, {})
    expect(duty.jobs.map((job) => job.allocation.id)).toEqual([allocationId])
    expect((await tam.gets(`/api/${referralRecord.name}?number=${referral.number}`)).status).toBe(200)
    const decided = await tam.tries(recordOutcome, {
      allocationId,
      seenVersion: 1,
      occurredAt: hub.now(),
      outcome: 'NOT_DETAINED_COMMUNITY',
      subReason: null,
      reasons: '',
    } as never)
    expect(decided.status).toBe(403)
    const waited = await tam.tries(startWait, { allocationId, kind: 'doctor', startedAt: hub.now(), note: '' })
    expect(waited.status).not.toBe(403)
    expect(waited.status).not.toBe(404)
    const sent = await jo.tries(allocateReferral, {
      referralId: referral.referralId,
      personId: tam.id,
      seenVersion: 3,
      reason: 'x',
    })
    expect(sent.status).toBeGreaterThanOrEqual(400)
    await expect(
      hub.owner`insert into allocations (service_id, id, referral_id, person_id, allocated_by, allocated_at, choice) values
        (${service.id}, ${crypto.randomUUID()}, ${referral.referralId}, ${tam.id}, ${jo.id}, ${hub.now()}, '{}')`,
    ).rejects.toThrow()
    expect((await set(ewa.id)).body).toMatchObject({ code: 'has-work-now', numbers: [referral.number] })
  })
})
