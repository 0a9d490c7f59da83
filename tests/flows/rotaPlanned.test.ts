import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { SentTo } from '#shared/kernel/command.ts'
import type { PatternId, ShiftId } from '#shared/kernel/ids.ts'
import { changeShift, onNow, rotaWeek } from '#shared/rota/contract.ts'
import { buildFromPatterns, keepPattern, keepPlace, previewBuild } from '#shared/rota/patternContract.ts'
import {
  copyWeek,
  previewPublish,
  publishRota,
  putInDraft,
  rotaDraft,
  takeOffInDraft,
} from '#shared/rota/planContract.ts'
import { aShift, rosters, times } from '#tests/builders/rota.ts'
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

const week = { firstDay: '2026-11-16', lastDay: '2026-11-22' }
const monday = week.firstDay
const draft = (person: Person, day: string, from: string, to: string, shiftId: ShiftId) =>
  ruth.sends(putInDraft, { shiftId, seenVersion: 0, seenOnRota: 1, personId: person.id, day, times: times(from, to) })
const preview = () => ruth.asks(previewPublish, week)
const publish = async () => {
  const { seen, findings } = await preview()
  const accepted = findings.filter(({ grade }) => grade === 'accept').map(({ key }) => ({ key, why: 'Agreed' }))
  return ruth.sends(publishRota, { ...week, seen: [...seen], accepted })
}
const onTheRota = async () =>
  (await ewa.asks(rotaWeek, { monday })).shifts.map(({ personId, day, startsAt }) => [
    personId,
    day,
    startsAt.slice(11, 16),
  ])
const on = (weekday: number) => ({ weekday, ...times('08:30', '16:30') })
const pattern = (changes: Partial<SentTo<typeof keepPattern>>): SentTo<typeof keepPattern> => ({
  patternId: null,
  seenVersion: 0,
  name: 'Weeks',
  weeks: [],
  retired: false,
  ...changes,
})
const place = (patternId: PatternId, person: Person, changes: Partial<SentTo<typeof keepPlace>> = {}) => ({
  placeId: null,
  seenVersion: 0,
  patternId,
  personId: person.id,
  firstDay: monday,
  lastDay: null,
  offsetWeeks: 0,
  excludedDays: [],
  ...changes,
})
const build = (weeks: number) => ruth.sends(buildFromPatterns, { firstDay: monday, weeks })
const built = (weeks: number) => ruth.asks(previewBuild, { firstDay: monday, weeks: String(weeks) })

it('shifts of somebody who has left are no cover, and they are not on now', async () => {
  const shiftId = await rosters(ruth, ewa.id, '2026-11-12', '12:00', '20:00')
  await rosters(ruth, ewa.id, '2026-11-13', '08:00', '16:00')
  await rosters(ruth, ewa.id, '2026-11-10', '08:00', '16:00')
  expect((await ruth.asks(onNow, {})).onNow).toHaveLength(1)
  await hub.owner`update hub.people set left_at = ${hub.now()}, version = version + 1 where id = ${ewa.id}`
  expect((await ruth.asks(onNow, {})).onNow).toEqual([])
  const { shifts } = await ruth.asks(rotaWeek, { monday: '2026-11-09' })
  expect(shifts.map(({ day, mayNotAct }) => [day, mayNotAct])).toEqual([
    ['2026-11-10', null],
    ['2026-11-12', 'has-left'],
    ['2026-11-13', 'has-left'],
  ])
  expect(shifts[1]?.id).toBe(shiftId)
})

it('a week is copied as it is planned, with the draft laid over it and without those who have left', async () => {
  const liam = await service.has({ name: 'Liam Farrell', roles: ['amhp'] })
  const moved = await rosters(ruth, ewa.id, '2026-11-09', '08:30', '16:30')
  await rosters(ruth, liam.id, '2026-11-10', '08:30', '16:30')
  await draft(dan, '2026-11-11', '12:30', '20:30', moved)
  await hub.owner`update hub.people set left_at = ${hub.now()}, version = version + 1 where id = ${liam.id}`
  const done = await ruth.sends(copyWeek, { fromMonday: '2026-11-09', toMonday: monday })
  expect(done).toMatchObject({ drafted: 1, left: [expect.any(String)] })
  const copied = await ruth.asks(rotaDraft, { monday })
  expect(copied.drafts.map(({ personId, day }) => [personId, day])).toEqual([[dan.id, '2026-11-18']])
})

it('a draft that was overtaken on the rota is said before it is published, and cured by drafting it anew', async () => {
  const shiftId = await rosters(ruth, ewa.id, '2026-11-17', '08:30', '16:30')
  const { version } = await draft(ewa, '2026-11-17', '10:00', '18:00', shiftId)
  const change = { ...aShift(dan.id, { day: '2026-11-17', times: times('09:00', '17:00') }), shiftId, seenVersion: 1 }
  await ruth.sends(changeShift, change)
  expect((await preview()).findings).toContainEqual(
    expect.objectContaining({ key: `stale ${shiftId}`, grade: 'must-fix' }),
  )
  const again = { shiftId, seenVersion: version, personId: dan.id, day: '2026-11-17', times: times('10:00', '18:00') }
  expect((await ruth.tries(putInDraft, { ...again, seenOnRota: 1 })).body['code']).toBe('changed-since-seen')
  expect((await ruth.asks(rotaDraft, { monday })).drafts).toMatchObject([{ version, onRota: 2 }])
  await ruth.sends(putInDraft, { ...again, seenOnRota: 2 })
  await publish()
  expect(await onTheRota()).toEqual([[dan.id, '2026-11-17', '10:00']])
})

it('a shift that is moved into another week is held to the rules of that week', async () => {
  const shiftId = await rosters(ruth, ewa.id, '2026-11-17', '08:30', '16:30')
  await rosters(ruth, ewa.id, '2026-12-23', '00:30', '08:00')
  await draft(ewa, '2026-12-22', '12:30', '20:30', shiftId)
  await hub.owner`update hub.amhps set approval_ends_on = '2026-12-20', version = version + 1 where person_id = ${ewa.id}`
  const keys = (await preview()).findings.map(({ key, grade }) => [key.split(' ')[0], grade])
  expect(keys).toEqual(
    expect.arrayContaining([
      ['may-not', 'must-fix'],
      ['rest', 'accept'],
    ]),
  )
})

it('weeks that are built again leaves alone what a planner gave away, moved or took off in the draft, and what was swapped', async () => {
  const { patternId } = await ruth.sends(keepPattern, pattern({ weeks: [[on(1), on(2), on(3), on(4)]] }))
  await ruth.sends(keepPlace, place(patternId, ewa))
  await build(1)
  await publish()
  const { shifts } = await ruth.asks(rotaWeek, { monday })
  const [first, second, third] = shifts
  if (!first || !second || !third) throw new Error('not built')
  const again = { seenVersion: 0, seenOnRota: 1, personId: ewa.id, times: times('08:30', '16:30') }
  await ruth.sends(putInDraft, { ...again, shiftId: first.id, personId: dan.id, day: '2026-11-16' })
  await ruth.sends(putInDraft, { ...again, shiftId: second.id, day: '2026-11-20' })
  await ruth.sends(takeOffInDraft, { shiftId: third.id, seenVersion: 0, seenOnRota: 1, why: 'Enough without her' })
  expect(await build(1)).toMatchObject({ put: 0, takenOff: 0, same: 4 })
  await publish()
  const given = (await ruth.asks(rotaWeek, { monday })).shifts.find(({ id }) => id === first.id)
  expect(given).toMatchObject({ personId: dan.id, layer: 'cover' })
  const { changes } = await built(1)
  expect(changes).not.toContain('Ewa Kowalska is put on Mon 16 November 08:30–16:30.')
})

it('the days that a place leaves out are its own: those of a new pattern are not those of the old one', async () => {
  const { patternId } = await ruth.sends(keepPattern, pattern({ weeks: [[on(1)]] }))
  const other = await ruth.sends(keepPattern, pattern({ name: 'Tuesdays', weeks: [[on(1), on(2)]] }))
  await ruth.sends(keepPlace, place(patternId, ewa))
  await ruth.sends(keepPlace, place(other.patternId, ewa, { firstDay: '2026-11-23', excludedDays: ['1'] }))
  expect((await built(2)).changes.map((words) => words.slice(23, 33))).toEqual(['Mon 16 Nov', 'Tue 24 Nov'])
})
