import { afterAll, beforeAll, expect, it } from 'vitest'
import { addShift, addShiftTemplate, changeShiftTemplate, rotaWeek } from '#shared/rota/contract.ts'
import { aShift, aTemplate } from '#tests/builders/rota.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

it('a shift keeps the break and the place that its template had when it was put on', async () => {
  const service = await hub.service()
  const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  const [old] = await hub.owner<{ id: string; name: string }[]>`
    select id, name from hub.places where service_id = ${service.id} order by name limit 1`
  const own = aTemplate({ startsAt: '08:30', endsAt: '16:30', breakMinutes: 30, placeId: old?.id ?? null })
  const { templateId } = await ruth.sends(addShiftTemplate, own)
  const puts = (day: string) => ruth.sends(addShift, aShift(ewa.id, { day, times: { templateId } }))
  await puts('2026-11-16')
  await ruth.sends(changeShiftTemplate, {
    ...own,
    templateId,
    seenVersion: 1,
    breakMinutes: 60,
    placeId: null,
    retired: false,
  })
  await puts('2026-11-17')
  const { shifts } = await ruth.asks(rotaWeek, { monday: '2026-11-16' })
  expect(shifts.map(({ placeName }) => placeName)).toEqual([old?.name ?? null, null])
  const kept = await hub.owner<{ minutes: number }[]>`
    select break_minutes as minutes from hub.shifts where service_id = ${service.id} order by day`
  expect(kept.map(({ minutes }) => minutes)).toEqual([30, 60])
})
