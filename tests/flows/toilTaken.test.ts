import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { recordTaken } from '#shared/toil/contract.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import { hasOpeningBalance, hasPolicy } from '#tests/builders/toil.ts'

let hub: TestHub
let service: TestService
let ewa: Person
let ruth: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  service = await hub.service()
  await hasPolicy(hub, service, { debitAllowedMinutes: 60 })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
})

const minutesIn = async (personId: string): Promise<number> => {
  const [row] = await hub.owner<{ sum: string }[]>`
    select coalesce(sum(minutes), 0)::text as sum from hub.toil_entries where person_id = ${personId}`
  return Number(row?.sum)
}

describe('TOIL taken', () => {
  const taken = (personId: string, minutes: number, day = '2026-11-12') =>
    ({ personId, day, minutes, note: '' }) as const

  it('comes off the balance, down to what the policy lets somebody take in advance', async () => {
    await hasOpeningBalance(hub, service, ewa, 200)
    const screen = await ewa.opensScreen()
    const key = randomUUID()
    expect(await ruth.sends(recordTaken, taken(ewa.id, 240), key)).toMatchObject({ balance: -40 })
    await screen.hearsOf('toil')
    screen.close()
    expect(await ruth.sends(recordTaken, taken(ewa.id, 240), key)).toMatchObject({ balance: -40 })
    expect(await ruth.tries(recordTaken, taken(ewa.id, 21))).toMatchObject({
      status: 422,
      body: { code: 'more-than-owed', balance: -40, debitAllowed: 60 },
    })
    expect(await ruth.sends(recordTaken, taken(ewa.id, 20))).toMatchObject({ balance: -60 })
    expect(await minutesIn(ewa.id)).toBe(-60)
  })

  it('is not recorded before its day has come, and the balance stays', async () => {
    await hasOpeningBalance(hub, service, ewa, 200)
    for (const day of ['2026-11-13', '2030-01-01']) {
      expect(await ruth.tries(recordTaken, taken(ewa.id, 60, day))).toMatchObject({
        status: 422,
        body: { code: 'taken-in-future', field: 'day' },
      })
    }
    expect(await minutesIn(ewa.id)).toBe(200)
  })

  it('is not for oneself, nor for somebody of another service, and takes a manager', async () => {
    const sam = await service.has({ name: 'Sam Reid', roles: ['amhp', 'manager'] })
    const away = await (await hub.service('Norbeck')).has({ name: 'Ida Holm', roles: ['amhp'] })
    expect(await sam.tries(recordTaken, taken(sam.id, 10))).toMatchObject({
      status: 403,
      body: { code: 'own-account' },
    })
    expect((await ruth.tries(recordTaken, taken(away.id, 10))).status).toBe(404)
    expect((await ruth.gets(`/api/toil.of?personId=${away.id}`)).status).toBe(404)
    expect((await ewa.tries(recordTaken, taken(ewa.id, 10))).status).toBe(403)
  })

  it('is never more than is owed, however many record it at once', async () => {
    await hasOpeningBalance(hub, service, ewa, 300)
    const presses = Array.from({ length: 40 }, () => ruth.tries(recordTaken, taken(ewa.id, 60)))
    const statuses = (await Promise.all(presses)).map(({ status }) => status)
    expect(statuses.filter((status) => ![200, 422, 503].includes(status))).toEqual([])
    const got = statuses.filter((status) => status === 200).length
    expect(got).toBeLessThanOrEqual(6)
    expect(await minutesIn(ewa.id)).toBe(300 - 60 * got)
    expect(await minutesIn(ewa.id)).toBeGreaterThanOrEqual(-60)
  })

  it.each([
    ['nobody', { personId: undefined }],
    ['somebody who is not an id', { personId: 'Ewa' }],
    ['no day', { day: undefined }],
    ['a day that does not exist', { day: '2026-02-30' }],
    ['a day with a time', { day: '2026-11-13T00:00:00Z' }],
    ['no minutes', { minutes: undefined }],
    ['nought minutes', { minutes: 0 }],
    ['minutes to add', { minutes: -30 }],
    ['half a minute', { minutes: 7.5 }],
    ['more than a day', { minutes: 1441 }],
    ['minutes as text', { minutes: '60' }],
    ['a note that is not text', { note: 4 }],
  ])('is refused with %s', async (_what, wrong) => {
    const answer = await ruth.posts(
      '/api/toil.recordTaken',
      { ...taken(ewa.id, 30), ...wrong },
      { 'idempotency-key': randomUUID() },
    )
    expect(answer.status).toBe(400)
  })
})
