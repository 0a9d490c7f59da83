import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { drawFrom } from '#db/seed/random.ts'
import { addShiftTemplate } from '#shared/rota/contract.ts'
import { evidence, many } from '#tests/harness/evidence.ts'
import { Balancer } from '#tests/harness/balancer.ts'
import { TestHub, type HubOptions } from '#tests/harness/service.ts'
import type { Person } from '#tests/harness/person.ts'

/** CUTS=1000 is the long form. */
const CUTS = many('CUTS', 25)
const SEED = many('SEED', 20261128)

let hub: TestHub
let ruth: Person
beforeAll(async () => {
  hub = await TestHub.open()
  ruth = await (await hub.service()).has({ name: 'Ruth Banerjee', roles: ['manager'] })
})
afterAll(() => hub.close())

const template = (name: string) => ({
  name,
  startsAt: '15:00',
  endsAt: '23:00',
  role: 'duty' as const,
  breakMinutes: 30,
})

/** Ends every connection of the hub to its database, in the middle of whatever it is doing. */
const cutAll = () =>
  hub.owner`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'hub_app' and datname = current_database()`

it(
  'lives through losing its database again and again, keeps what it said it kept, and answers the rest with "once more"',
  { timeout: 180_000 + CUTS * 1000 },
  async () => {
    const draw = drawFrom(SEED, 'cuts')
    const kept: string[] = []
    const statuses = new Set<number>()
    let cutting = true
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let turn = 0; cutting; turn++) {
        const name = `Late ${writer} ${turn}`
        const { status, body } = await ruth.tries(addShiftTemplate, template(name))
        statuses.add(status)
        if (status === 200) kept.push(name)
        else expect(body).toMatchObject({ retry: 'same-key' })
      }
    })
    for (let cuts = 0; cuts < CUTS; cuts++) {
      const before = kept.length
      await cutAll()
      // Sometimes while connections are being made, sometimes in full swing.
      await new Promise((resolve) => setTimeout(resolve, cuts % 2 === 0 ? draw.whole(5, 60) : draw.whole(100, 300)))
      // On a busy machine nothing gets through between two cuts: then some are further apart.
      if (cuts % 5 === 4) await vi.waitUntil(() => kept.length > before, { timeout: 60_000 })
    }
    cutting = false
    await Promise.all(writers)
    expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([])
    const found = await hub.owner<{ name: string }[]>`select name from hub.shift_templates`
    const names = new Set(found.map(({ name }) => name))
    expect(kept.filter((name) => !names.has(name))).toEqual([])
    expect(kept.length).toBeGreaterThan(0)
    evidence('F9', { cuts: CUTS, kept: kept.length, written: names.size, lost: 0, seed: SEED })
  },
)

/** A hub whose lines to its database can be left to hang, as a machine that has lost its power leaves them. */
async function farHub(options: HubOptions = {}) {
  let wire: Balancer | undefined
  const far = await TestHub.open({
    ...options,
    through: async (appUrl) => {
      const url = new URL(appUrl)
      wire = await Balancer.before([Number(url.port)])
      url.port = String(wire.port)
      return url.href
    },
  })
  const close = async (): Promise<void> => {
    // What hangs on the dead lines is let go of with them.
    wire?.cut()
    await far.close()
    await wire?.close()
  }
  return { far, hang: () => wire?.hang(), close }
}

/** Each has a hub of its own, and does little but wait for a dead line to be given up: side by side. */
describe.concurrent('lines to the database that go dead without a word', { timeout: 180_000 }, () => {
  it('are let go of: a pool of nothing else serves again, and each command takes effect once', async ({ expect }) => {
    const { far, hang, close } = await farHub()
    const kim = await (await far.service()).has({ name: 'Kim Vale', roles: ['manager'] })
    const names = Array.from({ length: 24 }, (_, index) => `Pool ${index}`)
    const statuses = new Set<number>()
    const sends = async (name: string): Promise<void> => {
      const key = randomUUID()
      for (let status = 0; status !== 200; statuses.add(status))
        ({ status } = await kim.tries(addShiftTemplate, template(name), key))
    }
    // At once, so that every line of the pool is open.
    await Promise.all(names.slice(0, 12).map(sends))
    hang()
    await Promise.all(names.slice(12).map(sends))
    expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([])
    const found = await far.owner<{ name: string }[]>`select name from hub.shift_templates where name like 'Pool %'`
    expect(found.map(({ name }) => name).toSorted()).toEqual(names.toSorted())
    await close()
  })

  it('hold up no alarm and no news', async ({ expect }) => {
    const { far, hang, close } = await farHub({ alarms: true })
    const kim = await (await far.service()).has({ name: 'Kim Vale', roles: ['manager'] })
    const screen = await kim.opensScreen()
    const ran = async (): Promise<number> => {
      const answer = await fetch(`${far.address}/health/alarms`)
      const seconds = ((await answer.json()) as { ranSecondsAgo: number | null }).ranSecondsAgo
      return seconds ?? Number.POSITIVE_INFINITY
    }
    await expect.poll(ran).toBeLessThan(3)
    hang()
    await expect.poll(ran, { timeout: 60_000 }).toBeGreaterThan(3)
    await expect.poll(ran, { timeout: 90_000 }).toBeLessThan(3)
    const key = randomUUID()
    for (let status = 503; status === 503;) ({ status } = await kim.tries(addShiftTemplate, template('Dead line'), key))
    await screen.hearsOf('rota')
    screen.close()
    await close()
  })
})

it('has all its connections again afterwards', async () => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, index) => ruth.tries(addShiftTemplate, template(`After ${index}`))),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
})
