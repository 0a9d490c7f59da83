import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allocateReferral } from '#shared/allocations/contract.ts'
import { findReferrals } from '#shared/referrals/contract.ts'
import { timesOver, usualAllowances, type Allowances } from '#server/kernel/edge/allowances.ts'
import { deadline } from '#server/kernel/edge/deadline.ts'
import { aReferral } from '#tests/builders/allocations.ts'
import { sendsRaw } from '#tests/harness/rawHttp.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import type { Person } from '#tests/harness/person.ts'

/** Small and without growing back, so that counts are exact. */
const small: Allowances = {
  ...timesOver(usualAllowances, 1000),
  person: { burst: 60, perMinute: 0.001, reserved: 20 },
  service: { burst: 150, perMinute: 0.001, reserved: 50 },
  search: { burst: 5, perMinute: 0.001 },
  record: { burst: 3, perMinute: 0.001 },
}

let hub: TestHub
let service: TestService
beforeAll(async () => {
  hub = await TestHub.open({ allowances: small, trustedProxies: 1 })
  service = await hub.service()
})
afterAll(() => hub.close())

const desk = (name: string): Promise<Person> => service.has({ name, roles: ['practice-consultant'] })

/** Asks as fast as it can, so many times, and counts what came. */
async function floods(person: Person, path: string, times: number): Promise<ReadonlyMap<number, number>> {
  const statuses = new Map<number, number>()
  const ask = async (): Promise<void> => {
    const { status } = await person.gets(path)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  // The first tells the hub whose session it is.
  await ask()
  for (let done = 1; done < times; done += 20)
    await Promise.all(Array.from({ length: Math.min(20, times - done) }, ask))
  return statuses
}

describe('a flood', () => {
  it('of reads from one colleague is answered 429, and their own allocation still goes through', async () => {
    const jo = await desk('Jo Marsh')
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    const referral = await aReferral(hub, service, jo)
    const statuses = await floods(jo, '/api/allocations.board', 600)
    const given = await jo.tries(allocateReferral, {
      referralId: referral.id,
      personId: ewa.id,
      seenVersion: 1,
      reason: 'Knows the person',
    })
    expect(given.status).toBe(200)
    // One before the hub knew whose session it was, then all but the reserve.
    expect(statuses.get(200)).toBe(41)
    expect(statuses.get(429)).toBe(559)
    console.info(`limits: 600 reads at ten times the pace, ${statuses.get(429) ?? 0} answered 429, the allocation 200`)
  })

  it('says how long to wait, in words and in a header', async () => {
    const kay = await desk('Kay Stone')
    await floods(kay, '/api/session', 80)
    const refused = await kay.gets('/api/rota.onNow')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.body['message']).toMatch(/Nothing was changed\. Wait \d+ seconds?, then go on\.$/)
  })

  it('from a whole service leaves the others, and its own emergencies, alone', async () => {
    const many = await Promise.all(['Ann', 'Bea', 'Cal', 'Dee'].map((name) => desk(`${name} Hunt`)))
    const statuses = await Promise.all(many.map((one) => floods(one, '/api/rota.onNow', 60)))
    expect(statuses.some((one) => (one.get(429) ?? 0) > 0)).toBe(true)
    const [ann] = many
    const amhp = await service.has({ name: 'Ola Grant', roles: ['amhp'] })
    const referral = ann && (await aReferral(hub, service, ann))
    const given = await ann?.tries(allocateReferral, {
      referralId: referral?.id ?? amhp.id,
      personId: amhp.id,
      seenVersion: 1,
      reason: 'Knows the person',
    })
    expect(given?.status).toBe(200)
    const other = await (await hub.service()).has({ name: 'Zed Fox', roles: ['practice-consultant'] })
    expect((await other.gets('/api/rota.onNow')).status).toBe(200)
  })

  it('of searches and of different records is counted by itself', async () => {
    const other = await hub.service()
    const mo = await other.has({ name: 'Mo Reyes', roles: ['practice-consultant'] })
    await mo.gets('/api/rota.onNow')
    const searched: number[] = []
    for (let time = 0; time < 8; time++)
      searched.push((await mo.posts(`/api/${findReferrals.name}`, { text: 'Lind' })).status)
    expect(searched).toEqual([200, 200, 200, 200, 200, 429, 429, 429])
    const numbers: number[] = []
    for (let time = 0; time < 5; time++) numbers.push((await aReferral(hub, other, mo)).number)
    const opened: number[] = []
    for (const number of [...numbers, ...numbers.slice(0, 3)])
      opened.push((await mo.gets(`/api/referrals.record?number=${number}`)).status)
    expect(opened).toEqual([200, 200, 200, 429, 429, 200, 200, 200])
  })

  it('from one address is counted by the address that our proxy tells, whatever else is written there', async () => {
    const hubOfOne = await TestHub.open({
      allowances: { ...small, address: { burst: 5, perMinute: 0.001 } },
      trustedProxies: 1,
    })
    const ask = (forwarded: string) =>
      fetch(`${hubOfOne.address}/api/session`, { headers: { 'x-forwarded-for': forwarded } }).then(
        ({ status }) => status,
      )
    const statuses: number[] = []
    for (let time = 0; time < 8; time++) statuses.push(await ask(`10.9.8.${time}, 192.0.2.7`))
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
    expect(await ask('192.0.2.7, 192.0.2.8')).toBe(401)
    await hubOfOne.close()
  })

  it('is written down as a security event, with ids only', () => {
    const hits = hub.logged
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ event }) => event === 'limit-hit')
    expect(hits.length).toBeGreaterThan(500)
    expect(hits.at(-1)).toMatchObject({
      code: 'too-much-at-once',
      status: 429,
      door: 'referrals.record',
      serviceId: expect.any(String) as string,
    })
  })
})

describe('a request that takes too long', () => {
  it.each([
    ['because nobody answers it', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n', 503],
    ['because it does not arrive', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc', 408],
  ])('is answered all the same: %s', async (_what, bytes, status) => {
    const express = (await import('express')).default
    const app = express().use(deadline(100), () => undefined)
    const http = createServer(app)
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    const answer = await sendsRaw(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, bytes)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(answer).toMatch(/connection: close/i)
    http.close()
  })
})
