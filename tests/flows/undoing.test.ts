import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { allocateReferral } from '#shared/allocations/contract.ts'
import { referralFile } from '#shared/referrals/contactContract.ts'
import { changeReferral, findReferrals, triageReferral } from '#shared/referrals/contract.ts'
import { keepLetter } from '#shared/referrals/triaging/contract.ts'
import { undoTriage } from '#shared/referrals/triaging/undoTriage.ts'
import {
  decideOffer,
  giveOffer,
  offerOwnShift,
  shiftOffersNow,
  takeOffer,
  takeOver,
} from '#shared/rota/coverContract.ts'
import { changeShift, rotaWeek } from '#shared/rota/contract.ts'
import { undoAgreement, undoTaking } from '#shared/rota/undoSwap.ts'
import { addHours } from '#shared/time/instant.ts'
import { aCommunityCall, aDecision, aReferral, recordOf, type Decision, type Saved } from '#tests/builders/referrals.ts'
import { aShift, rosters, times, workGivenOn } from '#tests/builders/rota.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

const hub = await TestHub.open()
afterAll(() => hub.close())

let service: TestService
let jo: Person
let amir: Person
let referral: Saved
beforeEach(async () => {
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'], onRegister: true })
  amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  referral = await aReferral(hub, jo, aCommunityCall(hub.now()))
})

const decides = (differs: Partial<Decision> = {}, by = jo) =>
  by.sends(triageReferral, aDecision(referral, hub.now(), differs))
const undo = (decision: number) => ({ referralId: referral.referralId, decision })
const closing = { outcome: 'SIGNPOSTED', urgency: null, assessBy: null, duty: 's13-4' } as const

describe('undoing a triage decision', () => {
  it('puts the referral back as it was, and keeps the decision on the record as undone', async () => {
    await decides()
    const screen = await amir.opensScreen()
    hub.clockMovesOn({ minutes: 1 })
    expect(await jo.sends(undoTriage, undo(1))).toEqual({ version: 3, state: 'to-triage' })
    await screen.hearsOf('referrals')
    screen.close()
    const { referral: detail, decisions, undoneDecisions, timeline } = await recordOf(jo, referral)
    expect(detail).toMatchObject({ state: 'to-triage', urgency: null, acceptedAt: null, assessBy: null })
    expect(decisions).toEqual([])
    expect(undoneDecisions).toMatchObject([
      { versionNumber: 1, decidedByName: 'Jo Marsh', undoneByName: 'Jo Marsh', undoneAt: hub.now() },
    ])
    expect(timeline.slice(-2).map(({ type }) => type)).toEqual(['referral-triaged', 'triage-undone'])
    await expect(
      hub.owner`delete from hub.undone_decisions where service_id = ${service.id}`,
      'what was undone is never forgotten',
    ).rejects.toThrow(/only ever added to/)
  })

  it('leaves the way to a new decision, which needs no reason for a change of what never stood', async () => {
    await decides()
    await jo.sends(undoTriage, undo(1))
    expect(await decides({ seenVersion: 3, urgency: 'U1' })).toEqual({ version: 4, decision: 2, state: 'to-allocate' })
    const { decisions, timeline } = await recordOf(jo, referral)
    expect(decisions).toMatchObject([{ versionNumber: 2, urgency: 'U1' }])
    expect(timeline.at(-1)?.type).toBe('referral-triaged')
  })

  it('of a later version brings the earlier one into force, with its times', async () => {
    await decides()
    const acceptedAt = hub.now()
    hub.clockMovesOn({ minutes: 9 })
    const reviewAt = addHours(hub.now(), 2)
    const more = { outcome: 'MORE_INFO_NEEDED', urgency: null, assessBy: null, reviewAt } as const
    await decides({ ...more, seenVersion: 2, changeReason: 'The GP rang again' }, amir)
    expect(await amir.sends(undoTriage, undo(2))).toEqual({ version: 4, state: 'to-allocate' })
    const { referral: detail, decisions } = await recordOf(jo, referral)
    expect(detail).toMatchObject({ state: 'to-allocate', urgency: 'U2', acceptedAt, assessBy: addHours(acceptedAt, 3) })
    expect(decisions).toMatchObject([{ versionNumber: 1 }])
    expect((await jo.tries(undoTriage, undo(1))).body).toMatchObject({
      code: 'changed-since-then',
      byName: 'Amir Shah',
    })
  })

  it('opens what it closed, and takes away what it left to be done', async () => {
    await decides(closing)
    expect(await jo.asks(referralFile, { referralId: referral.referralId })).toMatchObject({
      tasks: [{ doneAt: null }],
    })
    const finishedToday = () => jo.asks(findReferrals, { text: '', show: 'closed-today' })
    expect(await finishedToday()).toMatchObject([{ number: referral.number, closedAs: 'SIGNPOSTED' }])
    expect(await jo.sends(undoTriage, undo(1))).toMatchObject({ state: 'to-triage' })
    expect(await finishedToday()).toEqual([])
    expect((await recordOf(jo, referral)).referral).toMatchObject({
      state: 'to-triage',
      closedAt: null,
      closedAs: null,
    })
    expect(await jo.asks(referralFile, { referralId: referral.referralId })).toMatchObject({
      tasks: [{ doneAt: hub.now(), doneNote: 'The decision that asked for it was undone' }],
    })
  })

  it('is refused after a minute, twice, and for what never was; sent twice it is undone once', async () => {
    await decides()
    hub.clockMovesOn({ minutes: 61 / 60 })
    expect(await jo.tries(undoTriage, undo(1))).toMatchObject({ status: 409, body: { code: 'too-late-to-undo' } })
    expect((await jo.tries(undoTriage, undo(2))).body).toMatchObject({ code: 'nothing-decided' })
    await decides({ seenVersion: 2, changeReason: 'Looked again' })
    const key = randomUUID()
    const answers = await Promise.all([1, 2].map(() => jo.sends(undoTriage, undo(2), key)))
    expect(answers[0]).toEqual(answers[1])
    expect((await amir.tries(undoTriage, undo(2))).body).toMatchObject({ code: 'already-undone', byName: 'Jo Marsh' })
    expect((await recordOf(jo, referral)).undoneDecisions).toHaveLength(1)
  })

  it('is refused once somebody has it, has changed it, or has built on it', async () => {
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'], onRegister: true })
    await decides()
    const given = { referralId: referral.referralId, personId: ewa.id, seenVersion: 2, reason: 'Knows the family' }
    await amir.sends(allocateReferral, given)
    expect((await jo.tries(undoTriage, undo(1))).body).toMatchObject({
      code: 'already-allocated',
      toName: 'Ewa Kowalska',
    })
    referral = await aReferral(hub, jo, aCommunityCall(hub.now()))
    await decides()
    const changes = { wayIn: 'Side gate' }
    await amir.sends(changeReferral, { referralId: referral.referralId, seenVersion: 2, changes })
    expect((await jo.tries(undoTriage, undo(1))).body).toMatchObject({
      code: 'changed-since-then',
      byName: 'Amir Shah',
    })
    referral = await aReferral(hub, jo, aCommunityCall(hub.now()))
    await decides()
    const letter = { kind: 'message', addressee: 'Dr Hale', text: 'Received' } as const
    await amir.sends(keepLetter, { referralId: referral.referralId, letterId: null, ...letter })
    const refused = await jo.tries(undoTriage, undo(1))
    expect(refused.body).toMatchObject({ code: 'acted-on-since', what: 'letter-kept', byName: 'Amir Shah' })
    expect(String(refused.body['message'])).toContain('Amir Shah wrote a letter about it')
    expect((await recordOf(jo, referral)).decisions).toHaveLength(1)
  })

  it('is for those who triage, in their own service', async () => {
    await decides()
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    expect((await ewa.tries(undoTriage, undo(1))).status).toBe(403)
    const elsewhere = await (await hub.service()).has({ name: 'Ben Hart', roles: ['practice-consultant'] })
    expect((await elsewhere.tries(undoTriage, undo(1))).status).toBe(404)
  })
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
    expect(await week()).not.toEqual(before)
    const screen = await ewa.opensScreen()
    const key = randomUUID()
    const undone = await dan.sends(undoTaking, { offerId, seenVersion: 2 }, key)
    expect(undone).toEqual({ state: 'open', version: 3 })
    await screen.hearsOf('rota')
    screen.close()
    expect(await week()).toEqual(before)
    expect(await state()).toEqual([['open', null]])
    expect(await dan.sends(undoTaking, { offerId, seenVersion: 2 }, key), 'sent twice it happens once').toEqual(undone)
    expect((await dan.tries(undoTaking, { offerId, seenVersion: 3 })).body['code']).toBe('nothing-to-undo')
    await dan.sends(takeOffer, { offerId, seenVersion: 3, inReturnShiftId: friday })
    const events = await hub.owner<{ type: string }[]>`
      select type from hub.events where service_id = ${service.id} and data->>'offerId' = ${offerId} and type like 'offer-%' order by seq`
    expect(events.map(({ type }) => type)).toEqual(['offer-agreed', 'offer-undone', 'offer-agreed'])
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
    await dan.sends(undoTaking, { offerId, seenVersion: 2 })
    expect((await state()).map(([one]) => one)).toEqual(['open', 'open'])
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
