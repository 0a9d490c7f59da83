import { afterAll, beforeAll, expect, it } from 'vitest'
import { addShiftTemplate } from '#shared/rota/contract.ts'
import { TestHub } from '#tests/harness/service.ts'
import type { Person } from '#tests/harness/person.ts'

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

it('lives through losing its database again and again, keeps what it said it kept, and answers the rest with "once more"', async () => {
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
  for (let cuts = 0; cuts < 25; cuts++) {
    await cutAll()
    // Sometimes while connections are being made, sometimes in full swing.
    await new Promise((resolve) => setTimeout(resolve, cuts % 2 === 0 ? 30 : 250))
  }
  cutting = false
  await Promise.all(writers)
  expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([])
  const found = await hub.owner<{ name: string }[]>`select name from hub.shift_templates`
  const names = new Set(found.map(({ name }) => name))
  expect(kept.filter((name) => !names.has(name))).toEqual([])
  expect(kept.length).toBeGreaterThan(0)
  console.log(`kept ${kept.length} of ${names.size} written over 25 cuts, 0 lost`)
})

it('has all its connections again afterwards', async () => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, index) => ruth.tries(addShiftTemplate, template(`After ${index}`))),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
})
