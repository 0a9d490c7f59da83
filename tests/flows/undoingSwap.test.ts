import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import {
  decideOffer,
  giveOffer,
  offerOwnShift,
  shiftOffersNow,
  takeOffer,
  takeOver,
} from '#shared/rota/coverContract.ts'
import { agreeToReturn } from '#shared/rota/returnContract.ts'
import { changeShift, rotaWeek } from '#shared/rota/contract.ts'
import { undoAgreement, undoTaking } from '#shared/rota/undoSwap.ts'
import { aShift, rosters, times, workGivenOn } from '#tests/builders/rota.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

const hub = await TestHub.open()
afterAll(() => hub.close())

let service: TestService
beforeEach(async () => {
  service = await hub.service()
})

describe('undoing a swap', () => {
  let ruth: Person
  let ewa: Person
  let dan: Person
  beforeEach(async () => {
    ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
    ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
  })
  const policy = (swaps: 'none' | 'approved') => policyFrom(swaps, '2026-01-01')
  const policyFrom = (swaps: 'none' | 'approved', day: string) =>
    hub.owner`insert into hub.rota_settings (service_id, effective_from, model, swap_policy, office_from, office_until, set_by, set_at)
      values (${service.id}, ${day}, 'hub', ${swaps}, '09:00', '17:00', ${ruth.id}, ${hub.now()})`
  const week = async () =>
    (await ruth.asks(rotaWeek, { monday: '2026-11-16' })).shifts.map(
      ({ personId, day, startsAt, endsAt, layer }) =>
        `${personId === ewa.id ? 'ewa' : 'dan'} ${day.slice(8)} ${startsAt.slice(11, 16)}-${endsAt.slice(11, 16)} ${layer}`,
    )
  const offer = { seenVersion: 1, kind: 'give-away', part: null, meantFor: null, note: '' } as const
  const state = async () => (await ruth.asks(shiftOffersNow, {})).offers.map((one) => [one.state, one.takerName])

  it('puts both shifts back, and the offer stands as before', async () => {
    await policy('none')
    const thursday = await rosters(ruth, ewa.id, '2026-11-19', '12:30', '20:30')
    const friday = await rosters(ruth, dan.id, '2026-11-20', '12:30', '20:30')
    const before = await week()
    const { offerId } = await ewa.sends(offerOwnShift, { ...offer, shiftId: thursday, kind: 'swap' })
    await dan.sends(takeOffer, { offerId, seenVersion: 1, inReturnShiftId: friday })
    await ewa.sends(agreeToReturn, { offerId, seenVersion: 2 })
    expect(await week()).not.toEqual(before)
    const screen = await ewa.opensScreen()
    const key = randomUUID()
    const undone = await ruth.sends(undoAgreement, { offerId, seenVersion: 3 }, key)
    expect(undone).toEqual({ state: 'waiting', version: 4 })
    await screen.hearsOf('rota')
    screen.close()
    expect(await week()).toEqual(before)
    expect((await state()).map(([one]) => one)).toEqual(['waiting'])
    expect(await ruth.sends(undoAgreement, { offerId, seenVersion: 3 }, key), 'sent twice it happens once').toEqual(
      undone,
    )
    expect((await ruth.tries(undoAgreement, { offerId, seenVersion: 4 })).body['code']).toBe('nothing-to-undo')
    await ewa.sends(agreeToReturn, { offerId, seenVersion: 4 })
    const events = await hub.owner<{ type: string }[]>`
      select type from hub.events where service_id = ${service.id} and data->>'offerId' = ${offerId} and type like 'offer-%' order by seq`
    expect(events.map(({ type }) => type)).toEqual(['offer-taken', 'offer-agreed', 'offer-undone', 'offer-agreed'])
  })

  it('of part of a shift makes it whole again', async () => {
    await policy('none')
    const shiftId = await rosters(ruth, ewa.id, '2026-11-17', '12:00', '00:00')
    const part = { startsAt: '16:00', endsAt: '20:00' }
    const { offerId } = await ewa.sends(offerOwnShift, { ...offer, shiftId, kind: 'part', part })
    await dan.sends(takeOffer, { offerId, seenVersion: 1, inReturnShiftId: null })
    expect(await week()).toHaveLength(3)
    await dan.sends(undoTaking, { offerId, seenVersion: 2 })
    expect(await week()).toEqual(['ewa 17 12:00-00:00 exception'])
  })

  it('may be early for late of one day: the shift that goes back is free for the one that comes', async () => {
    await policy('none')
    const early = await rosters(ruth, ewa.id, '2026-11-17', '08:30', '16:30')
    const late = await rosters(ruth, dan.id, '2026-11-17', '12:30', '20:30')
    const { offerId } = await ewa.sends(offerOwnShift, { ...offer, shiftId: early, kind: 'swap' })
    const [row] = (await dan.asks(shiftOffersNow, {})).offers
    expect(row?.cannot).toBeNull()
    await dan.sends(takeOffer, { offerId, seenVersion: 1, inReturnShiftId: late })
    await ewa.sends(agreeToReturn, { offerId, seenVersion: 2 })
    expect(await week()).toEqual(['dan 17 08:30-16:30 swap', 'ewa 17 12:30-20:30 swap'])
  })

  it('that was agreed, given or turned down is for whoever plans: what waited waits again', async () => {
    await policy('approved')
    const shiftId = await rosters(ruth, ewa.id, '2026-11-17', '08:30', '16:30')
    const { offerId } = await ewa.sends(offerOwnShift, { ...offer, shiftId })
    await dan.sends(takeOffer, { offerId, seenVersion: 1, inReturnShiftId: null })
    for (const [agree, version] of [
      [true, 2],
      [false, 4],
    ] as const) {
      await ruth.sends(decideOffer, { offerId, seenVersion: version, agree, why: '' })
      expect((await dan.tries(undoTaking, { offerId, seenVersion: version + 1 })).body['code']).toBe('nothing-to-undo')
      expect((await dan.tries(undoAgreement, { offerId, seenVersion: version + 1 })).status).toBe(403)
      await ruth.sends(undoAgreement, { offerId, seenVersion: version + 1 })
      expect(await state()).toEqual([['waiting', 'Dan Okoro']])
    }
    hub.clockMovesOn({ minutes: 20 })
    expect(await dan.sends(undoTaking, { offerId, seenVersion: 6 })).toEqual({ state: 'open', version: 7 })
    hub.clockMovesOn({ minutes: -20 })
    await ruth.sends(giveOffer, { offerId, seenVersion: 7, personId: dan.id, inReturnShiftId: null })
    await ruth.sends(undoAgreement, { offerId, seenVersion: 8 })
    expect([await state(), await week()]).toEqual([[['open', null]], ['ewa 17 08:30-16:30 exception']])
  })

  it('gives nobody a shift that has been taken over or moved since, whether it passed or was turned down', async () => {
    await policy('none')
    const noor = await service.has({ name: 'Noor Hassan', roles: ['amhp'] })
    const passed = await rosters(ruth, ewa.id, '2026-11-17', '17:00', '23:00')
    const { offerId } = await ewa.sends(offerOwnShift, { ...offer, shiftId: passed })
    await dan.sends(takeOffer, { offerId, seenVersion: 1, inReturnShiftId: null })
    hub.clockMovesOn({ minutes: 0.5 })
    const illness = { toPersonId: noor.id, reason: 'illness' } as const
    await ruth.sends(takeOver, { ...illness, shiftId: passed, seenVersion: 2 })
    const stays = await week()
    expect((await dan.tries(undoTaking, { offerId, seenVersion: 2 })).body['code']).toBe('shifts-changed-since')
    await policyFrom('approved', '2026-11-01')
    const asked = await rosters(ruth, ewa.id, '2026-11-18', '17:00', '23:00')
    const other = await ewa.sends(offerOwnShift, { ...offer, shiftId: asked })
    await dan.sends(takeOffer, { offerId: other.offerId, seenVersion: 1, inReturnShiftId: null })
    await ruth.sends(decideOffer, { offerId: other.offerId, seenVersion: 2, agree: false, why: '' })
    await ruth.sends(takeOver, { ...illness, shiftId: asked, seenVersion: 1 })
    expect((await ruth.tries(undoAgreement, { offerId: other.offerId, seenVersion: 3 })).body['code']).toBe(
      'shifts-changed-since',
    )
    expect((await week()).slice(0, 1)).toEqual(stays)
  })

  it('asks again for the cover that was being asked for of the shift in return', async () => {
    await policy('none')
    const thursday = await rosters(ruth, ewa.id, '2026-11-19', '12:30', '20:30')
    const friday = await rosters(ruth, dan.id, '2026-11-20', '12:30', '20:30')
    await dan.sends(offerOwnShift, { ...offer, shiftId: friday })
    const { offerId } = await ewa.sends(offerOwnShift, { ...offer, shiftId: thursday, kind: 'swap' })
    await dan.sends(takeOffer, { offerId, seenVersion: 1, inReturnShiftId: friday })
    await ewa.sends(agreeToReturn, { offerId, seenVersion: 2 })
    await ruth.sends(undoAgreement, { offerId, seenVersion: 3 })
    expect((await state()).map(([one]) => one)).toEqual(expect.arrayContaining(['open', 'waiting']))
  })

  it('is asked for no more until somebody decides, though what was offered in return has begun; its owner hears', async () => {
    await policy('approved')
    const offered = await rosters(ruth, ewa.id, '2026-11-17', '08:30', '16:30')
    const inReturnShiftId = await rosters(ruth, dan.id, '2026-11-12', '17:00', '23:00')
    const { offerId } = await ewa.sends(offerOwnShift, { ...offer, shiftId: offered, kind: 'swap' })
    await dan.sends(takeOffer, { offerId, seenVersion: 1, inReturnShiftId })
    hub.clockMovesOn({ minutes: 20 })
    expect(await dan.sends(undoTaking, { offerId, seenVersion: 2 })).toEqual({ state: 'open', version: 3 })
    const told = await hub.owner`
      select kind from hub.outgoing_notices where service_id = ${service.id} and person_id = ${ewa.id} order by made_at`
    expect(told.map(({ kind }) => kind as string)).toEqual(['swap-taken', 'swap-turned-down'])
    const liam = await service.has({ name: 'Liam Farrell', roles: ['amhp'] })
    const evening = await rosters(ruth, liam.id, '2026-11-18', '17:00', '23:00')
    await liam.sends(takeOffer, { offerId, seenVersion: 3, inReturnShiftId: evening })
    await ruth.sends(decideOffer, { offerId, seenVersion: 4, agree: false, why: '' })
    const late = await liam.tries(undoTaking, { offerId, seenVersion: 4 })
    expect([late.status, late.body['code']]).toEqual([409, 'changed-since-seen'])
    hub.clockMovesOn({ minutes: -20 })
  })

  it('is refused after a minute, once the shift was changed or worked on, and in another service', async () => {
    await policy('none')
    const taken = async (day: string) => {
      const shiftId = await rosters(ruth, ewa.id, day, '17:00', '23:00')
      const { offerId } = await ewa.sends(offerOwnShift, { ...offer, shiftId })
      await dan.sends(takeOffer, { offerId, seenVersion: 1, inReturnShiftId: null })
      return { shiftId, offerId }
    }
    const changed = await taken('2026-11-17')
    const shift = { ...aShift(dan.id, { day: '2026-11-17', times: times('18:00', '23:00') }), shiftId: changed.shiftId }
    await ruth.sends(changeShift, { ...shift, seenVersion: 2 })
    expect((await dan.tries(undoTaking, { offerId: changed.offerId, seenVersion: 2 })).body).toMatchObject({
      code: 'shifts-changed-since',
      byName: 'Ruth Banerjee',
    })
    const worked = await taken('2026-11-18')
    await workGivenOn(hub, service, dan, worked.shiftId, 'running')
    expect((await dan.tries(undoTaking, { offerId: worked.offerId, seenVersion: 2 })).body['code']).toBe(
      'shift-has-open-work',
    )
    const late = await taken('2026-11-19')
    const elsewhere = await (await hub.service()).has({ name: 'Ann Grey', roles: ['amhp'] })
    expect((await elsewhere.tries(undoTaking, { offerId: late.offerId, seenVersion: 2 })).status).toBe(404)
    hub.clockMovesOn({ minutes: 61 / 60 })
    expect(await dan.tries(undoTaking, { offerId: late.offerId, seenVersion: 2 })).toMatchObject({
      status: 409,
      body: { code: 'too-late-to-undo' },
    })
  })
})
