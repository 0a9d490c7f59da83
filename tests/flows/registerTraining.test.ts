import { afterAll, beforeAll, expect, it } from 'vitest'
import { allocateReferral, candidates, takeBack } from '#shared/allocations/contract.ts'
import { allocationWordsFor } from '#shared/allocations/timeline.ts'
import { referralRecord } from '#shared/referrals/contract.ts'
import { changeAmhp, register } from '#shared/register/contract.ts'
import {
  besideApproval,
  keepConflict,
  keepOwnConflict,
  keepOwnTraining,
  keepTraining,
  myStanding,
  trainingNow,
} from '#shared/register/trainingContract.ts'
import { aReferral, aShift } from '#tests/builders/allocations.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let ruth: Person, gareth: Person, jo: Person, ewa: Person, dan: Person
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  // Ruth is an AMHP as well: what she may decide for others is not hers to decide for herself.
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'], onRegister: true })
  gareth = await service.has({ name: 'Gareth Pugh', roles: ['manager'] })
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
})
afterAll(() => hub.close())

const done = { trainingId: null, seenVersion: 0, day: '2026-11-05', minutes: 360, what: 'Case law', struck: false }
const events = async (): Promise<number> => {
  const [row] = await hub.owner<{ count: number }[]>`
    select count(*)::int from hub.events where service_id = ${service.id} and type in ('training-kept', 'conflict-kept')`
  return row?.count ?? -1
}

it('counts training by the year of the approval once a manager has agreed it, and tells other screens', async () => {
  const screen = await gareth.opensScreen()
  const { trainingId } = await ewa.sends(keepOwnTraining, done)
  expect((await screen.hearsOf('register')).touches).toEqual(['register'])
  screen.close()
  // Approved on 1 November 2024: the third year began on 1 November 2026.
  const year = { firstDay: '2026-11-01', lastDay: '2027-10-31', state: 'running' }
  expect((await ewa.asks(myStanding, {})).years[0]).toMatchObject({ ...year, agreed: 0, toAgree: 360, missing: 1080 })
  const agreeing = { ...done, personId: ewa.id, trainingId, seenVersion: 1, agreed: true }
  await ruth.sends(keepTraining, agreeing)
  const beside = await ruth.asks(besideApproval, { personId: ewa.id })
  expect(beside.years.map(({ agreed, missing, state }) => [agreed, missing, state])).toEqual([
    [360, 720, 'running'],
    [0, 1080, 'short'],
    [0, 1080, 'short'],
  ])
  expect(beside.training).toMatchObject([{ what: 'Case law', agreedByName: 'Ruth Banerjee', version: 2 }])
  const { rows } = await gareth.asks(trainingNow, {})
  expect(rows.find(({ personId }) => personId === ewa.id)?.year).toMatchObject({ ...year, missing: 720 })
  // What was agreed is no longer its person’s to change.
  const again = await ewa.tries(keepOwnTraining, { ...done, trainingId, seenVersion: 2, minutes: 2000 })
  expect(again.body).toMatchObject({ code: 'training-agreed' })
  await ruth.sends(keepTraining, { ...agreeing, seenVersion: 2, struck: true })
  expect((await ewa.asks(myStanding, {})).years[0]?.agreed).toBe(0)
})

it('is agreed by somebody else than its person, also for a manager', async () => {
  const own = { ...done, personId: ruth.id, agreed: true }
  const before = await events()
  expect((await ruth.tries(keepTraining, own)).body).toMatchObject({ code: 'own-training', field: 'agreed' })
  expect(await events()).toBe(before)
  const { trainingId } = await ruth.sends(keepTraining, { ...own, agreed: false })
  await gareth.sends(keepTraining, { ...own, trainingId, seenVersion: 1 })
  expect((await gareth.asks(besideApproval, { personId: ruth.id })).years[0]?.agreed).toBe(360)
})

it.each([
  ['a day to come', 422, 'day', { day: '2026-11-13' }],
  ['a day of long ago', 422, 'day', { day: '1999-01-01' }],
  ['a day that does not exist', 400, 'day', { day: '2026-02-30' }],
  ['five minutes', 400, 'minutes', { minutes: 5 }],
  ['a working month', 400, 'minutes', { minutes: 9000 }],
  ['nothing said', 400, 'what', { what: '  ' }],
  ['somebody nobody knows', 404, undefined, { personId: '4f2f8f0e-1111-4222-8333-444455556666' }],
])('refuses training with %s, in words, and changes nothing', async (_what, status, field, changes) => {
  const before = await events()
  const answer = await ruth.tries(keepTraining, { ...done, personId: ewa.id, agreed: true, ...changes } as never)
  expect(answer.status).toBe(status)
  const { fields, field: one } = answer.body as { fields?: { field: string }[]; field?: string }
  expect(fields?.[0]?.field ?? one).toBe(field)
  expect(await events()).toBe(before)
})

it('tells whoever was overtaken by whom, and happens once however often it is sent', async () => {
  const key = crypto.randomUUID()
  const first = await ruth.sends(keepTraining, { ...done, personId: dan.id, agreed: true }, key)
  expect(await ruth.sends(keepTraining, { ...done, personId: dan.id, agreed: true }, key)).toEqual(first)
  const change = { ...done, personId: dan.id, trainingId: first.trainingId, seenVersion: 1, agreed: true }
  await gareth.sends(keepTraining, { ...change, minutes: 60 })
  expect((await ruth.tries(keepTraining, change)).body).toMatchObject({
    code: 'changed-since-seen',
    byName: 'Gareth Pugh',
    version: 2,
  })
})

it('keeps somebody who has declared a conflict about a place out of the suggestions there, and asks for a reason to send them', async () => {
  const referral = await aReferral(hub, service, jo)
  await hub.owner`update hub.referrals set place_id = ${service.baseId}, version = version + 1 where service_id = ${service.id} and id = ${referral.id}`
  const stands = async () =>
    (await jo.asks(candidates, { referralId: referral.id }))?.ranked.find(({ personId }) => personId === dan.id)
  expect((await stands())?.reasons.map(({ code }) => code)).not.toContain('declared-conflict')
  const declared = {
    conflictId: null,
    seenVersion: 0,
    about: 'Manages this ward',
    placeId: service.baseId,
    over: false,
  }
  const { conflictId } = await dan.sends(keepOwnConflict, declared)
  expect(await stands()).toMatchObject({
    standing: 'set-aside',
    reasons: [{ code: 'declared-conflict' }, { code: 'off-shift' }],
  })
  // The desk may still send them when there is nobody else, and says why.
  const send = { referralId: referral.id, personId: dan.id, seenVersion: 2 }
  expect((await jo.tries(allocateReferral, { ...send, reason: '' })).body).toMatchObject({ field: 'reason' })
  const tapped = await jo.tries(allocateReferral, { ...send, reason: 'Rather not say', reasonCode: 'rather-not-say' })
  expect(tapped).toMatchObject({ status: 422, body: { code: 'reason-needed', field: 'reason' } })
  const { allocationId } = await jo.sends(allocateReferral, { ...send, reason: 'Nobody else is on tonight' })
  const [given] = await hub.owner<{ overrides: string }[]>`
    select data->>'overrides' as overrides from hub.events where type = 'referral-allocated' and data->>'allocationId' = ${allocationId}`
  expect(given?.overrides).toBe('declared-conflict')
  await jo.sends(takeBack, { allocationId, seenVersion: 1, why: 'Somebody else came on', knowsInterviewed: false })
  await gareth.sends(keepConflict, { ...declared, personId: dan.id, conflictId, seenVersion: 1, over: true })
  expect((await stands())?.reasons.map(({ code }) => code)).not.toContain('declared-conflict')
  expect((await dan.asks(myStanding, {})).conflicts).toMatchObject([{ about: 'Manages this ward', over: true }])
  // What was declared is in no event and in nobody else’s answers.
  const [row] = await hub.owner<{ count: number }[]>`
    select count(*)::int from hub.events where service_id = ${service.id} and data::text like '%ward%'`
  expect(row?.count).toBe(0)
  expect((await ewa.gets(`/api/register.besideApproval?personId=${dan.id}`)).status).toBe(403)
})

/** An entry of the register as a page would send it back. */
const entryOf = async (id: string) => {
  const entry = (await ruth.asks(register, {})).amhps.find(({ personId }) => personId === id)
  if (!entry) throw new Error('not on the register')
  const { version, roles: _roles, suspendedAt: _at, suspendedWhy: _why, ...rest } = entry
  const { earlierApprovedOn: _from, earlierApprovalEndsOn: _to, ...fields } = rest
  const { codes, words } = fields.conditions
  return {
    ...fields,
    seenVersion: version,
    skills: [...fields.skills],
    languages: [...fields.languages],
    actingForCouncilIds: [...fields.actingForCouncilIds],
    conditions: { codes: [...codes], words },
  }
}

it('asks for conditions of an approval, keeps whoever has one out of the suggestions, and records that it was overridden', async () => {
  const plain = await entryOf(dan.id)
  expect(plain.conditions).toEqual({ codes: [], words: '' })
  for (const [conditions, code] of [
    [{ codes: ['other'], words: '  ' }, 'condition-without-words'],
    [{ codes: [], words: 'Day shifts' }, 'words-without-condition'],
  ] as const) {
    const refused = await ruth.tries(changeAmhp, {
      ...plain,
      conditions: { ...conditions, codes: [...conditions.codes] },
    })
    expect(refused).toMatchObject({ status: 422, body: { code, field: 'conditions.words' } })
  }
  const conditions = { codes: ['other' as const, 'not-under-18' as const], words: 'Community work only' }
  await ruth.sends(changeAmhp, { ...plain, conditions })
  const kept = await entryOf(dan.id)
  expect(kept.conditions).toEqual({ codes: ['not-under-18', 'other'], words: 'Community work only' })
  const seen = (await ewa.asks(register, {})).amhps.find(({ personId }) => personId === dan.id)
  expect(seen?.conditions).toEqual({ codes: [], words: '' })
  // A page of the last release says nothing of them: they stay.
  await ruth.sends(changeAmhp, { ...kept, conditions: undefined })
  expect((await entryOf(dan.id)).conditions).toEqual(kept.conditions)
  const referral = await aReferral(hub, service, jo)
  await hub.owner`update hub.referrals set age_years = 66, version = version + 1 where service_id = ${service.id} and id = ${referral.id}`
  const placed = (await jo.asks(candidates, { referralId: referral.id }))?.ranked
  expect(placed?.find(({ personId }) => personId === dan.id)).toMatchObject({
    standing: 'set-aside',
    conditionWords: 'Community work only',
    reasons: [{ code: 'approval-condition', conditions: ['other'] }, { code: 'off-shift' }],
  })
  expect(placed?.find(({ personId }) => personId === ewa.id)).toMatchObject({ conditionWords: '' })
  const send = { referralId: referral.id, personId: dan.id, seenVersion: 2 }
  const tapped = await jo.tries(allocateReferral, { ...send, reason: '', reasonCode: 'nearest' })
  expect(tapped).toMatchObject({ status: 422, body: { code: 'reason-needed', field: 'reason' } })
  const { allocationId } = await jo.sends(allocateReferral, { ...send, reason: 'Agreed with his lead' })
  const [given] = await hub.owner<{ data: unknown }[]>`
    select data from hub.events where type = 'referral-allocated' and data->>'allocationId' = ${allocationId}`
  expect(given?.data).toMatchObject({ overrides: 'approval-condition', conditions: 'other' })
  expect(JSON.stringify(given?.data)).not.toContain('Community')
  const record = await jo.asks(referralRecord, { number: String(referral.number) })
  const told = record?.timeline.flatMap((row) => allocationWordsFor(row)?.quote ?? [])
  expect(told).toEqual([{ text: 'Against a condition on their approval.', mark: 'same' }])
  await jo.sends(takeBack, { allocationId, seenVersion: 1, why: 'Somebody else came on', knowsInterviewed: false })
})

it('puts whoever has the experience that a referral wants before others, and says so', async () => {
  const referral = await aReferral(hub, service, jo, { source: 'CHILDREN_CAMHS' })
  await hub.owner`update hub.referrals set age_years = 15, version = version + 1 where service_id = ${service.id} and id = ${referral.id}`
  await ruth.sends(changeAmhp, { ...(await entryOf(dan.id)), conditions: { codes: ['not-under-18'], words: '' } })
  await ruth.sends(changeAmhp, { ...(await entryOf(ewa.id)), skills: ['children'] })
  for (const one of [ewa, ruth]) await aShift(hub, service, one)
  const placed = (await jo.asks(candidates, { referralId: referral.id }))?.ranked ?? []
  const codesOf = (id: string) => placed.find(({ personId }) => personId === id)?.reasons.map(({ code }) => code)
  expect(codesOf(ewa.id)).toContain('experienced')
  expect(codesOf(ruth.id)).toContain('not-experienced')
  expect(codesOf(dan.id)?.[0]).toBe('approval-condition')
  expect(placed[0]?.personId).toBe(ewa.id)
  expect(placed[0]?.weighed).toContainEqual({ for: 'experience', minutes: -30 })
})

it('keeps what somebody has particular experience of', async () => {
  const { amhps } = await ruth.asks(register, {})
  const entry = amhps.find(({ personId }) => personId === ewa.id)
  if (!entry) throw new Error('not on the register')
  const { personId, version, roles: _roles, suspendedAt: _at, suspendedWhy: _why, ...rest } = entry
  const { earlierApprovedOn: _from, earlierApprovalEndsOn: _to, ...fields } = rest
  const sent = {
    ...fields,
    personId,
    seenVersion: version,
    actingForCouncilIds: [...fields.actingForCouncilIds],
    conditions: undefined,
  }
  await ruth.sends(changeAmhp, { ...sent, languages: ['Welsh'], skills: ['deaf', 'children', 'deaf'] })
  const after = (await ruth.asks(register, {})).amhps.find((one) => one.personId === personId)
  expect(after?.skills).toEqual(['children', 'deaf'])
  const wrong = await ruth.tries(changeAmhp, { ...sent, seenVersion: version + 1, skills: ['flying'] } as never)
  expect(wrong.status).toBe(400)
})
