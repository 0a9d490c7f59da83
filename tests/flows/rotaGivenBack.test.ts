import { afterAll, beforeAll, expect, it } from 'vitest'
import { rotaWeek } from '#shared/rota/contract.ts'
import { giveOffer, offerShiftFor, takeOver, undoTakeOver } from '#shared/rota/coverContract.ts'
import { buildFromPatterns, keepPattern, keepPlace } from '#shared/rota/patternContract.ts'
import { previewPublish, publishRota } from '#shared/rota/planContract.ts'
import { times } from '#tests/builders/rota.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

it('a shift that was taken over and given back is again of its pattern, or of the swap that it came by', async () => {
  const service = await hub.service()
  const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  const [ewa, dan, liam] = await Promise.all(
    ['Ewa Kowalska', 'Dan Okoro', 'Liam Farrell'].map((name) => service.has({ name, roles: ['amhp'] })),
  )
  if (!ewa || !dan || !liam) throw new Error('nobody is here')
  const days = { firstDay: '2026-11-16', lastDay: '2026-11-22' }
  const weeks = [[2, 3].map((weekday) => ({ weekday, ...times('08:30', '16:30') }))]
  const kept = { patternId: null, seenVersion: 0, name: 'Early', weeks, retired: false }
  const { patternId } = await ruth.sends(keepPattern, kept)
  const place = { placeId: null, seenVersion: 0, patternId, firstDay: days.firstDay, lastDay: null, offsetWeeks: 0 }
  await ruth.sends(keepPlace, { ...place, personId: ewa.id, excludedDays: [] })
  await ruth.sends(buildFromPatterns, { firstDay: days.firstDay, weeks: 1 })
  const { seen } = await ruth.asks(previewPublish, days)
  await ruth.sends(publishRota, { ...days, seen: [...seen], accepted: [] })
  const rota = async () => (await ruth.asks(rotaWeek, { monday: days.firstDay })).shifts
  const [tuesday, wednesday] = await rota()
  if (!tuesday || !wednesday) throw new Error('nothing was built')
  const offer = { kind: 'give-away', part: null, meantFor: null, note: '' } as const
  const { offerId } = await ruth.sends(offerShiftFor, { ...offer, shiftId: wednesday.id, seenVersion: 1 })
  await ruth.sends(giveOffer, { offerId, seenVersion: 1, personId: dan.id, inReturnShiftId: null })

  for (const [{ id: shiftId }, seenVersion] of [[tuesday, 1] as const, [wednesday, 2] as const]) {
    await ruth.sends(takeOver, { shiftId, seenVersion, toPersonId: liam.id, reason: 'illness' })
    await ruth.sends(undoTakeOver, { shiftId, seenVersion: seenVersion + 1 })
  }
  expect((await rota()).map(({ personId, layer }) => [personId, layer])).toEqual([
    [ewa.id, 'pattern'],
    [dan.id, 'swap'],
  ])
  const planned =
    await hub.owner`select planned_for as whose from hub.shifts where service_id = ${service.id} order by day`
  expect(planned.map(({ whose }) => whose as unknown)).toEqual([null, ewa.id])
  expect(await ruth.sends(buildFromPatterns, { firstDay: days.firstDay, weeks: 1 })).toMatchObject({ put: 0, same: 2 })
})
