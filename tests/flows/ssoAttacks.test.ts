import { generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import type { Person } from '#tests/harness/person.ts'
import { ForgingProvider, unsigned, type Forgery } from '#tests/harness/forgingProvider.ts'
import { CLIENT_ID, RealProvider } from '#tests/harness/realProvider.ts'
import { addressesAt, arrives, setProviders, signsInWith, upToTheWayBack, whoIsIn } from '#tests/harness/ssoDesk.ts'
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

/** A sign-in by the provider that lies in one place. */
async function forged(forgery: Forgery) {
  forger.next = { ...forgery, claims: (right) => ({ ...(forgery.claims?.(right) ?? right) }) }
  const tourist = new Tourist()
  const arrived = await arrives(hub, tourist, await toForger(tourist))
  return { ...arrived, who: await whoIsIn(hub, tourist) }
}

const without = <All extends object>(all: All, name: string): All =>
  Object.fromEntries(Object.entries(all).filter(([key]) => key !== name)) as All
const seconds = (): number => Math.floor(Date.now() / 1000)

describe('a provider that lies in one place', () => {
  it('is believed when it tells the truth', async () => {
    const { goesTo, who } = await forged({ claims: (right) => ({ ...right, email: kim.email }) })
    expect({ goesTo, name: who?.name }).toEqual({ goesTo: '/', name: 'Kim Vale' })
  })

  it.each<[string, Forgery]>([
    ['nobody has signed it', { sign: unsigned }],
    ['somebody else has signed it', { sign: (claims) => forger.sign(claims, {}, stranger) }],
    [
      'it is signed by a key that is not on the list',
      { sign: (claims) => forger.sign(claims, { kid: 'two' }, stranger) },
    ],
    [
      'it is signed with the secret that both sides know',
      {
        sign: (claims) =>
          new SignJWT(claims)
            .setProtectedHeader({ alg: 'HS256' })
            .sign(Buffer.from('a secret that only these tests know, and long enough')),
      },
    ],
    [
      'it was changed after it was signed',
      {
        sign: async (claims) => {
          const [head, , signature] = (await forger.sign(claims)).split('.')
          return `${head}.${Buffer.from(JSON.stringify({ ...claims, sub: 'lee-sub' })).toString('base64url')}.${signature}`
        },
      },
    ],
    ['it is past its end', { claims: (right) => ({ ...right, iat: seconds() - 900, exp: seconds() - 300 }) }],
    [
      'it comes from the future',
      { claims: (right) => ({ ...right, iat: seconds() + 900, nbf: seconds() + 900, exp: seconds() + 1200 }) },
    ],
    ['it has no end', { claims: (right) => without(right, 'exp') }],
    ['it was made for another client', { claims: (right) => ({ ...right, aud: 'another' }) }],
    [
      'it was made for two, the other one first',
      { claims: (right) => ({ ...right, aud: ['another', CLIENT_ID], azp: 'another' }) },
    ],
    ['it was made for us on behalf of another', { claims: (right) => ({ ...right, azp: 'another' }) }],
    ['it was made by another issuer', { claims: (right) => ({ ...right, iss: provider.issuer }) }],
    ['it carries another nonce', { claims: (right) => ({ ...right, nonce: 'another' }) }],
    ['it carries no nonce', { claims: (right) => without(right, 'nonce') }],
    ['it names nobody', { claims: (right) => without(right, 'sub') }],
    ['it names somebody by a number', { claims: (right) => ({ ...right, sub: 7 as never }) }],
    ['it is no token at all', { sign: async () => 'a.b.c' }],
    ['the way back has another state', { back: (right) => right.set('state', 'A'.repeat(43)) }],
    ['the way back has no state', { back: (right) => right.delete('state') }],
    ['the way back comes from another issuer (mix-up)', { back: (right) => right.set('iss', provider.issuer) }],
    ['the way back names no issuer', { back: (right) => right.delete('iss') }],
    ['the way back has no code', { back: (right) => right.delete('code') }],
  ])('lets nobody in when %s', async (_, forgery) => {
    const { goesTo, who, headers } = await forged({
      ...forgery,
      claims: (right) => (forgery.claims ?? ((same) => same))({ ...right, email: kim.email }),
    })
    expect({ goesTo, who }).toEqual({ goesTo: '/?sso=not-believed', who: null })
    expect(headers.getSetCookie().some((one) => /^hub=[\w-]{43}/.test(one))).toBe(false)
  })

  it.each([-50, 50])('bears clocks that differ by %i seconds', async (by) => {
    const at = seconds() + by
    const { who } = await forged({
      claims: (right) => ({ ...right, iat: at, exp: at + (by < 0 ? 20 : 300), nbf: at, email: kim.email }),
    })
    expect(who?.name).toBe('Kim Vale')
  })
})

describe('the way back', () => {
  it.each<[string, (tourist: Tourist, back: string) => string]>([
    ['in another browser', (tourist, back) => (tourist.forgets(hub.address, 'hub-sso'), back)],
    [
      'with a cookie that somebody made up',
      (tourist, back) => (tourist.keeps(hub.address, 'hub-sso', 'A'.repeat(400)), back),
    ],
    ['to another provider’s address', (_, back) => back.replace('/return/westmarch', '/return/forger')],
    ['after eleven minutes', (_, back) => (hub.clockMovesOn({ minutes: 11 }), back)],
  ])('is not taken %s', async (_, bend) => {
    const tourist = new Tourist()
    const back = bend(tourist, await upToTheWayBack(hub, tourist, { provider: 'westmarch', email: kim.email }))
    expect(await arrives(hub, tourist, back)).toMatchObject({ goesTo: '/?sso=start-again' })
    expect(await whoIsIn(hub, tourist)).toBeNull()
  })

  it('is good once, though its cookie was kept', async () => {
    const tourist = new Tourist()
    const back = await upToTheWayBack(hub, tourist, { provider: 'westmarch', email: kim.email })
    const kept = tourist.cookie(hub.address, 'hub-sso') ?? ''
    expect(await arrives(hub, tourist, back)).toMatchObject({ goesTo: '/' })
    expect(tourist.cookie(hub.address, 'hub-sso')).toBeUndefined()
    const thief = new Tourist()
    expect(await arrives(hub, thief, back)).toMatchObject({ goesTo: '/?sso=start-again' })
    thief.keeps(hub.address, 'hub-sso', kept)
    expect(await arrives(hub, thief, back)).toMatchObject({ goesTo: '/?sso=not-believed' })
    expect(await whoIsIn(hub, thief)).toBeNull()
  })

  it('of one person signs nobody else in', async () => {
    const [victim, attacker] = [new Tourist(), new Tourist()]
    const back = await upToTheWayBack(hub, attacker, { provider: 'westmarch', email: lee.email })
    await victim.asks(`${hub.address}/sign-in/with/westmarch`)
    expect(await arrives(hub, victim, back)).toMatchObject({ goesTo: '/?sso=not-believed' })
    expect(await whoIsIn(hub, victim)).toBeNull()
  })

  it('says when its person broke it off', async () => {
    const tourist = new Tourist()
    const started = await tourist.asks(`${hub.address}/sign-in/with/westmarch`)
    const login = await tourist.goes(started.headers.get('location') ?? '')
    const done = await tourist.goes(login.url, { method: 'POST', body: new URLSearchParams({ abort: '1' }) })
    expect(done.page).toContain('url=/?sso=cancelled')
  })

  it('does nothing for a provider that is not there', async () => {
    for (const path of ['with', 'return', 'ended'])
      expect(
        (
          await fetch(`${hub.address}/sign-in/${path}/${path === 'with' ? 'nobody' : '..%2f'}`, {
            method: path === 'ended' ? 'POST' : 'GET',
          })
        ).status,
      ).toBe(404)
  })
})

describe('a provider in trouble', () => {
  it('is said to be away in words, and the password still opens the door', async () => {
    provider.up = false
    // A label of another wording makes the hub ask the provider anew what it says of itself.
    await setProviders(hub, { ...westmarch(), label: 'Westmarch' }, forgers())
    const tourist = new Tourist()
    const { page } = await tourist.goes(`${hub.address}/sign-in/with/westmarch`)
    expect(page).toContain('url=/?sso=provider-away')
    expect((await lee.signsIn('correct horse battery staple')).status).toBe(200)
    provider.up = true
    // It is not asked again at once; a moment later it is, and all is well.
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect(await signsInWith(hub, new Tourist(), kim.email)).toMatchObject({ goesTo: '/' })
  })

  it('that goes away in the middle is said to be away', async () => {
    const tourist = new Tourist()
    const back = await upToTheWayBack(hub, tourist, { provider: 'westmarch', email: kim.email })
    provider.up = false
    expect(await arrives(hub, tourist, back)).toMatchObject({ goesTo: '/?sso=provider-away' })
    provider.up = true
  })

  it('may change its keys, and the next sign-in goes through', async () => {
    await signsInWith(hub, new Tourist(), kim.email)
    await new Promise((resolve) => setTimeout(resolve, 2100))
    await provider.rotatesKeys()
    expect(await signsInWith(hub, new Tourist(), kim.email)).toMatchObject({ goesTo: '/' })
  })
})
