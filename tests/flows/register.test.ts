import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { allocateReferral } from '#shared/allocations/contract.ts'
import { addAmhp, changeAmhp, register, suspendAmhp } from '#shared/register/contract.ts'
import type { SentTo } from '#shared/kernel/command.ts'
import type { CouncilId } from '#shared/kernel/ids.ts'
import { aReferral } from '#tests/builders/allocations.ts'
import { anAmhp } from '#tests/builders/register.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let ruth: Person
let jo: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
})

const entryOf = async (personId: string) => {
  const { amhps } = await ruth.asks(register, {})
  return amhps.find((row) => row.personId === personId)
}
/** Everything that the register of this service holds, to see that a refusal left it alone. */
const everything = async (): Promise<unknown> => ({
  shown: await ruth.asks(register, {}),
  events: await hub.owner`select seq from hub.events where service_id = ${service.id}`,
})

describe('putting an AMHP on the register', () => {
  it('keeps everything that was typed', async () => {
    const entry = anAmhp(service, {
      name: 'Siobhán O’Brien-Łuczak',
      needsBuddy: true,
      languages: ['Polish', 'British Sign Language'],
    })
    const { personId } = await ruth.sends(addAmhp, entry)
    expect(await entryOf(personId)).toEqual({
      ...entry,
      personId,
      roles: ['amhp'],
      earlierApprovedOn: null,
      earlierApprovalEndsOn: null,
      suspendedAt: null,
      suspendedWhy: '',
      version: 1,
    })
  })

  it('tells other screens', async () => {
    const screen = await jo.opensScreen()
    await ruth.sends(addAmhp, anAmhp(service))
    expect((await screen.hearsOf('register')).touches).toEqual(['register'])
    screen.close()
  })

  it('makes an AMHP of somebody who is here already', async () => {
    await ruth.sends(addAmhp, anAmhp(service, { existingPersonId: jo.id, name: 'Jo Marsh', phone: '' }))
    expect(await entryOf(jo.id)).toMatchObject({ name: 'Jo Marsh', roles: ['practice-consultant', 'amhp'] })
    const twice = await ruth.tries(addAmhp, anAmhp(service, { existingPersonId: jo.id }))
    expect(twice).toMatchObject({ status: 422, body: { code: 'already-on-register', field: 'existingPersonId' } })
  })

  it('has one effect when it is sent twice', async () => {
    const key = randomUUID()
    const first = await ruth.tries(addAmhp, anAmhp(service), key)
    const second = await ruth.tries(addAmhp, anAmhp(service), key)
    expect(second.body['value']).toEqual(first.body['value'])
    expect((await ruth.asks(register, {})).amhps).toHaveLength(1)
  })

  it('may be approved by a neighbour and act for this council', async () => {
    const { personId } = await ruth.sends(addAmhp, anAmhp(service, { approvingCouncilId: service.otherCouncilId }))
    expect(await entryOf(personId)).toMatchObject({
      approvingCouncilId: service.otherCouncilId,
      actingForCouncilIds: [service.councilId],
    })
  })

  it('counts a council once, however often it is named', async () => {
    const twice = [service.councilId, service.councilId.toUpperCase() as CouncilId]
    const { personId } = await ruth.sends(addAmhp, anAmhp(service, { actingForCouncilIds: twice }))
    expect((await entryOf(personId))?.actingForCouncilIds).toEqual([service.councilId])
  })

  it('takes an approval of exactly five years', async () => {
    const { personId } = await ruth.sends(
      addAmhp,
      anAmhp(service, { approvedOn: '2024-02-29', approvalEndsOn: '2029-02-28' }),
    )
    expect(await entryOf(personId)).toMatchObject({ approvalEndsOn: '2029-02-28' })
  })

  const strange = '4f2f8f0e-1111-4222-8333-444455556666' as CouncilId
  const bad: readonly (readonly [string, number, string, Record<string, unknown>])[] = [
    ['no name', 400, 'name', { name: '   ' }],
    ['a name of 201 letters', 400, 'name', { name: 'x'.repeat(201) }],
    ['a hidden character in a name', 400, 'name', { name: 'Ewa\u0000' }],
    ['half a letter in a team', 400, 'homeTeam', { homeTeam: 'AMHP \ud800' }],
    ['a profession that may not be an AMHP', 400, 'profession', { profession: 'doctor' }],
    ['a day that does not exist', 400, 'approvedOn', { approvedOn: '2026-02-30' }],
    ['nothing for a day', 400, 'approvalEndsOn', { approvalEndsOn: null }],
    ['no council to act for', 400, 'actingForCouncilIds', { actingForCouncilIds: [] }],
    ['an id that is none', 400, 'employerId', { employerId: 'county-hall' }],
    ['hours that are half', 400, 'contractedMinutesPerWeek', { contractedMinutesPerWeek: 37.5 }],
    ['more hours than a week of work', 400, 'contractedMinutesPerWeek', { contractedMinutesPerWeek: 3601 }],
    ['minus hours', 400, 'contractedMinutesPerWeek', { contractedMinutesPerWeek: -1 }],
    ['a field that is not known', 400, 'salary', { salary: 1 }],
    ['text for a yes or no', 400, 'needsBuddy', { needsBuddy: 'no' }],
    ['a council nobody knows', 422, 'approvingCouncilId', { approvingCouncilId: strange }],
    ['an employer nobody knows', 422, 'employerId', { employerId: strange }],
    ['a base nobody knows', 422, 'baseId', { baseId: strange }],
    ['somebody nobody knows', 422, 'existingPersonId', { existingPersonId: strange }],
    ['a day more than five years', 422, 'approvalEndsOn', { approvedOn: '2024-03-01', approvalEndsOn: '2029-03-01' }],
    ['an end before the start', 422, 'approvalEndsOn', { approvedOn: '2024-03-01', approvalEndsOn: '2024-02-29' }],
    ['a start before there were AMHPs', 422, 'approvedOn', { approvedOn: '1926-03-01', approvalEndsOn: '1931-02-28' }],
    ['a start in another century', 422, 'approvedOn', { approvedOn: '2199-12-31', approvalEndsOn: '2200-12-31' }],
  ]
  it.each(bad)('refuses %s and changes nothing', async (_what, status, field, changes) => {
    const before = await everything()
    const answer = await ruth.tries(addAmhp, { ...anAmhp(service), ...changes } as SentTo<typeof addAmhp>)
    expect(answer).toMatchObject({ status, body: { field } })
    expect(await everything()).toEqual(before)
  })

  it('refuses a council that this service does not act for', async () => {
    const answer = await ruth.tries(addAmhp, anAmhp(service, { actingForCouncilIds: [service.otherCouncilId] }))
    expect(answer).toMatchObject({ status: 422, body: { code: 'council-not-acted-for', field: 'actingForCouncilIds' } })
  })

  it('is not for practice consultants, AMHPs or administrators', async () => {
    const dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
    const pat = await service.has({ name: 'Pat Lowe', roles: ['admin'] })
    for (const person of [jo, dan, pat]) expect((await person.tries(addAmhp, anAmhp(service))).status).toBe(403)
  })
})

describe('changing an entry', () => {
  it('keeps the change, counts it, and tells other screens', async () => {
    const { personId } = await ruth.sends(addAmhp, anAmhp(service))
    const screen = await jo.opensScreen()
    const entry = anAmhp(service, { name: 'Ewa Kowalska-Reid', approvalEndsOn: '2028-12-31', baseId: null })
    expect(await ruth.sends(changeAmhp, { ...entry, personId, seenVersion: 1 })).toEqual({ version: 2 })
    expect(await entryOf(personId)).toMatchObject({ ...entry, version: 2 })
    await screen.hearsOf('register')
    screen.close()
  })

  it('changes which councils they act for', async () => {
    await hub.owner`update hub.councils set acted_for = true where service_id = ${service.id}`
    const { personId } = await ruth.sends(addAmhp, anAmhp(service))
    const both = [service.otherCouncilId, service.councilId].toSorted()
    await ruth.sends(changeAmhp, { ...anAmhp(service, { actingForCouncilIds: both }), personId, seenVersion: 1 })
    expect((await entryOf(personId))?.actingForCouncilIds).toEqual(both)
    const one = [service.otherCouncilId]
    await ruth.sends(changeAmhp, { ...anAmhp(service, { actingForCouncilIds: one }), personId, seenVersion: 2 })
    expect((await entryOf(personId))?.actingForCouncilIds).toEqual(one)
  })

  it('enters a renewal ahead: the approval that runs today runs on until it begins, and no longer', async () => {
    const entry = anAmhp(service, { approvedOn: '2021-12-01', approvalEndsOn: '2026-11-30' })
    const { personId } = await ruth.sends(addAmhp, entry)
    const { existingPersonId: _new, ...kept } = entry
    const renewed = { ...kept, personId, approvedOn: '2026-12-01', approvalEndsOn: '2031-11-30' }
    await ruth.sends(changeAmhp, { ...renewed, seenVersion: 1 })
    expect(await entryOf(personId)).toMatchObject({
      approvedOn: '2026-12-01',
      earlierApprovedOn: '2021-12-01',
      earlierApprovalEndsOn: '2026-11-30',
    })
    const referral = await aReferral(hub, service, jo)
    await jo.sends(allocateReferral, { referralId: referral.id, seenVersion: 1, personId, reason: 'She is near' })
    expect(await hub.owner`select promise from hub.broken_promises('-infinity', ${hub.now()})`).toEqual([])
    // Saved again ahead of its day it stays so; one that takes its place today ends it.
    await ruth.sends(changeAmhp, { ...renewed, approvedOn: '2026-11-20', approvalEndsOn: '2031-11-19', seenVersion: 2 })
    expect(await entryOf(personId)).toMatchObject({
      earlierApprovedOn: '2021-12-01',
      earlierApprovalEndsOn: '2026-11-19',
    })
    await ruth.sends(changeAmhp, { ...renewed, approvedOn: '2026-11-12', approvalEndsOn: '2031-11-11', seenVersion: 3 })
    expect(await entryOf(personId)).toMatchObject({ approvedOn: '2026-11-12', earlierApprovedOn: null })
    // A first day that was mistyped and is corrected to a later one leaves nobody approved meanwhile.
    await ruth.sends(changeAmhp, { ...renewed, seenVersion: 4 })
    expect(await entryOf(personId)).toMatchObject({ approvedOn: '2026-12-01', earlierApprovedOn: null })
  })

  it('keeps an approval that has ended in sight until its renewal begins', async () => {
    const entry = anAmhp(service, { approvedOn: '2021-11-06', approvalEndsOn: '2026-11-05' })
    const { personId } = await ruth.sends(addAmhp, entry)
    const { existingPersonId: _new, ...kept } = entry
    const renewed = { ...kept, personId, approvedOn: '2026-11-20', approvalEndsOn: '2031-11-19' }
    await ruth.sends(changeAmhp, { ...renewed, seenVersion: 1 })
    const earlier = { earlierApprovedOn: '2021-11-06', earlierApprovalEndsOn: '2026-11-05' }
    expect(await entryOf(personId)).toMatchObject(earlier)
    const { id: referralId } = await aReferral(hub, service, jo)
    const tried = await jo.tries(allocateReferral, { referralId, seenVersion: 1, personId, reason: 'She is near' })
    expect(tried.body['message']).toMatch(/5 November/)
  })

  it('does not overwrite what somebody else changed meanwhile, and says who did', async () => {
    const { personId } = await ruth.sends(addAmhp, anAmhp(service))
    const kim = await service.has({ name: 'Kim Vale', roles: ['manager'] })
    await kim.sends(changeAmhp, { ...anAmhp(service, { homeTeam: 'North' }), personId, seenVersion: 1 })
    const before = await everything()
    const stale = await ruth.tries(changeAmhp, { ...anAmhp(service, { homeTeam: 'South' }), personId, seenVersion: 1 })
    expect(stale).toMatchObject({ status: 409, body: { code: 'changed-since-seen', byName: 'Kim Vale', version: 2 } })
    expect(stale.body['message']).toBe(
      'Kim Vale changed this at Thu 12 November 16:43. Look at what changed, then save again: what you typed is kept.',
    )
    expect(await everything()).toEqual(before)
  })

  it('of twenty at once, takes one', async () => {
    const { personId } = await ruth.sends(addAmhp, anAmhp(service))
    const changes = Array.from({ length: 20 }, (_, index) =>
      ruth.tries(changeAmhp, { ...anAmhp(service, { homeTeam: `Team ${index}` }), personId, seenVersion: 1 }),
    )
    const statuses = (await Promise.all(changes)).map(({ status }) => status)
    expect(statuses.toSorted((a, b) => (a < b ? -1 : 1))).toEqual([200, ...Array.from({ length: 19 }, () => 409)])
    expect(await entryOf(personId)).toMatchObject({ version: 2 })
  })

  it('needs the version that was seen', async () => {
    const { personId } = await ruth.sends(addAmhp, anAmhp(service))
    const answer = await ruth.tries(changeAmhp, { ...anAmhp(service), personId } as unknown as SentTo<
      typeof changeAmhp
    >)
    expect(answer.status).toBe(428)
  })

  it('does not find somebody of another service, or somebody not on the register', async () => {
    const { personId } = await ruth.sends(addAmhp, anAmhp(service))
    const elsewhere = await (await hub.service('Norbeck AMHP service')).has({ name: 'Ann Grey', roles: ['manager'] })
    for (const [person, id] of [
      [elsewhere, personId],
      [ruth, jo.id],
    ] as const) {
      const answer = await person.tries(changeAmhp, { ...anAmhp(service), personId: id, seenVersion: 1 })
      expect(answer).toMatchObject({ status: 404, body: { code: 'person-not-found' } })
    }
  })
})

describe('suspending an approval', () => {
  const why = 'Professional registration suspended'
  it('takes effect at once, for everybody to see, and its reason for managers only', async () => {
    const { personId } = await ruth.sends(addAmhp, anAmhp(service))
    const done = await ruth.sends(suspendAmhp, { personId, seenVersion: 1, suspended: true, why })
    expect(done).toEqual({ version: 2, openReferrals: [] })
    expect(await entryOf(personId)).toMatchObject({ suspendedAt: hub.now(), suspendedWhy: why })
    const [seenByJo] = (await jo.asks(register, {})).amhps
    expect(seenByJo).toMatchObject({ suspendedAt: hub.now(), suspendedWhy: '' })
  })

  it('is lifted again, and each only once', async () => {
    const { personId } = await ruth.sends(addAmhp, anAmhp(service))
    const early = await ruth.tries(suspendAmhp, { personId, seenVersion: 1, suspended: false, why })
    expect(early).toMatchObject({ status: 409, body: { code: 'not-suspended' } })
    await ruth.sends(suspendAmhp, { personId, seenVersion: 1, suspended: true, why })
    const again = await ruth.tries(suspendAmhp, { personId, seenVersion: 2, suspended: true, why })
    expect(again).toMatchObject({ status: 409, body: { code: 'already-suspended', since: hub.now() } })
    await ruth.sends(suspendAmhp, { personId, seenVersion: 2, suspended: false, why: 'Registration restored' })
    expect(await entryOf(personId)).toMatchObject({ suspendedAt: null, version: 3 })
    const types = await hub.owner`select type from hub.events where service_id = ${service.id} order by seq`
    expect(types.map(({ type }) => String(type))).toEqual(['amhp-added', 'amhp-suspended', 'amhp-suspension-lifted'])
  })

  it('needs a reason, a permission and the version that was seen', async () => {
    const { personId } = await ruth.sends(addAmhp, anAmhp(service))
    const before = await everything()
    const sent = { personId, seenVersion: 1, suspended: true, why }
    expect((await ruth.tries(suspendAmhp, { ...sent, why: ' \n' })).status).toBe(400)
    expect((await jo.tries(suspendAmhp, sent)).status).toBe(403)
    expect((await ruth.tries(suspendAmhp, { ...sent, seenVersion: 7 })).body['code']).toBe('changed-since-seen')
    expect((await ruth.tries(suspendAmhp, { ...sent, personId: jo.id })).status).toBe(404)
    expect(await everything()).toEqual(before)
  })
})

it('shows everybody who is signed in the people of their own service only', async () => {
  await ruth.sends(addAmhp, anAmhp(service))
  const pat = await service.has({ name: 'Pat Lowe', roles: ['admin'] })
  const seen = await pat.asks(register, {})
  expect(seen.amhps.map(({ name }) => name)).toEqual(['Ewa Kowalska'])
  expect(seen.others.map(({ name }) => name)).toEqual(['Jo Marsh', 'Pat Lowe', 'Ruth Banerjee'])
  expect(seen.councils.map(({ name, actedFor }) => [name, actedFor])).toEqual([
    ['Westmarch County Council', true],
    ['Norbeck City Council', false],
  ])
  const elsewhere = await (await hub.service()).has({ name: 'Ann Grey', roles: ['manager'] })
  expect((await elsewhere.asks(register, {})).amhps).toEqual([])
  expect((await jo.gets('/api/register.amhps?name=Ewa')).status).toBe(400)
})
