import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Neighbourhood, said, type Doorstep } from '#tests/harness/doorstep.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import { SoftPasskey } from '#tests/harness/softPasskey.ts'

let hub: TestHub
let real: TestService
let near: Neighbourhood
beforeAll(async () => {
  hub = await TestHub.open({ trustedProxies: 1 })
  real = await hub.service('Norbeck AMHP service', { real: true })
  near = new Neighbourhood(hub, real)
})
afterAll(() => hub.close())

type Options = Parameters<SoftPasskey['answers']>[0]
const optionsAt = async (door: Doorstep, path = '/api/passkey/options'): Promise<Options> =>
  (await door.post(path, {})).body as unknown as Options

/** Somebody whose second factor is a passkey. */
async function withPasskey() {
  const who = await near.hires(real)
  const door = near.arrives()
  const key = new SoftPasskey()
  await door.signIn(who.email)
  const options = await optionsAt(door, '/api/account/passkey/options')
  const made = await door.post('/api/account/passkey', { name: 'Laptop', passkey: key.registers(options, hub.address) })
  return { who, door, key, made }
}

const signsInWith = async (door: Doorstep, key: SoftPasskey, origin = hub.address) =>
  said(await door.post('/api/sign-in/passkey', { passkey: key.answers(await optionsAt(door), origin) }))

describe('a passkey', () => {
  it('is set up before anything else, brings recovery codes, and then signs in alone', async () => {
    const { door, key, made } = await withPasskey()
    expect(made.body['codes']).toHaveLength(10)
    expect(said(await door.get('/api/session'))).toBe('200 ok')
    expect(await signsInWith(near.arrives(), key)).toBe('200 complete')
  })

  it('is a second step after the password, and only for its own account', async () => {
    const [one, other] = [await withPasskey(), await withPasskey()]
    const door = near.arrives()
    expect((await door.signIn(one.who.email)).body).toMatchObject({
      stage: 'second-factor',
      ways: ['passkey', 'recovery'],
    })
    const shows = async (key: SoftPasskey) =>
      said(await door.post('/api/sign-in/factor', { passkey: key.answers(await optionsAt(door), hub.address) }))
    expect(await shows(other.key)).toBe('422 wrong-passkey')
    expect(await shows(one.key)).toBe('200 complete')
  })

  it.each([
    [
      'an answer that was sent before',
      async (key: SoftPasskey) => {
        const door = near.arrives()
        const passkey = key.answers(await optionsAt(door), hub.address)
        await door.post('/api/sign-in/passkey', { passkey })
        return said(await near.arrives().post('/api/sign-in/passkey', { passkey }))
      },
    ],
    [
      'an answer to a question that we did not ask',
      async (key: SoftPasskey) => {
        const door = near.arrives()
        const passkey = key.answers({ challenge: 'bm90IG91cnM', rpId: 'localhost' }, hub.address)
        return said(await door.post('/api/sign-in/passkey', { passkey }))
      },
    ],
    ['an answer given to another site', (key: SoftPasskey) => signsInWith(near.arrives(), key, 'https://evil.example')],
    [
      'a device that did not check its owner',
      async (key: SoftPasskey) => {
        key.verifies = false
        return signsInWith(near.arrives(), key)
      },
    ],
    [
      'a copy whose counter is behind',
      async (key: SoftPasskey) => {
        key.counter = 40
        await signsInWith(near.arrives(), key)
        key.counter = 3
        return signsInWith(near.arrives(), key)
      },
    ],
    ['a passkey that nobody has', () => signsInWith(near.arrives(), new SoftPasskey())],
    [
      'an answer after five minutes',
      async (key: SoftPasskey) => {
        const door = near.arrives()
        const passkey = key.answers(await optionsAt(door), hub.address)
        const before = hub.now()
        hub.clockMovesOn({ minutes: 6 })
        const answer = said(await door.post('/api/sign-in/passkey', { passkey }))
        hub.clockIs(before)
        return answer
      },
    ],
  ] as const)('refuses %s', async (_what, act) => {
    const { key } = await withPasskey()
    expect(await act(key)).toBe('401 wrong-passkey')
  })

  it('is named, and the last factor is not taken away', async () => {
    const { door } = await withPasskey()
    const account = await door.get('/api/account')
    const [{ id } = { id: '' }] = account.body['passkeys'] as { id: string }[]
    expect(said(await door.post('/api/account/passkey/name', { id, name: 'Grey laptop' }))).toBe('200 ok')
    expect(said(await door.post('/api/account/passkey/remove', { id }))).toBe('409 last-factor')
    await door.setsUpApp()
    expect(said(await door.post('/api/account/passkey/remove', { id }))).toBe('200 ok')
    expect(said(await door.post('/api/account/app/remove', {}))).toBe('409 last-factor')
    const { body } = await door.get('/api/account')
    expect((body['happened'] as { what: string }[]).map(({ what }) => what)).toEqual(
      expect.arrayContaining(['passkey-added', 'app-added', 'passkey-removed']),
    )
  })

  it('is changed only by somebody who has just shown that it is them', async () => {
    const { door, key } = await withPasskey()
    const before = hub.now()
    hub.clockMovesOn({ minutes: 6 })
    expect(said(await door.post('/api/account/app', {}))).toBe('403 step-up-needed')
    expect((await door.get('/api/step-up')).body).toEqual({ ways: ['passkey', 'recovery'] })
    await door.post('/api/step-up', { passkey: key.answers(await optionsAt(door), hub.address) })
    expect(said(await door.post('/api/account/app', {}))).toBe('200 ok')
    hub.clockIs(before)
  })
})
