import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changeShift, rotaWeek } from '#shared/rota/contract.ts'
import { offerOwnShift, shiftOffersNow, takeOffer } from '#shared/rota/coverContract.ts'
import { coverage, coverageGaps } from '#shared/rota/coverage.ts'
import { shiftHistory } from '#shared/rota/historyContract.ts'
import { noticeWords } from '#shared/rota/notices.ts'
import { shiftSpan } from '#shared/rota/shiftTemplate.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { addDays, clockTime, clockTimeOf, londonDay } from '#shared/time/london.ts'
import { aShift, rosters, times } from '#tests/builders/rota.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

/** What went wrong in other tools for rotas, as their users reported it: docs/rota.md says where each is proved. */

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
const giveAway = { seenVersion: 1, kind: 'give-away' as const, part: null, meantFor: null, note: '' }
const policy = () =>
  hub.owner`insert into hub.rota_settings (service_id, effective_from, model, swap_policy, office_from, office_until, set_by, set_at)
    values (${service.id}, '2026-01-01', 'hub', 'none', '09:00', '17:00', ${ruth.id}, ${hub.now()})`

describe('the faults of Grafana OnCall cannot happen', () => {
  it.each(['2027-03-27', '2026-10-24'])(
    'an hour without anybody, or with two, when the clocks change after %s',
    (day) => {
      const owner = (last: number) => ({ personId: `${last}` as never, id: `${last}` as never })
      const shifts = [londonDay(day), addDays(londonDay(day), 1)].flatMap((on, turn) =>
        (
          [
            ['08:00', '20:00'],
            ['20:00', '08:00'],
          ] as const
        ).map(([from, to], half) => {
          const { start, end } = shiftSpan({ startsAt: clockTime(from), endsAt: clockTime(to) }, on)
          return { ...owner(turn * 2 + half), startsAt: start, endsAt: end }
        }),
      )
      const steps = coverage(shifts, addDays(londonDay(day), 1), 15)
      expect(new Set(steps.map(({ count }) => count))).toEqual(new Set([1]))
      expect([92, 100]).toContain(steps.length)
    },
  )

  it('a swap that stays behind when its shift moves', async () => {
    await policy()
    const shiftId = await rosters(ruth, ewa.id, '2026-11-19', '12:30', '20:30')
    const { offerId } = await ewa.sends(offerOwnShift, { ...giveAway, shiftId })
    const moved = aShift(ewa.id, { day: '2026-11-20', times: times('13:00', '21:00') })
    await ruth.sends(changeShift, { ...moved, shiftId, seenVersion: 1 })
    const [offer] = (await dan.asks(shiftOffersNow, {})).offers
    expect([offer?.id, offer?.day, offer && clockTimeOf(offer.startsAt)]).toEqual([offerId, '2026-11-20', '13:00'])
    await dan.sends(takeOffer, { offerId, seenVersion: offer?.version ?? 0, inReturnShiftId: null })
    const { shifts } = await ruth.asks(rotaWeek, { monday: '2026-11-16' })
    expect(shifts.map(({ id, personId, day }) => [id, personId, day])).toEqual([[shiftId, dan.id, '2026-11-20']])
  })

  it('a swap form that opens on another shift, or whose dates jump: an offer is of one shift by its id and its version', async () => {
    const [thursday, friday] = [
      await rosters(ruth, ewa.id, '2026-11-19', '12:30', '20:30'),
      await rosters(ruth, ewa.id, '2026-11-20', '12:30', '20:30'),
    ]
    await ruth.sends(changeShift, {
      ...aShift(ewa.id, { day: '2026-11-21', times: times('10:00', '18:00') }),
      shiftId: friday,
      seenVersion: 1,
    })
    expect((await ewa.tries(offerOwnShift, { ...giveAway, shiftId: friday })).body['code']).toBe('changed-since-seen')
    await ewa.sends(offerOwnShift, { ...giveAway, shiftId: thursday })
    expect((await dan.asks(shiftOffersNow, {})).offers.map(({ shiftId, day }) => [shiftId, day])).toEqual([
      [thursday, '2026-11-19'],
    ])
  })

  it('times of a swap by another clock than London’s: a summer shift is offered at the hour that its people read', async () => {
    const shiftId = await rosters(ruth, ewa.id, '2027-06-15', '08:30', '16:30')
    await ewa.sends(offerOwnShift, { ...giveAway, shiftId })
    const [offer] = (await dan.asks(shiftOffersNow, {})).offers
    expect([offer?.startsAt, offer && clockTimeOf(offer.startsAt)]).toEqual(['2027-06-15T07:30:00.000Z', '08:30'])
  })

  it('“tomorrow” that is read a day later: no word of the rota counts days from when it was written', () => {
    const change = {
      shiftId: 'x' as never,
      before: null,
      after: { day: londonDay('2026-11-19'), ...shiftTimes('2026-11-19'), role: 'duty' as const },
    }
    expect(noticeWords(change)).toBe('New for you: Thu 19 November 12:30–20:30.')
    const root = fileURLToPath(new URL('../..', import.meta.url))
    const files = ['shared/rota', 'client/rota'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
        .map((name) => join(root, folder, name)),
    )
    expect(files.length).toBeGreaterThan(60)
    const texts = files.map((file) => readFileSync(file, 'utf8').replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, ''))
    expect(texts.filter((text) => /\b(?:tomorrow|yesterday)\b/i.test(text))).toEqual([])
  })
})

const shiftTimes = (day: string) => {
  const { start, end } = shiftSpan({ startsAt: clockTime('12:30'), endsAt: clockTime('20:30') }, londonDay(day))
  return { startsAt: start, endsAt: end }
}

describe('the faults of GoAlert cannot happen', () => {
  it('somebody who is on all day beside a gap in that day: gaps are worked out from the same cover that is shown', () => {
    const day = londonDay('2026-11-12')
    const turn = fc.record({
      who: fc.integer({ min: 0, max: 4 }),
      from: fc.integer({ min: 0, max: 47 }),
      length: fc.integer({ min: 1, max: 32 }),
    })
    const clockOf = (half: number) =>
      clockTime(`${String(Math.floor((half % 48) / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`)
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 8 }), (turns) => {
        const shifts = turns.map(({ who, from, length }, index) => {
          const { start, end } = shiftSpan({ startsAt: clockOf(from), endsAt: clockOf(from + length) }, day)
          return { id: `${index}` as never, personId: `${who}` as never, startsAt: start, endsAt: end }
        })
        const steps = coverage(shifts, day)
        const gaps = coverageGaps(steps, () => 1)
        for (const step of steps)
          expect(gaps.some(({ start, end }) => start <= step.start && step.end <= end)).toBe(step.count === 0)
      }),
      { seed: 1763, numRuns: 200 },
    )
  })

  it('no history of changes: every state of a shift says who made it so, also when its people have left', async () => {
    await policy()
    const shiftId = await rosters(ruth, ewa.id, '2026-11-19', '12:30', '20:30')
    await ruth.sends(changeShift, {
      ...aShift(ewa.id, { day: '2026-11-19', times: times('13:00', '21:00') }),
      shiftId,
      seenVersion: 1,
    })
    const { offerId } = await ewa.sends(offerOwnShift, { ...giveAway, shiftId, seenVersion: 2 })
    hub.clockIs(addMinutes(hub.now(), 5))
    await dan.sends(takeOffer, { offerId, seenVersion: 1, inReturnShiftId: null })
    await hub.owner`update hub.people set left_at = ${hub.now()}, version = version + 1 where id in (${ewa.id}, ${dan.id})`
    const history = await ruth.asks(shiftHistory, { shiftId })
    expect(
      history.states.map(({ version, name, byName, startsAt }) => [version, name, byName, clockTimeOf(startsAt)]),
    ).toEqual([
      [1, 'Ewa Kowalska', 'Ruth Banerjee', '12:30'],
      [2, 'Ewa Kowalska', 'Ruth Banerjee', '13:00'],
      [3, 'Dan Okoro', 'Dan Okoro', '13:00'],
    ])
    expect(history.offers).toMatchObject([
      {
        kind: 'give-away',
        state: 'agreed',
        name: 'Ewa Kowalska',
        offeredByName: 'Ewa Kowalska',
        takerName: 'Dan Okoro',
      },
    ])
    const other = await hub.service()
    const stranger = await other.has({ name: 'Sam Elsewhere', roles: ['manager'] })
    expect((await stranger.gets(`/api/rota.shiftHistory?shiftId=${shiftId}`)).status).toBe(404)
  })

  it('a calendar that was rented and always patched: none of the packages draws a calendar or a grid', () => {
    const own = JSON.parse(readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url)), 'utf8')) as {
      dependencies: object
    }
    expect(
      Object.keys(own.dependencies).filter((name) => /calendar|scheduler|gantt|-grid|timeline/i.test(name)),
    ).toEqual([])
  })
})
