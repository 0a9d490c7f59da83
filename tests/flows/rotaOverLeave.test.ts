import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ShiftId } from '#shared/kernel/ids.ts'
import {
  decideOffer,
  giveOffer,
  offerOwnShift,
  putLeave,
  shiftOffersNow,
  takeOffer,
} from '#shared/rota/coverContract.ts'
import { rotaWeek } from '#shared/rota/contract.ts'
import { noticeWords } from '#shared/rota/notices.ts'
import { myRotaNotices } from '#shared/rota/planContract.ts'
import { agreeToReturn } from '#shared/rota/returnContract.ts'
import { undoAgreement } from '#shared/rota/undoSwap.ts'
import { rosters } from '#tests/builders/rota.ts'
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

const offers = (shiftId: ShiftId) =>
  ({ shiftId, seenVersion: 1, kind: 'give-away', part: null, meantFor: null, note: '' }) as const
const isAway = (person: Person, day: string) =>
  ruth.sends(putLeave, {
    personId: person.id,
    kind: 'annual-leave',
    firstDay: day,
    lastDay: day,
    note: '',
    knowsWhatBreaks: true,
    offerShifts: false,
  })
const holders = async () => (await ruth.asks(rotaWeek, { monday: '2026-11-16' })).shifts.map(({ personId }) => personId)

describe('a swap over somebody’s own leave', () => {
  it('stands only when whoever agrees was shown it and says why: kept with the swap, and told to its person', async () => {
    const shiftId = await rosters(ruth, ewa.id, '2026-11-19', '12:30', '20:30')
    await isAway(dan, '2026-11-19')
    const { offerId } = await ewa.sends(offerOwnShift, offers(shiftId))
    await dan.sends(takeOffer, { offerId, seenVersion: 1, inReturnShiftId: null })
    const agrees = { offerId, seenVersion: 2, agree: true, why: '' }
    const blind = await ruth.tries(decideOffer, agrees)
    expect(blind).toMatchObject({ status: 422, body: { code: 'over-leave', field: 'overLeaveWhy' } })
    expect(blind.body['message']).toContain('Dan Okoro is away on Thu 19 November (annual leave).')
    const leaveSeen = [{ personId: dan.id, day: '2026-11-19' }]
    const overLeaveWhy = 'He offered, and moves his leave to Friday'
    // Seen without a word, and words without having seen it: neither is enough.
    expect((await ruth.tries(decideOffer, { ...agrees, leaveSeen, overLeaveWhy: ' ' })).body['code']).toBe('over-leave')
    expect((await ruth.tries(decideOffer, { ...agrees, overLeaveWhy })).body['code']).toBe('over-leave')
    expect(await holders(), 'a refused agreement changes nothing').toEqual([ewa.id])
    const key = randomUUID()
    const agreed = await ruth.sends(decideOffer, { ...agrees, leaveSeen, overLeaveWhy }, key)
    expect(await ruth.sends(decideOffer, { ...agrees, leaveSeen, overLeaveWhy }, key)).toEqual(agreed)
    expect(await holders()).toEqual([dan.id])
    hub.clockMovesOn({ hours: 24 })
    const told = (await dan.asks(myRotaNotices, {})).notices.flatMap(({ changes }) => changes.map(noticeWords))
    hub.clockMovesOn({ hours: -24 })
    expect(told.join(' ')).toContain(`Ruth Banerjee agreed that you work it all the same: “${overLeaveWhy}”`)
    const read = async (who: Person) => (await who.asks(shiftOffersNow, {})).offers.map((one) => one.overLeaveWhy)
    const noor = await service.has({ name: 'Noor Hassan', roles: ['amhp'] })
    expect([await read(ruth), await read(dan), await read(noor)]).toEqual([[overLeaveWhy], [overLeaveWhy], ['']])
    const [event] = await hub.owner<{ data: object }[]>`
      select data from hub.events where service_id = ${service.id} and type = 'offer-agreed'`
    expect(event?.data).toMatchObject({ overLeave: leaveSeen })
    await ruth.sends(undoAgreement, { offerId, seenVersion: 3 })
    expect([await holders(), await read(ruth)]).toEqual([[ewa.id], ['']])
  })

  it('is asked about the shift in return too, and when a planner gives a shift to somebody', async () => {
    const thursday = await rosters(ruth, ewa.id, '2026-11-19', '12:30', '20:30')
    const friday = await rosters(ruth, dan.id, '2026-11-20', '12:30', '20:30')
    await isAway(ewa, '2026-11-20')
    const { offerId } = await ewa.sends(offerOwnShift, { ...offers(thursday), kind: 'swap' })
    await dan.sends(takeOffer, { offerId, seenVersion: 1, inReturnShiftId: friday })
    expect(await ewa.sends(agreeToReturn, { offerId, seenVersion: 2 })).toMatchObject({ state: 'waiting' })
    const agreed = await ruth.tries(decideOffer, { offerId, seenVersion: 3, agree: true, why: '' })
    expect(agreed.body['message']).toContain('Ewa Kowalska is away on Fri 20 November')
    await ruth.sends(decideOffer, { offerId, seenVersion: 3, agree: false, why: '' })
    await isAway(dan, '2026-11-19')
    const again = await ewa.sends(offerOwnShift, offers(thursday))
    const gives = { offerId: again.offerId, seenVersion: 1, personId: dan.id, inReturnShiftId: null }
    expect((await ruth.tries(giveOffer, gives)).body['code']).toBe('over-leave')
    const leaveSeen = [{ personId: dan.id, day: '2026-11-19' }]
    expect(await ruth.sends(giveOffer, { ...gives, leaveSeen, overLeaveWhy: 'He asked to' })).toMatchObject({
      state: 'agreed',
    })
  })

  it('needs no word where nobody is away, and none to turn it down', async () => {
    const shiftId = await rosters(ruth, ewa.id, '2026-11-19', '12:30', '20:30')
    const { offerId } = await ewa.sends(offerOwnShift, { ...offers(shiftId), meantFor: dan.id })
    expect((await ruth.asks(shiftOffersNow, {})).offers).toMatchObject([{ meantForName: 'Dan Okoro' }])
    await dan.sends(takeOffer, { offerId, seenVersion: 1, inReturnShiftId: null })
    expect(await ruth.sends(decideOffer, { offerId, seenVersion: 2, agree: true, why: '' })).toMatchObject({
      state: 'agreed',
    })
  })
})
