import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { allocateReferral, board, candidates } from '#shared/allocations/contract.ts'
import { boardWithoutNames } from '#shared/allocations/boardWithoutNames.ts'
import { changeReferral, findReferrals, referralRecord, triageReferral } from '#shared/referrals/contract.ts'
import {
  changeRestriction,
  closedRecord,
  closedReferrals,
  liftRestriction,
  restrictionOf,
  restrictRecord,
} from '#shared/restricted/contract.ts'
import { aDecision, aReferral, type Saved } from '#tests/builders/referrals.ts'
import { aRestriction } from '#tests/builders/restricted.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let jo: Person
let amir: Person
let lead: Person
let ewa: Person
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  lead = await service.has({ name: 'Hannah Osei', roles: ['amhp-lead'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
})
afterAll(() => hub.close())

let count = 0
let referral: Saved
let lastName: string
beforeEach(async () => {
  lastName = `Zanzibar${(count += 1)}`
  referral = await aReferral(hub, jo, { lastName, firstName: 'Orla', bornOn: '1980-05-05' })
})

const restricted = (differs = {}) => jo.sends(restrictRecord, aRestriction(referral.referralId, jo.id, differs))
const recordFor = (person: Person, number = referral.number) =>
  person.gets(`/api/${referralRecord.name}?number=${number}`)
const everythingSeenBy = async (person: Person): Promise<string> =>
  JSON.stringify([
    (await person.gets(`/api/${board.name}`)).body,
    (await person.gets(`/api/${boardWithoutNames.name}`)).body,
    (await person.posts(`/api/${findReferrals.name}`, { text: lastName })).body,
    (await person.posts(`/api/${findReferrals.name}`, { text: '' })).body,
    (await recordFor(person)).body,
    (await person.gets(`/api/${candidates.name}?referralId=${referral.referralId}`)).body,
    (await person.gets(`/api/${closedRecord.name}?number=${referral.number}`)).body,
    (await person.gets(`/api/${closedReferrals.name}`)).body,
  ])

describe('a restricted record', () => {
  it('is a stub for everybody who is not on its list, everywhere, and whole for those who are', async () => {
    await restricted({ personIds: [lead.id] })
    for (const shutOut of [amir, ewa]) expect(await everythingSeenBy(shutOut)).not.toContain('Zanzibar')
    expect((await recordFor(amir)).body).toMatchObject({ code: 'not-found' })
    expect((await recordFor(amir)).body['message']).toBe((await recordFor(amir, 999_999)).body['message'])
    const stub = await amir.asks(closedRecord, { number: String(referral.number) })
    expect(stub).toMatchObject({ restricted: true, state: 'to-triage', guardianName: 'Jo Marsh' })
    expect(stub.powers[0]).toMatchObject({ kind: 's136' })
    const seen = await amir.asks(board, {})
    expect(seen.closed.map(({ number }) => number)).toContain(referral.number)
    for (const listed of [jo, lead]) expect((await recordFor(listed)).body).toMatchObject({ referral: { lastName } })
  })

  it('stands as a stub in the list, and is found by its reference and by nothing else', async () => {
    await restricted()
    const numbersIn = (rows: readonly { readonly number: number }[]) => rows.map(({ number }) => number)
    for (const show of ['all', 'open'] as const)
      expect(numbersIn(await amir.asks(closedReferrals, { show }))).toContain(referral.number)
    expect(numbersIn(await amir.asks(closedReferrals, { show: 'closed' }))).not.toContain(referral.number)
    const byReference = await amir.asks(closedReferrals, { number: String(referral.number) })
    expect(byReference).toMatchObject([{ number: referral.number, guardianName: 'Jo Marsh', state: 'to-triage' }])
    expect(Object.keys(byReference[0] ?? {})).not.toEqual(expect.arrayContaining(['id', 'lastName']))
    expect(await jo.asks(closedReferrals, { number: String(referral.number) })).toEqual([])
    expect((await amir.posts(`/api/${findReferrals.name}`, { text: lastName })).body).toEqual([])
    expect((await amir.posts(`/api/${closedReferrals.name}`, { text: lastName })).status).toBe(400)
  })

  it('gives a whole board only to those who see the same people whole', async () => {
    const before = await Promise.all([jo.asks(board, {}), amir.asks(board, {})])
    for (const one of before) expect(JSON.stringify(one)).toContain(lastName)
    await restricted()
    const [whole, lesser] = [await jo.asks(board, {}), await amir.asks(board, {})]
    expect(JSON.stringify(whole)).toContain(lastName)
    expect(JSON.stringify(lesser)).not.toContain(lastName)
    const together = await Promise.all(Array.from({ length: 8 }, (_, turn) => (turn % 2 ? amir : jo).asks(board, {})))
    together.forEach((one, turn) => expect(JSON.stringify(one).includes(lastName)).toBe(turn % 2 === 0))
  })

  it('keeps a colleague out who is on the list of those who may not open it, and no word says which list it is', async () => {
    await restricted({ kind: 'deny', reason: 'relative', personIds: [amir.id] })
    const own = await amir.asks(closedRecord, { number: String(referral.number) })
    expect((await recordFor(lead)).body).toMatchObject({ referral: { lastName } })
    expect(await everythingSeenBy(amir)).not.toContain('Zanzibar')
    expect(Object.keys(own).toSorted()).toEqual([
      'assessBy',
      'guardianName',
      'guardianPhone',
      'hubPhone',
      'limits',
      'number',
      'powers',
      'receivedAt',
      'referralId',
      'restricted',
      'state',
      'urgency',
      'withName',
    ])
    expect((await amir.gets(`/api/${restrictionOf.name}?referralId=${referral.referralId}`)).status).toBe(404)
  })

  it('lies on the person: on earlier referrals, and on one that comes in afterwards', async () => {
    const earlier = await aReferral(hub, jo, {
      lastName: lastName.toUpperCase(),
      firstName: 'orla',
      bornOn: '1980-05-05',
    })
    expect((await restricted()).referrals).toBe(2)
    const later = await aReferral(hub, amir, { lastName, firstName: 'Orla', bornOn: '1980-05-05' })
    for (const { number } of [earlier, later]) expect((await recordFor(amir, number)).status).toBe(404)
    const other = await aReferral(hub, amir, { lastName, firstName: 'Orla', bornOn: '1981-01-01' })
    expect((await recordFor(amir, other.number)).status).toBe(200)
  })

  it('cannot be changed, triaged or given to anybody by whoever may not open it', async () => {
    await restricted()
    const changes = { referralId: referral.referralId, seenVersion: referral.version + 1, changes: { gender: 'Woman' } }
    expect((await amir.tries(changeReferral, changes)).status).toBe(404)
    const given = { referralId: referral.referralId, personId: ewa.id, seenVersion: 2, reason: '' }
    expect((await amir.tries(allocateReferral, given)).status).toBe(404)
  })

  it('is given to nobody who is kept out of it', async () => {
    const decided = await jo.sends(triageReferral, aDecision(referral, hub.now()))
    await restricted({ kind: 'deny', reason: 'relative', personIds: [ewa.id] })
    const { ranked } = await jo.asks(candidates, { referralId: referral.referralId })
    expect(ranked.find(({ personId }) => personId === ewa.id)).toMatchObject({
      reasons: [{ code: 'conflict-of-interest' }],
    })
    const given = {
      referralId: referral.referralId,
      personId: ewa.id,
      seenVersion: decided.version + 1,
      reason: 'Nobody else.',
    }
    const answer = await jo.tries(allocateReferral, given)
    expect([answer.status, answer.body['code']]).toEqual([422, 'kept-out'])
  })

  it('is changed and lifted by those who see it, each version once', async () => {
    const { restrictionId } = await restricted()
    const [listed] = [await jo.asks(restrictionOf, { referralId: referral.referralId })]
    expect(listed.restriction).toMatchObject({ kind: 'allow', people: [], version: 1 })
    const { referralId: _, ...fields } = aRestriction(referral.referralId, jo.id, { personIds: [amir.id] })
    await jo.sends(changeRestriction, { restrictionId, seenVersion: 1, ...fields })
    expect((await recordFor(amir)).status).toBe(200)
    const stale = await amir.tries(liftRestriction, { restrictionId, seenVersion: 1, why: 'No longer needed.' })
    expect(stale.body).toMatchObject({ code: 'changed-since-seen', byName: 'Jo Marsh' })
    await amir.sends(liftRestriction, { restrictionId, seenVersion: 2, why: 'No longer needed.' })
    expect((await recordFor(lead)).status).toBe(200)
    const again = await amir.tries(liftRestriction, { restrictionId, seenVersion: 3, why: 'No longer needed.' })
    expect(again.body).toMatchObject({ code: 'already-lifted' })
  })

  it.each([
    ['a guardian who reads no records', () => ({ guardianId: ewa.id }), 'guardian-unknown'],
    ['a guardian who is kept out', () => ({ kind: 'deny', personIds: [jo.id] }), 'guardian-shut-out'],
    ['a list of nobody', () => ({ kind: 'deny' }), 'nobody-listed'],
    ['a stranger', () => ({ personIds: [crypto.randomUUID()] }), 'person-unknown'],
  ])('refuses %s', async (_what, differs, code) => {
    const answer = await jo.tries(restrictRecord, {
      ...aRestriction(referral.referralId, jo.id),
      ...differs(),
    } as never)
    expect([answer.status, answer.body['code']]).toEqual([422, code])
  })

  it('asks first who is there', async () => {
    const later = await service.has({ name: 'Late Person', roles: ['practice-consultant'] })
    hub.clockMovesOn({ minutes: 6 })
    const answer = await later.tries(restrictRecord, aRestriction(referral.referralId, jo.id))
    expect([answer.status, answer.body['code']]).toEqual([403, 'step-up-needed'])
    hub.clockMovesOn({ minutes: -6 })
  })
})
