import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { rotaWeek } from '#shared/rota/contract.ts'
import { importSheet, previewImport, rotaImports, undoImport, type ImportPreview } from '#shared/rota/importContract.ts'
import { previewPublish, publishRota, putInDraft, rotaDraft } from '#shared/rota/planContract.ts'
import { rosters, times } from '#tests/builders/rota.ts'
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

const monday = '2026-11-16'
const grid = [
  ['Rota', '', '', ''],
  ['', 'Mon 16', 'Tue 17', 'Wed 18'],
  ['Ewa Kowalska', '08:30-16:30', 'off', ''],
  ['Okoro, Dan', '15-23', 'zz', 'AL'],
]
const sheet = (cells: readonly (readonly string[])[] = grid) => ({
  cells: cells.map((row) => [...row]),
  firstDay: monday,
})
/** What is looked at travels in a body: a sheet is too long for an address. */
const look = async (cells = grid): Promise<ImportPreview> => {
  const { status, body } = await ruth.posts(`/api/${previewImport.name}`, sheet(cells))
  expect(status).toBe(200)
  return body as unknown as ImportPreview
}
const bring = async (cells = grid) => ruth.sends(importSheet, { ...sheet(cells), seen: (await look(cells)).seen })
const drafts = async () =>
  (await ruth.asks(rotaDraft, { monday })).drafts.map(({ personId, day, startsAt, takenOff, version }) => [
    personId,
    day,
    startsAt.slice(11, 16),
    takenOff,
    version,
  ])

describe('a spreadsheet of the rota', () => {
  it('is shown as what it would change, cell by cell, and changes nothing by being looked at', async () => {
    await rosters(ruth, ewa.id, '2026-11-17', '10:00', '18:00')
    const { form, lines, counts } = await look()
    expect(form).toBe('grid')
    expect(lines).toEqual([
      {
        row: 3,
        column: 2,
        cell: '08:30-16:30',
        does: 'add',
        words: 'Ewa Kowalska is put on Mon 16 November 08:30–16:30.',
      },
      {
        row: 3,
        column: 3,
        cell: 'off',
        does: 'take-off',
        words: 'Ewa Kowalska is taken off Tue 17 November 10:00–18:00.',
      },
      { row: 4, column: 2, cell: '15-23', does: 'add', words: 'Dan Okoro is put on Mon 16 November 15:00–23:00.' },
      { row: 4, column: 3, cell: 'zz', does: 'problem', words: expect.stringContaining('“zz” is no times') as string },
      {
        row: 4,
        column: 4,
        cell: 'AL',
        does: 'note',
        words: expect.stringContaining('Put it down under leave') as string,
      },
    ])
    expect(counts).toMatchObject({ add: 2, 'take-off': 1, problem: 1, note: 1 })
    expect(await drafts()).toEqual([])
    expect((await ruth.asks(rotaImports, {})).imports).toEqual([])
  })

  it('goes into the draft, where nobody else sees it, and is published like any draft', async () => {
    const screen = await ruth.opensScreen()
    const done = await bring()
    expect(done).toMatchObject({ drafted: 2, left: 2 })
    expect((await screen.hearsOf('rota')).touches).toEqual(['rota'])
    expect((await ewa.asks(rotaWeek, { monday })).shifts).toEqual([])
    const { seen } = await ruth.asks(previewPublish, { firstDay: monday, lastDay: '2026-11-22' })
    expect(seen).toHaveLength(2)
    await ruth.sends(publishRota, { firstDay: monday, lastDay: '2026-11-22', seen: [...seen], accepted: [] })
    expect((await ewa.asks(rotaWeek, { monday })).shifts).toHaveLength(2)
    expect((await look()).counts).toMatchObject({ add: 0, same: 3 })
    const gone = await ruth.tries(undoImport, { importId: done.importId })
    expect([gone.status, gone.body['code']]).toEqual([404, 'import-not-found'])
  })

  it('is undone whole: what it wrote over comes back, what was changed by hand since stays', async () => {
    const byHand = { seenVersion: 0, personId: ewa.id, day: monday, times: times('12:00', '20:00') }
    await ruth.sends(putInDraft, { ...byHand, shiftId: null })
    const before = await drafts()
    const { importId } = await bring()
    expect((await ruth.asks(rotaImports, {})).imports).toMatchObject([
      { id: importId, byName: 'Ruth Banerjee', drafted: 2, inDraft: 2, undoneAt: null },
    ])
    expect(await ruth.sends(undoImport, { importId })).toEqual({ undone: 2, kept: 0 })
    expect((await drafts()).map((row) => row.slice(0, 4))).toEqual(before.map((row) => row.slice(0, 4)))

    const again = await bring()
    const { drafts: now } = await ruth.asks(rotaDraft, { monday })
    const [dans] = now.filter(({ personId }) => personId === dan.id)
    await ruth.sends(putInDraft, {
      ...byHand,
      personId: dan.id,
      shiftId: dans?.shiftId ?? null,
      seenVersion: dans?.version ?? 0,
    })
    expect(await ruth.sends(undoImport, { importId: again.importId })).toEqual({ undone: 1, kept: 1 })
    expect((await drafts()).map(([personId, , from]) => [personId, from])).toEqual(
      expect.arrayContaining([
        [ewa.id, '12:00'],
        [dan.id, '12:00'],
      ]),
    )
  })

  it('puts in what was looked at or nothing', async () => {
    const { seen } = await look()
    await rosters(ruth, ewa.id, monday, '10:00', '18:00')
    const late = await ruth.tries(importSheet, { ...sheet(), seen })
    expect([late.status, late.body['code'], late.body['message']]).toEqual([
      409,
      'import-changed',
      'The rota has changed since you looked. Nothing was imported: look at the differences again.',
    ])
    expect(await drafts()).toEqual([])
    const nothing = [
      ['', 'Mon 16', 'Tue 17'],
      ['Nobody Known', 'E', 'E'],
    ]
    const none = await ruth.tries(importSheet, { ...sheet(nothing), seen: (await look(nothing)).seen })
    expect([none.status, none.body['code']]).toEqual([409, 'nothing-to-import'])
  })

  it('is put in once when two press at the same moment, and once when it is sent twice', async () => {
    const { seen } = await look()
    const answers = await Promise.all([1, 2, 3].map(() => ruth.tries(importSheet, { ...sheet(), seen })))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
    expect(await drafts()).toHaveLength(2)
  })

  it('is for those who plan, and holds people of the own service only', async () => {
    for (const who of [ewa, await service.has({ name: 'Owen Tasker', roles: ['admin'] })])
      expect((await who.tries(importSheet, { ...sheet(), seen: '' })).status).toBe(403)
    const other = await hub.service()
    await other.has({ name: 'Sadia Elsewhere', roles: ['amhp'] })
    const { lines } = await look([
      ['', 'Mon 16', 'Tue 17'],
      ['Sadia Elsewhere', 'E', 'E'],
    ])
    expect(lines).toMatchObject([
      { does: 'problem', words: expect.stringContaining('Nobody called “Sadia Elsewhere”') as string },
    ])
  })

  it('takes sixty people over four weeks in one go', async () => {
    await Promise.all(
      Array.from({ length: 58 }, (_, index) => service.has({ name: `Amhp Number${index}x`, roles: ['amhp'] })),
    )
    const days = Array.from({ length: 28 }, (_, index) =>
      new Date(Date.UTC(2026, 10, 16 + index)).toISOString().slice(0, 10),
    )
    const rows = Array.from({ length: 58 }, (_, index) => [
      `Amhp Number${index}x`,
      ...days.map((_day, day) => (day % 7 < 5 ? '08:30-16:30' : 'off')),
    ])
    const cells = [['', ...days], ...rows]
    console.info(`an import of ${58 * 28} cells, ${JSON.stringify(cells).length} bytes`)
    expect(await bring(cells)).toMatchObject({ drafted: 58 * 20, left: 0 })
    expect((await ruth.asks(rotaDraft, { monday })).inAll).toBe(58 * 20)
  })
})
