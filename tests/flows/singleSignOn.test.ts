import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import type { Person } from '#tests/harness/person.ts'
import { RealProvider } from '#tests/harness/realProvider.ts'
import { addressesAt, arrives, setProviders, signsInWith, upToTheWayBack, whoIsIn } from '#tests/harness/ssoDesk.ts'
import { Tourist } from '#tests/harness/tourist.ts'

let hub: TestHub
let service: TestService
let jo: Person
let provider: RealProvider
const roles = {
  claim: 'groups',
  map: { 'hub-desk': ['practice-consultant'], 'hub-amhps': ['amhp'], 'hub-it': ['admin'], 'hub-audit': ['auditor'] },
} as const
const settings = () => ({
  name: 'westmarch',
  issuer: provider.issuer,
  ownsDomains: ['westmarch.example'],
  invitedClaim: 'oid',
  roles: { claim: roles.claim, map: { ...roles.map } as never },
})

beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  provider = await RealProvider.open(addressesAt(hub, 'westmarch'))
  await setProviders(hub, settings())
})
afterAll(async () => {
  await provider.close()
  await hub.close()
})

/** Somebody who has a place in the service and an account at the council. */
async function colleague(name: string, groups: readonly string[], amr: readonly string[] = ['pwd', 'mfa']) {
  const person = await service.has({ name, roles: ['amhp'], onRegister: false })
  const account = provider.has({ sub: randomUUID(), email: person.email, name, groups, amr })
  return { person, account }
}

const eventsOf = async (type: string): Promise<readonly Record<string, unknown>[]> =>
  (await hub.owner`select data from hub.events where type = ${type} and service_id = ${service.id} order by seq`).map(
    (row) => row['data'] as Record<string, unknown>,
  )

describe('signing in with a council’s own sign-in', () => {
  it('shows a button for each provider to anybody, and nothing else of it', async () => {
    const { providers } = (await (await fetch(`${hub.address}/api/sign-in/providers`)).json()) as {
      providers: object[]
    }
    expect(providers[0]).toEqual({ id: 'westmarch', label: 'Westmarch Council' })
  })

  it('lets somebody in with the roles that their groups give, and sends them where they were going', async () => {
    const { person, account } = await colleague('Ewa Kowalska', ['hub-desk', 'gym'])
    const tourist = new Tourist()
    const back = await upToTheWayBack(hub, tourist, {
      provider: 'westmarch',
      email: person.email,
      from: '?to=/referrals',
    })
    expect(back).toMatch(/^http:\/\/localhost:\d+\/sign-in\/return\/westmarch\?code=[\w-]+&state=[\w-]+&iss=/)
    const arrived = await arrives(hub, tourist, back)
    expect(arrived).toMatchObject({ status: 200, goesTo: '/referrals' })
    expect(arrived.headers.getSetCookie().find((one) => one.startsWith('hub='))).toMatch(/SameSite=Strict/)
    expect(await whoIsIn(hub, tourist)).toMatchObject({ name: 'Ewa Kowalska', roles: ['practice-consultant'] })
    const [session] =
      await hub.owner`select opened_by, stage from hub.sessions where person_id = ${person.id} order by created_at desc, opened_by desc limit 1`
    expect(session).toMatchObject({ opened_by: 'sso', stage: 'complete' })
    expect(await eventsOf('roles-from-provider')).toContainEqual({
      by: 'provider',
      providerId: 'westmarch',
      roles: ['practice-consultant'],
    })
    expect(account.sub).not.toBe(person.id)
  })

  it('asks for PKCE, state and nonce, and keeps them in a cookie that only the way back can use', async () => {
    const response = await fetch(`${hub.address}/sign-in/with/westmarch`, { redirect: 'manual' })
    const to = new URL(response.headers.get('location') ?? '')
    expect(to.origin).toBe(provider.issuer)
    expect(Object.fromEntries(to.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${hub.address}/sign-in/return/westmarch`,
      scope: 'openid profile email',
    })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(to.searchParams.get(name)).toMatch(/^[\w-]{43}$/)
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^hub-sso=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/),
    ])
    expect(response.headers.get('set-cookie')).not.toContain(to.searchParams.get('state') ?? '')
  })

  it('never goes back to another site', async () => {
    const { person } = await colleague('Una Reed', ['hub-desk'])
    for (const to of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/a"><script>',
    ]) {
      const tourist = new Tourist()
      const back = await upToTheWayBack(hub, tourist, {
        provider: 'westmarch',
        email: person.email,
        from: `?to=${encodeURIComponent(to)}`,
      })
      expect((await arrives(hub, tourist, back)).goesTo).toBe('/')
    }
  })

  it('asks for the hub’s own second factor when the provider saw none, and not when it did', async () => {
    const { person } = await colleague('Sam Hill', ['hub-desk'], ['pwd'])
    const tourist = new Tourist()
    await hub.owner`update hub.services set is_demo = false where id = ${service.id}`
    await signsInWith(hub, tourist, person.email)
    await hub.owner`update hub.services set is_demo = true where id = ${service.id}`
    const [{ stage } = { stage: '' }] = await hub.owner<{ stage: string }[]>`
      select stage from hub.sessions where person_id = ${person.id} and opened_by = 'sso'`
    expect(['second-factor', 'enrolment']).toContain(stage)
    expect(await whoIsIn(hub, tourist)).toBeNull()
  })

  it('takes the answer as a form as well', async () => {
    await setProviders(hub, { ...settings(), responseMode: 'form_post' })
    const { person } = await colleague('Ola Finch', ['hub-amhps'])
    const tourist = new Tourist()
    const started = await tourist.asks(`${hub.address}/sign-in/with/westmarch`)
    const login = await tourist.goes(started.headers.get('location') ?? '')
    const page = await tourist.goes(login.url, {
      method: 'POST',
      body: new URLSearchParams({ email: person.email, password: 'as the council has it' }),
    })
    const fields = new URLSearchParams(
      [...page.page.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']): [string, string] => [
        name,
        value.replaceAll('&#x2F;', '/').replaceAll('&#x3A;', ':'),
      ]),
    )
    expect([...fields.keys()].toSorted()).toEqual(['code', 'iss', 'state'])
    const [address, from] = [`${hub.address}/sign-in/return/westmarch`, 'http://127.0.0.1']
    const hop = await tourist.asks(address, { method: 'POST', body: fields, from })
    const again = await hop.text()
    expect(again).toContain('name="hop" value="1"')
    expect(again).not.toContain('<script>')
    fields.set('hop', '1')
    const done = await tourist.asks(address, { method: 'POST', body: fields, from: hub.address })
    expect(await done.text()).toContain('url=/"')
    expect(await whoIsIn(hub, tourist)).toMatchObject({ name: 'Ola Finch', roles: ['amhp'] })
    await setProviders(hub, settings())
  })
})

describe('who may come in', () => {
  it('turns away somebody whom nobody invited, and says whom to ask', async () => {
    provider.has({
      sub: 'stranger',
      email: 'stranger@westmarch.example',
      name: 'A Stranger',
      groups: ['hub-desk'],
      amr: ['mfa'],
    })
    const tourist = new Tourist()
    expect(await signsInWith(hub, tourist, 'stranger@westmarch.example')).toMatchObject({ goesTo: '/?sso=not-invited' })
    expect(await whoIsIn(hub, tourist)).toBeNull()
  })

  it('links nobody by an address in a domain that the provider does not own', async () => {
    const { person, account } = await colleague('Pat Long', ['hub-desk'])
    await setProviders(hub, { ...settings(), ownsDomains: ['elsewhere.example'] })
    expect(await signsInWith(hub, new Tourist(), person.email)).toMatchObject({ goesTo: '/?sso=not-invited' })
    // Somebody who is in already may link the two, once and for all.
    const tourist = new Tourist()
    tourist.keeps(hub.address, 'hub', person.cookie.split('=')[1] ?? '', 'strict')
    const back = await upToTheWayBack(hub, tourist, {
      provider: 'westmarch',
      email: person.email,
      from: '?for=link&to=/me',
    })
    expect(await arrives(hub, tourist, back)).toMatchObject({ goesTo: '/me' })
    expect(await signsInWith(hub, new Tourist(), person.email)).toMatchObject({ goesTo: '/' })
    const links = await hub.owner`select subject from hub.identity_links where person_id = ${person.id}`
    expect(links.map((one) => one['subject'])).toEqual([account.sub])
    await setProviders(hub, settings())
  })

  it('knows somebody by issuer and subject: a new account with the old address is somebody else', async () => {
    const { person } = await colleague('Kit Dale', ['hub-desk'])
    expect(await signsInWith(hub, new Tourist(), person.email)).toMatchObject({ goesTo: '/' })
    provider.has({ sub: 'somebody-new', email: person.email, name: 'Kit Dale', groups: ['hub-desk'], amr: ['mfa'] })
    expect(await signsInWith(hub, new Tourist(), person.email)).toMatchObject({ goesTo: '/?sso=other-subject' })
  })

  it('takes a role away here when it is taken away there', async () => {
    const { person, account } = await colleague('Lou Bell', ['hub-desk', 'hub-amhps'])
    const before = new Tourist()
    await signsInWith(hub, before, person.email)
    expect(await whoIsIn(hub, before)).toMatchObject({ roles: ['practice-consultant', 'amhp'] })
    account.groups = ['hub-amhps']
    const after = new Tourist()
    await signsInWith(hub, after, person.email)
    // What was opened with the old roles has ended with them.
    expect(await whoIsIn(hub, before)).toBeNull()
    expect(await whoIsIn(hub, after)).toMatchObject({ roles: ['amhp'] })
    account.groups = []
    expect(await signsInWith(hub, new Tourist(), person.email)).toMatchObject({ goesTo: '/?sso=no-role' })
    const [kept] = await hub.owner`select roles from hub.people where id = ${person.id}`
    expect(kept).toEqual({ roles: [] })
  })

  it.each([
    ['two roles that nobody may hold together', ['hub-it', 'hub-audit'], {}, 'roles-conflict'],
    ['more groups than fit', [], { _claim_names: { groups: 'src1' } }, 'groups-left-out'],
  ])('says so when the groups give %s', async (_, groups, more, why) => {
    const { person } = await colleague('Viv Tarn', [])
    provider.has({ sub: randomUUID(), email: person.email, name: 'Viv Tarn', groups, amr: ['mfa'], more })
    expect(await signsInWith(hub, new Tourist(), person.email)).toMatchObject({ goesTo: `/?sso=${why}` })
  })

  it('lets nobody from another tenant or domain in', async () => {
    const { person } = await colleague('Max Ford', ['hub-desk'])
    await setProviders(hub, { ...settings(), tenants: ['11111111-1111-4111-8111-111111111111'] })
    expect(await signsInWith(hub, new Tourist(), person.email)).toMatchObject({ goesTo: '/?sso=other-tenant' })
    await setProviders(hub, { ...settings(), domains: ['norbeck.example'] })
    expect(await signsInWith(hub, new Tourist(), person.email)).toMatchObject({ goesTo: '/?sso=other-domain' })
    await setProviders(hub, settings())
  })

  it('lets nobody in who has left, and opens no session elsewhere', async () => {
    const { person } = await colleague('Ada Moor', ['hub-desk'])
    const tourist = new Tourist()
    await signsInWith(hub, tourist, person.email)
    await hub.owner`update hub.people set left_at = ${hub.now()}, version = version + 1 where id = ${person.id}`
    expect(await whoIsIn(hub, tourist)).toBeNull()
    expect(await signsInWith(hub, new Tourist(), person.email)).toMatchObject({ goesTo: '/?sso=left' })
  })

  it('keeps the last administrator, whatever the groups say', async () => {
    const { person, account } = await colleague('Ina Cole', ['hub-it'])
    await signsInWith(hub, new Tourist(), person.email)
    account.groups = ['hub-desk']
    expect(await signsInWith(hub, new Tourist(), person.email)).toMatchObject({ goesTo: '/?sso=last-administrator' })
    const [kept] = await hub.owner`select roles from hub.people where id = ${person.id}`
    expect(kept).toEqual({ roles: ['admin'] })
  })

  it('shows that it is still them, freshly proved, and gives a new token', async () => {
    const { person } = await colleague('Rae Lund', ['hub-desk'])
    const tourist = new Tourist()
    await signsInWith(hub, tourist, person.email)
    const before = tourist.cookie(hub.address, 'hub')
    hub.clockMovesOn({ minutes: 20 })
    const back = await upToTheWayBack(hub, tourist, { provider: 'westmarch', email: person.email, from: '?for=again' })
    expect((await arrives(hub, tourist, back)).page).toContain('data-say="shown"')
    expect(tourist.cookie(hub.address, 'hub')).not.toBe(before)
    const [session] =
      await hub.owner`select stepped_up_at = ${hub.now()} as fresh from hub.sessions where person_id = ${person.id} and opened_by = 'sso'`
    expect(session).toEqual({ fresh: true })
    // Somebody else's proof is not theirs.
    const other = await colleague('Bo Hart', ['hub-desk'])
    const stray = new Tourist()
    await signsInWith(hub, new Tourist(), other.person.email)
    stray.keeps(hub.address, 'hub', tourist.cookie(hub.address, 'hub') ?? '', 'strict')
    const wrong = await upToTheWayBack(hub, stray, {
      provider: 'westmarch',
      email: other.person.email,
      from: '?for=again',
    })
    expect((await arrives(hub, stray, wrong)).page).toContain('data-say="linked-to-another"')
    expect(jo.name).toBe('Jo Marsh')
  })
})
