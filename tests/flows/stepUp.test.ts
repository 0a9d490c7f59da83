import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { defineCommand } from '#shared/kernel/command.ts'
import type { CommandId } from '#shared/kernel/ids.ts'
import { defineQuery } from '#shared/kernel/query.ts'
import { openDatabase, type Database } from '#db/client.ts'
import { hashOf, tokenIn } from '#server/kernel/cookies.ts'
import { answer, effect, handle } from '#server/kernel/handle.ts'
import { runCommand } from '#server/kernel/runCommand.ts'
import { runQuery } from '#server/kernel/runQuery.ts'
import type { Person } from '#tests/harness/person.ts'
import { TEST_PASSWORD, TestHub } from '#tests/harness/service.ts'

let hub: TestHub
let database: Database
let ruth: Person
beforeAll(async () => {
  hub = await TestHub.open()
  database = openDatabase(hub.appUrl, { connections: 2 })
  ruth = await (await hub.service()).has({ name: 'Ruth Banerjee', roles: ['manager'] })
})
afterAll(async () => {
  await database.end({ timeout: 2 })
  await hub.close()
})

const never = (): string => 'This is never refused.'
const grave = handle(
  defineCommand('rota.addShift', 'A grave step', z.strictObject({})).answering<string, never>(never),
  {
    needs: 'plan the rota',
    stepUp: true,
    run: async () => effect('done', { type: 'amhp-changed' }),
  },
)
const graveToo = answer(defineQuery('rota.week', 'An export', z.strictObject({}), []).answering<string>(), {
  needs: 'see the rota',
  stepUp: true,
  reveals: 'nobody',
  run: async () => 'all of it',
})

const asking = (sent: unknown, commandId: string = randomUUID()) => ({
  tokenHash: hashOf(tokenIn(ruth.cookie, false) ?? ''),
  now: hub.now(),
  requestId: 'test',
  address: '',
  commandId: commandId as CommandId,
  sent,
})
const sends = (commandId?: string) =>
  runCommand({ database, reactions: [], touchedBy: () => [] }, grave, asking({}, commandId))
const codeOf = (given: { ok: true } | { ok: false; problem: { body: { code: string } } }): string =>
  given.ok ? 'ok' : given.problem.body.code

it('asks who is there before a grave step, and takes the same command afterwards', async () => {
  expect(codeOf(await sends())).toBe('ok')
  hub.clockMovesOn({ minutes: 6 })
  const key = randomUUID()
  expect(codeOf(await sends(key))).toBe('step-up-needed')
  expect(codeOf(await runQuery(database, graveToo, asking({})))).toBe('step-up-needed')
  expect((await ruth.gets('/api/step-up')).body).toEqual({ ways: ['password'] })
  expect((await ruth.stepsUp('not my password at all')).status).toBe(422)
  expect(codeOf(await sends(key))).toBe('step-up-needed')
  const before = ruth.cookie
  expect((await ruth.stepsUp(TEST_PASSWORD)).status).toBe(200)
  expect(ruth.cookie).not.toBe(before)
  expect(codeOf(await sends(key))).toBe('ok')
  expect(codeOf(await runQuery(database, graveToo, asking({})))).toBe('ok')
})

it('leaves the old token good for what was on its way, and no longer', async () => {
  const screen = await ruth.opensScreen()
  const old = ruth.cookie
  await ruth.stepsUp(TEST_PASSWORD)
  const withOld = () => fetch(`${hub.address}/api/session`, { headers: { cookie: old } })
  expect((await withOld()).status).toBe(200)
  hub.clockMovesOn({ minutes: 1 })
  expect((await withOld()).status).toBe(401)
  expect((await ruth.gets('/api/session')).status).toBe(200)
  await new Promise((resolve) => setTimeout(resolve, 1700))
  expect(screen.socket.connected).toBe(true)
  screen.close()
})
