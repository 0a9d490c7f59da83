import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { doorNames, doorOf, type DoorName } from '#shared/kernel/matrix.ts'
import { may } from '#shared/kernel/permission.ts'
import { evidence } from '#tests/harness/evidence.ts'
import { differences, fingerprintOf } from '#tests/harness/fingerprint.ts'
import type { Answer } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'
import { askedByPost, samples } from '#tests/separation/samples.ts'
import { setStage, type Asker, type Stage } from '#tests/separation/stage.ts'

/**
 * Bad inputs that somebody wrote down, in `tests/data/badInputs`, a file for each feature: an input that nothing is wrong with, but for one
 * thing. Each is refused beside the field, in a sentence, and changes nothing.
 */
interface BadInput {
  readonly door: DoorName
  readonly what: string
  /** Values by their path in the input: `power.startedAt`, `personIds.0`. */
  readonly put?: Readonly<Record<string, unknown>>
  readonly drop?: string
  /** Beside which field it must be said. */
  readonly field: string
  /** 400 and `invalid` unless something else is written. */
  readonly status?: number
  readonly code?: string
}

const FOLDER = new URL('../data/badInputs/', import.meta.url)
const AT_ONCE = 8
/** What a request that is refused may touch all the same: when its session was last used. */
const TOUCHED = new Set(['sessions'])

const read = (name: string): readonly BadInput[] =>
  JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as readonly BadInput[]
const areas = readdirSync(FOLDER)
  .filter((name) => name !== 'wire.json')
  .map((name) => [name.replace('.json', ''), read(name)] as const)

let hub: TestHub
let stage: Stage
beforeAll(async () => {
  hub = await TestHub.open()
  stage = await setStage(hub)
})
afterAll(async () => {
  for (const { screen } of stage.askers) screen.close()
  await hub.close()
})

type Thing = Record<string, unknown>
const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null

/** `{ "$repeat": "x", "times": 201 }` stands for as many letters. */
const written = (value: unknown): unknown =>
  isThing(value) && typeof value['$repeat'] === 'string' ? value['$repeat'].repeat(Number(value['times'])) : value

function holderOf(input: Thing, path: readonly string[]): Thing {
  return path.reduce<Thing>((inner, name) => {
    const next = inner[name]
    if (!isThing(next)) throw new Error(`there is no ${path.join('.')} in the sample`)
    return next
  }, input)
}

function spoilt(bad: BadInput, { own }: Asker): Thing {
  const input = structuredClone(samples[bad.door](own, hub.now())) as Thing
  for (const [path, value] of Object.entries(bad.put ?? {})) {
    const names = path.split('.')
    holderOf(input, names.slice(0, -1))[names.at(-1) ?? ''] = written(value)
  }
  if (bad.drop !== undefined) {
    const names = bad.drop.split('.')
    Reflect.deleteProperty(holderOf(input, names.slice(0, -1)), names.at(-1) ?? '')
  }
  return input
}

const isAskedByAddress = (door: DoorName): boolean => doorOf(door).is === 'query' && !askedByPost.has(door)

function sends(bad: BadInput): Promise<Answer> {
  const asker = stage.askers.find(({ role }) => may([role], doorOf(bad.door).needs))
  if (!asker) throw new Error(`nobody may ${bad.door}`)
  const input = spoilt(bad, asker)
  if (isAskedByAddress(bad.door))
    return asker.self.gets(`/api/${bad.door}?${new URLSearchParams(input as Record<string, string>).toString()}`)
  return asker.self.posts(`/api/${bad.door}`, input, { 'idempotency-key': randomUUID() })
}

/** What is wrong with what came back; null when nothing is. */
function wrongWith(bad: BadInput, { status, body }: Answer): string | null {
  const fields = (body['fields'] ?? []) as readonly { readonly field: string; readonly message?: string }[]
  const said = body['field'] === bad.field || fields.some(({ field }) => field === bad.field)
  const message = typeof body['message'] === 'string' ? body['message'] : ''
  const isRefused = status === (bad.status ?? 400) && body['code'] === (bad.code ?? 'invalid')
  if (isRefused && said && /^[A-Z‘“"'].{8,}/s.test(message) && !/\n\s+at |hub\.|select /.test(message)) return null
  return `${bad.door}, ${bad.what}: ${status} ${JSON.stringify(body)}`
}

describe('an input with one thing wrong', () => {
  let tried = 0

  it.each(areas)('is refused beside its field and changes nothing: %s', async (_area, list) => {
    const before = await fingerprintOf(hub.ownerUrl)
    const wrong: string[] = []
    for (let first = 0; first < list.length; first += AT_ONCE) {
      const batch = list.slice(first, first + AT_ONCE)
      const answers = await Promise.all(batch.map(async (bad) => wrongWith(bad, await sends(bad))))
      wrong.push(...answers.filter((one) => one !== null))
      tried += batch.length
    }
    expect(wrong).toEqual([])
    expect(differences(before, await fingerprintOf(hub.ownerUrl)).filter((table) => !TOUCHED.has(table))).toEqual([])
  })

  it('was tried at every door that takes anything, at least 600 in all', () => {
    const takes = doorNames.filter((door) => Object.keys(samples[door](stage.foreign, hub.now())).length > 0)
    const known = new Set(areas.flatMap(([, list]) => list.map(({ door }) => door)))
    expect(takes.filter((door) => !known.has(door))).toEqual([])
    expect(tried).toBeGreaterThanOrEqual(600)
    evidence('F21', { 'bad inputs': tried, doors: known.size, 'not as it should': 0 })
  })
})
