import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changeShift } from '#shared/rota/contract.ts'
import { giveOffer, offerOwnShift, putLeave, takeOffer } from '#shared/rota/coverContract.ts'
import { fairnessOfAll, myFairness } from '#shared/rota/fairnessContract.ts'
import { addAmhp } from '#shared/register/contract.ts'
import { anAmhp } from '#tests/builders/register.ts'
import { aShift, rosters, times, workGivenOn } from '#tests/builders/rota.ts'
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
  await hub.owner`update hub.amhps set contracted_minutes_per_week = 2220, version = version + 1 where service_id = ${service.id}`
})

const november = { from: '2026-11-01', to: '2026-11-30' }
const line = async (person: Person, period = november) =>
  (await ruth.asks(fairnessOfAll, period)).lines.find(({ personId }) => personId === person.id)

describe('fairness over a period', () => {
  it('counts duties, lates, nights, weekends and what was moved by hand, against a part by contract', async () => {
    const moved = await rosters(ruth, dan.id, '2026-11-16', '12:30', '20:30')
    await rosters(ruth, ewa.id, '2026-11-21', '22:00', '06:00')
    await rosters(ruth, ewa.id, '2026-11-23', '08:30', '16:30')
    await ruth.sends(changeShift, {
      ...aShift(ewa.id, { day: '2026-11-16', times: times('12:30', '20:30') }),
      shiftId: moved,
      seenVersion: 1,
    })
    const own = await line(ewa)
    expect(own?.shares.duties).toEqual({ had: 3, fair: 1.5, difference: 1.5 })
    expect([own?.shares.lates.had, own?.shares.nights.had, own?.shares.weekends.had]).toEqual([1, 1, 1])
    expect([own?.movedToThem, (await line(dan))?.movedFromThem]).toEqual([1, 1])
    expect((await line(ewa, { from: '2026-11-22', to: '2026-11-30' }))?.shares.duties.had).toBe(1)
  })

  it('asks less of who was away, and counts long jobs', async () => {
    await rosters(ruth, ewa.id, '2026-11-23', '08:30', '16:30')
    const leave = { kind: 'annual-leave' as const, firstDay: '2026-11-02', lastDay: '2026-11-15', note: '' }
    await ruth.sends(putLeave, { ...leave, personId: dan.id, knowsWhatBreaks: true, offerShifts: false })
    const [first, second] = [await line(ewa), await line(dan)]
    expect(first?.weight).toBe(1)
    expect(second?.weight).toBeCloseTo(11 / 21)
    const shift = await rosters(ruth, ewa.id, '2026-11-12', '08:00', '16:00')
    await workGivenOn(hub, service, ewa, shift, 'finished')
    expect((await line(ewa))?.shares.complexJobs.had).toBe(0)
    await hub.owner`
      update hub.allocations set finished_at = accepted_at + interval '6 hours', version = version + 1 where service_id = ${service.id} and person_id = ${ewa.id}`
    expect((await line(ewa))?.shares.complexJobs.had).toBe(1)
    const told = (await dan.asks(myFairness, november)).line
    expect(told).toEqual(await line(dan))
  })

  it('counts a shift of which part was given away once, for whoever had most of it', async () => {
    const shiftId = await rosters(ruth, dan.id, '2026-11-16', '12:30', '20:30')
    const part = { startsAt: '18:30', endsAt: '20:30' }
    const offered = { shiftId, seenVersion: 1, kind: 'part' as const, part, meantFor: null, note: '' }
    const { offerId } = await dan.sends(offerOwnShift, offered)
    await ruth.sends(giveOffer, { offerId, seenVersion: 1, personId: ewa.id, inReturnShiftId: null })
    expect([(await line(dan))?.shares.duties.had, (await line(ewa))?.shares.duties.had]).toEqual([1, 0])
  })

  it('counts no duty of a day on which somebody was away', async () => {
    await rosters(ruth, ewa.id, '2026-11-21', '08:30', '16:30')
    await rosters(ruth, ewa.id, '2026-11-23', '08:30', '16:30')
    const ill = { kind: 'sickness' as const, firstDay: '2026-11-21', lastDay: '2026-11-22', note: '' }
    await ruth.sends(putLeave, { ...ill, personId: ewa.id, knowsWhatBreaks: true, offerShifts: false })
    const { shares } = (await line(ewa)) ?? { shares: null }
    expect([shares?.duties.had, shares?.weekends.had]).toEqual([1, 0])
  })

  it('counts no swap as moved by hand, and somebody who joined in the middle from the day they did', async () => {
    const shiftId = await rosters(ruth, dan.id, '2026-11-16', '12:30', '20:30')
    const offered = { shiftId, seenVersion: 1, kind: 'give-away' as const, part: null, meantFor: null, note: '' }
    const { offerId } = await dan.sends(offerOwnShift, offered)
    await ewa.sends(takeOffer, { offerId, seenVersion: 1, inReturnShiftId: null })
    expect([(await line(ewa))?.movedToThem, (await line(dan))?.movedFromThem]).toEqual([0, 0])
    const { personId } = await ruth.sends(addAmhp, anAmhp(service, { contractedMinutesPerWeek: 2220 }))
    const { lines } = await ruth.asks(fairnessOfAll, november)
    // Thursday 12 to Monday 30 November: 13 of the month’s 21 weekdays.
    expect(lines.find((one) => one.personId === personId)?.weight).toBeCloseTo(13 / 21)
    expect((await line(dan))?.weight).toBe(1)
  })

  it('is whole for those who plan, and one’s own line for everybody else', async () => {
    await rosters(ruth, ewa.id, '2026-11-23', '08:30', '16:30')
    const told = await ewa.asks(myFairness, november)
    expect(told.line).toEqual(await line(ewa))
    expect(JSON.stringify(told)).not.toContain(dan.id)
    expect((await ewa.gets('/api/rota.fairness?from=2026-11-01&to=2026-11-30')).status).toBe(403)
    expect((await ruth.asks(fairnessOfAll, { from: '2020-01-01', to: '2026-11-30' })).to).toBe('2021-12-31')
  })
})
