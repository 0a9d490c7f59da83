import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { whoLooked } from '#shared/audit/contract.ts'
import { addShiftTemplate } from '#shared/rota/contract.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

/** Input that no screen sends and somebody by hand may: each is answered in words, and none as a fault. */
let hub: TestHub
let ruth: Person
let noor: Person
beforeAll(async () => {
  hub = await TestHub.open()
  const service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  noor = await service.has({ name: 'Noor Iqbal', roles: ['manager', 'amhp-lead'] })
})
afterAll(() => hub.close())

it('says what is wrong with an address that has a hidden character in it', async () => {
  const answer = await ruth.posts('/api/sign-in', { email: 'a\u0000b@westmarch.example', password: 'x' })
  expect(answer.status).toBe(400)
  expect(answer.body).toMatchObject({
    field: 'email',
    message: expect.stringMatching(/hidden control characters/) as string,
  })
})

it.each(['0000-01-01T00:00:00Z', '9999-12-31T00:00:00Z', '1849-12-31T23:59:59Z', '2300-01-01T00:00:00Z'])(
  'asks to check a year that nobody lives in: %s',
  async (from) => {
    const asked = new URLSearchParams({ number: '2424', whose: 'person', from, to: '9999-12-31T12:00:00Z' })
    const answer = await noor.gets(`/api/${whoLooked.name}?${asked.toString()}`)
    expect(answer.status).toBe(400)
    expect(answer.body['message']).toMatch(/Check the year/)
  },
)

it('tells somebody whose command has the id of a colleague’s to make a new one, and changes nothing', async () => {
  const key = randomUUID()
  const template = { name: 'Late', startsAt: '15:00', endsAt: '23:00', role: 'duty' as const, breakMinutes: 30 }
  await ruth.sends(addShiftTemplate, template, key)
  const answer = await noor.tries(addShiftTemplate, { ...template, name: 'Later' }, key)
  expect([answer.status, answer.body['code']]).toEqual([422, 'command-id-reused'])
  const rows = await hub.owner`select name from hub.shift_templates where name in ('Late', 'Later')`
  expect(rows).toHaveLength(1)
})
