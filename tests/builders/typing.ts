import { randomUUID } from 'node:crypto'
import { doorOf, type DoorName } from '#shared/kernel/matrix.ts'
import { may, roles, type Role } from '#shared/kernel/permission.ts'
import { commandDoors } from '#server/doors.ts'
import type { CommandDoor } from '#server/kernel/handle.ts'
import { samples } from '#tests/separation/samples.ts'
import { thingsOf } from '#tests/separation/things.ts'
import type { Answer, Person } from '#tests/harness/person.ts'
import type { TestHub, TestService } from '#tests/harness/service.ts'
import { allInjections, MARK } from './injections.ts'

/** Words that are typed on purpose, each with the box that it was typed into behind it, so that it can be found again on a screen. */
export class Typing {
  /** What was typed into which box, as it should be shown. */
  readonly typed = new Map<string, Set<string>>()
  readonly #turns = new Map<string, number>()

  /** The next of all injections for a box that holds one line: after as many calls as there are, each box has had each. */
  readonly line = (where: string): string => {
    const turn = this.#turns.get(where) ?? this.#turns.size * 7
    this.#turns.set(where, turn + 1)
    return this.#note(where, allInjections[turn % allInjections.length] ?? MARK)
  }

  /** All of them, one below the other, for a box that holds a story. */
  readonly story = (where: string): string => allInjections.map((text) => this.#note(where, text)).join('\n')

  #note(where: string, text: string): string {
    const whole = `${text} §${where}`
    const before = this.typed.get(where) ?? new Set()
    this.typed.set(where, before.add(whole.normalize('NFC')))
    return whole
  }
}

/** What is typed into a box, by its name. */
export type Types = Pick<Typing, 'line' | 'story'>

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
type Path = readonly (string | number)[]

/** What every box takes that takes words at all. */
const PROBE = `<${MARK} a="b">`

/** Every place in an input where a text stands. */
function textsIn(value: Json, path: Path = []): readonly Path[] {
  if (typeof value === 'string') return [path]
  if (typeof value !== 'object' || value === null) return []
  const parts: readonly (readonly [string | number, Json])[] = Array.isArray(value)
    ? value.map((one: Json, place) => [place, one] as const)
    : Object.entries(value)
  return parts.flatMap(([key, one]) => textsIn(one, [...path, key]))
}

/** The same input with another text in one place. */
function withText(value: Json, [key, ...rest]: Path, text: string): Json {
  if (key === undefined) return text
  if (Array.isArray(value)) return value.map((one: Json, place) => (place === key ? withText(one, rest, text) : one))
  const object = value as { readonly [key: string]: Json }
  return { ...object, [key]: withText(object[key] ?? null, rest, text) }
}

const accepts = (door: CommandDoor, input: Json): boolean => door.accept(input).ok

/** Puts an injection into every box of an input that takes words: a line where only one fits, else all of them. */
function typedInto(
  door: CommandDoor,
  input: Json,
  typing: Types,
): { readonly input: Json; readonly boxes: readonly string[] } {
  const boxes = textsIn(input).filter((path) => accepts(door, withText(input, path, PROBE)))
  const filled = boxes.reduce((whole, path) => {
    const where = `${door.name}:${path.join('.')}`
    const texts = [typing.story, typing.line, () => PROBE].map((type) => () => withText(whole, path, type(where)))
    for (const make of texts) {
      const next = make()
      if (accepts(door, next)) return next
    }
    return whole
  }, input)
  return { input: filled, boxes: boxes.map((path) => `${door.name}:${path.join('.')}`) }
}

export interface TypedEverywhere {
  readonly boxes: readonly string[]
  /** How many commands were done; the rest were refused by how things stood, which changes nothing of what was typed. */
  readonly done: number
  readonly wrong: readonly string[]
}

/** Sends every command that takes words, with injections in each of its boxes, as somebody who may send it. */
export async function typesEverywhere(
  hub: TestHub,
  service: TestService,
  people: Readonly<Record<Role, Person>>,
  typing: Types,
): Promise<TypedEverywhere> {
  const boxes: string[] = []
  const wrong: string[] = []
  let done = 0
  for (const door of commandDoors) {
    const name = door.name as DoorName
    const role = typistOf(name)
    const of = await thingsOf(hub, service, people[ownerOf(name, role)])
    const sample = typedInto(door, samples[name](of, hub.now()) as Json, typing)
    if (sample.boxes.length === 0) continue
    boxes.push(...sample.boxes)
    const { status, body } = await sends(people[role], name, sample.input)
    if (status === 200) done += 1
    else if (![404, 409, 422].includes(status)) wrong.push(`${name}: ${status} ${JSON.stringify(body).slice(0, 200)}`)
  }
  return { boxes, done, wrong }
}

const PATIENCE = 5

/** Sends it, and the same again while the hub is busy, as a screen does. */
async function sends(who: Person, name: DoorName, input: Json): Promise<Answer> {
  const key = { 'idempotency-key': randomUUID() }
  for (let turn = 0; ; turn += 1) {
    const answer = await who.posts(`/api/${name}`, input, key)
    if (answer.status !== 503 || turn === PATIENCE) return answer
    await new Promise((later) => setTimeout(later, 200 * (turn + 1)))
  }
}

/** Somebody who may send it: for what opens a closed record, somebody to whom it is closed. */
function typistOf(name: DoorName): Role {
  const { needs, reach } = doorOf(name)
  return (reach === 'closed' ? (['amhp'] as const) : roles).find((role) => may([role], needs)) ?? 'admin'
}

/** Whose thing it is about: one's own, unless the door is for others' only, or for people on the register. */
function ownerOf(name: DoorName, role: Role): Role {
  const { reach } = doorOf(name)
  if (name.startsWith('register.')) return 'amhp'
  if (reach !== 'others' && reach !== 'closed') return role
  return role === 'practice-consultant' ? 'manager' : 'practice-consultant'
}
