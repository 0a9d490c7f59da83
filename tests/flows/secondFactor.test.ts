import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Neighbourhood, said } from '#tests/harness/doorstep.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let real: TestService
let near: Neighbourhood
beforeAll(async () => {
  hub = await TestHub.open({ trustedProxies: 1 })
  real = await hub.service('Norbeck AMHP service', { real: true })
  near = new Neighbourhood(hub, real)
})
afterAll(() => hub.close())

type Case = readonly [what: string, expected: string, act: () => Promise<string>]

const factor: readonly Case[] = [
  [
    'the code that the app shows',
    '200 complete',
    async () => {
      const { who, door, app } = await near.enrols()
      await door.signIn(who.email)
      return said(await door.post('/api/sign-in/factor', { code: app.codeAt(hub.now()) }))
    },
  ],
  [
    'the code before it, for a phone that is slow',
    '200 complete',
    async () => {
      const { who, door, app } = await near.enrols()
      await door.signIn(who.email)
      const code = app.codeAt(hub.now())
      hub.clockMovesOn({ minutes: 0.5 })
      return said(await door.post('/api/sign-in/factor', { code }))
    },
  ],
  [
    'a code from a minute ago',
    '422 wrong-code',
    async () => {
      const { who, door, app } = await near.enrols()
      await door.signIn(who.email)
      const code = app.codeAt(hub.now())
      hub.clockMovesOn({ minutes: 1 })
      return said(await door.post('/api/sign-in/factor', { code }))
    },
  ],
  [
    'a code with a space in it, as apps show it',
    '200 complete',
    async () => {
      const { who, door, app } = await near.enrols()
      await door.signIn(who.email)
      const code = app.codeAt(hub.now())
      return said(await door.post('/api/sign-in/factor', { code: `${code.slice(0, 3)} ${code.slice(3)}` }))
    },
  ],
  [
    'the same code a second time',
    '422 wrong-code',
    async () => {
      const { who, door, app } = await near.enrols()
      const code = app.codeAt(hub.now())
      await door.signIn(who.email)
      await door.post('/api/sign-in/factor', { code })
      const other = near.arrives()
      await other.signIn(who.email)
      return said(await other.post('/api/sign-in/factor', { code }))
    },
  ],
  [
    'one code sent twice at one moment opens one session',
    '1',
    async () => {
      const { who, app } = await near.enrols()
      const doors = [near.arrives(), near.arrives(), near.arrives()]
      for (const each of doors) await each.signIn(who.email)
      const code = app.codeAt(hub.now())
      const answers = await Promise.all(doors.map((each) => each.post('/api/sign-in/factor', { code })))
      return String(answers.filter(({ status }) => status === 200).length)
    },
  ],
  [
    'setting an app up, pressed five times at one moment, shows a seed each time and leaves one',
    '200 200 200 200 200, 1 on its way',
    async () => {
      const who = await near.hires(real)
      const door = near.arrives()
      await door.signIn(who.email)
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => door.post('/api/account/app', {})))
      const [left] = await hub.owner<{ count: number }[]>`
        select count(*)::int from hub.authenticator_apps where account_id = ${who.accountId}`
      return `${answers.map(({ status }) => status).join(' ')}, ${left?.count ?? 0} on its way`
    },
  ],
  [
    'somebody else’s code',
    '422 wrong-code',
    async () => {
      const [one, other] = [await near.enrols(), await near.enrols()]
      await one.door.signIn(one.who.email)
      return said(await one.door.post('/api/sign-in/factor', { code: other.app.codeAt(hub.now()) }))
    },
  ],
  [
    'letters for a code',
    '400 invalid',
    async () => {
      const { who, door } = await near.enrols()
      await door.signIn(who.email)
      return said(await door.post('/api/sign-in/factor', { code: 'abcdef' }))
    },
  ],
  [
    'a code without a password before it',
    '401 not-signed-in',
    async () => said(await near.arrives().post('/api/sign-in/factor', { code: '123456' })),
  ],
  [
    'a recovery code',
    '200 complete',
    async () => {
      const { who, door, app } = await near.enrols()
      await door.signIn(who.email)
      return said(await door.post('/api/sign-in/factor', { recoveryCode: app.codes[0] }))
    },
  ],
  [
    'a recovery code in small letters without its dash',
    '200 complete',
    async () => {
      const { who, door, app } = await near.enrols()
      await door.signIn(who.email)
      return said(
        await door.post('/api/sign-in/factor', { recoveryCode: app.codes[1]?.toLowerCase().replace('-', '') }),
      )
    },
  ],
  [
    'a recovery code a second time',
    '422 wrong-recovery-code',
    async () => {
      const { who, door, app } = await near.enrols()
      await door.signIn(who.email)
      await door.post('/api/sign-in/factor', { recoveryCode: app.codes[2] })
      const other = near.arrives()
      await other.signIn(who.email)
      return said(await other.post('/api/sign-in/factor', { recoveryCode: app.codes[2] }))
    },
  ],
  [
    'a recovery code of an older set',
    '422 wrong-recovery-code',
    async () => {
      const { who, door, app } = await near.enrols()
      await door.signIn(who.email)
      await door.post('/api/sign-in/factor', { code: app.codeAt(hub.now()) })
      await door.post('/api/account/codes', {})
      const other = near.arrives()
      await other.signIn(who.email)
      return said(await other.post('/api/sign-in/factor', { recoveryCode: app.codes[4] }))
    },
  ],
  [
    'the right code after eleven minutes of looking for the phone',
    '401 not-signed-in',
    async () => {
      const { who, door, app } = await near.enrols()
      await door.signIn(who.email)
      hub.clockMovesOn({ minutes: 11 })
      return said(await door.post('/api/sign-in/factor', { code: app.codeAt(hub.now()) }))
    },
  ],
  [
    'guessing codes is slowed down',
    '429 too-many-tries',
    async () => {
      const { who, door } = await near.enrols()
      await door.signIn(who.email)
      for (let guess = 0; guess < 5; guess += 1) await door.post('/api/sign-in/factor', { code: `00000${guess}` })
      return said(await door.post('/api/sign-in/factor', { code: '000009' }))
    },
  ],
  [
    'guessing recovery codes fills the same bucket',
    '429 too-many-tries',
    async () => {
      const { who, door } = await near.enrols()
      await door.signIn(who.email)
      for (let guess = 0; guess < 5; guess += 1)
        await door.post('/api/sign-in/factor', { recoveryCode: `AAAAA-AAAA${guess}` })
      return said(await door.post('/api/sign-in/factor', { code: '000009' }))
    },
  ],
]

const unfinished: readonly Case[] = [
  [
    'nothing but signing in before the second factor',
    '401 sign-in-unfinished',
    async () => {
      const { who, door } = await near.enrols()
      await door.signIn(who.email)
      return said(await door.get('/api/session'))
    },
  ],
  [
    'no query before the second factor',
    '401 not-signed-in',
    async () => {
      const { who, door } = await near.enrols()
      await door.signIn(who.email)
      return said(await door.get('/api/register.amhps'))
    },
  ],
  [
    'no command before the second factor',
    '401 not-signed-in',
    async () => {
      const { who, door } = await near.enrols()
      await door.signIn(who.email)
      return said(await door.command('toil.recordTaken', {}))
    },
  ],
  [
    'no change of factors before the second factor',
    '401 second-factor-needed',
    async () => {
      const { who, door } = await near.enrols()
      await door.signIn(who.email)
      return said(await door.post('/api/account/app', {}))
    },
  ],
  [
    'no query while a factor is being set up',
    '401 not-signed-in',
    async () => {
      const door = near.arrives()
      await door.signIn((await near.hires(real)).email)
      return said(await door.get('/api/register.amhps'))
    },
  ],
  [
    'no other service while a factor is being set up',
    '401 not-signed-in',
    async () => {
      const door = near.arrives()
      await door.signIn((await near.hires(real)).email)
      return said(await door.post('/api/service', { serviceId: real.id }))
    },
  ],
  [
    'no new password while a second factor is missing',
    '401 second-factor-needed',
    async () => {
      const { who, door } = await near.enrols()
      await door.signIn(who.email)
      return said(await door.post('/api/account/password', { password: 'tramline copper jam nine' }))
    },
  ],
]

const all = { factor, 'an unfinished sign-in': unfinished }

describe.each(Object.entries(all))('signing in, by %s', (_kind, cases) => {
  it.each(cases)('%s: %s', async (_what, expected, act) => {
    expect(await act()).toBe(expected)
  })
})

it('counts its cases', () => {
  const count = Object.values(all).flat().length
  console.info(`cases of signing in by second factor, written out: ${count}`)
  expect(count).toBeGreaterThanOrEqual(20)
})
