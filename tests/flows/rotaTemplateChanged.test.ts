import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SentTo } from '#shared/kernel/command.ts'
import { addShift, addShiftTemplate, changeShiftTemplate, myCalendar, rotaWeek } from '#shared/rota/contract.ts'
import { offerOwnShift, shiftOffersNow } from '#shared/rota/coverContract.ts'
import { feedPath, makeFeed } from '#shared/rota/feedContract.ts'
import { bringDraftsAlong, putInDraft, rotaDraft } from '#shared/rota/planContract.ts'
import { clockTimeOf } from '#shared/time/london.ts'
import { aShift, aTemplate } from '#tests/builders/rota.ts'
import { readCalendar } from '#tests/harness/calendarReader.ts'
import { TestHub } from '#tests/harness/service.ts'

const aGift = { seenVersion: 1, kind: 'give-away' as const, part: null, meantFor: null, note: '' }

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())

it('a shift keeps the break and the place that its template had when it was put on', async () => {
  const service = await hub.service()
  const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  const [old] = await hub.owner<{ id: string; name: string }[]>`
    select id, name from hub.places where service_id = ${service.id} order by name limit 1`
  const own = aTemplate({ startsAt: '08:30', endsAt: '16:30', breakMinutes: 30, placeId: old?.id ?? null })
  const { templateId } = await ruth.sends(addShiftTemplate, own)
  const puts = (day: string) => ruth.sends(addShift, aShift(ewa.id, { day, times: { templateId } }))
  await puts('2026-11-16')
  await ruth.sends(changeShiftTemplate, {
    ...own,
    templateId,
    seenVersion: 1,
    breakMinutes: 60,
    placeId: null,
    retired: false,
  })
  await puts('2026-11-17')
  const { shifts } = await ruth.asks(rotaWeek, { monday: '2026-11-16' })
  expect(shifts.map(({ placeName }) => placeName)).toEqual([old?.name ?? null, null])
  const { token } = await ewa.sends(makeFeed, { kind: 'own', label: 'My phone' })
  const { events } = readCalendar(await (await fetch(`${hub.address}${feedPath(token ?? '')}`)).text())
  const mine = readCalendar((await ewa.asks(myCalendar, {})).text).events
  expect([events, mine].map((all) => all.map(({ location }) => location))).toEqual([
    [old?.name, undefined],
    [old?.name, undefined],
  ])
  const [first] = shifts
  await ewa.sends(offerOwnShift, { ...aGift, shiftId: first?.id ?? '' })
  expect((await ruth.asks(shiftOffersNow, {})).offers.map(({ placeName }) => placeName)).toEqual([old?.name])
  const kept = await hub.owner<{ minutes: number }[]>`
    select break_minutes as minutes from hub.shifts where service_id = ${service.id} order by day`
  expect(kept.map(({ minutes }) => minutes)).toEqual([30, 60])
})

it('a change of a template offers to bring coming drafts along, and leaves what is on the rota and what has gone by', async () => {
  const service = await hub.service()
  const ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  const ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
  const own = aTemplate({ startsAt: '08:30', endsAt: '16:30' })
  const { templateId } = await ruth.sends(addShiftTemplate, own)
  await ruth.sends(addShift, aShift(ewa.id, { day: '2026-11-16', times: { templateId } }))
  const drafts = (day: string, times: SentTo<typeof putInDraft>['times']) =>
    ruth.sends(putInDraft, { shiftId: null, seenVersion: 0, personId: ewa.id, day, times })
  await drafts('2026-11-17', { templateId })
  await drafts('2026-11-18', { startsAt: '08:30', endsAt: '16:30', role: 'duty' })
  await drafts('2026-11-02', { templateId })
  const change = { ...own, templateId, seenVersion: 1, startsAt: '09:00', endsAt: '17:00', retired: false }
  expect(await ruth.sends(changeShiftTemplate, change)).toEqual({ version: 2, drafts: 1 })
  expect((await ewa.tries(bringDraftsAlong, { templateId, seenVersion: 2 })).status).toBe(403)
  expect((await ruth.tries(bringDraftsAlong, { templateId, seenVersion: 1 })).body['code']).toBe('changed-since-seen')
  expect(await ruth.sends(bringDraftsAlong, { templateId, seenVersion: 2 })).toEqual({ brought: 1, left: 0 })
  expect(await ruth.sends(bringDraftsAlong, { templateId, seenVersion: 2 })).toEqual({ brought: 0, left: 0 })
  const week = await ruth.asks(rotaDraft, { monday: '2026-11-16' })
  expect(week.drafts.map(({ day, startsAt, endsAt }) => [day, clockTimeOf(startsAt), clockTimeOf(endsAt)])).toEqual(
    expect.arrayContaining([
      ['2026-11-17', '09:00', '17:00'],
      ['2026-11-18', '08:30', '16:30'],
    ]),
  )
  const before = await ruth.asks(rotaDraft, { monday: '2026-11-02' })
  expect(before.drafts.map(({ startsAt }) => clockTimeOf(startsAt))).toEqual(['08:30'])
  const { shifts } = await ruth.asks(rotaWeek, { monday: '2026-11-16' })
  expect(shifts.map(({ startsAt }) => clockTimeOf(startsAt))).toEqual(['08:30'])
  const elsewhere = await (await hub.service()).has({ name: 'Sam Elsewhere', roles: ['manager'] })
  expect((await elsewhere.tries(bringDraftsAlong, { templateId, seenVersion: 2 })).status).toBe(404)
})
