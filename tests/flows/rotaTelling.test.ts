import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { cancelShift, changeShift } from '#shared/rota/contract.ts'
import { offerOwnShift, takeOffer } from '#shared/rota/coverContract.ts'
import { noticeWords } from '#shared/rota/notices.ts'
import { myRotaNotices } from '#shared/rota/planContract.ts'
import { instant } from '#shared/time/instant.ts'
import { aShift, rosters, times } from '#tests/builders/rota.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
let ruth: Person
let ewa: Person
let dan: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  // In the evening: what is not urgent waits for office hours.
  hub.clockIs(instant('2026-11-12T20:00:00Z'))
  const service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager', 'practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp', 'manager'] })
  dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
  await hub.owner`insert into hub.rota_settings (service_id, effective_from, model, swap_policy, office_from, office_until, set_by, set_at)
    values (${service.id}, '2026-01-01', 'hub', 'none', '09:00', '17:00', ${ruth.id}, ${hub.now()})`
})

const toldInTheMorning = async (person: Person) => {
  hub.clockIs(instant('2026-11-13T09:00:00Z'))
  return (await person.asks(myRotaNotices, {})).notices.flatMap(({ changes }) => changes.map(noticeWords))
}

it('tells nobody of a shift as it was before they moved it themselves', async () => {
  const shiftId = await rosters(ruth, ewa.id, '2026-11-18', '08:30', '16:30')
  await ewa.sends(changeShift, {
    ...aShift(ewa.id, { day: '2026-11-19', times: times('12:30', '20:30') }),
    shiftId,
    seenVersion: 1,
  })
  expect(await toldInTheMorning(ewa)).toEqual(['New for you: Thu 19 November 12:30–20:30.'])
})

it('tells nobody of a shift that they took off themselves before they heard of it', async () => {
  const shiftId = await rosters(ruth, ewa.id, '2026-11-18', '08:30', '16:30')
  await ewa.sends(cancelShift, { shiftId, seenVersion: 1, why: 'Not needed' })
  expect(await toldInTheMorning(ewa)).toEqual([])
})

it('tells whoever gave a shift away before they heard of it nothing of it, and nothing that they did besides', async () => {
  const shiftId = await rosters(ruth, ewa.id, '2026-11-18', '08:30', '16:30')
  const offered = await ewa.sends(offerOwnShift, {
    shiftId,
    seenVersion: 1,
    kind: 'give-away',
    part: null,
    meantFor: null,
    note: '',
  })
  await dan.sends(takeOffer, { offerId: offered.offerId, seenVersion: 1, inReturnShiftId: null })
  await rosters(ewa, ewa.id, '2026-11-20', '08:30', '16:30')
  expect(await toldInTheMorning(ewa)).toEqual([])
  expect(await toldInTheMorning(dan)).toEqual([])
})
