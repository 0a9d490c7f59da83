import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Neighbourhood, said } from '#tests/harness/doorstep.ts'
import { TEST_PASSWORD, TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let real: TestService
let demo: TestService
let near: Neighbourhood
beforeAll(async () => {
  hub = await TestHub.open({ trustedProxies: 1 })
  real = await hub.service('Norbeck AMHP service', { real: true })
  demo = await hub.service()
  near = new Neighbourhood(hub, real)
})
afterAll(() => hub.close())

type Case = readonly [what: string, expected: string, act: () => Promise<string>]

const password: readonly Case[] = [
  [
    'a demo service is entered by password alone',
    '200 complete',
    async () => said(await near.arrives().signIn((await near.hires(demo)).email)),
  ],
  [
    'a real one is not: the second factor is set up first',
    '200 enrolment',
    async () => said(await near.arrives().signIn((await near.hires(real)).email)),
  ],
  [
    'a wrong password',
    '401 sign-in-failed',
    async () => said(await near.arrives().signIn((await near.hires(demo)).email, 'not it at all, no')),
  ],
  [
    'an address that nobody has',
    '401 sign-in-failed',
    async () => said(await near.arrives().signIn('nobody@norbeck.example')),
  ],
  [
    'an address in capitals, with stray spaces',
    '200 complete',
    async () => said(await near.arrives().signIn(`  ${(await near.hires(demo)).email.toUpperCase()} `)),
  ],
  [
    'an account that is disabled',
    '401 sign-in-failed',
    async () => {
      const who = await near.hires(demo)
      await hub.owner`update hub.accounts set disabled_at = now() where id = ${who.accountId}`
      return said(await near.arrives().signIn(who.email))
    },
  ],
  [
    'somebody whose access was stopped',
    '401 sign-in-failed',
    async () => {
      const who = await near.hires(demo)
      await hub.owner`update hub.people set access_stopped_at = now(), version = version + 1 where id = ${who.personId}`
      return said(await near.arrives().signIn(who.email))
    },
  ],
  [
    'somebody who has left',
    '401 sign-in-failed',
    async () => {
      const who = await near.hires(demo)
      await hub.owner`update hub.people set left_at = now(), version = version + 1 where id = ${who.personId}`
      return said(await near.arrives().signIn(who.email))
    },
  ],
  [
    'an account without a password yet',
    '401 sign-in-failed',
    async () => {
      const who = await near.hires(demo)
      await hub.owner`update hub.accounts set password_hash = '' where id = ${who.accountId}`
      return said(await near.arrives().signIn(who.email, 'any password at all'))
    },
  ],
  [
    'no password at all',
    '400 invalid',
    async () => said(await near.arrives().signIn((await near.hires(demo)).email, '')),
  ],
  [
    'a password of a megabyte',
    '413 too-large',
    async () => said(await near.arrives().signIn('a@b.example', 'x'.repeat(1_000_000))),
  ],
  [
    'more than was asked for',
    '400 invalid',
    async () =>
      said(await near.arrives().post('/api/sign-in', { email: 'a@b.example', password: 'x', roles: ['admin'] })),
  ],
  [
    'the right password but for its 80th character',
    '401 sign-in-failed',
    async () => {
      const who = await near.hires(demo)
      const door = near.arrives()
      const long = `${'tramline copper jam '.repeat(4)}x`
      await door.signIn(who.email)
      await door.post('/api/account/password', { password: long })
      return said(await near.arrives().signIn(who.email, `${long.slice(0, -1)}y`))
    },
  ],
  [
    'a demo account with a place in a real service as well',
    '200 enrolment',
    async () => {
      const who = await near.hires(demo)
      await hub.owner`insert into hub.people (service_id, id, account_id, name, roles) values (${real.id}, gen_random_uuid(), ${who.accountId}, 'Kim Vale', '{manager}')`
      return said(await near.arrives().signIn(who.email))
    },
  ],
  [
    'a demo account that set up a factor',
    '200 second-factor',
    async () => {
      const who = await near.hires(demo)
      const door = near.arrives()
      await door.signIn(who.email)
      await door.setsUpApp()
      return said(await near.arrives().signIn(who.email))
    },
  ],
]

const sessions: readonly Case[] = [
  [
    'each step of signing in gets a token of its own',
    '3',
    async () => {
      const { who, door, app } = await near.enrols()
      const tokens = new Set<string | undefined>(['A'.repeat(43)])
      door.put('hub', 'A'.repeat(43))
      await door.signIn(who.email)
      tokens.add(door.cookie('hub'))
      await door.post('/api/sign-in/factor', { code: app.codeAt(hub.now()) })
      tokens.add(door.cookie('hub'))
      return String(tokens.size)
    },
  ],
  [
    'the token of the first step opens nothing after the second',
    '401 not-signed-in',
    async () => {
      const { who, door, app } = await near.enrols()
      await door.signIn(who.email)
      const first = door.cookie('hub') ?? ''
      await door.post('/api/sign-in/factor', { code: app.codeAt(hub.now()) })
      const thief = near.arrives()
      thief.put('hub', first)
      return said(await thief.get('/api/session'))
    },
  ],
  [
    'a token that the browser brought along is never taken over',
    '401 not-signed-in',
    async () => {
      const thief = near.arrives()
      const victim = near.arrives()
      await thief.signIn((await near.hires(demo)).email)
      const planted = thief.cookie('hub') ?? ''
      victim.put('hub', planted)
      await victim.signIn((await near.hires(demo)).email)
      return said(await thief.get('/api/session'))
    },
  ],
  [
    'signing out ends it for every copy of the cookie',
    '401 not-signed-in',
    async () => {
      const door = near.arrives()
      await door.signIn((await near.hires(demo)).email)
      const copy = near.arrives()
      copy.put('hub', door.cookie('hub') ?? '')
      await door.post('/api/sign-out', {})
      return said(await copy.get('/api/session'))
    },
  ],
  [
    'a page of another site cannot sign anybody in',
    '403 wrong-origin',
    async () =>
      said(
        await near
          .arrives()
          .post(
            '/api/sign-in',
            { email: (await near.hires(demo)).email, password: TEST_PASSWORD },
            { origin: 'https://evil.example' },
          ),
      ),
  ],
  [
    'a new password ends one’s other sessions',
    '401 not-signed-in',
    async () => {
      const who = await near.hires(demo)
      const [here, there] = [near.arrives(), near.arrives()]
      await here.signIn(who.email)
      await there.signIn(who.email)
      await here.post('/api/account/password', { password: 'tramline copper jam nine' })
      return said(await there.get('/api/session'))
    },
  ],
  [
    'another factor ends one’s other sessions, and not this one',
    '401 not-signed-in, 200 ok',
    async () => {
      const who = await near.hires(demo)
      const [here, there] = [near.arrives(), near.arrives()]
      await here.signIn(who.email)
      await there.signIn(who.email)
      await here.setsUpApp()
      return `${said(await there.get('/api/session'))}, ${said(await here.get('/api/session'))}`
    },
  ],
]

const all = { password, sessions }

describe.each(Object.entries(all))('signing in, by %s', (_kind, cases) => {
  it.each(cases)('%s: %s', async (_what, expected, act) => {
    expect(await act()).toBe(expected)
  })
})

it('counts its cases', () => {
  const count = Object.values(all).flat().length
  console.info(`cases of signing in by password, written out: ${count}`)
  expect(count).toBeGreaterThanOrEqual(20)
})
