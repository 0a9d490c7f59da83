import { afterAll, beforeAll, it } from 'vitest'
import { addDays, londonDay } from '#shared/time/london.ts'
import { instant } from '#shared/time/instant.ts'
import { TestHub } from '#tests/harness/service.ts'
import { hasClaim, hasPolicy, submits } from '#tests/builders/toil.ts'
let hub: TestHub
beforeAll(async () => { hub = await TestHub.open() })
afterAll(() => hub.close())
it('times', async () => {
  const service = await hub.service()
  await hasPolicy(hub, service)
  const ruth = await service.has({ name: 'Ruth', roles: ['manager'] })
  const ewa = await service.has({ name: 'Ewa', roles: ['amhp'] })
  for (let i = 0; i < 60; i += 1) {
    const day = addDays(londonDay('2026-08-01'), i)
    await submits(ewa, await hasClaim(hub, service, ewa, { shift: { startsAt: instant(`${day}T08:00:00Z`), endsAt: instant(`${day}T16:00:00Z`) }, late: 50 }))
  }
  for (let i = 0; i < 8; i += 1) {
    const t = performance.now()
    const r = await ruth.gets('/api/toil.claimsToDecide')
    const t2 = performance.now()
    await ruth.gets('/api/reports.lateWorking?to=2026-11-08&weeks=52')
    console.log(r.status, Math.round(t2 - t), Math.round(performance.now() - t2))
  }
})
