import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { ShiftId } from '#shared/kernel/ids.ts'
import { changeShift, rotaWeek } from '#shared/rota/contract.ts'
import { decideOffer, offerOwnShift, shiftOffersNow, takeOffer, takeOver } from '#shared/rota/coverContract.ts'
import { dutyNeeds, keepNeed } from '#shared/rota/needContract.ts'
import { aShift, rosters, times } from '#tests/builders/rota.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
let ruth: Person
let ewa: Person
let dan: Person
let words: string
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  const service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
  await hub.owner`insert into hub.rota_settings (service_id, effective_from, model, swap_policy, office_from, office_until, set_by, set_at)
    values (${service.id}, '2026-01-01', 'hub', 'none', '09:00', '17:00', ${ruth.id}, ${hub.now()})`
  const [first, second] = (await ruth.asks(dutyNeeds, {})).councils
  if (!first) throw new Error('the service acts for no council')
  // Dan acts for the neighbour only.
  const neighbour = second ?? { id: crypto.randomUUID() }
  if (!second)
    await hub.owner`insert into hub.councils (service_id, id, name, acted_for) values (${service.id}, ${neighbour.id}, 'Southbury', true)`
  await hub.owner`update hub.acting_for set council_id = ${neighbour.id} where service_id = ${service.id} and person_id = ${dan.id} and council_id = ${first.id}`
  const need = { role: 'duty', days: ['2'], startsAt: '08:30', endsAt: '16:30', minimum: 1, firm: false } as const
  await ruth.sends(keepNeed, {
    needId: null,
    seenVersion: 0,
    ...need,
    days: [...need.days],
    councilId: first.id,
    retired: false,
  })
  words = `${first.name} is left short on Tue 17 November 08:30–16:30: 1 fewer than the 1 needed as Duty AMHP who may act on its behalf.`
})

const ewasTuesday = () => rosters(ruth, ewa.id, '2026-11-17', '08:30', '16:30')
const offers = (shiftId: ShiftId) =>
  ({ shiftId, seenVersion: 1, kind: 'give-away', part: null, meantFor: null, note: '' }) as const

it('a swap that leaves a council without its own is said before it is taken, and waits for whoever plans', async () => {
  const { offerId } = await ewa.sends(offerOwnShift, offers(await ewasTuesday()))
  expect((await dan.asks(shiftOffersNow, {})).offers).toMatchObject([{ cannot: null, warnings: [words] }])
  const taken = await dan.sends(takeOffer, { offerId, seenVersion: 1, inReturnShiftId: null })
  expect(taken).toMatchObject({ state: 'waiting', warnings: [words] })
  const agreed = await ruth.sends(decideOffer, { offerId, seenVersion: 2, agree: true, why: '' })
  expect(agreed).toMatchObject({ state: 'agreed', warnings: [words] })
})

it('part of a shift says it when it is offered to somebody, and to whoever might take it', async () => {
  const shiftId = await ewasTuesday()
  const part = { startsAt: '12:00', endsAt: '16:30' }
  const short = words.replace('08:30–16:30', '12:00–16:30')
  const asked = { ...offers(shiftId), kind: 'part', part, meantFor: dan.id } as const
  expect(await ewa.sends(offerOwnShift, asked)).toMatchObject({ warnings: [short] })
  expect((await dan.asks(shiftOffersNow, {})).offers).toMatchObject([{ cannot: null, warnings: [short] }])
  const other = await rosters(ruth, ewa.id, '2026-11-24', '08:30', '16:30')
  expect(await ewa.sends(offerOwnShift, offers(other)), 'nobody in particular').toMatchObject({ warnings: [] })
  const whole = await rosters(ruth, ewa.id, '2026-12-01', '08:30', '16:30')
  expect((await ewa.sends(offerOwnShift, { ...offers(whole), meantFor: dan.id })).warnings).toHaveLength(1)
})

it('a change by hand and a taking over say it too, and nothing where somebody else acts for that council', async () => {
  const shiftId = await ewasTuesday()
  const gives = { ...aShift(dan.id, { day: '2026-11-17', times: times('08:30', '16:30') }), shiftId, seenVersion: 1 }
  expect((await ruth.sends(changeShift, gives)).warnings).toEqual([words])
  const back = { ...gives, personId: ewa.id, seenVersion: 2 }
  expect((await ruth.sends(changeShift, back)).warnings).toEqual([])
  const over = { shiftId, seenVersion: 3, toPersonId: dan.id, reason: 'illness' } as const
  expect((await ruth.sends(takeOver, over)).warnings).toEqual([words])
  expect((await ruth.asks(rotaWeek, { monday: '2026-11-16' })).shifts.map(({ personId }) => personId)).toEqual([dan.id])
})
