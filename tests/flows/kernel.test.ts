import { afterAll, beforeAll, expect, it } from 'vitest'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

it('signs in, says who it is, and signs out', async () => {
  const service = await hub.service()
  const jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  const session = await jo.gets('/api/session')
  expect(session.body).toMatchObject({ person: { name: 'Jo Marsh', initials: 'JM' }, service: { id: service.id } })
  await jo.signsOut()
  expect((await jo.gets('/api/session')).status).toBe(401)
})
