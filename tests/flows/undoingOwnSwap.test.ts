import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ShiftId, ShiftOfferId } from '#shared/kernel/ids.ts'
import { changeShift, rotaWeek } from '#shared/rota/contract.ts'
import { decideOffer, offerOwnShift, shiftOffersNow, takeOffer } from '#shared/rota/coverContract.ts'
import { acknowledgeNotice, myRotaNotices } from '#shared/rota/planContract.ts'
import { agreeToReturn } from '#shared/rota/returnContract.ts'
import { undoOwnSwap, undoTaking } from '#shared/rota/undoSwap.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { clockTimeOf, londonDayOf } from '#shared/time/london.ts'
import { aShift, rosters, times } from '#tests/builders/rota.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let ruth: Person
let ewa: Person
let dan: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
})

const policy = (swaps: 'none' | 'approved') =>
  hub.owner`insert into hub.rota_settings (service_id, effective_from, model, swap_policy, office_from, office_until, set_by, set_at)
    values (${service.id}, '2026-01-01', 'hub', ${swaps}, '09:00', '17:00', ${ruth.id}, ${hub.now()})`
const holders = async () =>
  (await ruth.asks(rotaWeek, { monday: '2026-11-16' })).shifts.map(
    ({ personId, day }) => `${personId === ewa.id ? 'ewa' : 'dan'} ${day.slice(8)}`,
  )
interface Swap {
  readonly offerId: ShiftOfferId
  readonly friday: ShiftId
}
const agreed = async (day = '2026-11-19', back = '2026-11-20', from = '12:30'): Promise<Swap> => {
  const thursday = await rosters(ruth, ewa.id, day, from, '20:30')
  const friday = await rosters(ruth, dan.id, back, '12:30', '20:30')
  const offer = { shiftId: thursday, seenVersion: 1, kind: 'swap', part: null, meantFor: null, note: '' } as const
  const { offerId } = await ewa.sends(offerOwnShift, offer)
  await dan.sends(takeOffer, { offerId, seenVersion: 1, inReturnShiftId: friday })
  await ewa.sends(agreeToReturn, { offerId, seenVersion: 2 })
  return { offerId, friday }
}
const mayUndo = async (who: Person) => (await who.asks(shiftOffersNow, {})).offers.map((one) => one.mayUndo)

describe('a swap that both agreed to', () => {
  it('is undone by its giver within ten minutes, and waits for their yes again; the other is told', async () => {
    await policy('none')
    const { offerId } = await agreed()
    hub.clockMovesOn({ minutes: 10 })
    expect([await mayUndo(ewa), await mayUndo(dan), await mayUndo(ruth)]).toEqual([[true], [true], [false]])
    const screen = await dan.opensScreen()
    const key = randomUUID()
    const undone = await ewa.sends(undoOwnSwap, { offerId, seenVersion: 3 }, key)
    expect(undone).toEqual({ state: 'waiting', version: 4 })
    await screen.hearsOf('rota')
    screen.close()
    expect(await ewa.sends(undoOwnSwap, { offerId, seenVersion: 3 }, key), 'sent twice it happens once').toEqual(undone)
    expect(await holders()).toEqual(['ewa 19', 'dan 20'])
    hub.clockMovesOn({ hours: 24 })
    const told = (await dan.asks(myRotaNotices, {})).notices.flatMap(({ changes }) => changes)
    expect(told).toContainEqual(expect.objectContaining({ after: expect.objectContaining({ day: '2026-11-20' }) }))
    hub.clockMovesOn({ hours: -24, minutes: -10 })
  })

  it('is undone by its taker, and is on offer again', async () => {
    await policy('none')
    const { offerId } = await agreed()
    expect(await dan.sends(undoOwnSwap, { offerId, seenVersion: 3 })).toMatchObject({ state: 'open' })
    expect(await holders()).toEqual(['ewa 19', 'dan 20'])
    expect((await ruth.asks(shiftOffersNow, {})).offers).toMatchObject([{ state: 'open', takerName: null }])
  })

  it('is not undone once somebody changed a shift of it or one has begun, by nobody else, nor over a planner’s word', async () => {
    await policy('none')
    const { offerId, friday } = await agreed()
    const noor = await service.has({ name: 'Noor Hassan', roles: ['amhp'] })
    expect((await noor.tries(undoOwnSwap, { offerId, seenVersion: 3 })).status).toBe(404)
    const elsewhere = await (await hub.service()).has({ name: 'Ann Grey', roles: ['amhp'] })
    expect((await elsewhere.tries(undoOwnSwap, { offerId, seenVersion: 3 })).status).toBe(404)
    expect((await ruth.tries(undoOwnSwap, { offerId, seenVersion: 3 })).status).toBe(403)
    expect((await ewa.tries(undoOwnSwap, { offerId, seenVersion: 2 })).body['code']).toBe('changed-since-seen')
    const later = aShift(ewa.id, { day: '2026-11-20', times: times('13:00', '21:00') })
    await ruth.sends(changeShift, { ...later, shiftId: friday, seenVersion: 2 })
    expect((await dan.tries(undoOwnSwap, { offerId, seenVersion: 3 })).body).toMatchObject({
      code: 'shifts-changed-since',
      byName: 'Ruth Banerjee',
    })
    expect(await holders(), 'a refused undo changes nothing').toEqual(['dan 19', 'ewa 20'])
    const begins = addMinutes(hub.now(), 5)
    const soon = await agreed(londonDayOf(begins), '2026-11-21', clockTimeOf(begins))
    hub.clockMovesOn({ minutes: 6 })
    const { offers } = await ewa.asks(shiftOffersNow, {})
    expect(offers.find(({ id }) => id === soon.offerId)?.mayUndo).toBe(false)
    expect((await ewa.tries(undoOwnSwap, { offerId: soon.offerId, seenVersion: 3 })).body['code']).toBe(
      'shift-has-begun',
    )
    hub.clockMovesOn({ minutes: -6 })
  })

  it('stands after ten minutes, and is offered back: the other says yes to that', async () => {
    await policy('none')
    const { offerId, friday } = await agreed()
    hub.clockMovesOn({ minutes: 11 })
    expect([await mayUndo(ewa), await mayUndo(dan)]).toEqual([[false], [false]])
    const late = await ewa.tries(undoOwnSwap, { offerId, seenVersion: 3 })
    expect([late.status, late.body['code']]).toEqual([409, 'too-late-to-undo'])
    expect(late.body['message']).toContain('Offer a swap back')
    const back = { shiftId: friday, seenVersion: 2, kind: 'swap', part: null, meantFor: dan.id, note: '' } as const
    const offered = await ewa.sends(offerOwnShift, back)
    const [thursday] = (await ruth.asks(rotaWeek, { monday: '2026-11-16' })).shifts
    const taken = { offerId: offered.offerId, seenVersion: 1, inReturnShiftId: thursday?.id ?? null }
    await dan.sends(takeOffer, taken)
    await ewa.sends(agreeToReturn, { offerId: offered.offerId, seenVersion: 2 })
    expect(await holders()).toEqual(['ewa 19', 'dan 20'])
    hub.clockMovesOn({ minutes: -11 })
  })

  it('stands once the other has seen it, or has asked colleagues about what they got; one’s own seeing is no matter', async () => {
    await policy('none')
    const { offerId, friday } = await agreed('2026-11-13', '2026-11-14')
    hub.clockMovesOn({ minutes: 1 })
    for (const { id } of (await dan.asks(myRotaNotices, {})).notices)
      await dan.sends(acknowledgeNotice, { noticeId: id })
    expect([await mayUndo(ewa), await mayUndo(dan)]).toEqual([[false], [true]])
    const no = await ewa.tries(undoOwnSwap, { offerId, seenVersion: 3 })
    expect(no.body).toMatchObject({ code: 'acted-on-since', byName: 'Dan Okoro' })
    const offer = { shiftId: friday, seenVersion: 2, kind: 'give-away', part: null, meantFor: null, note: '' } as const
    await ewa.sends(offerOwnShift, offer)
    expect((await mayUndo(dan)).filter(Boolean)).toEqual([])
    expect((await dan.tries(undoOwnSwap, { offerId, seenVersion: 3 })).body).toMatchObject({
      code: 'acted-on-since',
      byName: 'Ewa Kowalska',
    })
    hub.clockMovesOn({ minutes: -1 })
  })

  it('that somebody who plans agreed to is theirs to undo', async () => {
    await policy('approved')
    const { offerId } = await agreed()
    await ruth.sends(decideOffer, { offerId, seenVersion: 3, agree: true, why: '' })
    const no = await ewa.tries(undoOwnSwap, { offerId, seenVersion: 4 })
    expect([no.status, no.body['code']]).toEqual([409, 'planner-agreed'])
    expect((await dan.tries(undoTaking, { offerId, seenVersion: 4 })).body['code']).toBe('nothing-to-undo')
  })
})
