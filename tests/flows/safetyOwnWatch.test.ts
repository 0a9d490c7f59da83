import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  acceptAllocation,
  arrive,
  board,
  finish,
  homeSafe,
  recordOutcome,
  setOff,
} from '#shared/allocations/contract.ts'
import { downtimePack } from '#shared/downtime/contract.ts'
import type { AllocationId } from '#shared/kernel/ids.ts'
import { restrictRecord } from '#shared/restricted/contract.ts'
import { answerWatch, callHelp, checkIn, mySafety, sayHome, watches } from '#shared/safety/contract.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { aReferral, aShift, given, type MadeReferral } from '#tests/builders/allocations.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let jo: Person
let began: Instant
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  began = hub.clockIs(addMinutes(hub.now(), 24 * 60))
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
})

const later = (minutes: number): Instant => hub.clockIs(addMinutes(began, minutes))
const rows = async (who = jo) => (await who.asks(watches, {})).rows

/** Sets off for a job of their own, as soon as they have it. @returns the allocation, at version 3 */
async function setsOff(who: Person, referral?: MadeReferral): Promise<AllocationId> {
  const allocationId = await given(jo, referral ?? (await aReferral(hub, service, jo)), who)
  await who.sends(acceptAllocation, { allocationId, seenVersion: 1, occurredAt: hub.now() })
  await who.sends(setOff, { allocationId, seenVersion: 2, occurredAt: hub.now() })
  return allocationId
}
/** Arrives, records and finishes at the given minutes after the beginning. */
async function finishes(who: Person, allocationId: AllocationId, at: Instant): Promise<void> {
  const step = (seenVersion: number) => ({ allocationId, seenVersion, occurredAt: at })
  await who.sends(arrive, step(3))
  await who.sends(recordOutcome, { ...step(4), outcome: 'DETAINED_S2', subReason: null, reasons: '' })
  await who.sends(finish, step(5))
}

describe('a watch over somebody who answers alarms themselves', () => {
  it('is not on their own screen, least of all after a quiet call, and is answered by a colleague only', async () => {
    const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['amhp', 'amhp-lead'] })
    await aShift(hub, service, ruth)
    await setsOff(ruth)
    await ruth.sends(callHelp, { how: 'quiet', occurredAt: hub.now() })
    expect(await rows(ruth)).toEqual([])
    const [row] = await rows()
    expect(row).toMatchObject({ personName: 'Ruth Banerjee', helpHow: 'quiet' })
    const spoken = { watchId: row?.id ?? '', what: 'spoken' as const, backBy: addMinutes(hub.now(), 60) }
    for (const what of ['spoken', 'home', 'quiet-word', 'police-rung'] as const) {
      const tried = await ruth.tries(answerWatch, { ...spoken, what })
      expect([what, tried.status, tried.body['code']]).toEqual([what, 403, 'own-watch'])
    }
    await jo.sends(answerWatch, spoken)
    expect((await rows())[0]).toMatchObject({ helpAt: null })
  })
})

describe('a call for help that two answer together', () => {
  it('is ended by the first, and the second is told by whom and when; one called again meanwhile goes on', async () => {
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
    await aShift(hub, service, ewa)
    await setsOff(ewa)
    await ewa.sends(callHelp, { how: 'held', occurredAt: hub.now() })
    const [row] = await rows()
    const [watchId, helpAt] = [row?.id ?? '', row?.helpAt ?? null]
    const spoken = { watchId, what: 'spoken' as const, backBy: addMinutes(hub.now(), 60), helpAt }
    await jo.sends(answerWatch, spoken)
    const endedAt = hub.now()
    expect(await rows(amir)).toMatchObject([{ helpAt: null, spokenByName: 'Jo Marsh', spokenAt: endedAt }])
    later(5)
    const second = await amir.tries(answerWatch, { ...spoken, backBy: addMinutes(hub.now(), 60) })
    expect(second.body).toMatchObject({ code: 'help-over', byName: 'Jo Marsh', at: endedAt })
    expect(await rows(amir)).toMatchObject([{ backBy: spoken.backBy, spokenByName: 'Jo Marsh' }])
    await ewa.sends(callHelp, { how: 'held', occurredAt: hub.now() })
    const late = await amir.tries(answerWatch, { ...spoken, backBy: addMinutes(hub.now(), 60) })
    expect(late.body).toMatchObject({ code: 'called-again', at: hub.now() })
    expect(await rows(amir)).toMatchObject([{ helpAt: hub.now() }])
  })
})

describe('a trainee’s call for help', () => {
  it('says where they are, is confirmed on their own phone, and ends with what they say themselves', async () => {
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    const tam = await service.has({ name: 'Tam Birch', roles: ['trainee'], onRegister: false, supervisedBy: ewa })
    await aShift(hub, service, ewa)
    const referral = await aReferral(hub, service, jo)
    const allocationId = await setsOff(ewa, referral)
    await tam.sends(callHelp, { how: 'held', occurredAt: hub.now() })
    const row = (await rows()).find(({ personId }) => personId === tam.id)
    expect(row).toMatchObject({ number: referral.number, helpHow: 'held' })
    expect((await tam.asks(mySafety, {})).watch).toMatchObject({ helpAt: hub.now(), goingHome: true })
    await jo.sends(answerWatch, { watchId: row?.id ?? '', what: 'spoken', backBy: addMinutes(hub.now(), 20) })
    later(10)
    await tam.sends(checkIn, { allocationId, occurredAt: hub.now(), backBy: addMinutes(hub.now(), 60) })
    for (const { personId, backBy } of await rows())
      expect([personId, backBy]).toEqual([personId, addMinutes(hub.now(), 60)])
    await tam.sends(sayHome, { occurredAt: hub.now() })
    expect((await rows()).map(({ personId }) => personId)).toEqual([ewa.id])
  })
})

describe('a trainee’s check-in', () => {
  it('is no sign of life of the AMHP beside them who has called for help', async () => {
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    const tam = await service.has({ name: 'Tam Birch', roles: ['trainee'], onRegister: false, supervisedBy: ewa })
    await aShift(hub, service, ewa)
    const allocationId = await setsOff(ewa)
    later(10)
    const said = () => ({ allocationId, occurredAt: hub.now(), backBy: addMinutes(hub.now(), 30) })
    await tam.sends(checkIn, said())
    expect((await rows())[0]).toMatchObject({ seenAt: hub.now() })
    await ewa.sends(callHelp, { how: 'held', occurredAt: hub.now() })
    const calledAt = hub.now()
    later(15)
    await tam.sends(checkIn, said())
    expect((await rows())[0]).toMatchObject({ personId: ewa.id, seenAt: calledAt, helpAt: calledAt })
  })
})

describe('somebody who is out over whom no watch stands', () => {
  it('is named to those who watch, until a tap on the job begins one', async () => {
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    await aShift(hub, service, ewa)
    const referral = await aReferral(hub, service, jo)
    const allocationId = await setsOff(ewa, referral)
    const unwatched = async () => (await jo.asks(watches, {})).unwatched
    expect(await unwatched()).toEqual([])
    later(10)
    await jo.sends(answerWatch, { watchId: (await rows())[0]?.id ?? '', what: 'home', backBy: null })
    expect(await rows()).toEqual([])
    expect(await unwatched()).toMatchObject([{ personName: 'Ewa Kowalska', number: referral.number }])
    later(20)
    await ewa.sends(arrive, { allocationId, seenVersion: 3, occurredAt: hub.now() })
    expect(await unwatched()).toEqual([])
    expect((await rows()).map(({ personId }) => personId)).toEqual([ewa.id])
  })
})

describe('a trainee on the way home', () => {
  const withTrainee = async () => {
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    const tam = await service.has({ name: 'Tam Birch', roles: ['trainee'], onRegister: false, supervisedBy: ewa })
    await aShift(hub, service, ewa, { from: -8, to: 1 })
    return { ewa, tam }
  }
  const lookedFor = async () => (await rows()).map(({ personId }) => personId)

  it('is looked for as the AMHP is, and each says for themselves that they are home', async () => {
    const { ewa, tam } = await withTrainee()
    const allocationId = await setsOff(ewa)
    expect(await lookedFor(), 'on the job the AMHP’s watch is for both').toEqual([ewa.id])
    later(90)
    await finishes(ewa, allocationId, hub.now())
    const both = [ewa.id, tam.id].toSorted()
    expect((await lookedFor()).toSorted()).toEqual(both)
    expect((await tam.asks(mySafety, {})).watch).toMatchObject({ goingHome: true, backBy: addMinutes(began, 150) })
    await ewa.sends(homeSafe, { allocationId, seenVersion: 6, occurredAt: hub.now() })
    expect(await lookedFor()).toEqual([tam.id])
    later(100)
    await tam.sends(sayHome, { occurredAt: hub.now() })
    expect(await lookedFor()).toEqual([])
  })

  it('is not asked for the AMHP, who has not said so yet', async () => {
    const { ewa, tam } = await withTrainee()
    const allocationId = await setsOff(ewa)
    later(90)
    await finishes(ewa, allocationId, hub.now())
    await tam.sends(sayHome, { occurredAt: hub.now() })
    expect(await lookedFor()).toEqual([ewa.id])
    expect((await tam.asks(mySafety, {})).watch).toMatchObject({ goingHome: false })
  })

  it('is not looked for who was away that day, or had no shift by the rota on which they are', async () => {
    const { ewa, tam } = await withTrainee()
    const rae = await service.has({ name: 'Rae Holt', roles: ['trainee'], onRegister: false, supervisedBy: ewa })
    await aShift(hub, service, rae, { from: -30, to: -22 })
    await hub.owner`
      insert into hub.days_away (service_id, person_id, day, kind)
      values (${service.id}, ${tam.id}, ${londonDayOf(hub.now())}, 'sickness')`
    const allocationId = await setsOff(ewa)
    later(90)
    await finishes(ewa, allocationId, hub.now())
    expect(await lookedFor()).toEqual([ewa.id])
  })

  it('is looked for whose own shift was over before the job was', async () => {
    const { ewa, tam } = await withTrainee()
    await aShift(hub, service, tam, { from: -7, to: 0.5 })
    const allocationId = await setsOff(ewa)
    later(90)
    await finishes(ewa, allocationId, hub.now())
    expect((await lookedFor()).toSorted()).toEqual([ewa.id, tam.id].toSorted())
  })

  it('is nobody’s to look for when the AMHP finished within the shift', async () => {
    const { ewa } = await withTrainee()
    const allocationId = await setsOff(ewa)
    later(10)
    await finishes(ewa, allocationId, hub.now())
    expect(await lookedFor()).toEqual([])
  })
})

describe('a tap that is older than what the hub has heard since', () => {
  it('ends no watch: neither “home” of a job before, nor a finish put in afterwards', async () => {
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    await aShift(hub, service, ewa, { from: -8, to: 1 })
    const first = await setsOff(ewa)
    later(70)
    await finishes(ewa, first, hub.now())
    later(80)
    const second = await setsOff(ewa)
    later(150)
    await finishes(ewa, second, hub.now())
    const lookedFor = { personId: ewa.id, backBy: addMinutes(began, 210) }
    expect(await rows()).toMatchObject([lookedFor])
    await ewa.sends(homeSafe, { allocationId: first, seenVersion: 6, occurredAt: addMinutes(began, 75) })
    expect(await rows()).toMatchObject([lookedFor])
    const strip = async () => (await jo.asks(board, {})).strip.find(({ personId }) => personId === ewa.id)?.jobs
    expect((await strip())?.at(-1)).toMatchObject({ wayHome: true })
    await jo.sends(answerWatch, { watchId: (await rows())[0]?.id ?? '', what: 'home', backBy: null })
    expect((await strip())?.some(({ wayHome }) => wayHome)).toBe(false)
  })
})

describe('the copy for an outage', () => {
  it('names who is out on a restricted record, and who is on the way home', async () => {
    const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
    const tom = await service.has({ name: 'Tom Ellis', roles: ['amhp'] })
    const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
    for (const who of [ewa, tom]) await aShift(hub, service, who, { from: -8, to: 0.5 })
    const hidden = await aReferral(hub, service, jo)
    await setsOff(ewa, hidden)
    const allocationId = await setsOff(tom)
    later(40)
    await finishes(tom, allocationId, hub.now())
    await jo.sends(restrictRecord, {
      referralId: hidden.id,
      kind: 'deny',
      reason: 'relative',
      why: 'They are cousins',
      guardianId: jo.id,
      personIds: [amir.id],
    })
    const { html } = await amir.asks(downtimePack, {})
    const out = html.split('<h2>Who is out</h2>')[1]?.split('</section>')[0] ?? ''
    expect(out).toContain('Ewa Kowalska')
    expect(out).toContain(`R-${hidden.number}`)
    expect(out).toContain('Tom Ellis')
    expect(out).toContain('On the way home')
    expect(out).not.toContain('Lindqvist')
  })
})

describe('the desk', () => {
  it('closes with the last consultant who is there, not with one who is away', async () => {
    const amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
    await aShift(hub, service, jo, { role: 'practice-consultant', from: -1, to: 1 })
    await aShift(hub, service, amir, { role: 'practice-consultant', from: -0.5, to: 4 })
    expect((await jo.asks(watches, {})).deskClosesAt).toBe(addMinutes(hub.now(), 240))
    await hub.owner`
      insert into hub.days_away (service_id, person_id, day, kind)
      values (${service.id}, ${amir.id}, ${londonDayOf(hub.now())}, 'sickness')`
    expect((await jo.asks(watches, {})).deskClosesAt).toBe(addMinutes(hub.now(), 60))
  })
})
