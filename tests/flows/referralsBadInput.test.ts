import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { receiveReferral } from '#shared/referrals/contract.ts'
import { addHours, addMinutes } from '#shared/time/instant.ts'
import { aCall, aDecision, aReferral, recordOf, type Saved } from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import { hostileTexts, strangeNames } from '#tests/builders/hostileTexts.ts'

let hub: TestHub
let service: TestService
let jo: Person
let referral: Saved
let elsewhere: Saved & { readonly councilId: string; readonly placeId: string }
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  referral = await aReferral(hub, jo)
  const other = await hub.service()
  const amir = await other.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  elsewhere = { ...(await aReferral(hub, amir)), councilId: other.councilId, placeId: other.baseId }
})
afterAll(() => hub.close())

const send = (name: string, body: unknown) =>
  jo.posts(`/api/referrals.${name}`, body, { 'idempotency-key': randomUUID() })

type Body = Record<string, unknown>
const call = (differs: Body): Body => ({ ...aCall(hub.now()), ...differs })
const power = (differs: Body) => ({
  power: { kind: 's136', startedAt: addMinutes(hub.now(), -20), startSource: '', ...differs },
})
const decision = (differs: Body): Body => ({ ...aDecision(referral, hub.now()), ...differs })
const without = (body: Body, key: string): Body =>
  Object.fromEntries(Object.entries(body).filter(([each]) => each !== key))
const change = (changes: unknown, differs: Body = {}): Body => ({
  referralId: referral.referralId,
  seenVersion: 1,
  changes,
  ...differs,
})
const start = (differs: Body): Body => ({
  referralId: referral.referralId,
  seenVersion: 1,
  kind: 's136',
  startedAt: null,
  startSource: '',
  correctionReason: 'x',
  ...differs,
})
const bed = (differs: Body): Body => ({
  referralId: referral.referralId,
  kind: 'bed',
  state: 'asked',
  note: '',
  seenVersion: 0,
  ...differs,
})
const end = (differs: Body): Body => ({
  referralId: referral.referralId,
  powerId: randomUUID(),
  seenVersion: 1,
  endedAt: hub.now(),
  why: 'x',
  ...differs,
})
const extension = (differs: Body): Body => ({
  referralId: referral.referralId,
  powerId: randomUUID(),
  seenVersion: 1,
  minutes: 60,
  authorisedAt: hub.now(),
  authority: 'registered-medical-practitioner',
  authoriser: 'Dr Rao',
  reason: 'condition-of-person',
  ...differs,
})

const cases: readonly (readonly [what: string, name: string, body: () => Body, status: number, field?: string])[] = [
  ['a day that is not in the calendar', 'receive', () => call({ bornOn: '2026-02-30' }), 400, 'bornOn'],
  ['a day before 1900', 'receive', () => call({ bornOn: '0001-01-01' }), 400, 'bornOn'],
  ['a birth tomorrow', 'receive', () => call({ bornOn: '2026-11-13' }), 422, 'bornOn'],
  ['a birth and an age', 'receive', () => call({ ageYears: 71 }), 422, 'ageYears'],
  ['an age of 126', 'receive', () => call({ bornOn: null, ageYears: 126 }), 400, 'ageYears'],
  ['an age of minus one', 'receive', () => call({ bornOn: null, ageYears: -1 }), 400, 'ageYears'],
  ['half a year', 'receive', () => call({ bornOn: null, ageYears: 30.5 }), 400, 'ageYears'],
  ['an age in words', 'receive', () => call({ bornOn: null, ageYears: 'thirty' }), 400, 'ageYears'],
  ['a time without a zone', 'receive', () => call({ receivedAt: '2026-11-12T16:00:00' }), 400, 'receivedAt'],
  ['a moment on 30 February', 'receive', () => call({ receivedAt: '2026-02-30T16:00:00Z' }), 400, 'receivedAt'],
  ['a moment in the year 20000', 'receive', () => call({ receivedAt: '+020000-01-01T00:00:00Z' }), 400, 'receivedAt'],
  ['infinity for a time', 'receive', () => call({ receivedAt: 'infinity' }), 400, 'receivedAt'],
  ['a call that is still to come', 'receive', () => call({ receivedAt: addHours(hub.now(), 1) }), 422, 'receivedAt'],
  ['a call of two years ago', 'receive', () => call({ receivedAt: '2024-11-12T16:00:00Z' }), 422, 'receivedAt'],
  [
    'a start still to come',
    'receive',
    () => call(power({ startedAt: addHours(hub.now(), 1) })),
    422,
    'power.startedAt',
  ],
  [
    'a start of last month',
    'receive',
    () => call(power({ startedAt: addHours(hub.now(), -800) })),
    422,
    'power.startedAt',
  ],
  ['a start at hour 25', 'receive', () => call(power({ startedAt: '2026-11-12T25:00:00Z' })), 400, 'power.startedAt'],
  ['a power that is not in the Act', 'receive', () => call(power({ kind: 's137' })), 400, 'power.kind'],
  ['a power with more than it has', 'receive', () => call(power({ minutes: 60 })), 400, 'power.minutes'],
  ['no power where one runs', 'receive', () => call({ power: null }), 422, 'power'],
  ['a source that is not on the list', 'receive', () => call({ source: 'NEIGHBOUR' }), 400, 'source'],
  ['a source named like a method', 'receive', () => call({ source: 'toString' }), 400, 'source'],
  ['a request that is not on the list', 'receive', () => call({ request: 's99' }), 400, 'request'],
  ['a risk of null', 'receive', () => call({ riskToStaff: null }), 400, 'riskToStaff'],
  ['no name', 'receive', () => call({ lastName: '' }), 400, 'lastName'],
  ['a name of spaces', 'receive', () => call({ lastName: ' \u00a0 ' }), 400, 'lastName'],
  ['a name on two lines', 'receive', () => call({ lastName: 'Whit\nlock' }), 400, 'lastName'],
  ['a name of 201 letters', 'receive', () => call({ lastName: 'x'.repeat(201) }), 400, 'lastName'],
  ['a name that is a list', 'receive', () => call({ lastName: ['Whitlock'] }), 400, 'lastName'],
  ['a name that is an object', 'receive', () => call({ lastName: { toString: 'x' } }), 400, 'lastName'],
  ['a NUL in a name', 'receive', () => call({ lastName: 'Whit\u0000lock' }), 400, 'lastName'],
  ['half a character in a name', 'receive', () => call({ lastName: 'Whit\ud800lock' }), 400, 'lastName'],
  ['an escape character in a story', 'receive', () => call({ happening: 'a\u001b[2Jb' }), 400, 'happening'],
  ['a story of 20,001 letters', 'receive', () => call({ happening: 'x'.repeat(20_001) }), 400, 'happening'],
  ['no telephone', 'receive', () => without(call({}), 'callerPhone'), 400, 'callerPhone'],
  ['a telephone in words', 'receive', () => call({ callerPhone: 'switchboard' }), 400, 'callerPhone'],
  ['a telephone corrected to words', 'change', () => change({ callerPhone: 'abc' }), 400, 'changes.callerPhone'],
  ['no place', 'receive', () => call({ place: '' }), 400, 'place'],
  ['a field that nobody knows', 'receive', () => call({ verdict: 'guilty' }), 400, 'verdict'],
  ['a draft that is no id', 'receive', () => call({ draftId: '1; drop table' }), 400, 'draftId'],
  ['another service’s referral for a draft', 'discardDraft', () => ({ draftId: elsewhere.referralId }), 404],
  ['another service’s council', 'receive', () => call({ councilId: elsewhere.councilId }), 422, 'councilId'],
  ['another service’s place', 'receive', () => call({ placeId: elsewhere.placeId }), 422, 'placeId'],
  ['a place that nobody knows', 'receive', () => call({ placeId: randomUUID() }), 422, 'placeId'],
  ['nothing at all', 'receive', () => ({}), 400],
  ['a draft with a box of a wrong name', 'keepDraft', () => ({ draftId: randomUUID(), content: { 'a b': 'x' } }), 400],
  [
    'a draft of 61 boxes',
    'keepDraft',
    () => ({
      draftId: randomUUID(),
      content: Object.fromEntries(Array.from({ length: 61 }, (_, n) => [`a${n}`, 'x'])),
    }),
    400,
    'content',
  ],
  ['a draft with a number in a box', 'keepDraft', () => ({ draftId: randomUUID(), content: { a: 1 } }), 400],
  ['a change without a version', 'change', () => without(change({ place: 'x' }), 'seenVersion'), 428, 'seenVersion'],
  ['a decision without a version', 'triage', () => without(decision({}), 'seenVersion'), 428, 'seenVersion'],
  ['a start without a version', 'recordPower', () => without(start({}), 'seenVersion'), 428, 'seenVersion'],
  ['version 0', 'change', () => change({ place: 'x' }, { seenVersion: 0 }), 400, 'seenVersion'],
  ['a version that is text', 'change', () => change({ place: 'x' }, { seenVersion: '1' }), 400, 'seenVersion'],
  ['a version of 1e300', 'change', () => change({ place: 'x' }, { seenVersion: 1e300 }), 400, 'seenVersion'],
  ['a stale version', 'change', () => change({ place: 'x' }, { seenVersion: 9 }), 409],
  ['another service’s referral', 'change', () => change({ place: 'x' }, { referralId: elsewhere.referralId }), 404],
  ['a referral that nobody knows', 'triage', () => decision({ referralId: randomUUID() }), 404],
  ['no changes', 'change', () => change({}), 400, 'changes'],
  ['changes that are a list', 'change', () => change([]), 400, 'changes'],
  ['a change of who asked', 'change', () => change({ request: 'advice' }), 400, 'changes.request'],
  ['a change of the version itself', 'change', () => change({ version: 9 }), 400, 'changes.version'],
  ['an NHS number with a wrong digit', 'change', () => change({ nhsNumber: '9990000019' }), 400, 'changes.nhsNumber'],
  ['an outcome that is not on the list', 'triage', () => decision({ outcome: 'SECTION' }), 400, 'outcome'],
  ['an urgency of U9', 'triage', () => decision({ urgency: 'U9' }), 400, 'urgency'],
  ['an assessment by yesterday', 'triage', () => decision({ assessBy: addHours(hub.now(), -24) }), 422, 'assessBy'],
  ['no reasons', 'triage', () => decision({ whyNow: '' }), 400, 'whyNow'],
  ['a duty under no section', 'triage', () => decision({ duty: 's999' }), 400, 'duty'],
  ['a confirmation in words', 'triage', () => decision({ evenThoughPowerRuns: 'yes' }), 400, 'evenThoughPowerRuns'],
  ['a decider whom nobody knows', 'triage', () => decision({ decidedBy: randomUUID() }), 422, 'decidedBy'],
  ['an arrangement for a taxi', 'arrange', () => bed({ kind: 'taxi' }), 400, 'kind'],
  ['an arrangement that is done', 'arrange', () => bed({ state: 'done' }), 400, 'state'],
  ['an arrangement at version -1', 'arrange', () => bed({ seenVersion: -1 }), 400, 'seenVersion'],
  ['another service’s bed', 'arrange', () => bed({ referralId: elsewhere.referralId }), 404],
  ['the end of a power that nobody knows', 'endPower', () => end({}), 404],
  ['an end without a reason', 'endPower', () => end({ why: '' }), 400, 'why'],
  ['an extension of a power that nobody knows', 'extendPower', () => extension({}), 404],
  ['an extension of half a minute', 'extendPower', () => extension({ minutes: 0.5 }), 400, 'minutes'],
  ['an extension of 1e21 minutes', 'extendPower', () => extension({ minutes: 1e21 }), 400, 'minutes'],
  ['an extension that nobody gave', 'extendPower', () => extension({ authoriser: '' }), 400, 'authoriser'],
  ['an extension by the mayor', 'extendPower', () => extension({ authority: 'mayor' }), 400, 'authority'],
]

/** What there is in the service: a refused command may not have changed any of it. */
const everything = () => hub.owner`
  select (select count(*) from hub.events where service_id = ${service.id}) as events,
    (select count(*) from hub.commands where service_id = ${service.id}) as commands,
    (select count(*) from hub.referral_drafts where service_id = ${service.id}) as drafts,
    (select last_referral_number from hub.service_counters where service_id = ${service.id}) as number,
    (select jsonb_agg(r order by r.number) from hub.referrals r where service_id = ${service.id}) as referrals`

describe('what cannot be is refused in words and changes nothing', () => {
  for (const [what, name, body, status, field] of cases) {
    it(what, async () => {
      const before = await everything()
      const answer = await send(name, body())
      expect(answer.status, JSON.stringify(answer.body)).toBe(status)
      expect(String(answer.body['message'])).toMatch(/^.{10,}$/s)
      if (field !== undefined) expect(answer.body['field']).toBe(field)
      expect(await everything()).toEqual(before)
    })
  }
})

describe('a body that is not one object', () => {
  it.each(['[]', '[1]', 'null', '7', '"x"'])('%s is told so, with what to send, and names no field', async (body) => {
    const answer = await fetch(`${hub.address}/api/referrals.receive`, {
      method: 'POST',
      body,
      headers: {
        origin: hub.address,
        cookie: jo.cookie,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
    })
    const said = (await answer.json()) as Record<string, unknown>
    expect([answer.status, said['code'], 'field' in said]).toEqual([400, 'not-an-object', false])
    expect(String(said['message'])).toMatch(/^Send one JSON object/)
  })
})

describe('what is no command of ours', () => {
  const post = async (body: string | Uint8Array, headers: Record<string, string> = {}) => {
    const response = await fetch(`${hub.address}/api/referrals.receive`, {
      method: 'POST',
      body: body as string,
      headers: {
        origin: hub.address,
        cookie: jo.cookie,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        ...headers,
      },
    })
    await response.text()
    return response.status
  }
  const json = () => JSON.stringify(aCall(hub.now()))

  it.each<readonly [string, number, () => Promise<number>]>([
    ['more than 128 kB', 413, () => post(JSON.stringify({ ...aCall(hub.now()), happening: 'x'.repeat(140_000) }))],
    ['plain text', 415, () => post(json(), { 'content-type': 'text/plain' })],
    ['a form', 415, () => post('lastName=Whitlock', { 'content-type': 'application/x-www-form-urlencoded' })],
    ['another alphabet', 415, () => post(json(), { 'content-type': 'application/json; charset=utf-16' })],
    ['a compressed body', 415, () => post(json(), { 'content-encoding': 'gzip' })],
    ['half a body', 400, () => post(json().slice(0, 40))],
    ['bytes that are not UTF-8', 400, () => post(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]))],
    ['a list', 400, () => post('[]')],
    ['null', 400, () => post('null')],
    ['a field named __proto__', 400, () => post(json().replace('{', '{"__proto__":{"roles":["admin"]},'))],
    ['a field named constructor', 400, () => post(json().replace('{', '{"constructor":{"prototype":{}},'))],
    ['lists in lists in lists', 400, () => post(json().replace('{', `{"x":${'['.repeat(500)}${']'.repeat(500)},`))],
    ['no key', 400, () => post(json(), { 'idempotency-key': '' })],
    ['a key that is no id', 400, () => post(json(), { 'idempotency-key': 'again' })],
    ['another site', 403, () => post(json(), { origin: 'https://elsewhere.example' })],
    ['nobody signed in', 401, () => post(json(), { cookie: '' })],
  ])('%s is refused with %i', async (_, status, sent) => {
    const before = await everything()
    expect(await sent()).toBe(status)
    expect(await everything()).toEqual(before)
  })
})

describe('text is kept as it was typed', () => {
  it.each(strangeNames)('the name %j', async (name) => {
    const saved = await aReferral(hub, jo, { lastName: name, firstName: name, callerName: name })
    const { referral: detail } = await recordOf(jo, saved)
    expect([detail.lastName, detail.firstName, detail.callerName]).toEqual(Array(3).fill(name.normalize('NFC')))
  })

  it.each(hostileTexts)('the words %j', async (words) => {
    const call = aCall(hub.now(), { lastName: words, place: words, happening: `${words}\n${words}`, riskDetail: words })
    const saved = await jo.sends(receiveReferral, call)
    const { referral: detail } = await recordOf(jo, saved)
    expect(detail).toMatchObject({ lastName: words, place: words, happening: `${words}\n${words}`, riskDetail: words })
    const found = await jo.posts('/api/referrals.find', { text: words })
    expect(found.status).toBe(200)
  })
})
