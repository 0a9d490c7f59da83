import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  answerHandover,
  handoverNow,
  handoverSheet,
  offerHandover,
  withdrawHandover,
} from '#shared/handover/contract.ts'
import { typedAgain } from '#shared/handover/typedAgain.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { clockTimeOf } from '#shared/time/london.ts'
import { aDesk, aReferral, aShift } from '#tests/builders/allocations.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

it('a handover taken back says by whom, tells its giver that it is theirs, and gives back what was written', async () => {
  const { service, jo } = await aDesk(hub)
  const kwame = await service.has({ name: 'Kwame Boateng', roles: ['edt'] })
  const sean = await aReferral(hub, service, jo)
  const nextBy = addMinutes(hub.now(), 45)
  const item = { referralId: sean.id, note: 'Ring Dr Hale back', nextBy }
  const words = 'Bed manager rings at 19:00'
  const { handoverId } = await jo.sends(offerHandover, { kind: 'out-of-hours', words, items: [item] })
  const offeredBy = async (who: typeof jo) =>
    (await who.asks(handoverNow, {})).open.map((one) => [one.offeredBy, one.offeredByMe])
  expect(await offeredBy(jo)).toEqual([['Jo Marsh', true]])
  expect(await offeredBy(kwame)).toEqual([['Jo Marsh', false]])

  await jo.sends(withdrawHandover, { handoverId, why: '' })
  expect(await offeredBy(jo)).toEqual([[null, false]])
  const late = await kwame.tries(answerHandover, { handoverId, taken: [sean.id], left: [], words: '' })
  expect(late).toMatchObject({ status: 409, body: { code: 'handover-withdrawn', byName: 'Jo Marsh' } })
  expect(late.body['message']).toMatch(/^Jo Marsh took this back, .* Everything stays where it was\.$/)
  const sheet = await jo.asks(handoverSheet, { handoverId })
  if (!sheet) throw new Error('what was taken back is kept')
  expect(typedAgain(sheet, null, hub.now())).toEqual({
    kind: 'out-of-hours',
    words,
    items: { [sean.id]: { ticked: true, note: 'Ring Dr Hale back', nextBy: clockTimeOf(nextBy) } },
  })
})

it('whoever hands the desk over is told whether by the rota somebody else has it after them', async () => {
  const { service, jo } = await aDesk(hub)
  const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  const isFollowed = async () => (await jo.asks(handoverNow, {})).isFollowed
  await aShift(hub, service, jo, { to: 1, role: 'practice-consultant' })
  expect(await isFollowed()).toBe(false)
  await aShift(hub, service, amir, { to: 4, role: 'practice-consultant' })
  expect(await isFollowed()).toBe(true)
})
