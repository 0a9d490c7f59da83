import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '#db/client.ts'
import { resealApps } from '#server/identity/authenticatorApp.ts'
import { KeyRing, newKey } from '#server/identity/keyRing.ts'
import { Neighbourhood, said } from '#tests/harness/doorstep.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let real: TestService
let demo: TestService
let near: Neighbourhood
beforeAll(async () => {
  hub = await TestHub.open({ trustedProxies: 1, post: true })
  real = await hub.service('Norbeck AMHP service', { real: true })
  demo = await hub.service()
  near = new Neighbourhood(hub, real)
})
afterAll(() => hub.close())

const median = (ms: readonly number[]): number => ms.toSorted((a, b) => a - b)[Math.floor(ms.length / 2)] ?? 0

/** How long one request takes, in milliseconds. */
async function timed(ask: () => Promise<unknown>): Promise<number> {
  const before = performance.now()
  await ask()
  return performance.now() - before
}

describe('whoever guesses', () => {
  it('learns nothing from how long an answer takes', async () => {
    const known = await near.hires(real)
    const [ofKnown, ofUnknown]: [number[], number[]] = [[], []]
    for (let sample = 0; sample < 100; sample += 1) {
      // Each from an address and for an account that has no wrong tries, so that only the look-up differs.
      await hub.owner`delete from hub.sign_in_tries`
      ofKnown.push(await timed(() => near.arrives().signIn(known.email, 'not this one, no')))
      ofUnknown.push(await timed(() => near.arrives().signIn(`nobody${sample}@norbeck.example`, 'not this one, no')))
    }
    const difference = Math.abs(median(ofKnown) - median(ofUnknown))
    console.info(
      `signing in, 200 samples: known ${median(ofKnown).toFixed(1)} ms, unknown ${median(ofUnknown).toFixed(1)} ms, difference ${difference.toFixed(1)} ms`,
    )
    expect(difference).toBeLessThan(20)
  })

  it('learns nothing from the page for forgotten passwords', async () => {
    const known = await near.hires(real)
    const asks = (email: string) => near.arrives().post('/api/password/forgotten', { email })
    const [one, other] = [await asks(known.email), await asks('nobody@norbeck.example')]
    expect([one.status, one.body]).toEqual([other.status, other.body])
    const sent = async () => (await hub.owner`select from hub.letters where sent_at is not null`).length
    await expect.poll(sent).toBe(1)
    expect(hub.letters.filter(({ to }) => to === known.email)).toHaveLength(1)
    expect(hub.letters.map(({ to }) => to)).not.toContain('nobody@norbeck.example')
    const letter = hub.letters.find(({ to }) => to === known.email)
    const token = /#([\w-]{43})/.exec(letter?.text ?? '')?.[1] ?? ''
    expect(
      said(await near.arrives().post('/api/password/choose', { token, password: 'tramline copper jam nine' })),
    ).toBe('200 ok')
    const [row] = await hub.owner`select count(*)::int as count from hub.letters l where l::text like ${`%${token}%`}`
    expect(row?.['count']).toBe(0)
  })

  it('cannot lock anybody out: from elsewhere, and on a browser that they know, they come in', async () => {
    const who = await near.hires(demo)
    const home = near.arrives()
    await home.signIn(who.email)
    await home.post('/api/sign-out', {})
    const stranger = near.arrives()
    for (let guess = 0; guess < 12; guess += 1) await stranger.signIn(who.email, `guess number ${guess}`)
    expect(said(await stranger.signIn(who.email))).toBe('429 too-many-tries')
    expect(said(await near.arrives().signIn(who.email))).toBe('200 complete')
    expect(said(await home.signIn(who.email))).toBe('200 complete')
  })

  it('is not forgotten by another node, nor by a restart', async () => {
    const who = await near.hires(demo)
    const door = near.arrives()
    for (let guess = 0; guess < 6; guess += 1) await door.signIn(who.email, `guess number ${guess}`)
    const [row] = await hub.owner`select max(failures)::int as failures from hub.sign_in_tries`
    expect(row?.['failures']).toBeGreaterThanOrEqual(5)
    expect(said(await door.signIn(who.email))).toBe('429 too-many-tries')
    hub.clockMovesOn({ minutes: 2 })
    expect(said(await door.signIn(who.email))).toBe('200 complete')
  })

  it('slows down from one address, whichever accounts are tried', async () => {
    const door = near.arrives()
    for (let guess = 0; guess < 41; guess += 1)
      await door.signIn(`somebody${guess}@norbeck.example`, 'guessing away here')
    expect(said(await door.signIn('somebody-else@norbeck.example', 'guessing away here'))).toBe('429 too-many-tries')
  })
})

it('hashes a password anew when passwords have become dearer', async () => {
  const dear = await TestHub.open({ cost: { memoryCost: 16, timeCost: 2, parallelism: 1 } })
  try {
    const there = await dear.service()
    const people = new Neighbourhood(dear, there)
    const ann = await people.hires(there)
    expect(said(await people.arrives().signIn(ann.email))).toBe('200 complete')
    const [row] = await dear.owner<{ hash: string }[]>`
      select password_hash as hash from hub.accounts where id = ${ann.accountId}`
    expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=16,t=2,p=1\$/)
    expect(said(await people.arrives().signIn(ann.email))).toBe('200 complete')
  } finally {
    await dear.close()
  }
})

it('tells somebody of a browser that they have not used before', async () => {
  const who = await near.hires(demo)
  const [home, cafe] = [near.arrives(), near.arrives()]
  await home.signIn(who.email)
  expect((await home.get('/api/session')).body['news']).toEqual([])
  hub.clockMovesOn({ minutes: 1 })
  await cafe.signIn(who.email)
  await home.post('/api/sign-out', {})
  await home.signIn(who.email)
  const { body } = await home.get('/api/session')
  expect(body['news']).toMatchObject([
    { what: 'new-device', words: expect.stringMatching(/not seen before/) as string },
  ])
})

it('seals seeds anew under a new key', async () => {
  const [older, newer] = [newKey('k1'), newKey('k2')]
  const [before, after] = [KeyRing.read(older), KeyRing.read(`${newer} ${older}`)]
  const { accountId } = await near.hires(real)
  const id = crypto.randomUUID()
  const about = `app ${accountId} ${id}`
  await hub.owner`insert into hub.authenticator_apps (account_id, id, sealed_seed, made_at)
    values (${accountId}, ${id}, ${before.seal('JBSWY3DPEHPK3PXP', about)}, ${hub.now()})`
  const others =
    await hub.owner`select account_id, id, sealed_seed from hub.authenticator_apps where account_id <> ${accountId}`
  expect(others).toEqual([])
  const database = openDatabase(hub.ownerUrl, { connections: 1 })
  try {
    expect(await database.begin((sql) => resealApps(sql, after))).toBe(1)
    expect(await database.begin((sql) => resealApps(sql, after))).toBe(0)
  } finally {
    await database.end()
  }
  const [row] = await hub.owner<{ seed: string }[]>`
    select sealed_seed as seed from hub.authenticator_apps where account_id = ${accountId}`
  expect(row?.seed).toMatch(/^k2\./)
  expect(KeyRing.read(newer).mustOpen(row?.seed ?? '', about)).toBe('JBSWY3DPEHPK3PXP')
})
