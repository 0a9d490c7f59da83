import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { doorOf, type DoorName } from '#shared/kernel/matrix.ts'
import { may, roles } from '#shared/kernel/permission.ts'
import { queryDoors } from '#server/doors.ts'
import { counted } from '#server/kernel/metrics.ts'
import type { Person } from '#tests/harness/person.ts'
import { TEST_PASSWORD, TestHub, type TestService } from '#tests/harness/service.ts'
import { askedByPost, samples } from '#tests/separation/samples.ts'
import { thingsOf, type Things } from '#tests/separation/things.ts'

/**
 * How many statements each question needs: as many when there is much as when there is one of each thing. A door that asked the database
 * once for each row would need more.
 */
const MORE = 4
/** A door may look for a second kind of thing once there is any, and not before; one statement a row would be this many and more. */
const MOST_MORE = MORE - 1
/**
 * Two for each referral that waits, of the first few that are paired up and no more, all on the wire at once.
 */
const BOUNDED: Readonly<Partial<Record<DoorName, number>>> = { 'allocations.nextBest': 2 * MORE }

let hub: TestHub
let service: TestService
let own: Things
const askers: { readonly person: Person; readonly role: (typeof roles)[number] }[] = []
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  for (const role of roles) {
    const supervisedBy = role === 'trainee' ? askers.find((one) => one.role === 'amhp')?.person : undefined
    const person = await service.has({
      name: `One ${role}`,
      roles: [role],
      onRegister: role !== 'trainee',
      ...(supervisedBy && { supervisedBy }),
    })
    await person.stepsUp(TEST_PASSWORD)
    askers.push({ person, role })
  }
  own = await thingsOf(hub, service, one('amhp'))
})
afterAll(() => hub.close())

function one(role: (typeof roles)[number]): Person {
  const found = askers.find((asker) => asker.role === role)
  if (!found) throw new Error(`nobody is ${role}`)
  return found.person
}

const letIn = (door: DoorName): Person => {
  const able = askers.filter(({ role }) => may([role], doorOf(door).needs))
  const amhp = able.find(({ role }) => role === 'amhp') ?? able[0]
  if (!amhp) throw new Error(`nobody may ask ${door}`)
  return amhp.person
}

/** Asks once, and counts what it sent to the database. @returns the count, and the status of the answer */
async function statementsOf(door: DoorName): Promise<readonly [count: number, status: number]> {
  const person = letIn(door)
  const input = samples[door](own, hub.now())
  const [sent, answered] = [counted.statements.total({ door }), counted.requests.total({ door })]
  const { status } = askedByPost.has(door)
    ? await person.posts(`/api/${door}`, input)
    : await person.gets(
        `/api/${door}?${new URLSearchParams(Object.entries(input).map(([key, value]) => [key, String(value)]))}`,
      )
  await vi.waitUntil(() => counted.requests.total({ door }) > answered, { interval: 1, timeout: 10_000 })
  return [counted.statements.total({ door }) - sent, status]
}

async function askAll(): Promise<ReadonlyMap<DoorName, readonly [count: number, status: number]>> {
  // An answer that serves many is made anew, and what is learned once a day is known.
  hub.clockMovesOn({ minutes: 1 })
  const found = new Map<DoorName, readonly [count: number, status: number]>()
  for (const { name } of queryDoors) found.set(name as DoorName, await statementsOf(name as DoorName))
  return found
}

it('asks the database as often for many things as for one, at every door', async () => {
  await askAll()
  const few = await askAll()
  for (let more = 0; more < MORE; more += 1) {
    const colleague = await service.has({ name: `Colleague ${more}`, roles: ['amhp', 'practice-consultant'] })
    await colleague.stepsUp(TEST_PASSWORD)
    await thingsOf(hub, service, colleague)
  }
  const much = await askAll()
  const rows = [...few].map(([door, [count, status]]) => ({ door, count, more: much.get(door)?.[0] ?? 0, status }))
  console.info(
    `statements of ${rows.length} questions, begin and commit among them, at one and at ${MORE + 1} of each thing:\n${rows
      .toSorted((a, b) => b.more - a.more)
      .map(
        ({ door, count, more, status }) =>
          `  ${door.padEnd(36)} ${count} → ${more}${status === 200 ? '' : ` (${status})`}`,
      )
      .join('\n')}`,
  )
  expect(rows.filter(({ status }) => status !== 200 && status !== 404)).toEqual([])
  expect(rows.filter(({ door, count, more }) => more - count > (BOUNDED[door] ?? MOST_MORE))).toEqual([])
})
