import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findReferrals } from '#shared/referrals/contract.ts'
import { LOGGED_FIELDS } from '#server/kernel/log.ts'
import { TestHub } from '#tests/harness/service.ts'
import { Neighbourhood } from '#tests/harness/doorstep.ts'
import type { Person } from '#tests/harness/person.ts'

/** What reaches the log, and what never does: OWASP ASVS 5.0 V16.2, V16.3, V16.4.1, V16.5.1. */
let hub: TestHub
let jo: Person
let admin: Person
beforeAll(async () => {
  hub = await TestHub.open()
  const service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  admin = await service.has({ name: 'Ada Quill', roles: ['admin'] })
})
afterAll(() => hub.close())

type Line = Readonly<Record<string, unknown>>
const lines = (): readonly Line[] => hub.logged.map((line) => JSON.parse(line) as Line)
const eventsOf = (event: string): readonly Line[] => lines().filter((line) => line['event'] === event)

/** Sends somebody's secret words in every place that a request has. */
async function spills(canary: string): Promise<void> {
  const nasty = `${canary}"\r\n{"level":60,"event":"signed-in","actorId":"${canary}"}`
  await jo.posts('/api/sign-in', { email: `${canary}@westmarch.example`, password: nasty })
  await jo.posts('/api/sign-in', { email: nasty, password: canary })
  await jo.posts('/api/referrals.receive', { personName: nasty }, { 'idempotency-key': randomUUID() })
  await jo.posts(
    '/api/sign-in',
    { [nasty]: canary },
    { 'user-agent': canary, 'x-forwarded-for': canary, referer: canary },
  )
  await jo.posts('/api/session', {}, { origin: `https://${canary}.example` })
  await jo.gets(`/api/rota.week?monday=${encodeURIComponent(nasty)}`)
  await jo.gets(`/api/${encodeURIComponent(nasty)}?${canary}=${canary}#${canary}`)
  await jo.gets(`/${canary}/%0d%0a${canary}.php`)
  await jo.posts(`/api/${findReferrals.name}`, { text: canary, show: 'open' })
  await admin.posts(`/api/${findReferrals.name}`, { text: canary, show: 'open' })
  await jo.posts('/csp-report', { 'csp-report': { 'violated-directive': nasty, 'blocked-uri': canary } })
}

describe('a line of the log', () => {
  it('is one JSON object with the time in UTC, whatever somebody sends, and none of their words', async () => {
    const canary = `canary${randomUUID().replaceAll('-', '')}`
    const before = hub.logged.length
    await spills(canary)
    expect(hub.logged.length).toBeGreaterThan(before)
    for (const text of hub.logged) expect(text).toMatch(/^\{[^\n\r]*\}\n?$/)
    expect(hub.logged.filter((text) => text.includes(canary))).toEqual([])
    expect(hub.logged.filter((text) => text.includes(jo.cookie.slice(jo.cookie.indexOf('=') + 1)))).toEqual([])
    const known = new Set<string>([...LOGGED_FIELDS, 'level', 'time', 'msg'])
    for (const line of lines()) {
      expect(line['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      expect(Object.keys(line).filter((name) => !known.has(name))).toEqual([])
    }
    console.info(`log: ${hub.logged.length} lines, 0 with a canary word, 0 with a field that is not on the list`)
  })

  it('says of a wrong and of a right sign-in where from and how it went, and of the end as well', async () => {
    const kim = await (await hub.service()).has({ name: 'Kim Vale', roles: ['manager'] })
    const wrong = await kim.posts('/api/sign-in', { email: kim.email, password: 'not this one' })
    const right = await kim.signsIn('correct horse battery staple')
    const end = await kim.signsOut()
    for (const [event, answer] of [
      ['sign-in-failed', wrong],
      ['signed-in', right],
      ['signed-out', end],
    ] as const) {
      const [line] = eventsOf(event).slice(-1)
      expect(line, event).toMatchObject({ event, status: answer.status, address: expect.any(String) as string })
      expect(line?.['requestId'], event).toMatch(/^[0-9a-f-]{36}$/)
    }
    expect(eventsOf('sign-in-failed').at(-1)?.['requestId']).toBe(wrong.body['requestId'])
  })

  it('says by which factors somebody came in, and nothing of coming in before all are shown', async () => {
    const doors = await TestHub.open({ trustedProxies: 1 })
    const near = new Neighbourhood(doors, await doors.service('Norbeck AMHP service', { real: true }))
    const told = () =>
      doors.logged
        .map((line) => JSON.parse(line) as Line)
        .filter(({ event }) => event === 'signed-in' || event === 'sign-in-failed')
        .map(({ event, door, code }) => ({ event, door, code }))
    const { who, door, app } = await near.enrols()
    const before = told().length
    await door.signIn(who.email)
    await door.post('/api/sign-in/factor', { code: '000000' })
    await door.post('/api/sign-in/factor', { code: app.codeAt(doors.now()) })
    await expect
      .poll(() => told().slice(before))
      .toEqual([
        { event: 'sign-in-failed', door: 'sign-in/factor', code: 'wrong-code' },
        { event: 'signed-in', door: 'sign-in/factor', code: 'password+totp' },
      ])
    await doors.close()
  })

  it('says who was refused for want of permission, at which door and in which service', async () => {
    const refused = await admin.gets('/api/allocations.board')
    expect(refused.status).toBe(403)
    expect(eventsOf('denied').at(-1)).toMatchObject({
      code: 'not-allowed',
      door: 'allocations.board',
      actorId: admin.id,
      serviceId: expect.any(String) as string,
      requestId: refused.body['requestId'],
    })
  })

  it('says of many refused inputs that somebody may be trying', async () => {
    for (let turn = 0; turn < 22; turn++) await jo.gets('/api/rota.week?monday=tuesday')
    expect(eventsOf('many-bad-inputs').at(-1)).toMatchObject({ count: 20, door: 'rota.week' })
  })
})

describe('a fault of ours', () => {
  it('is answered with one sentence and a number, and is found in the log by it', async () => {
    await hub.owner`alter table hub.shift_templates rename to shift_templates_gone`
    try {
      const answer = await jo.gets('/api/rota.week?monday=2026-11-09')
      expect(answer.status).toBe(500)
      expect(Object.keys(answer.body).toSorted()).toEqual(['code', 'message', 'requestId'])
      expect(JSON.stringify(answer.body)).not.toMatch(/select|hub\.\w|shift_templates|node_modules|\.ts|42P01|Error/i)
      const [line] = lines().filter(({ requestId, error }) => requestId === answer.body['requestId'] && error)
      expect(line).toMatchObject({ level: 50, error: { code: '42P01' } })
    } finally {
      await hub.owner`alter table hub.shift_templates_gone rename to shift_templates`
    }
    expect((await jo.gets('/api/rota.week?monday=2026-11-09')).status).toBe(200)
  })
})
