import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { ShiftId } from '#shared/kernel/ids.ts'
import { rotaWeek } from '#shared/rota/contract.ts'
import { importSheet, previewImport, undoImport } from '#shared/rota/importContract.ts'
import {
  dropFromDraft,
  previewPublish,
  publishRota,
  putInDraft,
  rotaDraft,
  takeOffInDraft,
} from '#shared/rota/planContract.ts'
import { rosters, times } from '#tests/builders/rota.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let ruth: Person
let ewa: Person
let service: TestService
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
})

const week = { firstDay: '2026-11-16', lastDay: '2026-11-22' }
const seenNow = async () => [...(await ruth.asks(previewPublish, week)).seen]
const drafts = (shiftId: ShiftId, from: string, to: string, seenOnRota = 1) =>
  ruth.sends(putInDraft, {
    shiftId,
    seenVersion: 0,
    seenOnRota,
    personId: ewa.id,
    day: '2026-11-17',
    times: times(from, to),
  })
const starts = async () =>
  (await ewa.asks(rotaWeek, { monday: week.firstDay })).shifts.map(({ startsAt }) => startsAt.slice(11, 16))
const refusesBlindly = async (seen: Awaited<ReturnType<typeof seenNow>>) => {
  const sent = await ruth.tries(publishRota, { ...week, seen, accepted: [] })
  expect(sent).toMatchObject({ status: 409, body: { code: 'changed-since-seen' } })
}

it('publishes no drafted shift that was taken out and drafted anew since it was looked at', async () => {
  const shiftId = await rosters(ruth, ewa.id, '2026-11-17', '08:30', '16:30')
  const { version } = await drafts(shiftId, '10:00', '18:00')
  const looked = await seenNow()
  await ruth.sends(dropFromDraft, { shiftId, seenVersion: version })
  await drafts(shiftId, '22:00', '08:00')
  await refusesBlindly(looked)
  expect(await starts()).toEqual(['08:30'])
  await ruth.sends(publishRota, { ...week, seen: await seenNow(), accepted: [] })
  expect(await starts()).toEqual(['22:00'])
})

it('nor one that was published meanwhile and drafted anew', async () => {
  const shiftId = await rosters(ruth, ewa.id, '2026-11-17', '08:30', '16:30')
  await drafts(shiftId, '10:00', '18:00')
  const looked = await seenNow()
  await ruth.sends(publishRota, { ...week, seen: looked, accepted: [] })
  await drafts(shiftId, '22:00', '08:00', 2)
  await refusesBlindly(looked)
  expect(await starts()).toEqual(['10:00'])
})

it('nor one of another import than the one that was looked at', async () => {
  await rosters(ruth, ewa.id, '2026-11-17', '08:30', '16:30')
  const brings = async (cell: string) => {
    const sheet = {
      cells: [
        ['', 'Mon 16', 'Tue 17'],
        ['Ewa Kowalska', '', cell],
      ],
      firstDay: week.firstDay,
    }
    const { body } = await ruth.posts(`/api/${previewImport.name}`, sheet)
    return ruth.sends(importSheet, { ...sheet, seen: String(body['seen']) })
  }
  const { importId } = await brings('10:00-18:00')
  const looked = await seenNow()
  await ruth.sends(undoImport, { importId })
  await brings('12:30-20:30')
  await refusesBlindly(looked)
  expect(await starts()).toEqual(['08:30'])
})

it('and a stale screen takes nothing off that was drafted anew', async () => {
  const shiftId = await rosters(ruth, ewa.id, '2026-11-17', '08:30', '16:30')
  const { version } = await drafts(shiftId, '10:00', '18:00')
  await ruth.sends(dropFromDraft, { shiftId, seenVersion: version })
  await drafts(shiftId, '22:00', '08:00')
  const stale = await ruth.tries(takeOffInDraft, { shiftId, seenVersion: version, seenOnRota: 1, why: 'Not needed' })
  expect(stale).toMatchObject({ status: 409, body: { code: 'changed-since-seen' } })
})

it('says of whoever may not act as an AMHP that they may not, as long as it is drafted', async () => {
  const kim = await service.has({ name: 'Kim Vale', roles: ['practice-consultant'] })
  const put = (person: Person, day: string) =>
    ruth.sends(putInDraft, {
      shiftId: null,
      seenVersion: 0,
      seenOnRota: 0,
      personId: person.id,
      day,
      times: times('08:30', '16:30'),
    })
  await put(ewa, '2026-11-17')
  await put(kim, '2026-11-18')
  const { drafts: drafted } = await ruth.asks(rotaDraft, { monday: week.firstDay })
  expect(drafted.map(({ personId, mayNotAct }) => [personId, mayNotAct])).toEqual(
    expect.arrayContaining([
      [ewa.id, null],
      [kim.id, 'not-approved'],
    ]),
  )
})
