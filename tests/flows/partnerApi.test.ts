import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPartner, makePartnerKey, partnerLately, partnerList, revokePartnerKey } from '#shared/partners/contract.ts'
import { partnerForm } from '#shared/partners/form.ts'
import type { partnerApi } from '#shared/partners/openapi.ts'
import {
  partnerAccepted,
  partnerExample,
  partnerNo,
  partnerSent,
  type PartnerSends,
} from '#shared/partners/referral.ts'
import type { PartnerScope } from '#shared/partners/scopes.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { recordOf } from '#tests/builders/referrals.ts'
import { partnerSends, partnersPrint, type PartnerKey, type Sending } from '#tests/harness/partnerClient.ts'
import type { Person } from '#tests/harness/person.ts'
import { TEST_PASSWORD, TestHub, type TestService } from '#tests/harness/service.ts'
import { root } from '#tests/tree.ts'

let hub: TestHub
let service: TestService
let admin: Person
let jo: Person
let police: PartnerKey
beforeAll(async () => {
  hub = await TestHub.open()
  ;({ service, admin } = await aService())
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  police = await aKey(admin)
})
afterAll(() => hub.close())

async function aService(): Promise<{ service: TestService; admin: Person }> {
  const made = await hub.service()
  const person = await made.has({ name: 'Owen Tasker', roles: ['admin'] })
  await person.stepsUp(TEST_PASSWORD)
  return { service: made, admin: person }
}

async function aKey(by: Person, scopes: PartnerScope[] = ['refer', 'reconcile'], days = 90): Promise<PartnerKey> {
  const said = { name: 'Westmarch Police', source: 'POLICE_136', phone: '01632 960 700' } as const
  const { partnerId } = await by.sends(addPartner, said)
  const { keyId, secret } = await by.sends(makePartnerKey, { partnerId, label: 'Control room', scopes, days })
  return { keyId, secret: secret ?? '' }
}

let count = 0
const referral = (differs: Partial<PartnerSends> = {}): PartnerSends => ({
  ...partnerExample(service.id, `WP-${(count += 1)}`),
  ...differs,
})
const send = (body: unknown, differs: Partial<Sending> = {}, key = police) =>
  partnerSends(hub.address, key, { at: hub.now(), body: JSON.stringify(body), ...differs })
const list = (after?: string, key = police) =>
  partnerSends(hub.address, key, {
    method: 'GET',
    path: `/partner/v1/referrals${after === undefined ? '' : `?after=${encodeURIComponent(after)}`}`,
    at: hub.now(),
  })
const saved = () => partnersPrint(hub.owner)
const isNo = (answer: { status: number; body: Record<string, unknown> }, status: number, code?: string) => {
  const no = partnerNo.parse(answer.body)
  expect(answer.status).toBe(status)
  expect(no.message).toMatch(/^.{15,}/)
  if (code !== undefined) expect(no.code).toBe(code)
}

describe('a referral from a partner', () => {
  it('is accepted by 201 with a reference, lands un-triaged under the partner’s name, and screens hear of it', async () => {
    const screen = await jo.opensScreen()
    const answer = await send(referral())
    expect(answer.status).toBe(201)
    const { reference } = partnerAccepted.parse(answer.body)
    await screen.hearsOf('referrals')
    screen.close()
    const record = await recordOf(jo, { number: Number(reference.slice(2)) })
    expect(record.referral).toMatchObject({
      state: 'to-triage',
      source: 'POLICE_136',
      takenByName: 'Westmarch Police',
      callerName: 'PC 2208 Ilyas, Westmarch Police',
      receivedAt: hub.now(),
    })
    expect(record.powers).toMatchObject([
      { kind: 's136', startedAt: '2026-11-12T16:20:00.000Z', startSource: 'Force control room log, Westmarch Police' },
    ])
    expect(record.timeline.map(({ type, data }) => [type, data['by']])).toEqual([
      ['referral-received', 'partner'],
      ['power-recorded', 'partner'],
    ])
  })

  it('under section 4 leaves the second recommendation to be asked for, as one from the desk does', async () => {
    const power = { kind: 's4', startedAt: addMinutes(hub.now(), -120), startSource: 'Ward' } as const
    const { reference } = partnerAccepted.parse((await send(referral({ request: 's4', power }))).body)
    const { timeline } = await recordOf(jo, { number: Number(reference.slice(2)) })
    const data = { kind: 's4-4-second', dueAt: addMinutes(hub.now(), 46 * 60), by: 'partner' }
    expect(timeline.at(-1)).toMatchObject({ type: 'duty-task-made', data })
  })

  it('sent again is the same one, also at once; another under its name is refused', async () => {
    const one = referral()
    const answers = await Promise.all([1, 2, 3].map(() => send(one)))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(answers.map(({ body }) => body['reference'])).size).toBe(1)
    expect(answers.filter(({ body }) => body['again'] === true)).toHaveLength(2)
    isNo(await send({ ...one, place: 'Elsewhere' }), 409, 'external-id-reused')
  })

  it('replayed, late, early, changed on the way or signed by nobody is refused, and nothing is saved', async () => {
    const before = await saved()
    const nonce = randomUUID()
    const first = await send(referral(), { nonce })
    expect(first.status).toBe(201)
    const after = await saved()
    expect(after).not.toBe(before)
    isNo(await send(referral(), { nonce }), 401, 'signature-used')
    for (const minutes of [-6, 6])
      isNo(await send(referral(), { at: addMinutes(hub.now(), minutes) }), 401, 'signature-too-old')
    isNo(await send(referral(), { sentBody: JSON.stringify(referral({ place: 'Changed' })) }), 401, 'signature-wrong')
    isNo(await send(referral(), {}, { ...police, secret: `${police.secret}x` }), 401, 'signature-wrong')
    isNo(await send(referral(), {}, { ...police, keyId: randomUUID() }), 401, 'signature-wrong')
    for (const name of ['duty-hub-key', 'duty-hub-nonce', 'duty-hub-signature', 'duty-hub-timestamp'])
      isNo(await send(referral(), { headers: { [name]: 'x' } }), 401, 'signature-wrong')
    expect(await saved()).toBe(after)
  })

  it('is never another service’s, nor what the key is not for, nor of a key that has ended', async () => {
    const elsewhere = await aService()
    const theirs = await aKey(elsewhere.admin)
    const before = await saved()
    isNo(await send(referral(), {}, theirs), 403, 'wrong-service')
    isNo(await send(referral(), {}, await aKey(admin, ['reconcile'])), 403, 'not-for-this')
    isNo(await list(undefined, await aKey(admin, ['refer'])), 403, 'not-for-this')
    const short = await aKey(admin, ['refer'], 1)
    await admin.sends(revokePartnerKey, { keyId: short.keyId, why: 'Not needed' })
    isNo(await send(referral(), {}, short), 401, 'signature-wrong')
    expect((await list(undefined, theirs)).body).toEqual({ sent: [], next: null })
    expect((await saved()).split(' ')[0]).toBe(before.split(' ')[0])
    const end = { keyId: police.keyId, why: 'Laptop lost' }
    expect((await elsewhere.admin.tries(revokePartnerKey, end)).status).toBe(404)
    expect((await jo.tries(revokePartnerKey, end)).status).toBe(403)
  })

  it('can be compared with what arrived: references and stages, nothing of anybody', async () => {
    const key = await aKey(admin)
    const one = referral()
    await send(one, {}, key)
    const answer = await list(undefined, key)
    const { sent } = partnerSent.parse(answer.body)
    expect(sent).toMatchObject([{ externalId: one.externalId, stage: 'waiting-for-triage' }])
    expect(JSON.stringify(answer.body)).not.toMatch(/Whitlock|A41|318/)
    expect((await list(hub.now(), key)).body).toEqual({ sent: [], next: null })
    isNo(await list('yesterday', key), 400)
  })

  it('has a secret that is shown once and stands nowhere in the database', async () => {
    const key = await aKey(admin)
    expect(key.secret).toMatch(/^dhp_[\w-]{43}$/)
    const [found] = await hub.owner<{ rows: number }[]>`
      select count(*)::int as rows from hub.commands c where c.answer::text like ${`%${key.secret}%`}`
    expect(found?.rows).toBe(0)
    const { partners } = await admin.asks(partnerList, {})
    expect(JSON.stringify(partners)).not.toContain(key.secret)
    expect(partners.flatMap(({ keys }) => keys).some(({ id }) => id === key.keyId)).toBe(true)
  })
})

describe('the web form', () => {
  const ends = (key: PartnerKey) =>
    partnerSends(hub.address, key, { method: 'GET', path: '/partner/v1/form', at: hub.now() })

  it('goes in by the same way with a key that is for it alone, and is told nothing of anybody', async () => {
    const link = await aKey(admin, ['form'])
    const told = await ends(link)
    expect(partnerForm.parse(told.body)).toMatchObject({ serviceId: service.id, partner: 'Westmarch Police' })
    const one = referral({ serviceId: String(told.body['serviceId']) })
    const [first, again] = [await send(one, {}, link), await send(one, {}, link)]
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toMatchObject({ reference: first.body['reference'], again: true })
    isNo(await list(undefined, link), 403, 'not-for-this')
    isNo(await ends(police), 403, 'not-for-this')
  })

  it('stops at once when its key ends, and the list says who used it, why it ended and what came in', async () => {
    const link = await aKey(admin, ['form'])
    const accepted = await send(referral(), {}, link)
    await admin.sends(revokePartnerKey, { keyId: link.keyId, why: 'The ward has moved' })
    for (const answer of [await send(referral(), {}, link), await ends(link)]) isNo(answer, 401, 'signature-wrong')
    const { partners } = await admin.asks(partnerList, {})
    const partner = partners.find(({ keys }) => keys.some(({ id }) => id === link.keyId))
    expect(partner?.keys).toMatchObject([
      { revokedAt: hub.now(), revokedWhy: 'The ward has moved', lastUsedAt: hub.now(), scopes: ['form'] },
    ])
    const { sent } = await admin.asks(partnerLately, { partnerId: partner?.id ?? '' })
    const { reference } = accepted.body
    expect(sent).toEqual([{ reference, acceptedAt: hub.now(), stage: 'waiting-for-triage' }])
  })
})

describe('the document', () => {
  type Api = ReturnType<typeof partnerApi>

  it('says what the server does: its example is accepted, and each answer is one that it names', async () => {
    const api = (await jo.gets('/partner/v1/openapi.json')).body as unknown as Api
    expect(api.openapi).toBe('3.1.0')
    let tried = 0
    for (const [path, methods] of Object.entries(api.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const documented = Object.keys(operation.responses)
        const verb = method.toUpperCase() as 'GET' | 'POST'
        const example = 'requestBody' in operation ? operation.requestBody.content['application/json'].example : null
        const body =
          example === null
            ? ''
            : JSON.stringify({ ...example, serviceId: service.id, externalId: `doc-${(count += 1)}` })
        const good = await partnerSends(hub.address, police, { method: verb, path, body, at: hub.now() })
        expect(documented).toContain(String(good.status))
        expect(good.status).toBeLessThan(300)
        for (const parameter of operation.parameters.filter(({ required }) => required)) {
          const bad = await partnerSends(hub.address, police, {
            method: verb,
            path,
            body,
            at: hub.now(),
            headers: { [parameter.name]: 'x' },
          })
          expect(documented).toContain(String(bad.status))
          isNo(bad, 401)
          tried += 1
        }
        if (example === null) continue
        const schema = api.components.schemas.Referral as { required: string[] }
        for (const field of schema.required) {
          const { [field]: _, ...without } = { ...example, serviceId: service.id } as Record<string, unknown>
          const bad = await send(without)
          expect(documented).toContain(String(bad.status))
          isNo(bad, 400)
          expect(bad.body['field']).toBe(field)
          expect(String(bad.body['message'])).toMatch(/^[A-Z][a-z ]+: This is needed\.$/)
          tried += 1
        }
      }
    }
    console.info(
      `partner interface: ${tried} requests made from the OpenAPI document that lack one thing that it asks for, each refused as documented`,
    )
  })
})

interface Malformed {
  readonly what: string
  readonly set?: Readonly<Record<string, unknown>>
  readonly drop?: string
  readonly repeat?: Readonly<Record<string, number>>
  readonly raw?: string
}

/** The example with one thing changed, by its path. */
function changed(base: object, path: string, change: (holder: Record<string, unknown>, key: string) => void): object {
  const copy = structuredClone(base) as Record<string, unknown>
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  const holder = keys.reduce((inner, key) => inner[key] as Record<string, unknown>, copy)
  change(holder, last)
  return copy
}

describe('what cannot be right', () => {
  it('is answered in plain words with a 4xx, each time, and nothing is half saved', async () => {
    const cases = JSON.parse(readFileSync(join(root, 'tests', 'data', 'partnerMalformed.json'), 'utf8')) as Malformed[]
    expect(cases).toHaveLength(200)
    const before = await saved()
    const wrong: string[] = []
    for (const { what, set = {}, drop, repeat = {}, raw } of cases) {
      let body: object = referral()
      for (const [path, value] of Object.entries(set))
        body = changed(body, path, (holder, key) => void (holder[key] = value))
      for (const [path, times] of Object.entries(repeat))
        body = changed(body, path, (holder, key) => void (holder[key] = 'x'.repeat(times)))
      if (drop !== undefined) body = changed(body, drop, (holder, key) => void delete holder[key])
      const answer = await send(body, raw === undefined ? {} : { body: raw })
      const { code, message, accepted } = answer.body
      const plain =
        typeof message === 'string' &&
        message.length >= 15 &&
        !/zod|undefined|\bNaN\b|Error:|column|constraint/i.test(message)
      if (answer.status < 400 || answer.status >= 500 || accepted !== false || typeof code !== 'string' || !plain)
        wrong.push(`${what}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 160)}`)
    }
    expect(wrong).toEqual([])
    expect(await saved()).toBe(before)
    console.info(
      `partner interface: ${cases.length} malformed referrals, each answered in plain words with a 4xx, nothing saved`,
    )
  })
})
