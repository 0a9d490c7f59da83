import { generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import type { Person } from '#tests/harness/person.ts'
import { ForgingProvider, unsigned } from '#tests/harness/forgingProvider.ts'
import { CLIENT_ID, RealProvider } from '#tests/harness/realProvider.ts'
import { addressesAt, arrives, setProviders, signsInWith, whoIsIn } from '#tests/harness/ssoDesk.ts'
import { Tourist } from '#tests/harness/tourist.ts'

let hub: TestHub
let service: TestService
let provider: RealProvider
let forger: ForgingProvider
let kim: Person
let lee: Person
let stranger: Awaited<ReturnType<typeof generateKeyPair>>

const westmarch = () => ({ name: 'westmarch', issuer: provider.issuer, ownsDomains: ['westmarch.example'] })
const forgers = () => ({ name: 'forger', issuer: forger.issuer, ownsDomains: ['westmarch.example'] })

beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  kim = await service.has({ name: 'Kim Vale', roles: ['practice-consultant'] })
  lee = await service.has({ name: 'Lee Ford', roles: ['manager'] })
  provider = await RealProvider.open(addressesAt(hub, 'westmarch'))
  forger = await ForgingProvider.open()
  stranger = await generateKeyPair('RS256', { extractable: true })
  provider.has({ sub: 'kim-sub', email: kim.email, name: 'Kim Vale', groups: [], amr: ['mfa'] })
  provider.has({ sub: 'lee-sub', email: lee.email, name: 'Lee Ford', groups: [], amr: ['mfa'] })
  await setProviders(hub, westmarch(), forgers())
})
afterAll(async () => {
  await provider.close()
  await forger.close()
  await hub.close()
})

const toForger = async (tourist: Tourist): Promise<string> => {
  const started = await tourist.asks(`${hub.address}/sign-in/with/forger`)
  const sent = await tourist.asks(started.headers.get('location') ?? '')
  return sent.headers.get('location') ?? ''
}

const seconds = (): number => Math.floor(Date.now() / 1000)

describe('a session that ends at the provider', () => {
  /** The id that the provider gave its session: it stands in what the hub kept. */
  const sidOf = async (person: Person): Promise<string> => {
    const [row] = await hub.owner<{ sid: string }[]>`
      select o.sid from hub.sso_sessions o join hub.sessions s on s.id = o.session_id
      where s.person_id = ${person.id} and s.revoked_at is null order by o.opened_at desc, s.id limit 1`
    return row?.sid ?? ''
  }

  it('ends here too, with its live screen', async () => {
    await hub.owner`update hub.sessions set revoked_at = ${hub.now()}, ended_because = 'signed-out' where person_id = ${kim.id} and revoked_at is null`
    const tourist = new Tourist()
    await signsInWith(hub, tourist, kim.email)
    const screen = await kim.withCookie(`hub=${tourist.cookie(hub.address, 'hub') ?? ''}`).opensScreen()
    const gone = new Promise<number>((resolve) => screen.socket.once('disconnect', () => resolve(performance.now())))
    const began = performance.now()
    await provider.endsSession('kim-sub', await sidOf(kim))
    const ms = (await gone) - began
    expect(await whoIsIn(hub, tourist)).toBeNull()
    console.info(`back-channel logout: live screen closed after ${Math.round(ms)} ms`)
    const [event] =
      await hub.owner`select person_id, data from hub.events where type = 'sso-ended' and service_id = ${service.id}`
    expect(event).toEqual({ person_id: kim.id, data: { by: 'provider', providerId: 'westmarch' } })
  })

  it('ends nobody else’s', async () => {
    const [mine, other] = [new Tourist(), new Tourist()]
    await signsInWith(hub, mine, kim.email)
    await signsInWith(hub, other, lee.email)
    await provider.endsSession('kim-sub', await sidOf(kim))
    expect(await whoIsIn(hub, mine)).toBeNull()
    expect(await whoIsIn(hub, other)).toMatchObject({ name: 'Lee Ford' })
  })

  const EVENT = { 'http://schemas.openid.net/event/backchannel-logout': {} }
  const logout = (more: Record<string, unknown> = {}) => ({
    iss: forger.issuer,
    aud: CLIENT_ID,
    sub: 'forged-sub',
    iat: seconds(),
    exp: seconds() + 120,
    jti: crypto.randomUUID(),
    events: EVENT,
    ...more,
  })
  const ends = (token: string, path = 'forger') =>
    fetch(`${hub.address}/sign-in/ended/${path}`, {
      method: 'POST',
      body: new URLSearchParams({ logout_token: token }),
    })
  const signed = (claims: Record<string, unknown>, header: Record<string, unknown> = { typ: 'logout+jwt' }) =>
    forger.sign(claims, header)

  it('is believed once', async () => {
    const token = await signed(logout())
    expect((await ends(token)).status).toBe(200)
    expect((await ends(token)).status).toBe(400)
  })

  it.each<[string, () => Promise<string>]>([
    ['another type of token', () => signed(logout(), { typ: 'JWT' })],
    ['no type', () => signed(logout(), {})],
    ['an id token', () => signed({ ...logout(), events: undefined, nonce: 'x' }, {})],
    ['no event', () => signed(logout({ events: undefined }))],
    ['another event', () => signed(logout({ events: { 'http://elsewhere.example': {} } }))],
    [
      'an event that is a list',
      () => signed(logout({ events: ['http://schemas.openid.net/event/backchannel-logout'] })),
    ],
    ['a nonce', () => signed(logout({ nonce: 'x' }))],
    ['no id of its own', () => signed(logout({ jti: undefined }))],
    ['nobody', () => signed(logout({ sub: undefined }))],
    ['another audience', () => signed(logout({ aud: 'another' }))],
    ['another issuer', () => signed(logout({ iss: provider.issuer }))],
    ['a time long past', () => signed(logout({ iat: seconds() - 1000, exp: seconds() - 500 }))],
    ['a time long past and no end', () => signed(logout({ iat: seconds() - 1000, exp: undefined }))],
    ['no time', () => signed(logout({ iat: undefined }))],
    ['nobody’s signature', () => unsigned(logout())],
    ['somebody else’s signature', () => forger.sign(logout(), { typ: 'logout+jwt' }, stranger)],
    ['nonsense', async () => 'nonsense'],
    ['nothing', async () => ''],
  ])('is not believed with %s', async (_, token) => {
    const tourist = new Tourist()
    forger.next = { claims: (right) => ({ ...right, email: kim.email }) }
    await arrives(hub, tourist, await toForger(tourist))
    const answer = await ends(await token())
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: 'invalid_request' })
    expect(await whoIsIn(hub, tourist)).toMatchObject({ name: 'Kim Vale' })
  })

  it('of another provider ends nothing here', async () => {
    expect((await ends(await signed(logout()), 'westmarch')).status).toBe(400)
  })
})
