import { randomUUID } from 'node:crypto'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { drawFrom } from '#db/seed/random.ts'
import { addShiftTemplate } from '#shared/rota/contract.ts'
import { evidence, many } from '#tests/harness/evidence.ts'
import { judge, type Attempt } from '#tests/harness/historyModel.ts'
import { KeyedWriter } from '#tests/harness/keyedWriter.ts'
import { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

/**
 * Servers are killed (kill -9) while eight people write, and commands are delivered three times with wires cut before the answer. What
 * was said to be kept must be there once; a reference model that knows nothing of the hub says whether it is.
 * SERVER_KILLS=200 KEYS=10000 is the long form.
 */
const KILLS = many('SERVER_KILLS', 1)
const KEYS = many('KEYS', 200)
const SEED = many('SEED', 20261128)
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CHILD = fileURLToPath(new URL('../harness/nodeChild.ts', import.meta.url))

let hub: TestHub
let ruth: Person
beforeAll(async () => {
  hub = await TestHub.open()
  ruth = await (await hub.service()).has({ name: 'Ruth Banerjee', roles: ['manager'] })
})
afterAll(() => hub.close())

interface Node {
  readonly child: ChildProcess
  readonly address: string
}

async function startNode(): Promise<Node> {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, hub.appUrl, hub.now()], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [address] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return { child, address }
}

async function kill({ child }: Node): Promise<void> {
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
}

const names = async (): Promise<readonly string[]> =>
  (await hub.owner<{ name: string }[]>`select name from hub.shift_templates`).map(({ name }) => name)

const aTemplate = (name: string) =>
  ({ name, startsAt: '15:00', endsAt: '23:00', role: 'duty', breakMinutes: 30 }) as const

/** What a command answered with. Beside it stands whether it is told again, which the second answer to a key says and the first does not. */
const valueOf = (text: string): string => JSON.stringify((JSON.parse(text) as { value: unknown }).value)

/** As a screen does: the same key again until the answer says how it ended. */
async function asksUntilKnown(name: string, key: string): Promise<void> {
  for (let status = 503; status === 503 || status === 409;)
    ({ status } = await ruth.tries(addShiftTemplate, aTemplate(name), key))
}

/** The same person, as their browser would be at another server. */
const at = (address: string): Person => new Person(address, ruth.id, ruth.name, ruth.email).withCookie(ruth.cookie)

it(`F6: ${KILLS} kills of the server under load: nothing acknowledged is lost`, { timeout: 3_600_000 }, async () => {
  const draw = drawFrom(SEED, 'server kills')
  let node = await startNode()
  let next = startNode()
  let over = false
  const writers = Array.from({ length: 8 }, (_, index) => new KeyedWriter(`Kill ${index}`, () => at(node.address)))
  const working = Promise.all(writers.map((writer) => writer.writes(() => over)))
  const told = (): number =>
    writers.reduce((sum, { history }) => sum + history.filter(({ heard }) => heard === 'done').length, 0)
  for (let killed = 0; killed < KILLS; killed += 1) {
    // In full swing: a server that nobody has written to yet has nothing to lose.
    for (const before = told(); told() < before + 8;) await new Promise((resolve) => setTimeout(resolve, 5))
    await new Promise((resolve) => setTimeout(resolve, draw.whole(200, 900)))
    await kill(node)
    node = await next
    next = startNode()
  }
  await new Promise((resolve) => setTimeout(resolve, 500))
  over = true
  await working
  await Promise.all([kill(node), next.then(kill)])
  const verdict = judge(
    writers.flatMap(({ history }) => history),
    await names(),
  )
  const faults = writers.reduce((sum, writer) => sum + writer.faults, 0)
  const { acknowledged, lost, doubled, invented, contradicted, unheard } = verdict
  evidence('F6', {
    kills: KILLS,
    acknowledged,
    lost: lost.length,
    doubled: doubled.length,
    unheardButThere: unheard,
    faults,
    seed: SEED,
  })
  expect({ lost, doubled, invented, contradicted, faults }).toEqual({
    lost: [],
    doubled: [],
    invented: [],
    contradicted: [],
    faults: 0,
  })
  expect(acknowledged).toBeGreaterThan(KILLS)
})

it(
  `F5: ${KEYS} commands delivered three times, one in three cut before its answer: ${KEYS} effects`,
  { timeout: 3_600_000 },
  async () => {
    const draw = drawFrom(SEED, 'deliveries')
    const history: Attempt[] = []
    let cut = 0
    const deliver = async (name: string, key: string): Promise<void> => {
      const given = new AbortController()
      if (draw.whole(1, 3) === 1) {
        cut += 1
        setTimeout(() => given.abort(), draw.whole(0, 15))
      }
      const answer = await fetch(`${hub.address}/api/${addShiftTemplate.name}`, {
        method: 'POST',
        signal: given.signal,
        headers: {
          origin: hub.address,
          cookie: ruth.cookie,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify(aTemplate(name)),
      })
        .then(async (response) => ({ status: response.status, text: await response.text() }))
        .catch(() => null)
      history.push({
        key: name,
        heard: answer?.status === 200 ? 'done' : 'nothing',
        ...(answer?.status === 200 && { answer: valueOf(answer.text) }),
      })
      if (answer && ![200, 409, 503].includes(answer.status)) throw new Error(`${answer.status} ${answer.text}`)
    }
    const before = new Set(await names())
    for (let first = 0; first < KEYS; first += 20) {
      const batch = Array.from({ length: Math.min(20, KEYS - first) }, (_, index) => ({
        name: `Thrice ${first + index}`,
        key: randomUUID(),
      }))
      // All three are on their way at once; a last one asks how it ended, as a screen does.
      await Promise.all(batch.flatMap(({ name, key }) => [1, 2, 3].map(() => deliver(name, key))))
      await Promise.all(batch.map(({ name, key }) => asksUntilKnown(name, key)))
    }
    const found = (await names()).filter((name) => !before.has(name))
    const { lost, doubled, invented, contradicted } = judge(history, found)
    evidence('F5', {
      keys: KEYS,
      deliveries: KEYS * 3,
      cut,
      effects: found.length,
      lost: lost.length,
      doubled: doubled.length,
      contradicted: contradicted.length,
      seed: SEED,
    })
    expect({ lost, doubled, invented, contradicted, effects: found.length }).toEqual({
      lost: [],
      doubled: [],
      invented: [],
      contradicted: [],
      effects: KEYS,
    })
  },
)
