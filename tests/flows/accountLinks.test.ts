import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Neighbourhood, said, type Doorstep, type Employed } from '#tests/harness/doorstep.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let real: TestService
let near: Neighbourhood
let owen: Doorstep
let owenIs: Employed
beforeAll(async () => {
  hub = await TestHub.open({ trustedProxies: 1 })
  real = await hub.service('Norbeck AMHP service', { real: true })
  near = new Neighbourhood(hub, real)
  owenIs = await near.hires(real, 'Owen Tasker', ['admin'])
  owen = near.arrives()
  await owen.signIn(owenIs.email)
  await owen.setsUpApp()
})
afterAll(() => hub.close())

const good = 'tramline copper jam nine'
const tokenIn = (body: Record<string, unknown>): string =>
  (body['value'] as { linkToken?: string } | undefined)?.linkToken ?? ''
const newcomer = () => ({
  name: 'Femi Ade',
  phone: '',
  email: `femi.${crypto.randomUUID()}@norbeck.example`,
  roles: ['amhp'],
})
const choose = (token: string, password = good) => near.arrives().post('/api/password/choose', { token, password })

describe('inviting somebody', () => {
  it('makes one link, shown once, with which they choose a password and then set up a factor', async () => {
    const who = newcomer()
    const key = crypto.randomUUID()
    const made = await owen.command('identity.addColleague', { ...who, byHand: true }, key)
    const token = tokenIn(made.body)
    expect(token).toMatch(/^[\w-]{43}$/)
    // The same command again, and all that the database keeps of it, is without the token.
    const again = await owen.command('identity.addColleague', { ...who, byHand: true }, key)
    expect([again.status, tokenIn(again.body)]).toEqual([200, ''])
    const [kept] = await hub.owner`
      select count(*)::int as count from hub.commands c, hub.events e where c.answer::text like ${`%${token}%`} or e.data::text like ${`%${token}%`}`
    expect(kept?.['count']).toBe(0)

    const read = await near.arrives().post('/api/password/link', { token })
    expect(read.body).toMatchObject({ email: who.email, purpose: 'activate' })
    expect(said(await near.arrives().signIn(who.email, good))).toBe('401 sign-in-failed')
    expect(said(await choose(token, 'short'))).toBe('422 password-too-short')
    expect(said(await choose(token, 'Femi-Ade-2026-norbeck'))).toBe('422 password-about-you')
    expect(said(await choose(token))).toBe('200 ok')
    expect(said(await choose(token, 'another good long one'))).toBe('410 link-used-up')
    const door = near.arrives()
    expect(said(await door.signIn(who.email, good))).toBe('200 enrolment')
    const app = await door.setsUpApp()
    expect(app.codes).toHaveLength(10)
    expect((await door.get('/api/session')).body).toMatchObject({ person: { name: 'Femi Ade', roles: ['amhp'] } })
  })

  it('opens a link once, whoever presses at one moment', async () => {
    const made = await owen.command('identity.addColleague', { ...newcomer(), byHand: true })
    const answers = await Promise.all([1, 2, 3, 4].map(() => choose(tokenIn(made.body))))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('lets a link live for an hour', async () => {
    const made = await owen.command('identity.addColleague', { ...newcomer(), byHand: true })
    const before = hub.now()
    hub.clockMovesOn({ minutes: 61 })
    expect(said(await choose(tokenIn(made.body)))).toBe('410 link-used-up')
    hub.clockIs(before)
  })

  it('refuses what cannot be: an address in use here, roles that undo each other, one’s own role', async () => {
    const { email } = await near.hires(real)
    expect(said(await owen.command('identity.addColleague', { ...newcomer(), email, byHand: true }))).toBe(
      '422 email-taken',
    )
    const odd = await owen.command('identity.addColleague', {
      ...newcomer(),
      roles: ['admin', 'auditor'],
      byHand: true,
    })
    expect(said(odd)).toBe('422 roles-not-together')
    const own = await owen.command('identity.resetPassword', {
      personId: owenIs.personId,
      factorsToo: false,
      byHand: true,
    })
    expect(said(own)).toBe('403 own-account')
  })

  it('is an administrator’s, and asks who is there', async () => {
    const { door, app, who } = await near.enrols()
    await door.signIn(who.email)
    await door.post('/api/sign-in/factor', { code: app.codeAt(hub.now()) })
    expect(said(await door.get('/api/identity.accounts'))).toBe('403 not-allowed')
    expect(said(await door.command('identity.addColleague', { ...newcomer(), byHand: true }))).toBe('403 not-allowed')
    const before = hub.now()
    hub.clockMovesOn({ minutes: 6 })
    expect(said(await owen.command('identity.addColleague', { ...newcomer(), byHand: true }))).toBe(
      '403 step-up-needed',
    )
    hub.clockIs(before)
  })
})

describe('resetting', () => {
  it('keeps the second factor: a new password alone opens nothing', async () => {
    const { who, app, door } = await near.enrols()
    const made = await owen.command('identity.resetPassword', {
      personId: who.personId,
      factorsToo: false,
      byHand: true,
    })
    expect(said(await choose(tokenIn(made.body)))).toBe('200 ok')
    expect(said(await door.signIn(who.email, good))).toBe('200 second-factor')
    expect(said(await door.post('/api/sign-in/factor', { code: app.codeAt(hub.now()) }))).toBe('200 complete')
    const { body } = await door.get('/api/session')
    const news = (body['news'] as { what: string }[]).map(({ what }) => what)
    expect(news).toEqual(expect.arrayContaining(['password-changed', 'link-made']))
    await door.post('/api/account/told', { until: hub.now() })
    expect((await door.get('/api/session')).body['news']).toEqual([])
  })

  it('takes a lost phone’s factor away with the password, and ends what was open', async () => {
    const { who, app, door } = await near.enrols()
    await door.signIn(who.email)
    await door.post('/api/sign-in/factor', { code: app.codeAt(hub.now()) })
    const made = await owen.command('identity.resetPassword', {
      personId: who.personId,
      factorsToo: true,
      byHand: true,
    })
    expect(said(await door.get('/api/session'))).toBe('401 not-signed-in')
    expect(said(await door.signIn(who.email))).toBe('401 sign-in-failed')
    await choose(tokenIn(made.body))
    expect(said(await door.signIn(who.email, good))).toBe('200 enrolment')
  })

  it('does not reach into another service', async () => {
    const other = await hub.service('Elsewhere AMHP service', { real: true })
    const stranger = await near.hires(other)
    const reset = { personId: stranger.personId, factorsToo: true, byHand: true }
    expect(said(await owen.command('identity.resetPassword', reset))).toBe('404 person-not-found')
    // Somebody who has signed in here, so that it is known here that they work elsewhere too.
    const before = hub.now()
    const { who: both } = await near.enrols()
    hub.clockIs(before)
    await hub.owner`insert into hub.people (service_id, id, account_id, name, roles) values (${other.id}, gen_random_uuid(), ${both.accountId}, 'Kim Vale', '{manager}')`
    expect(said(await owen.command('identity.resetPassword', { ...reset, personId: both.personId }))).toBe(
      '409 works-elsewhere',
    )
    // Inviting somebody who has a password elsewhere changes nothing of it.
    const made = await owen.command('identity.addColleague', { ...newcomer(), email: stranger.email, byHand: true })
    expect(said(made)).toBe('200 ok')
    expect(said(await choose(tokenIn(made.body)))).toBe('409 sign-in-instead')
    expect(said(await near.arrives().signIn(stranger.email))).toBe('200 enrolment')
  })
})

describe('an address that has an account in another service', () => {
  /** What an administrator is shown of somebody, without what they typed themselves. */
  const shownOf = async (personId: unknown) => {
    const { body } = await owen.get('/api/identity.accounts')
    const row = (body['people'] as Record<string, unknown>[]).find((one) => one['personId'] === personId)
    return { ...row, personId: '', name: '', email: '' }
  }
  const idIn = (body: Record<string, unknown>) => (body['value'] as { personId: string }).personId

  it('is answered and listed like one that nobody has, whatever an administrator does, until its person signs in', async () => {
    const elsewhere = await hub.service('Farbeck AMHP service', { real: true })
    const stranger = await near.hires(elsewhere)
    const [known, fresh] = [{ ...newcomer(), email: stranger.email }, newcomer()]
    const steps = [
      ['identity.resetPassword', { factorsToo: false, byHand: true }],
      ['identity.resetPassword', { factorsToo: true, byHand: true }],
      ['identity.stopAccess', {}],
      ['identity.allowAccess', {}],
      ['identity.unlock', {}],
    ] as const
    const told = await Promise.all(
      [known, fresh].map(async (who) => {
        const made = await owen.command('identity.addColleague', { ...who, byHand: true })
        const personId = idIn(made.body)
        const seen: unknown[] = [said(made), tokenIn(made.body).length, await shownOf(personId)]
        for (const [step, input] of steps) {
          const answer = await owen.command(step, { personId, ...input })
          seen.push(step, said(answer), tokenIn(answer.body).length, await shownOf(personId))
        }
        return seen
      }),
    )
    expect(told[0]).toEqual(told[1])
    expect(said(await near.arrives().signIn(stranger.email))).toBe('200 enrolment')
  })

  it('is not taken over by whoever invites it, although it has no password yet', async () => {
    const elsewhere = await hub.service('Nearbeck AMHP service', { real: true })
    const its = await near.hires(elsewhere)
    await hub.owner`update hub.accounts set password_hash = '' where id = ${its.accountId}`
    const made = await owen.command('identity.addColleague', { ...newcomer(), email: its.email, byHand: true })
    const token = tokenIn(made.body)
    const read = await near.arrives().post('/api/password/link', { token })
    expect(read.body).toMatchObject({ purpose: 'join', words: [] })
    expect(JSON.stringify(read.body)).not.toContain('Nearbeck')
    expect(said(await choose(token))).toBe('409 sign-in-instead')
    const [kept] = await hub.owner`select password_hash from hub.accounts where id = ${its.accountId}`
    expect(kept?.['password_hash']).toBe('')
    const log = await hub.owner`select what from hub.account_log where account_id = ${its.accountId} order by id`
    expect(log.map(({ what }) => String(what))).toEqual(['added-to-service', 'link-opened'])
  })
})

describe('stopping access', () => {
  it('ends sessions and links at once, and is undone', async () => {
    const { who, app, door } = await near.enrols()
    await door.signIn(who.email)
    await door.post('/api/sign-in/factor', { code: app.codeAt(hub.now()) })
    const link = tokenIn(
      (await owen.command('identity.resetPassword', { personId: who.personId, factorsToo: false, byHand: true })).body,
    )
    expect(said(await owen.command('identity.stopAccess', { personId: who.personId }))).toBe('200 ok')
    expect(said(await door.get('/api/session'))).toBe('401 not-signed-in')
    expect(said(await choose(link))).toBe('410 link-used-up')
    expect(said(await door.signIn(who.email))).toBe('401 sign-in-failed')
    expect(said(await owen.command('identity.stopAccess', { personId: who.personId }))).toBe(
      '409 access-stopped-already',
    )
    expect(said(await owen.command('identity.allowAccess', { personId: who.personId }))).toBe('200 ok')
    expect(said(await door.signIn(who.email))).toBe('200 second-factor')
  })

  it('lets a second administrator end the waiting of somebody who mistyped', async () => {
    const { who, door, app } = await near.enrols()
    await door.signIn(who.email)
    for (let guess = 0; guess < 6; guess += 1) await door.post('/api/sign-in/factor', { code: `00000${guess}` })
    expect(said(await door.post('/api/sign-in/factor', { code: app.codeAt(hub.now()) }))).toBe('429 too-many-tries')
    await owen.command('identity.unlock', { personId: who.personId })
    expect(said(await door.post('/api/sign-in/factor', { code: app.codeAt(hub.now()) }))).toBe('200 complete')
  })
})

it('shows administrators who can sign in and how, and no secret', async () => {
  const { body } = await owen.get('/api/identity.accounts')
  const people = body['people'] as Record<string, unknown>[]
  expect(people.find(({ email }) => email === owenIs.email)).toMatchObject({
    hasApp: true,
    codesLeft: 10,
    hasPassword: true,
  })
  expect(JSON.stringify(body)).not.toMatch(/argon2|sealed|hash/i)
})
