import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ShiftId, ShiftOfferId } from '#shared/kernel/ids.ts'
import { changeShift, cancelShift, rotaWeek } from '#shared/rota/contract.ts'
import {
  decideOffer,
  giveOffer,
  offerOwnShift,
  offerShiftFor,
  shiftOffersNow,
  takeOffer,
  takeOver,
  undoTakeOver,
  withdrawOffer,
} from '#shared/rota/coverContract.ts'
import { agreeToReturn } from '#shared/rota/returnContract.ts'
import { myRotaNotices } from '#shared/rota/planContract.ts'
import { aShift, rosters, times, workGivenOn } from '#tests/builders/rota.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let ruth: Person
let ewa: Person
let dan: Person
let liam: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager', 'practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
  liam = await service.has({ name: 'Liam Farrell', roles: ['amhp'] })
})

const monday = '2026-11-16'
const policy = (swaps: 'none' | 'told' | 'approved') =>
  hub.owner`insert into hub.rota_settings (service_id, effective_from, model, swap_policy, office_from, office_until, set_by, set_at)
    values (${service.id}, '2026-01-01', 'hub', ${swaps}, '09:00', '17:00', ${ruth.id}, ${hub.now()})`
const offers = (shiftId: ShiftId, changes = {}) => ({
  shiftId,
  seenVersion: 1,
  kind: 'give-away' as const,
  part: null,
  meantFor: null,
  note: '',
  ...changes,
})
const taken = (offerId: ShiftOfferId, changes = {}) => ({ offerId, seenVersion: 1, inReturnShiftId: null, ...changes })
const names = () =>
  new Map([
    [ewa.id, 'ewa'],
    [dan.id, 'dan'],
    [liam.id, 'liam'],
  ])
const week = async () =>
  (await ruth.asks(rotaWeek, { monday })).shifts.map(
    ({ personId, day, startsAt, endsAt, layer }) =>
      `${names().get(personId)} ${day.slice(8)} ${startsAt.slice(11, 16)}-${endsAt.slice(11, 16)} ${layer}`,
  )

describe('giving a shift away', () => {
  it('is seen at once by who can take it, and holds when it is taken, where nobody has to agree', async () => {
    await policy('none')
    const shiftId = await rosters(ruth, ewa.id, '2026-11-17', '08:30', '16:30')
    const { offerId } = await ewa.sends(offerOwnShift, offers(shiftId, { note: 'Childcare' }))
    expect((await dan.asks(shiftOffersNow, {})).offers).toMatchObject([
      { name: 'Ewa Kowalska', note: 'Childcare', cannot: null, warnings: [] },
    ])
    expect((await ewa.asks(shiftOffersNow, {})).offers[0]?.cannot).toContain('your own shift')
    expect((await ewa.tries(takeOffer, taken(offerId))).status).toBe(403)
    const screen = await ewa.opensScreen()
    expect(await dan.sends(takeOffer, taken(offerId))).toEqual({ state: 'agreed', version: 2, warnings: [] })
    await screen.hearsOf('rota')
    screen.close()
    expect(await week()).toEqual(['dan 17 08:30-16:30 swap'])
    hub.clockMovesOn({ hours: 16, minutes: 30 })
    const told = (await ewa.asks(myRotaNotices, {})).notices.flatMap(({ changes }) => changes)
    expect(told).toContainEqual(expect.objectContaining({ shiftId, after: null }))
    hub.clockMovesOn({ hours: -16, minutes: -30 })
    const late = await liam.tries(takeOffer, taken(offerId))
    expect(late).toMatchObject({ status: 409, body: { code: 'offer-closed', byName: 'Dan Okoro' } })
  })

  it('waits for agreement by policy, and always when it leaves too little rest; turned down it stays', async () => {
    const shiftId = await rosters(ruth, ewa.id, '2026-11-17', '08:30', '16:30')
    await rosters(ruth, dan.id, '2026-11-16', '16:00', '00:00')
    await policy('told')
    const { offerId } = await ewa.sends(offerOwnShift, offers(shiftId))
    const took = await dan.sends(takeOffer, taken(offerId))
    expect(took).toMatchObject({ state: 'waiting', warnings: [expect.stringContaining('8h 30m of rest')] })
    expect((await dan.tries(decideOffer, { offerId, seenVersion: 2, agree: true, why: '' })).status).toBe(403)
    await ruth.sends(decideOffer, { offerId, seenVersion: 2, agree: false, why: 'Too little rest' })
    expect(await week()).toContain('ewa 17 08:30-16:30 exception')
    const again = await ewa.sends(offerOwnShift, offers(shiftId))
    await liam.sends(takeOffer, taken(again.offerId))
    expect(await week()).toContain('liam 17 08:30-16:30 swap')
  })

  it('is made by a manager for somebody, is for one colleague if so meant, and can be withdrawn', async () => {
    const shiftId = await rosters(ruth, ewa.id, '2026-11-17', '08:30', '16:30')
    const { offerId } = await ruth.sends(offerShiftFor, offers(shiftId, { meantFor: dan.id }))
    expect((await liam.tries(takeOffer, taken(offerId))).body['code']).toBe('not-meant-for-you')
    expect((await dan.tries(offerOwnShift, offers(shiftId))).status).toBe(404)
    expect((await dan.tries(withdrawOffer, { offerId, seenVersion: 1 })).status).toBe(404)
    await ewa.sends(withdrawOffer, { offerId, seenVersion: 1 })
    const second = await ewa.sends(offerOwnShift, offers(shiftId))
    expect((await ewa.tries(offerOwnShift, offers(shiftId))).body['code']).toBe('shift-offered-already')
    expect(await ruth.sends(giveOffer, { ...taken(second.offerId), personId: liam.id })).toMatchObject({
      state: 'agreed',
    })
    const elsewhere = await (await hub.service()).has({ name: 'Ann Grey', roles: ['amhp'] })
    expect((await elsewhere.tries(takeOffer, taken(second.offerId))).status).toBe(404)
    expect((await dan.tries(takeOffer, taken(randomUUID() as ShiftOfferId))).status).toBe(404)
  })

  it('of part of a shift leaves the rest with its person', async () => {
    await policy('none')
    const shiftId = await rosters(ruth, ewa.id, '2026-11-17', '16:00', '00:00')
    const part = { startsAt: '20:00', endsAt: '00:00' }
    const bad = await ewa.tries(
      offerOwnShift,
      offers(shiftId, { kind: 'part', part: { startsAt: '15:00', endsAt: '17:00' } }),
    )
    expect(bad).toMatchObject({ status: 422, body: { code: 'part-not-of-the-shift', field: 'part' } })
    const { offerId } = await ewa.sends(offerOwnShift, offers(shiftId, { kind: 'part', part }))
    await dan.sends(takeOffer, taken(offerId))
    expect(await week()).toEqual(['ewa 17 16:00-20:00 exception', 'dan 17 20:00-00:00 swap'])
  })

  it('is refused by the same rules when it is taken: approval, free time, work on it, a shift that has begun', async () => {
    await policy('none')
    const shiftId = await rosters(ruth, ewa.id, '2026-11-17', '08:30', '16:30')
    const { offerId } = await ewa.sends(offerOwnShift, offers(shiftId))
    await rosters(ruth, dan.id, '2026-11-17', '12:00', '20:00')
    expect((await dan.tries(takeOffer, taken(offerId))).body['code']).toBe('shifts-overlap')
    await hub.owner`update hub.amhps set approval_ends_on = '2026-11-16', version = version + 1 where person_id = ${liam.id}`
    expect((await liam.tries(takeOffer, taken(offerId))).body['code']).toBe('approval-ended')
    expect((await liam.asks(shiftOffersNow, {})).offers[0]?.cannot).toContain('approval ends on 16 November 2026')
    const begun = await rosters(ruth, ewa.id, '2026-11-12', '15:00', '23:00')
    expect((await ewa.tries(offerOwnShift, offers(begun))).body['code']).toBe('shift-has-begun')
  })
})

describe('a swap', () => {
  it('passes both shifts over at once, checked both ways, and never in silence', async () => {
    await policy('none')
    const thursday = await rosters(ruth, ewa.id, '2026-11-19', '12:30', '20:30')
    const friday = await rosters(ruth, dan.id, '2026-11-20', '12:30', '20:30')
    const { offerId } = await ewa.sends(offerOwnShift, offers(thursday, { kind: 'swap' }))
    expect((await dan.tries(takeOffer, taken(offerId))).body['field']).toBe('inReturnShiftId')
    expect((await liam.tries(takeOffer, taken(offerId, { inReturnShiftId: friday }))).body['code']).toBe(
      'return-shift-unknown',
    )
    expect(await dan.sends(takeOffer, taken(offerId, { inReturnShiftId: friday }))).toMatchObject({ state: 'waiting' })
    expect((await ewa.asks(shiftOffersNow, {})).offers).toMatchObject([
      { inReturn: { shiftId: friday }, returnAgreed: false },
    ])
    expect((await dan.tries(agreeToReturn, { offerId, seenVersion: 2 })).status).toBe(404)
    const early = await ruth.tries(decideOffer, { offerId, seenVersion: 2, agree: true, why: '' })
    expect(early.body['code']).toBe('return-not-agreed')
    expect(await ewa.sends(agreeToReturn, { offerId, seenVersion: 2 })).toMatchObject({ state: 'agreed', version: 3 })
    expect(await week()).toEqual(['dan 19 12:30-20:30 swap', 'ewa 20 12:30-20:30 swap'])
    const away = await ewa.sends(offerOwnShift, offers(friday, { seenVersion: 2 }))
    const own = await rosters(ruth, liam.id, '2026-11-21', '12:30', '20:30')
    await liam.sends(takeOffer, taken(away.offerId, { inReturnShiftId: own }))
    expect((await week()).slice(1)).toEqual(['liam 20 12:30-20:30 swap', 'liam 21 12:30-20:30 exception'])
  })

  it('follows its shift: a change of time opens it again, giving the shift to somebody else lets it lapse', async () => {
    const thursday = await rosters(ruth, ewa.id, '2026-11-19', '12:30', '20:30')
    const friday = await rosters(ruth, dan.id, '2026-11-20', '12:30', '20:30')
    const { offerId } = await ewa.sends(offerOwnShift, offers(thursday, { kind: 'swap' }))
    await dan.sends(takeOffer, taken(offerId, { inReturnShiftId: friday }))
    await ruth.sends(changeShift, {
      ...aShift(ewa.id, { day: '2026-11-19', times: times('13:00', '21:00') }),
      shiftId: thursday,
      seenVersion: 1,
    })
    const told = await hub.owner`
      select kind from hub.outgoing_notices where service_id = ${service.id} and person_id = ${dan.id}`
    expect(told.map(({ kind }) => kind as string)).toContain('swap-turned-down')
    const stale = await ruth.tries(decideOffer, { offerId, seenVersion: 2, agree: true, why: '' })
    expect(stale.body['code']).toBe('offer-closed')
    expect((await dan.asks(shiftOffersNow, {})).offers).toMatchObject([{ state: 'open', version: 3 }])
    await ruth.sends(cancelShift, { shiftId: thursday, seenVersion: 2, why: 'Not needed' })
    expect((await dan.asks(shiftOffersNow, {})).offers).toEqual([])
    expect((await dan.tries(takeOffer, taken(offerId, { seenVersion: 4, inReturnShiftId: friday }))).body['code']).toBe(
      'offer-closed',
    )
  })

  it('stays on the record when its people have left', async () => {
    await policy('none')
    const shiftId = await rosters(ruth, ewa.id, '2026-11-17', '08:30', '16:30')
    const { offerId } = await ewa.sends(offerOwnShift, offers(shiftId))
    await dan.sends(takeOffer, taken(offerId))
    await hub.owner`update hub.people set left_at = ${hub.now()}, version = version + 1 where id in (${ewa.id}, ${dan.id})`
    expect((await ruth.asks(shiftOffersNow, {})).offers).toMatchObject([
      { name: 'Ewa Kowalska', takerName: 'Dan Okoro', state: 'agreed' },
    ])
  })
})

describe('taking a shift from somebody now', () => {
  it('moves the rest of the shift and the open work in one act, and back', async () => {
    const shiftId = await rosters(ruth, ewa.id, '2026-11-12', '15:00', '23:00')
    const { number } = await workGivenOn(hub, service, ewa, shiftId, 'running')
    const done = await ruth.sends(takeOver, { shiftId, seenVersion: 1, toPersonId: dan.id, reason: 'illness' })
    expect(done.numbers).toEqual([number])
    const holders = () =>
      hub.owner`select person_id, ended_how from hub.allocations where service_id = ${service.id} order by allocated_at, ended_at nulls last`
    expect(await holders()).toMatchObject([
      { person_id: ewa.id, ended_how: 'taken-back' },
      { person_id: dan.id, ended_how: null },
    ])
    const thursday = async () =>
      (await ruth.asks(rotaWeek, { monday: '2026-11-09' })).shifts.map((one) => [
        one.personId,
        one.startsAt.slice(11, 16),
        one.endsAt.slice(11, 16),
      ])
    expect(await thursday()).toEqual([
      [ewa.id, '15:00', '16:43'],
      [dan.id, '16:43', '23:00'],
    ])
    await ruth.sends(undoTakeOver, { shiftId: done.shiftId, seenVersion: 1 })
    expect(await thursday()).toEqual([[ewa.id, '15:00', '23:00']])
    expect((await holders()).at(-1)).toMatchObject({ person_id: ewa.id, ended_how: null })
    expect((await ruth.tries(undoTakeOver, { shiftId, seenVersion: 3 })).body['code']).toBe('not-taken-over')
    expect((await dan.tries(takeOver, { shiftId, seenVersion: 3, toPersonId: dan.id, reason: 'illness' })).status).toBe(
      403,
    )
  })

  it('can be given back for an hour, and not once the work is under way', async () => {
    const shiftId = await rosters(ruth, ewa.id, '2026-11-12', '15:00', '23:00')
    const { number } = await workGivenOn(hub, service, ewa, shiftId, 'running')
    const taken = { shiftId, seenVersion: 1, toPersonId: dan.id, reason: 'illness' as const }
    const first = await ruth.sends(takeOver, taken)
    const back = { shiftId: first.shiftId, seenVersion: 1 }
    await hub.owner`update hub.allocations set accepted_at = ${hub.now()}, set_off_at = ${hub.now()}, version = version + 1 where service_id = ${service.id} and person_id = ${dan.id}`
    expect((await ruth.tries(undoTakeOver, back)).body).toMatchObject({ code: 'work-under-way', numbers: [number] })
    await hub.owner`update hub.allocations set set_off_at = null, version = version + 1 where service_id = ${service.id} and person_id = ${dan.id}`
    const began = hub.now()
    hub.clockMovesOn({ minutes: 61 })
    await ruth.asks(rotaWeek, { monday: '2026-11-09' })
    expect((await ruth.tries(undoTakeOver, back)).body['code']).toBe('too-late-to-give-back')
    hub.clockIs(began)
    expect((await ruth.sends(undoTakeOver, back)).numbers).toEqual([number])
  })

  const theWorkBehind = {
    'for a council that they do not act for': async (shiftId: ShiftId) =>
      workGivenOn(hub, service, ewa, shiftId, 'running', { forOtherCouncil: true }),
    'about a place where they have a conflict': async (shiftId: ShiftId) => {
      await hub.owner`insert into hub.declared_conflicts (service_id, id, person_id, about, place_id, declared_at, kept_by, kept_at)
        values (${service.id}, ${randomUUID()}, ${dan.id}, 'Works there', ${service.baseId}, ${hub.now()}, ${dan.id}, ${hub.now()})`
      return workGivenOn(hub, service, ewa, shiftId, 'running', { placeId: service.baseId })
    },
    'that is closed to them': async (shiftId: ShiftId) => {
      const job = await workGivenOn(hub, service, ewa, shiftId, 'running')
      const restrictionId = randomUUID()
      await hub.owner`insert into hub.restrictions (service_id, id, kind, reason, why, guardian_id, made_by, made_at)
        values (${service.id}, ${restrictionId}, 'deny', 'relative', 'Their sister', ${ruth.id}, ${ruth.id}, ${hub.now()})`
      await hub.owner`insert into hub.restriction_people (service_id, restriction_id, person_id, added_at)
        values (${service.id}, ${restrictionId}, ${dan.id}, ${hub.now()})`
      await hub.owner`update hub.referrals set restriction_id = ${restrictionId}, version = version + 1 where service_id = ${service.id} and id = ${job.id}`
      return job
    },
  }

  it.each([
    ['for a council that they do not act for', 'they may not act on behalf of'],
    ['about a place where they have a conflict', 'they have declared a conflict of interest'],
    ['that is closed to them', 'they may not be sent to this person'],
  ] as const)('stops at work %s, before anything moves, also for a manager and on the way back', async (which, why) => {
    const lead = await service.has({ name: 'Olu Adeyemi', roles: ['manager'] })
    const shiftId = await rosters(ruth, ewa.id, '2026-11-12', '15:00', '23:00')
    const { number } = await theWorkBehind[which](shiftId)
    const taken = { shiftId, seenVersion: 1, toPersonId: dan.id, reason: 'illness' as const }
    for (const planner of [ruth, lead]) {
      const refused = await planner.tries(takeOver, taken)
      expect(refused.body).toMatchObject({ code: 'work-cannot-go', field: 'toPersonId', jobs: [{ number }] })
      expect(refused.body['message']).toContain(`R-${number} cannot go to Dan Okoro: ${why}`)
    }
    // To somebody who may take it, it goes as ever; and not back to somebody who no longer may.
    if (which === 'for a council that they do not act for')
      await hub.owner`insert into hub.acting_for (service_id, person_id, council_id) values (${service.id}, ${liam.id}, ${service.otherCouncilId})`
    const done = await lead.sends(takeOver, { ...taken, toPersonId: liam.id })
    expect(done.numbers).toEqual([number])
    await hub.owner`update hub.amhps set suspended_at = ${hub.now()}, version = version + 1 where service_id = ${service.id} and person_id = ${ewa.id}`
    expect((await lead.tries(undoTakeOver, { shiftId: done.shiftId, seenVersion: 1 })).body['code']).toBe('suspended')
  })
})
