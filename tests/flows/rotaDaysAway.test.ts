import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { allocateReferral, board, candidates } from '#shared/allocations/contract.ts'
import { onNow, rotaWeek } from '#shared/rota/contract.ts'
import {
  askLeave,
  decideLeave,
  decideOffer,
  leaveToDecide,
  offerOwnShift,
  previewLeave,
  putLeave,
  takeOffer,
  takeOver,
  undoTakeOver,
  withdrawLeave,
} from '#shared/rota/coverContract.ts'
import { previewPublish } from '#shared/rota/planContract.ts'
import { myToil } from '#shared/toil/contract.ts'
import { aReferral } from '#tests/builders/allocations.ts'
import { rosters } from '#tests/builders/rota.ts'
import { hasOpeningBalance, hasPolicy } from '#tests/builders/toil.ts'
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

describe('a day away', () => {
  const today = { kind: 'sickness' as const, firstDay: '2026-11-12', lastDay: '2026-11-12', note: '' }

  it('stays one when a shift of that day, given to a colleague, is given back', async () => {
    const shiftId = await rosters(ruth, ewa.id, '2026-11-12', '20:00', '23:00')
    await ruth.sends(putLeave, { ...today, personId: ewa.id, knowsWhatBreaks: true, offerShifts: false })
    const isAway = async (): Promise<unknown> =>
      (await ruth.asks(rotaWeek, { monday: '2026-11-09' })).shifts.map(({ personId, away }) => [personId, away])
    const before = await isAway()
    const taken = await ruth.sends(takeOver, { shiftId, seenVersion: 1, toPersonId: dan.id, reason: 'illness' })
    expect(await isAway()).toEqual([[dan.id, false]])
    await ruth.sends(undoTakeOver, { shiftId: taken.shiftId, seenVersion: taken.version })
    expect([before, await isAway()]).toEqual([[[ewa.id, true]], [[ewa.id, true]]])
  })

  it('counts where people are chosen, counted and swapped, though the shift still stands', async () => {
    await rosters(ruth, ewa.id, '2026-11-12', '15:00', '23:00')
    await rosters(ruth, dan.id, '2026-11-12', '15:00', '23:00')
    const late = await rosters(ruth, liam.id, '2026-11-12', '18:00', '22:00')
    await hub.owner`insert into hub.duty_needs (service_id, id, role, days, starts_at, ends_at, minimum) values (${service.id}, ${randomUUID()}, 'duty', array['4'], '15:00', '18:00', 2)`
    const referral = await aReferral(hub, service, ruth)
    await ruth.sends(putLeave, { ...today, personId: ewa.id, knowsWhatBreaks: true, offerShifts: false })
    const { ranked } = await ruth.asks(candidates, { referralId: referral.id }).then((one) => one ?? { ranked: [] })
    expect(ranked.find(({ personId }) => personId === ewa.id)).toMatchObject({
      standing: 'set-aside',
      reasons: [{ code: 'away', day: '2026-11-12' }],
    })
    const given = { referralId: referral.id, personId: ewa.id, seenVersion: 1, reason: '' }
    expect((await ruth.tries(allocateReferral, given)).body).toMatchObject({
      code: 'reason-needed',
      because: 'Ewa Kowalska: away today.',
    })
    await ruth.sends(allocateReferral, { ...given, reason: 'She is at the next bed.' })
    // Of somebody who is ill the choice keeps that they were away, and nobody reads there why.
    const [kept] = await hub.owner<{ choice: string }[]>`
      select choice::text from hub.allocations where service_id = ${service.id} and referral_id = ${referral.id}`
    expect(kept?.choice).toContain('"away": {"day": "2026-11-12"}')
    expect(kept?.choice).not.toContain('sickness')
    await hub.owner`update hub.allocations set version = version + 1, ended_at = ${hub.now()}, ended_how = 'taken-back' where service_id = ${service.id}`
    expect((await ruth.asks(onNow, {})).onNow.map(({ name }) => name)).toEqual(['Dan Okoro'])
    expect((await ruth.asks(board, {})).strip.map(({ name }) => name)).toEqual(['Dan Okoro', 'Liam Farrell'])
    const thursday = await ruth.asks(rotaWeek, { monday: '2026-11-09' })
    expect(thursday.shifts.map(({ personId, away }) => [personId, away])).toEqual(
      expect.arrayContaining([
        [ewa.id, true],
        [dan.id, false],
      ]),
    )
    const found = await ruth.asks(previewPublish, { firstDay: '2026-11-12', lastDay: '2026-11-12' })
    expect(found.findings.map(({ key }) => key)).toContainEqual(expect.stringMatching(/^gap 2026-11-12 duty/))
    // A swap to somebody who is away waits for whoever plans, and says so without saying why.
    const { offerId } = await liam.sends(offerOwnShift, {
      shiftId: late,
      seenVersion: 1,
      kind: 'part',
      part: { startsAt: '20:00', endsAt: '22:00' },
      meantFor: null,
      note: '',
    })
    await ruth.sends(putLeave, { ...today, personId: dan.id, knowsWhatBreaks: true, offerShifts: false })
    await hub.owner`update hub.shifts set ends_at = '2026-11-12T18:00:00Z', version = version + 1 where service_id = ${service.id} and person_id = ${dan.id}`
    const taken = await dan.sends(takeOffer, { offerId, seenVersion: 1, inReturnShiftId: null })
    expect(taken).toMatchObject({ state: 'waiting', warnings: ['Dan Okoro is away on Thu 12 November.'] })
  })

  it('counts whoever is given a shift on it all the same, wherever people are counted', async () => {
    await rosters(ruth, ewa.id, '2026-11-12', '08:00', '11:00')
    await ruth.sends(putLeave, { ...today, personId: ewa.id, knowsWhatBreaks: true, offerShifts: false })
    expect((await ruth.asks(onNow, {})).onNow).toEqual([])
    const comesIn = await rosters(ruth, ewa.id, '2026-11-12', '15:00', '23:00')
    expect((await ruth.asks(onNow, {})).onNow.map(({ name }) => name)).toEqual(['Ewa Kowalska'])
    expect((await ruth.asks(board, {})).strip.map(({ name }) => name)).toEqual(['Ewa Kowalska'])
    const { shifts } = await ruth.asks(rotaWeek, { monday: '2026-11-09' })
    expect(shifts.map(({ id, away }) => [id === comesIn, away])).toEqual([
      [false, true],
      [true, false],
    ])
    const referral = await aReferral(hub, service, ruth)
    const { ranked } = await ruth.asks(candidates, { referralId: referral.id }).then((one) => one ?? { ranked: [] })
    expect(ranked.find(({ personId }) => personId === ewa.id)).toMatchObject({ standing: 'suggested' })
  })

  it('of hours counts in those hours only: who is on now, who is suggested, and until when', async () => {
    await hasPolicy(hub, service, {})
    await rosters(ruth, ewa.id, '2026-11-12', '15:00', '23:00')
    await rosters(ruth, dan.id, '2026-11-12', '15:00', '23:00')
    for (const [of, startsAt, endsAt] of [
      [ewa, '16:00', '18:00'],
      [dan, '21:00', '23:00'],
    ] as const) {
      await hasOpeningBalance(hub, service, of, 120)
      const part = { kind: 'toil' as const, personId: of.id, part: { startsAt, endsAt } }
      await ruth.sends(putLeave, { ...today, ...part, knowsWhatBreaks: true, offerShifts: false })
    }
    expect((await ruth.asks(onNow, {})).onNow.map(({ name }) => name)).toEqual(['Dan Okoro'])
    const referral = await aReferral(hub, service, ruth)
    const { ranked } = await ruth.asks(candidates, { referralId: referral.id }).then((one) => one ?? { ranked: [] })
    expect(ranked.find(({ personId }) => personId === ewa.id)).toMatchObject({
      standing: 'set-aside',
      reasons: [{ code: 'away', day: '2026-11-12' }],
    })
    expect(ranked.find(({ personId }) => personId === dan.id)).toMatchObject({
      shiftEndsAt: '2026-11-12T21:00:00.000Z',
    })
  })

  it('of hours leaves the shift theirs, is no cover then, takes those minutes, and gives them back', async () => {
    await hasPolicy(hub, service, {})
    await hasOpeningBalance(hub, service, ewa, 160)
    const decision = { seenVersion: 1, agree: true, why: '', knowsWhatBreaks: true, offerShifts: false }
    const ledger = () => ewa.asks(myToil, {})
    await rosters(ruth, ewa.id, '2026-11-17', '08:30', '16:30')
    await hub.owner`insert into hub.duty_needs (service_id, id, role, days, starts_at, ends_at, minimum) values (${service.id}, ${randomUUID()}, 'duty', array['2'], '08:30', '16:30', 1)`
    const tuesday = { kind: 'toil' as const, firstDay: '2026-11-17', lastDay: '2026-11-17', note: '' }
    const hours = { ...tuesday, part: { startsAt: '14:00', endsAt: '16:30' } }
    for (const [wrong, field] of [
      [{ ...hours, kind: 'training' }, 'kind'],
      [{ ...hours, lastDay: '2026-11-18' }, 'lastDay'],
      [{ ...hours, part: { startsAt: '14:00', endsAt: '14:00' } }, 'partEndsAt'],
    ] as const)
      expect(await ewa.tries(askLeave, wrong)).toMatchObject({ status: 422, body: { field } })
    const { leaveId } = await ewa.sends(askLeave, hours)
    const part = { start: '2026-11-17T14:00:00.000Z', end: '2026-11-17T16:30:00.000Z' }
    const breaks = { shifts: [], gaps: ['Tue 17 November 14:00–16:30: 1 fewer than the 1 needed as Duty AMHP'] }
    expect((await ruth.asks(leaveToDecide, {})).leave).toMatchObject([{ part, breaks }])
    const asked = { personId: ewa.id, firstDay: tuesday.firstDay, lastDay: tuesday.lastDay }
    expect(await ruth.asks(previewLeave, { ...asked, partStartsAt: '14:00', partEndsAt: '16:30' })).toEqual({ breaks })
    expect(await ruth.sends(decideLeave, { ...decision, leaveId, offerShifts: true })).toEqual({
      version: 2,
      offered: 0,
    })
    const booked = [{ day: '2026-11-17', minutes: 150, onRota: true }]
    expect(await ledger()).toMatchObject({ balance: 10, booked })
    const shown = async () => {
      const { shifts, daysAway, hoursAway } = await dan.asks(rotaWeek, { monday: '2026-11-16' })
      return { away: [daysAway.length, hoursAway.map(({ start, end }) => ({ start, end }))], of: shifts[0]?.hoursAway }
    }
    expect(await shown()).toEqual({ away: [0, [part]], of: [part] })
    await ewa.sends(withdrawLeave, { leaveId, seenVersion: 2 })
    expect(await ledger()).toMatchObject({ balance: 160, booked: [] })
    expect(await shown()).toEqual({ away: [0, []], of: undefined })
    const more = await ewa.sends(askLeave, { ...hours, part: { startsAt: '13:00', endsAt: '16:30' } })
    expect((await ruth.tries(decideLeave, { ...decision, leaveId: more.leaveId })).body).toMatchObject({
      code: 'leave-more-toil-than-owed',
      asked: 210,
    })
  })

  it('leaves both ends of a shift whose middle a colleague takes as they were: no cover', async () => {
    const shiftId = await rosters(ruth, ewa.id, '2026-11-12', '18:00', '23:00')
    const part = { startsAt: '19:00', endsAt: '21:00' }
    const offer = { shiftId, seenVersion: 1, kind: 'part' as const, part, meantFor: null, note: '' }
    const { offerId } = await ewa.sends(offerOwnShift, offer)
    await ruth.sends(putLeave, { ...today, personId: ewa.id, knowsWhatBreaks: true, offerShifts: false })
    await dan.sends(takeOffer, { offerId, seenVersion: 1, inReturnShiftId: null })
    await ruth.sends(decideOffer, { offerId, seenVersion: 2, agree: true, why: '' })
    const { shifts } = await ruth.asks(rotaWeek, { monday: '2026-11-09' })
    expect(shifts.map(({ personId, away }) => [personId, away])).toEqual([
      [ewa.id, true],
      [dan.id, false],
      [ewa.id, true],
    ])
  })
})
