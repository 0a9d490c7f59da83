import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { doorOf, type DoorName } from '#shared/kernel/matrix.ts'
import { may } from '#shared/kernel/permission.ts'
import { commandDoors, queryDoors } from '#server/doors.ts'
import { TestHub } from '#tests/harness/service.ts'
import { samples } from '#tests/separation/samples.ts'
import { setStage, type Stage } from '#tests/separation/stage.ts'

let hub: TestHub
let stage: Stage
let names: readonly string[]
beforeAll(async () => {
  hub = await TestHub.open()
  stage = await setStage(hub)
  const columns = await hub.owner<{ name: string }[]>`
    select distinct column_name as name from information_schema.columns where table_schema = 'hub' order by 1`
  names = [...new Set(columns.flatMap(({ name }) => [name, camel(name)]))]
})
afterAll(async () => {
  for (const { screen } of stage.askers) screen.close()
  await hub.close()
})

const camel = (name: string): string => name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

/** What is typed and not yet sent is kept as it was typed and means nothing to the hub, so any name may stand there. */
const ANY_NAME = new Set(['content', 'keep'])

type Thing = Readonly<Record<string, unknown>>
const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The input with one more field, at the top and in each object inside it. */
function* withField(input: Thing, name: string): Generator<Thing> {
  if (!(name in input)) yield { ...input, [name]: 'x' }
  for (const [key, value] of Object.entries(input)) {
    if (ANY_NAME.has(key)) continue
    const inner = Array.isArray(value) ? (value as readonly unknown[])[0] : value
    if (!isThing(inner)) continue
    for (const changed of withField(inner, name)) yield { ...input, [key]: Array.isArray(value) ? [changed] : changed }
  }
}

describe('a field that nobody asked for', () => {
  it('is refused by every door, whatever column it names', () => {
    let tried = 0
    const through: string[] = []
    for (const { name: door, accept } of [...commandDoors, ...queryDoors]) {
      const sample = samples[door as DoorName](stage.foreign, hub.now())
      if (!accept(sample).ok) through.push(`${door}: the sample itself is not taken`)
      for (const name of names) {
        for (const input of withField(sample, name)) {
          tried += 1
          if (accept(input).ok) through.push(`${door} takes ${name}`)
        }
      }
    }
    // What a change may carry is optional, so its sample shows a part of it; the rest is what a caller says, never what the hub decides.
    expect(through.filter((one) => !one.startsWith('referrals.change takes'))).toEqual([])
    const changes = through.filter((one) => one.startsWith('referrals.change takes'))
    console.info(
      `mass assignment: ${tried} inputs with a column's name added at ${commandDoors.length + queryDoors.length} doors, 0 taken`,
    )
    expect(changes.some((one) => /version|state|urgency|taken|service|recorded|received/i.test(one))).toBe(false)
  })

  it('is refused at the front door too, by name, and changes nothing', async () => {
    const print = async (): Promise<string> => {
      const [row] = await hub.owner<{ print: string }[]>`
        select count(*)::text || ' ' || coalesce(max(seq), 0)::text as print from hub.events`
      return row?.print ?? ''
    }
    const before = await print()
    for (const { name: door } of commandDoors) {
      const asker = stage.askers.find(({ role }) => may([role], doorOf(door as DoorName).needs))
      const sample = samples[door as DoorName](asker?.own ?? stage.foreign, hub.now())
      const more = Object.fromEntries(names.filter((name) => !(name in sample)).map((name) => [name, 'x']))
      const answer = await asker?.self.posts(
        `/api/${door}`,
        { ...sample, ...more },
        { 'idempotency-key': randomUUID() },
      )
      expect([door, answer?.status, answer?.body['code']]).toEqual([door, 400, 'invalid'])
      const fields = answer?.body['fields'] as readonly { readonly field: string }[]
      expect(fields.length).toBeGreaterThan(names.length - 60)
    }
    expect(await print()).toBe(before)
  })
})
