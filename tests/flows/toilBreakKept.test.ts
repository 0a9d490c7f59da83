import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { instant } from '#shared/time/instant.ts'
import { myToil } from '#shared/toil/contract.ts'
import { correctFinish } from '#shared/toil/correctionContract.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'
import { finishes, hasJob, hasPolicy, hasShift } from '#tests/builders/toil.ts'

let hub: TestHub
let service: TestService
let ewa: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  hub.clockIs(instant('2026-11-16T09:00:00Z'))
  service = await hub.service()
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
})

const claim = async () => {
  const [only] = (await ewa.asks(myToil, {})).claims
  if (!only) throw new Error('no claim was made')
  return only
}

it('a claim counts by the break that its shift had when it was made, whatever becomes of the template', async () => {
  // A contract day of 7h 24m: work is extra after that and the unpaid break.
  await hasPolicy(hub, service, { basis: 'contract-day', contractDayMinutes: 444 })
  const shiftId = await hasShift(hub, service, ewa, {
    startsAt: instant('2026-11-10T08:00:00Z'),
    endsAt: instant('2026-11-10T16:00:00Z'),
  })
  const template = randomUUID()
  await hub.owner`insert into hub.shift_templates (service_id, id, name, starts_at, ends_at, role, break_minutes)
    values (${service.id}, ${template}, 'Early', '08:00', '16:00', 'duty', 30)`
  await hub.owner`update hub.shifts set template_id = ${template}, version = version + 1 where id = ${shiftId}`
  const job = await hasJob(hub, service, ewa, { shiftId, acceptedAt: instant('2026-11-10T14:00:00Z') })
  await finishes(ewa, job, instant('2026-11-10T18:00:00Z'))
  const made = await claim()
  // From 08:00, 444 minutes and the half hour of break: 15:54.
  expect(made).toMatchObject({ minutes: 126, matchesRecord: true, look: [] })
  await hub.owner`update hub.shift_templates set break_minutes = 60, version = version + 1 where id = ${template}`
  expect(await claim()).toMatchObject({ minutes: 126, matchesRecord: true, look: [] })
  // Counted again for another reason, it still goes by that break.
  await ewa.sends(correctFinish, {
    claimId: made.id,
    seenVersion: made.version,
    finishedAt: instant('2026-11-10T18:30:00Z'),
    why: 'Typed too early',
  })
  expect(await claim()).toMatchObject({ minutes: 156, matchesRecord: true })
})
