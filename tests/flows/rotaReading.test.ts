import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PersonId } from '#shared/kernel/ids.ts'
import { addShift, myRota, onNow, rotaWeek } from '#shared/rota/contract.ts'
import { coverage } from '#shared/rota/coverage.ts'
import { neededAt, usualNeed } from '#shared/rota/usualNeed.ts'
import { instant, type Instant } from '#shared/time/instant.ts'
import { addDays, londonDay } from '#shared/time/london.ts'
import { aReferral } from '#tests/builders/allocations.ts'
import { aShift, rosters, times, workGivenOn } from '#tests/builders/rota.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, THURSDAY_AFTERNOON, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let ruth: Person
let ewa: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  hub.clockIs(THURSDAY_AFTERNOON)
  service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
})

const away = (personId: PersonId, day: string, kind: string) =>
  hub.owner`insert into hub.days_away (service_id, person_id, day, kind) values (${service.id}, ${personId}, ${day}, ${kind})`

describe('a week of the rota', () => {
  it('is the week of whatever day is asked for', async () => {
    expect((await ruth.asks(rotaWeek, { monday: '2026-11-15' })).monday).toBe('2026-11-09')
    expect((await ruth.gets('/api/rota.week?monday=2026-11-31')).status).toBe(400)
    expect((await ruth.gets('/api/rota.week')).status).toBe(400)
  })

  it('names everybody who can be on it, whoever is away, and nobody of another service', async () => {
    await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
    await (await hub.service()).has({ name: 'Dan Okoro', roles: ['amhp'] })
    await away(ewa.id, '2026-11-12', 'toil')
    await away(ewa.id, '2026-11-16', 'sickness')
    const week = await ewa.asks(rotaWeek, { monday: '2026-11-09' })
    expect(week.people.map(({ name, onRegister }) => [name, onRegister])).toEqual([
      ['Ewa Kowalska', true],
      ['Jo Marsh', false],
    ])
    expect(week.daysAway).toEqual([{ personId: ewa.id, day: '2026-11-12', kind: 'toil' }])
  })

  it('says why somebody is away to themselves and to those who plan, and to nobody else', async () => {
    const dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
    await away(ewa.id, '2026-11-12', 'sickness')
    const kindsSeenBy = async (person: Person) =>
      (await person.asks(rotaWeek, { monday: '2026-11-09' })).daysAway.map(({ kind }) => kind)
    expect(await kindsSeenBy(ruth)).toEqual(['sickness'])
    expect(await kindsSeenBy(ewa)).toEqual(['sickness'])
    expect(await kindsSeenBy(dan)).toEqual(['away'])
  })

  it('is not for administrators', async () => {
    const pat = await service.has({ name: 'Pat Lowe', roles: ['admin'] })
    expect((await pat.gets('/api/rota.week?monday=2026-11-09')).status).toBe(403)
    expect((await pat.gets('/api/rota.mine?from=2026-11-09')).status).toBe(403)
  })

  it('knows too little rest across its edge', async () => {
    await rosters(ruth, ewa.id, '2026-11-15', '16:00', '00:00')
    await rosters(ruth, ewa.id, '2026-11-16', '08:00', '16:00')
    const { shifts, around } = await ruth.asks(rotaWeek, { monday: '2026-11-16' })
    expect(shifts.map(({ restShortMinutes }) => restShortMinutes)).toEqual([180])
    expect(around.map(({ day }) => day)).toEqual(['2026-11-15'])
  })
})

describe('usual demand', () => {
  const cameIn = (at: string) => aReferral(hub, service, ruth, { receivedAt: instant(at) })

  it('is the average of twelve weeks by London hours, today and what came before left out', async () => {
    await cameIn('2026-08-19T22:59:00Z') // Wednesday 19 August, 23:59: a minute before the twelve weeks
    await cameIn('2026-08-19T23:00:00Z') // Thursday 20 August, 00:00, summer time
    await cameIn('2026-10-24T23:30:00Z') // Sunday 25 October, 00:30, the clocks about to go back
    await cameIn('2026-10-25T00:30:00Z') // 01:30 the first time
    await cameIn('2026-10-25T01:30:00Z') // and the second
    await cameIn('2026-11-06T17:10:00Z') // Friday 17:10, winter time
    await cameIn('2026-11-12T00:00:00Z') // today
    const { usualDemand, usualWork } = await ruth.asks(rotaWeek, { monday: '2026-11-16' })
    const found = usualDemand.flatMap((hours, day) =>
      hours.flatMap((count, hour) => (count > 0 ? [[day + 1, hour, Math.round(count * 12)]] : [])),
    )
    expect(found).toEqual([
      [4, 0, 1],
      [5, 17, 1],
      [7, 0, 1],
      [7, 1, 2],
    ])
    expect(usualDemand.map((hours) => hours.length)).toEqual([24, 24, 24, 24, 24, 24, 24])
    expect(usualWork).toEqual({ weeks: 12, referrals: 5, jobs: 0, minutesPerJob: null })
  })

  it('of a young service is over the weeks it has', async () => {
    await cameIn('2026-11-02T10:00:00Z')
    await cameIn('2026-11-09T10:00:00Z')
    const { usualDemand, usualWork } = await ruth.asks(rotaWeek, { monday: '2026-11-16' })
    expect(usualWork.weeks).toBe(2)
    expect(usualDemand[0]?.[10]).toBe(1)
  })

  it('of a new service is nothing, and no need is made of it', async () => {
    const { usualDemand, usualWork } = await ruth.asks(rotaWeek, { monday: '2026-11-16' })
    expect(usualDemand.flat().every((count) => count === 0)).toBe(true)
    expect(usualNeed(usualDemand, usualWork)).toBeNull()
  })

  it('becomes a need by what the work took', async () => {
    const shiftId = await rosters(ruth, ewa.id, '2026-11-12', '08:00', '16:00')
    await workGivenOn(hub, service, ewa, shiftId, 'finished')
    await workGivenOn(hub, service, ewa, shiftId, 'declined')
    await hub.owner`update hub.referrals set received_at = '2026-11-11T10:00:00Z', version = version + 1 where service_id = ${service.id}`
    const { usualDemand, usualWork } = await ruth.asks(rotaWeek, { monday: '2026-11-16' })
    expect(usualWork).toEqual({ weeks: 1, referrals: 2, jobs: 1, minutesPerJob: 60 })
    const need = usualNeed(usualDemand, usualWork) ?? []
    expect(neededAt(need, instant('2026-11-18T10:15:00Z'))).toBe(1)
    expect(neededAt(need, instant('2026-11-18T11:15:00Z'))).toBe(0)
  })
})

describe('who is on now', () => {
  it('says until when, to every role; a shift holds its start and not its end', async () => {
    const dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
    const pat = await service.has({ name: 'Pat Lowe', roles: ['admin'] })
    await rosters(ruth, ewa.id, '2026-11-12', '08:00', '16:43')
    await rosters(ruth, dan.id, '2026-11-12', '16:43', '23:00')
    const { onNow: people } = await pat.asks(onNow, {})
    expect(people).toEqual([
      {
        personId: dan.id,
        name: 'Dan Okoro',
        phone: '01632 960 100',
        role: 'duty',
        startsAt: hub.now(),
        endsAt: '2026-11-12T23:00:00.000Z',
      },
    ])
  })

  it('counts a night that began yesterday', async () => {
    await rosters(ruth, ewa.id, '2026-11-12', '22:00', '08:00')
    hub.clockIs(instant('2026-11-13T03:00:00Z'))
    await ruth.signsIn('correct horse battery staple')
    expect((await ruth.asks(onNow, {})).onNow.map(({ name }) => name)).toEqual(['Ewa Kowalska'])
  })
})

describe('one’s own rota', () => {
  it('is four weeks from a day, and nobody else’s', async () => {
    const dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
    for (const day of ['2026-11-11', '2026-11-12', '2026-12-09', '2026-12-10']) {
      await rosters(ruth, ewa.id, day, '15:00', '23:00')
    }
    await rosters(ruth, dan.id, '2026-11-12', '15:00', '23:00')
    await away(ewa.id, '2026-11-20', 'annual-leave')
    const mine = await ewa.asks(myRota, { from: '2026-11-12' })
    expect(mine.shifts.map(({ day }) => day)).toEqual(['2026-11-12', '2026-12-09'])
    expect(mine.daysAway).toEqual([{ day: '2026-11-20', kind: 'annual-leave' }])
    expect((await ruth.asks(myRota, { from: '2026-11-12' })).shifts).toEqual([])
  })

  it('says where rest is short, also after a shift before it', async () => {
    await rosters(ruth, ewa.id, '2026-11-11', '16:00', '00:00')
    await rosters(ruth, ewa.id, '2026-11-12', '08:00', '16:00')
    expect((await ewa.asks(myRota, { from: '2026-11-12' })).shifts).toMatchObject([{ restShortMinutes: 180 }])
  })
})

describe.each([
  { change: 'forward', saturday: '2026-03-28', night: 9, hours: 167, ends: '07:00', steps: 46 },
  { change: 'back', saturday: '2026-10-24', night: 11, hours: 169, ends: '08:00', steps: 50 },
])('the night the clocks go $change', ({ saturday, night, hours, ends, steps }) => {
  const sunday = addDays(londonDay(saturday), 1)
  const monday = addDays(sunday, -6)
  const utc = (text: string): Instant => instant(`${text}:00.000Z`)

  it('is as long as it is, and shifts beside it touch', async () => {
    await rosters(ruth, ewa.id, saturday, '14:00', '22:00')
    await rosters(ruth, ewa.id, saturday, '22:00', '08:00')
    await rosters(ruth, ewa.id, sunday, '08:00', '12:00')
    const { shifts, people } = await ruth.asks(rotaWeek, { monday })
    expect(shifts.map(({ day }) => day)).toEqual([saturday, saturday, sunday])
    expect(shifts[1]).toMatchObject({ endsAt: utc(`${sunday}T${ends}`), startsAt: shifts[0]?.endsAt })
    expect(people.find(({ name }) => name === 'Ewa Kowalska')?.rosteredMinutes).toBe((8 + night + 4) * 60)
    const over = await ruth.tries(addShift, aShift(ewa.id, { day: sunday, times: times('01:30', '02:30') }))
    expect(over.body['code']).toBe('shifts-overlap')
  })

  it('counts eleven hours of rest as they pass', async () => {
    const dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
    await rosters(ruth, ewa.id, saturday, '12:00', '20:00')
    await rosters(ruth, dan.id, saturday, '14:00', '22:30')
    const clockwise = await ruth.sends(addShift, aShift(dan.id, { day: sunday, times: times('09:30', '17:00') }))
    const ofRest = (warnings: readonly string[]) => warnings.filter((words) => words.includes('of rest'))
    expect(ofRest(clockwise.warnings)).toHaveLength(night === 9 ? 1 : 0)
    const rested = await ruth.sends(addShift, aShift(ewa.id, { day: sunday, times: times('09:00', '17:00') }))
    expect(ofRest(rested.warnings)).toEqual([])
  })

  it(`gives a week of ${hours} hours, covered without a gap`, async () => {
    const people = await Promise.all(['Early', 'Late', 'Night'].map((name) => service.has({ name, roles: ['amhp'] })))
    const turns = [
      ['08:00', '16:00'],
      ['16:00', '00:00'],
      ['00:00', '08:00'],
    ] as const
    for (const [index, [from, to]] of turns.entries()) {
      for (let day = 0; day < 7; day++) {
        await rosters(ruth, people[index]?.id ?? ewa.id, addDays(monday, day), from, to)
      }
    }
    const week = await ruth.asks(rotaWeek, { monday })
    expect(week.people.reduce((sum, { rosteredMinutes }) => sum + rosteredMinutes, 0)).toBe(hours * 60)
    const cover = coverage(week.shifts, sunday)
    expect(cover).toHaveLength(steps)
    expect(cover.every(({ count }) => count === 1)).toBe(true)
  })

  it('has the right people on through the hour that changes', async () => {
    const dan = await service.has({ name: 'Dan Okoro', roles: ['amhp'] })
    await rosters(ruth, ewa.id, saturday, '18:00', '02:00')
    await rosters(ruth, dan.id, sunday, '02:00', '08:00')
    const seen: (readonly string[])[] = []
    for (const time of ['00:59', '01:00', '01:59', '02:00']) {
      hub.clockIs(utc(`${sunday}T${time}`))
      await ruth.signsIn('correct horse battery staple')
      seen.push((await ruth.asks(onNow, {})).onNow.map(({ name }) => name))
    }
    const [first, second] = ['Ewa Kowalska', 'Dan Okoro'].map((name) => [name])
    expect(seen).toEqual(night === 9 ? [first, second, second, second] : [first, first, first, second])
  })
})
