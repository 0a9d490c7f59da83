import { afterAll, beforeAll, expect, it } from 'vitest'
import { lateWorkingReport } from '#shared/reports/contract.ts'
import { reportOf } from '#shared/reports/reportContract.ts'
import { instant } from '#shared/time/instant.ts'
import { TestHub } from '#tests/harness/service.ts'
import { finishes, hasJob, hasPolicy, hasShift } from '#tests/builders/toil.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

it('counts the jobs that finished late alike wherever it counts them, whichever job has their minutes', async () => {
  hub.clockIs(instant('2026-11-12T20:00:00Z'))
  const service = await hub.service()
  await hasPolicy(hub, service, { graceMinutes: 15 })
  const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  const shift = { startsAt: instant('2026-11-10T08:00:00Z'), endsAt: instant('2026-11-10T16:00:00Z') }
  const shiftId = await hasShift(hub, service, ewa, shift)
  // Two that overlap, of which the earlier is counted anew to nothing; one by ten minutes, one by seconds, and one in time.
  for (const finished of ['18:00:00', '17:30:00', '16:10:00', '16:00:30', '15:00:00'])
    await finishes(
      ewa,
      await hasJob(hub, service, ewa, { shiftId, acceptedAt: instant('2026-11-10T10:00:00Z') }),
      instant(`2026-11-10T${finished}Z`),
    )
  const days = { from: '2026-11-01', to: '2026-11-12' }
  const cellsOf = async (report: 'late' | 'change', row: string) =>
    (
      await ruth.asks(reportOf, { report, view: 'work', ...days, ...(report === 'change' && { change: '2026-11-02' }) })
    ).tables
      .flatMap(({ rows }) => rows)
      .find(({ label }) => label === row)?.cells
  const { late, causes, heat } = await ruth.asks(lateWorkingReport, { to: '2026-11-12', weeks: '1' })
  expect([late.late, late.n, causes.lateJobs, heat.n]).toEqual([3, 5, 3, 3])
  expect((await cellsOf('late', 'Jobs that finished late'))?.slice(0, 2)).toEqual([3, 5])
  expect((await cellsOf('change', 'Jobs that finished late'))?.slice(4)).toEqual([3, 5])
})
