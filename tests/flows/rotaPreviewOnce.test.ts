import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { ShiftId } from '#shared/kernel/ids.ts'
import { changeShift } from '#shared/rota/contract.ts'
import { previewPublish, putInDraft } from '#shared/rota/planContract.ts'
import { counted } from '#server/kernel/metrics.ts'
import { aShift, rosters, times, workGivenOn } from '#tests/builders/rota.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

it('what publishing would change is asked of the database as often for many drafted shifts as for one', async () => {
  const service = await hub.service()
  const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  const people = await Promise.all(
    ['Ewa Kowalska', 'Dan Okoro', 'Liam Farrell', 'Noor Hassan'].map((name) => service.has({ name, roles: ['amhp'] })),
  )
  const shifts: { readonly person: Person; readonly shiftId: ShiftId }[] = []
  for (const person of people)
    shifts.push({ person, shiftId: await rosters(ruth, person.id, '2026-11-13', '08:30', '16:30') })
  const later = { day: '2026-11-13', times: times('09:30', '17:30') }
  const draft = (at: number) => {
    const one = shifts[at]
    if (!one) throw new Error('no such shift')
    return ruth.sends(putInDraft, { ...later, shiftId: one.shiftId, seenVersion: 0, personId: one.person.id })
  }
  const preview = async () => {
    const [sent, answered] = [
      counted.statements.total({ door: 'rota.previewPublish' }),
      counted.requests.total({ door: 'rota.previewPublish' }),
    ]
    const { findings } = await ruth.asks(previewPublish, { firstDay: '2026-11-09', lastDay: '2026-11-15' })
    await vi.waitUntil(() => counted.requests.total({ door: 'rota.previewPublish' }) > answered, { interval: 1 })
    return { findings, statements: counted.statements.total({ door: 'rota.previewPublish' }) - sent }
  }
  await draft(0)
  const one = await preview()
  for (const at of [1, 2, 3]) await draft(at)
  // One of them was changed on the rota meanwhile, and one is being worked: each is still said by itself.
  const [, dan, liam] = shifts
  if (!dan || !liam) throw new Error('no shifts')
  const moved = { ...aShift(dan.person.id, { day: '2026-11-13' }), shiftId: dan.shiftId, seenVersion: 1 }
  await ruth.sends(changeShift, moved)
  await workGivenOn(hub, service, liam.person, liam.shiftId, 'running')
  const many = await preview()
  const stale = many.findings.filter(({ key }) => key.startsWith('stale'))
  expect(stale.map(({ title, text }) => `${title}: ${text}`)).toEqual(
    expect.arrayContaining([
      'Dan Okoro, Fri 13 November: Ruth Banerjee changed it on the rota since it was drafted. Look at it again, and draft it anew.',
      expect.stringContaining('Liam Farrell, Fri 13 November: They are out on R-'),
    ]),
  )
  expect(stale).toHaveLength(2)
  // Who changed what is asked once there is something to ask.
  expect(many.statements).toBeLessThanOrEqual(one.statements + 1)
})
