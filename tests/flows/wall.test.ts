import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endDisplay, makeDisplay, MOST_DISPLAYS, wallDisplays } from '#shared/wall/contract.ts'
import type { WallView } from '#shared/wall/view.ts'
import { restrictRecord } from '#shared/restricted/contract.ts'
import { addHours } from '#shared/time/instant.ts'
import { commandDoors, queryDoors } from '#server/doors.ts'
import { aDesk, aReferral, given, spoilt } from '#tests/builders/allocations.ts'
import { TEST_PASSWORD, TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

const call = (
  method: string,
  options: { readonly cookie?: string; readonly token?: unknown; readonly origin?: string } = {},
) =>
  fetch(`${hub.address}/api/wall`, {
    method,
    headers: {
      origin: options.origin ?? hub.address,
      'content-type': 'application/json',
      cookie: options.cookie ?? '',
    },
    ...(method === 'POST' && { body: JSON.stringify({ token: options.token }) }),
  })

async function aWall(service: TestService) {
  const owen = await service.has({ name: 'Owen Tasker', roles: ['admin'] })
  await owen.stepsUp(TEST_PASSWORD)
  const { displayId, token } = await owen.sends(makeDisplay, { label: 'Hub office', days: 30 })
  const opened = await call('POST', { token })
  const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  return { owen, displayId, token: token ?? '', cookie, opened }
}

describe('a wall display', () => {
  it('shows clocks, areas and initials, and nobody’s name', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const power = { kind: 's136' as const, startedAt: addHours(hub.now(), -20) }
    const marta = await aReferral(hub, service, jo, { placeId: service.baseId, power, request: 's136' })
    const sean = await aReferral(hub, service, jo, { lastName: 'Doyle', firstName: 'Sean' })
    await given(jo, marta, ewa)
    await jo.sends(restrictRecord, {
      referralId: sean.id,
      kind: 'allow',
      reason: 'well-known',
      why: 'Works in the same building',
      guardianId: jo.id,
      personIds: [],
    })
    const { cookie, opened } = await aWall(service)
    expect(opened.headers.get('set-cookie')).toMatch(
      /^hub-wall=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/,
    )
    const answer = await call('GET', { cookie })
    const text = await answer.text()
    const view = JSON.parse(text) as WallView
    expect(
      view.rows.map(({ number, initials, area, withInitials, restricted }) => ({
        number,
        initials,
        area,
        withInitials,
        restricted,
      })),
    ).toEqual([
      { number: marta.number, initials: 'ML', area: 'Westmarch', withInitials: 'EK', restricted: false },
      { number: sean.number, initials: '', area: '', withInitials: null, restricted: true },
    ])
    expect(view.rows[0]?.powers).toMatchObject([{ kind: 's136', startedAt: power.startedAt }])
    expect(view.shifts).toMatchObject([{ initials: 'EK', jobs: 1 }])
    for (const name of [
      'Marta',
      'Lindqvist',
      'Doyle',
      'Sean',
      'Ewa',
      'Kowalska',
      'Jo',
      'Marsh',
      'Mill Lane',
      'Not slept',
    ])
      expect(text).not.toContain(name)
  })

  it('can do nothing else: its token opens no other door, no socket, and no session opens the wall', async () => {
    const { service, jo } = await aDesk(hub)
    const { cookie, token } = await aWall(service)
    const asSession = `${cookie}; hub=${token}`
    for (const { name } of [...commandDoors, ...queryDoors]) {
      const answer = await fetch(`${hub.address}/api/${name}`, {
        method: 'POST',
        headers: {
          origin: hub.address,
          cookie: asSession,
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
        },
        body: '{}',
      })
      expect([name, answer.status]).toEqual([name, 401])
    }
    expect((await call('GET', { cookie: jo.cookie })).status).toBe(401)
    expect((await call('PUT', { cookie })).status).toBe(405)
    expect((await call('POST', { token, origin: 'https://evil.example' })).status).toBe(403)
    for (const odd of [undefined, 7, '', 'A'.repeat(43), { $ne: null }, `${token}x`])
      expect((await call('POST', { token: odd })).status).toBe(401)
  })

  it('is made and ended by an administrator or the AMHP lead, shows nothing after that, and is told this once', async () => {
    const { service, jo, ewa } = await aDesk(hub)
    const { owen, displayId, cookie, token } = await aWall(service)
    const lead = await service.has({ name: 'Ada Obi', roles: ['amhp-lead'] })
    for (const person of [jo, ewa])
      expect((await person.tries(makeDisplay, { label: 'Mine', days: 1 })).status).toBe(403)
    const [kept] = await hub.owner<{ answer: string }[]>`
      select answer::text as answer from hub.commands where service_id = ${service.id} and name = ${makeDisplay.name}`
    expect(kept?.answer).not.toContain(token)
    expect(await lead.asks(wallDisplays, {})).toMatchObject([
      { id: displayId, label: 'Hub office', lastSeenAt: hub.now() },
    ])
    const elsewhere = await hub.service()
    const other = await elsewhere.has({ name: 'Zed Fox', roles: ['admin'] })
    expect((await other.tries(endDisplay, { displayId })).status).toBe(404)
    await lead.sends(endDisplay, { displayId })
    expect((await lead.tries(endDisplay, { displayId })).status).toBe(404)
    expect((await call('GET', { cookie })).status).toBe(401)
    expect((await call('POST', { token })).status).toBe(401)
    expect(await lead.asks(wallDisplays, {})).toEqual([])
    for (const [what, body] of spoilt({ label: 'Hub office', days: 30 }))
      expect([
        what,
        (await owen.posts(`/api/${makeDisplay.name}`, body, { 'idempotency-key': crypto.randomUUID() })).status,
      ]).toEqual([what, 400])
  })

  it('ends by itself on its day, and there are only so many', async () => {
    const { service } = await aDesk(hub)
    const { owen, cookie } = await aWall(service)
    for (let count = 1; count < MOST_DISPLAYS; count++)
      await owen.sends(makeDisplay, { label: `Office ${count}`, days: 1 })
    expect(await owen.tries(makeDisplay, { label: 'One more', days: 1 })).toMatchObject({
      body: { code: 'too-many-displays' },
    })
    expect((await call('GET', { cookie })).status).toBe(200)
    hub.clockMovesOn({ hours: 30 * 24 })
    expect((await call('GET', { cookie })).status).toBe(401)
  })
})
