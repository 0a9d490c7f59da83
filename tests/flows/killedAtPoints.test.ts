import { randomUUID } from 'node:crypto'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addShiftTemplate } from '#shared/rota/contract.ts'
import { verifyPromises } from '#server/promises/verify.ts'
import { Balancer } from '#tests/harness/balancer.ts'
import { evidence, many } from '#tests/harness/evidence.ts'
import { judge, type Attempt } from '#tests/harness/historyModel.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

/**
 * `kill -9` of a server at a point that is named: the database holds the command there until the server is gone. The same press then goes to
 * another server. ROUNDS=20 is the long form.
 */
const ROUNDS = many('ROUNDS', 1)
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CHILD = fileURLToPath(new URL('../harness/nodeChild.ts', import.meta.url))

/** Where the database holds a command: a trigger of the test's own. */
const holds = {
  'before its key is kept': 'before insert on hub.commands for each row',
  'after its key is kept': 'after insert on hub.commands for each row',
  'after what it writes': 'after insert on hub.shift_templates for each row',
  'before its number is given': 'before update on hub.service_counters for each row',
  'after its events, before anybody is told': 'after insert on hub.events for each row',
  'in the middle of its commit': 'after insert on hub.events deferrable initially deferred for each row',
} as const
type Hold = keyof typeof holds
/** `at once`: as soon as it is sent. `unheard`: the commit is done, and its answer never reaches the server. `stopping`: it was asked to stop before. */
const points: readonly (readonly [what: string, hold: Hold | null, how: 'kill' | 'unheard' | 'stopping'])[] = [
  ['as soon as it is sent', null, 'kill'],
  ...Object.keys(holds).map((name) => [name, name as Hold, 'kill'] as const),
  ['after its commit, before the answer', 'in the middle of its commit', 'unheard'],
  ['while the server stops', 'before its number is given', 'stopping'],
]

let hub: TestHub
let ruth: Person
const running = new Set<ChildProcess>()
beforeAll(async () => {
  hub = await TestHub.open()
  const service = await hub.service()
  await service.has({ name: 'Owen Tasker', roles: ['admin'] })
  ruth = await service.has({ name: 'Ruth Banerjee', roles: ['manager'] })
  await hub.owner.unsafe(`
    create table public.held_at (point text);
    create function public.hold() returns trigger language plpgsql security definer as $$
      begin
        if exists (select from public.held_at h where h.point = tg_argv[0]) then perform pg_sleep(3); end if;
        return new;
      end $$;
    ${Object.entries(holds)
      .map(([name, when], place) => {
        const is = when.includes('deferrable') ? 'constraint trigger' : 'trigger'
        return `create ${is} hold_${place} ${when} execute function public.hold('${name}');`
      })
      .join('\n')}`)
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await hub.close()
})

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const history: Attempt[] = []
const wanted = (name: string) => ({ name, startsAt: '15:00', endsAt: '23:00', role: 'duty', breakMinutes: 30 })

async function press(address: string, name: string, key: string): Promise<Attempt['heard']> {
  let [heard, answer]: [Attempt['heard'], string] = ['nothing', '']
  try {
    const response = await fetch(`${address}/api/${addShiftTemplate.name}`, {
      method: 'POST',
      headers: { origin: address, cookie: ruth.cookie, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(wanted(name)),
    })
    const body = (await response.json()) as { value?: unknown }
    if (response.status === 200) [heard, answer] = ['done', JSON.stringify(body.value)]
  } catch {
    heard = 'nothing'
  }
  history.push({ key: name, heard, ...(heard === 'done' && { answer }) })
  return heard
}

const isHeld = async (): Promise<boolean> =>
  (await hub.owner`select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`).length >
  0
const isThere = async (name: string): Promise<boolean> =>
  (await hub.owner`select from hub.shift_templates where name = ${name}`).length > 0

/** A server on a wire of its own to the database. */
async function startNode() {
  const url = new URL(hub.appUrl)
  const wire = await Balancer.before([Number(url.port)])
  url.port = String(wire.port)
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, url.href, hub.now()], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  child.once('close', () => running.delete(child))
  const [address] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return { child, address, wire }
}

async function killedAt(hold: Hold | null, how: 'kill' | 'unheard' | 'stopping', name: string): Promise<void> {
  const { child, address, wire } = await startNode()
  if (hold !== null) await hub.owner`insert into public.held_at values (${hold})`
  const key = randomUUID()
  const pressed = press(address, name, key)
  if (hold === null) await pause(5)
  else await expect.poll(isHeld, { interval: 10 }).toBe(true)
  if (how === 'stopping') child.kill('SIGTERM')
  if (how === 'unheard') {
    wire.hang()
    await expect.poll(() => isThere(name), { interval: 50 }).toBe(true)
  }
  const gone = once(child, 'close')
  child.kill('SIGKILL')
  await gone
  await hub.owner`delete from public.held_at`
  await pressed
  while ((await press(hub.address, name, key)) !== 'done') await pause(100)
  wire.cut()
  await wire.close()
}

const killed: Record<string, number> = {}
it.each(points)(
  'F7: a server killed %s: the press takes effect once',
  { timeout: 600_000 },
  async (what, hold, how) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const name = `${what} ${round}`
      await killedAt(hold, how, name)
      killed[what] = (killed[what] ?? 0) + 1
      const found = await hub.owner<{ name: string }[]>`select name from hub.shift_templates where name = ${name}`
      expect(found).toHaveLength(1)
    }
  },
)

it('F7: of all that was pressed nothing is lost or there twice, and every promise is kept', async () => {
  const found = await hub.owner<{ name: string }[]>`select name from hub.shift_templates`
  const { acknowledged, lost, doubled, invented, contradicted } = judge(
    history,
    found.map(({ name }) => name),
  )
  evidence('F7', { ...killed, acknowledged, lost: lost.length, doubled: doubled.length })
  expect({ lost, doubled, invented, contradicted }).toEqual({ lost: [], doubled: [], invented: [], contradicted: [] })
  expect(acknowledged).toBe(points.length * ROUNDS)
  for (const [place] of Object.keys(holds).entries())
    await hub.owner.unsafe(
      `drop trigger hold_${place} on ${/ on (hub\.\w+)/.exec(Object.values(holds)[place] ?? '')?.[1] ?? ''}`,
    )
  const said: string[] = []
  await verifyPromises(hub.ownerUrl, (line) => said.push(line))
  expect(said.at(-1)).toBe('Nothing is broken.')
})
