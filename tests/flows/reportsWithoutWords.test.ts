import { afterAll, beforeAll, expect, it } from 'vitest'
import { doorNames, doorOf, type DoorName } from '#shared/kernel/matrix.ts'
import { may, roles } from '#shared/kernel/permission.ts'
import { dataColumns } from '#shared/privacy/dataMap.ts'
import { makePack } from '#shared/reports/packContract.ts'
import { reportKeys, reportViews } from '#shared/reports/table.ts'
import { golden, month, type Golden } from '#tests/builders/golden.ts'
import { CLINICAL } from '#tests/builders/histories.ts'
import { octoberPast } from '#tests/builders/octoberPast.ts'
import { hasPolicy } from '#tests/builders/toil.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'
import { CANARY, fillWithCanaries } from '#tests/separation/canaries.ts'
import { askedByPost, samples } from '#tests/separation/samples.ts'
import { thingsOf, type Things } from '#tests/separation/things.ts'

/** Roles that read no record: what somebody wrote about a person is never for them, whatever they ask. */
const wordless = roles.filter((role) => !may([role], 'read records') && !may([role], 'read a record'))

/** Free text about people, by the data map: words that a release would take away. */
const aboutPeople = new Set(
  dataColumns
    .filter((one) => one.emptied && (one.class === 'special' || one.class === 'personal'))
    .map(({ table, column }) => `${table}.${column}`),
)

let hub: TestHub
let of: Golden
let people: readonly Person[]
let filled: readonly string[]
beforeAll(async () => {
  hub = await TestHub.open()
  of = await golden(hub, octoberPast(20_261_127, 60))
  await hasPolicy(hub, of.service)
  people = await Promise.all(wordless.map((role) => of.service.has({ name: role, roles: [role] })))
  const things = await Promise.all(people.map((person) => thingsOf(hub, of.service, person)))
  owned = new Map(people.map((person, index) => [person, things[index]] as const))
  filled = (await fillWithCanaries(hub, of.service, (column) => aboutPeople.has(column))).filled
}, 120_000)
afterAll(() => hub.close())

let owned: ReadonlyMap<Person, Things | undefined>
const words = [CANARY, CLINICAL, 'Zzsurname']
/** Answers looked at, and in which of them a word about somebody was found. */
const looked = { answers: 0, found: [] as string[] }

function look(what: string, answer: unknown): void {
  looked.answers += 1
  const text = JSON.stringify(answer)
  for (const word of words)
    if (text.includes(word))
      looked.found.push(`${what}: ${text.slice(Math.max(0, text.indexOf(word) - 80)).slice(0, 160)}`)
}

const address = (door: DoorName, input: Readonly<Record<string, unknown>>): string =>
  `/api/${door}?${new URLSearchParams(input as Record<string, string>).toString()}`

it('gives whoever reads no record none of the words about people, in any report, sheet or list that they may ask for', async () => {
  expect(wordless).toContain('manager')
  expect(filled.length).toBeGreaterThan(30)
  for (const [index, person] of people.entries()) {
    const role = wordless[index] ?? 'manager'
    const things = owned.get(person)
    if (!things) throw new Error('everybody has things of their own')
    for (const door of doorNames.filter((name) => doorOf(name).is === 'query' && may([role], doorOf(name).needs))) {
      const input = samples[door](things, hub.now())
      const answer = askedByPost.has(door)
        ? await person.posts(`/api/${door}`, input)
        : await person.gets(address(door, input))
      look(`${role} at ${door}`, answer.body)
    }
  }
  // Spreadsheets, text and paper are made in the browser, of these answers and nothing else.
  const { ruth } = of
  for (const report of reportKeys)
    for (const view of reportViews) {
      const days = view === 'work' ? month : { from: '2026-07-01', to: '2026-09-30' }
      const answer = await ruth.gets(address('reports.of', { report, ...days, view, change: '2026-08-14' }))
      expect(answer.status, report).toBe(200)
      look(`${report}, for ${view}`, answer.body)
    }
  const late = await ruth.gets('/api/reports.lateWorking?to=2026-11-08&weeks=12')
  expect(late.status).toBe(200)
  look('late working', late.body)
  const { packId } = await ruth.sends(makePack, { from: '2026-08-17', to: '2026-11-08' })
  const pack = await ruth.gets(`/api/reports.pack?packId=${packId}`)
  expect(pack.status).toBe(200)
  look('the committee’s sheet', pack.body)
  expect(looked.found).toEqual([])
  console.info(
    `words about people: ${filled.length} columns of free text hold canaries; 0 of them in ${looked.answers} answers to ${wordless.join(', ')}`,
  )
}, 120_000)
