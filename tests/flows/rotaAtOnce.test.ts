import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { importSheet, previewImport, undoImport } from '#shared/rota/importContract.ts'
import { buildFromPatterns, keepPattern, keepPlace } from '#shared/rota/patternContract.ts'
import { copyWeek, rotaDraft } from '#shared/rota/planContract.ts'
import { rosters, times } from '#tests/builders/rota.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
let ruth: Person
let kim: Person
let ewa: Person
beforeAll(async () => {
  hub = await TestHub.open()
})
afterAll(() => hub.close())
beforeEach(async () => {
  const service = await hub.service()
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  kim = await service.has({ name: 'Kim Vale', roles: ['manager'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
})

const monday = '2026-11-16'
const drafted = async () =>
  (await ruth.asks(rotaDraft, { monday })).drafts.map(({ startsAt }) => startsAt.slice(11, 16))

it('weeks that two build at once are built once', async () => {
  const weeks = [[1, 2, 3, 4, 5].map((weekday) => ({ weekday, ...times('08:30', '16:30') }))]
  const kept = { patternId: null, seenVersion: 0, name: 'Early', weeks, retired: false }
  const { patternId } = await ruth.sends(keepPattern, kept)
  const place = { placeId: null, seenVersion: 0, patternId, firstDay: monday, lastDay: null, offsetWeeks: 0 }
  await ruth.sends(keepPlace, { ...place, personId: ewa.id, excludedDays: [] })
  const built = await Promise.all(
    [ruth, kim, ruth, kim].map((who) => who.sends(buildFromPatterns, { firstDay: monday, weeks: 1 })),
  )
  expect(built.map(({ put }) => put).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 5])
  expect(await drafted()).toHaveLength(5)
})

it('a week that two copy at once is copied once', async () => {
  for (const day of ['2026-11-09', '2026-11-10']) await rosters(ruth, ewa.id, day, '08:30', '16:30')
  const week = { fromMonday: '2026-11-09', toMonday: monday }
  await Promise.all([ruth, kim, ruth, kim].map((who) => who.sends(copyWeek, week)))
  expect(await drafted()).toHaveLength(2)
})

it('an import is undone after a later one over it was undone, and leaves nothing of one that was undone before', async () => {
  const brings = async (cell: string) => {
    const sheet = {
      cells: [
        ['', 'Mon 16', 'Tue 17'],
        ['Ewa Kowalska', cell, ''],
      ],
      firstDay: monday,
    }
    const { body } = await ruth.posts(`/api/${previewImport.name}`, sheet)
    return ruth.sends(importSheet, { ...sheet, seen: String(body['seen']) })
  }
  const first = await brings('08:30-16:30')
  const second = await brings('10:00-18:00')
  await ruth.sends(undoImport, { importId: second.importId })
  expect(await drafted()).toEqual(['08:30'])
  const third = await brings('12:30-20:30')
  await ruth.sends(undoImport, { importId: third.importId })
  expect(await ruth.sends(undoImport, { importId: first.importId })).toEqual({ undone: 1, kept: 0 })
  expect(await drafted()).toEqual([])

  const [a, b] = [await brings('08:30-16:30'), await brings('10:00-18:00')]
  const lost = await ruth.tries(undoImport, { importId: a.importId })
  expect(lost.status, 'nothing of it is left to be undone').toBe(404)
  await ruth.sends(undoImport, { importId: b.importId })
  expect(await drafted()).toEqual(['08:30'])
})
