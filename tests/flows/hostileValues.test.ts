import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepUnsent, unsent } from '#shared/identity/unsent.ts'
import { addPartner, makePartnerKey } from '#shared/partners/contract.ts'
import { partnerExample, partnerNo, type PartnerSends } from '#shared/partners/referral.ts'
import { usualAllowances } from '#server/kernel/edge/allowances.ts'
import { recordOf } from '#tests/builders/referrals.ts'
import { Neighbourhood } from '#tests/harness/doorstep.ts'
import { partnerSends, type PartnerKey, type Sending } from '#tests/harness/partnerClient.ts'
import type { Person } from '#tests/harness/person.ts'
import { PATCH_OP, ScimClient, USER } from '#tests/harness/scimClient.ts'
import { TEST_PASSWORD, TestHub, type TestService } from '#tests/harness/service.ts'

/** What no honest caller sends, and what honest callers send that only looks like it. */
let hub: TestHub
let service: TestService
let admin: Person
let jo: Person
beforeAll(async () => {
  hub = await TestHub.open({ allowances: { ...usualAllowances, partner: { burst: 5, perMinute: 5 } } })
  service = await hub.service()
  admin = await service.has({ name: 'Owen Tasker', roles: ['admin'] })
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  await admin.stepsUp(TEST_PASSWORD)
})
afterAll(() => hub.close())

/** An object that no text can be made of: `String` throws on it. */
const TEXTLESS = { toString: 0 }

describe('a value of which no text can be made', () => {
  it.each([[TEXTLESS], [[TEXTLESS]], [null], [true]])('is refused as a number of a record: %j', async (number) => {
    const stranger = await fetch(`${hub.address}/api/referrals.record`, {
      method: 'POST',
      headers: { origin: hub.address, 'content-type': 'application/json', cookie: `hub=${'A'.repeat(43)}` },
      body: JSON.stringify({ number }),
    })
    expect(stranger.status).toBe(401)
    expect((await jo.posts('/api/referrals.record', { number })).status).toBe(400)
    expect((await admin.posts('/api/referrals.record', { number })).status).toBe(403)
  })

  it('is refused by the directory’s door too, as are letters that no database holds', async () => {
    const entra = await ScimClient.madeBy(hub, admin)
    const user = { schemas: [USER], userName: 'kim@westmarch.example', name: { givenName: 'Kim', familyName: 'Vale' } }
    const patch = { schemas: [TEXTLESS], Operations: [{ op: 'replace', path: 'active', value: false }] }
    const wrong: readonly [string, string, unknown][] = [
      ['POST', '/Users', { ...user, schemas: [TEXTLESS] }],
      ['POST', '/Users', { ...user, emails: [{ value: 'a\u0000@b.example' }] }],
      ['PATCH', `/Users/${jo.id}`, patch],
      ['PATCH', `/Users/${jo.id}`, { ...patch, schemas: [PATCH_OP, TEXTLESS], Operations: [TEXTLESS] }],
      ['GET', `/Users?filter=${encodeURIComponent('userName eq "\\u0000"')}`, undefined],
      ['POST', '/Users', { ...user, title: 'x'.repeat(140_000) }],
    ]
    for (const [method, path, body] of wrong) {
      const answer = await entra.send(method, path, body)
      expect([path, answer.status], JSON.stringify(answer.body)).toEqual([
        path,
        path === '/Users' && JSON.stringify(body).length > 130_000 ? 413 : 400,
      ])
      expect(answer.body['schemas']).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error'])
    }
    const odd = await entra.send('POST', '/Users', { ...user, emails: [{ type: TEXTLESS, value: user.userName }] })
    expect(odd.status).toBe(201)
  })
})

describe('a partner’s system', () => {
  let police: PartnerKey
  let count = 0
  beforeAll(async () => {
    const said = {
      name: `Westmarch Police ${'control room '.repeat(3)}`.trim(),
      source: 'POLICE_136',
      phone: '01632 960 700',
    } as const
    const { partnerId } = await admin.sends(addPartner, said)
    const made = await admin.sends(makePartnerKey, {
      partnerId,
      label: 'One',
      scopes: ['refer', 'reconcile'],
      days: 90,
    })
    police = { keyId: made.keyId, secret: made.secret ?? '' }
  })
  const referral = (differs: Partial<PartnerSends> = {}): PartnerSends => ({
    ...partnerExample(service.id, `WP-${(count += 1)}`),
    ...differs,
  })
  const send = (body: unknown, differs: Partial<Sending> = {}, key = police) =>
    partnerSends(hub.address, key, { at: hub.now(), body: JSON.stringify(body), ...differs })

  it('is cut off by nobody who knows the id of its key, and has one allowance however the id is written', async () => {
    const junk = { ...police, secret: 'not the secret' }
    for (let sent = 0; sent < 8; sent += 1) {
      const { status, body } = await send(referral(), {}, junk)
      expect([401, 429]).toContain(status)
      expect(partnerNo.parse(body).accepted).toBe(false)
    }
    const written = [
      police.keyId,
      police.keyId.toUpperCase(),
      `${police.keyId.slice(0, 1).toUpperCase()}${police.keyId.slice(1)}`,
    ]
    const statuses: number[] = []
    for (let sent = 0; sent < 8; sent += 1)
      statuses.push((await send(referral(), {}, { ...police, keyId: written[sent % 3] ?? '' })).status)
    expect(statuses).toEqual([201, 201, 201, 201, 201, 429, 429, 429])
    hub.clockMovesOn({ minutes: 2 })
  })

  it('is told “not accepted” by whatever refuses it, also before its own door', async () => {
    const tooLong = await send(referral({ happening: 'x'.repeat(140_000) }))
    const wrongWay = await fetch(`${hub.address}/partner/v1/referrals`, { method: 'DELETE' })
    const twice = await fetch(`${hub.address}/partner/v1/referrals?after=a&after=b`)
    expect([tooLong.status, wrongWay.status, twice.status]).toEqual([413, 405, 400])
    for (const body of [tooLong.body, await wrongWay.json(), await twice.json()])
      expect(partnerNo.parse(body).accepted).toBe(false)
  })

  it('keeps the whole of what it was told, also where its own name does not fit on the line with it', async () => {
    const other = await admin.sends(makePartnerKey, {
      partnerId: (await partnerOf()) as never,
      label: 'Two',
      scopes: ['refer'],
      days: 90,
    })
    const key = { keyId: other.keyId, secret: other.secret ?? '' }
    const name = `PC ${'Ångström-Okonkwo '.repeat(11)}\u{1F46E}`.trim()
    expect(name.length).toBeLessThanOrEqual(200)
    const { body } = await send(referral({ caller: { name, phone: '07700 900 318' } }), {}, key)
    const { referral: kept } = await recordOf(jo, { number: Number(String(body['reference']).slice(2)) })
    expect(kept.callerName).toBe(name)
    expect(kept.takenByName).toMatch(/^Westmarch Police/)
  })

  const partnerOf = async (): Promise<string> => {
    const [row] = await hub.owner<{ id: string }[]>`
      select partner_id as id from hub.partner_keys where service_id = ${service.id} and id = ${police.keyId}`
    return row?.id ?? ''
  }

  it('accepts each after the last: whoever goes on from the latest time misses none of those that came at once', async () => {
    const made = await admin.sends(makePartnerKey, {
      partnerId: (await partnerOf()) as never,
      label: 'Three',
      scopes: ['refer'],
      days: 90,
    })
    const key = { keyId: made.keyId, secret: made.secret ?? '' }
    await Promise.all([1, 2, 3, 4, 5].map(() => send(referral(), {}, key)))
    const rows = await hub.owner<{ ms: number }[]>`
      select (extract(epoch from s.accepted_at) * 1000)::float8 as ms from hub.partner_referrals s join hub.referrals r on r.service_id = s.service_id and r.id = s.referral_id
      where s.service_id = ${service.id} order by r.number`
    const times = rows.map(({ ms }) => ms)
    expect(times.length).toBeGreaterThan(5)
    expect(times.every((ms, place) => place === 0 || ms > (times[place - 1] ?? 0))).toBe(true)
  })
})

describe('somebody who types', () => {
  it('what only looks like a hidden letter has it kept, with all beside it', async () => {
    const content = { 'triage.R-1': 'She wrote \\u0000 and \\ud800 on the form \u{1F600}', 'triage.R-2': 'Kept too' }
    expect((await jo.sends(keepUnsent, { keep: content, drop: [] })).kept).toBe(2)
    expect((await jo.asks(unsent, {})).content).toEqual(content)
    for (const hidden of ['\u0000', 'a\\\u0000', '\ud800'])
      expect((await jo.tries(keepUnsent, { keep: { 'triage.R-3': hidden }, drop: [] })).status).toBe(400)
  })
})

describe('whoever guesses many at once', () => {
  it('has no more tries than whoever guesses one after the other', async () => {
    const real = await hub.service('Norbeck AMHP service', { real: true })
    const near = new Neighbourhood(hub, real)
    const kim = await near.hires(real)
    const door = near.arrives()
    const tried = await Promise.all(
      Array.from({ length: 20 }, (_, one) => door.signIn(kim.email, `guess number ${one}`)),
    )
    expect(tried.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(tried.filter(({ status }) => status === 429)).toHaveLength(15)
  })
})
