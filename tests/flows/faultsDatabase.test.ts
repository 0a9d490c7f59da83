import { readFileSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { drawFrom } from '#db/seed/random.ts'
import { startEmbedded, findRunning, type EmbeddedDatabase } from '#db/embedded/startEmbedded.ts'
import { readPidFile } from '#db/embedded/server.ts'
import { migrate } from '#db/migrate.ts'
import { ownDatabaseIn } from '#db/ownDatabase.ts'
import { temporaryFolder } from '#tests/harness/embeddedForTests.ts'
import { evidence, many } from '#tests/harness/evidence.ts'
import { judge } from '#tests/harness/historyModel.ts'
import { KeyedWriter } from '#tests/harness/keyedWriter.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

/**
 * PostgreSQL is ended at once (as a power cut ends it) and brought to a halt while people write. What was acknowledged must be there
 * afterwards. The control switches `synchronous_commit` off and must lose: a harness that cannot see a loss proves nothing.
 * CRASHES=100 PAUSES=50 is the long form.
 */
const CRASHES = many('CRASHES', 1)
const PAUSES = many('PAUSES', 1)
const CONTROLS = many('CONTROLS', 1)
const MOST_CONTROLS = 12
const SEED = many('SEED', 20261128)

let folder: string
let embedded: EmbeddedDatabase
let hub: TestHub
let ruth: Person
beforeAll(async () => {
  folder = await temporaryFolder()
  embedded = await startEmbedded({ dataDir: folder })
  const url = await ownDatabaseIn(embedded.url)
  await migrate({ url })
  hub = await TestHub.open({ database: url })
  ruth = await (await hub.service()).has({ name: 'Ruth Banerjee', roles: ['manager'] })
})
afterAll(async () => {
  await hub?.close()
  await embedded?.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function postmaster(): Promise<number> {
  const running = await findRunning(folder)
  const file = running && (await readPidFile(running.place.cluster))
  if (!file) throw new Error('PostgreSQL does not run')
  return file.pid
}

/** Asked until it answers: after a crash it recovers first. */
async function answersAgain(): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(50)) {
    const answered = await hub.owner`select 1`.then(
      () => true,
      () => false,
    )
    if (answered) return
  }
  throw new Error('PostgreSQL did not come back within a minute')
}

async function crash(): Promise<void> {
  const pid = await postmaster()
  process.kill(pid, 'SIGQUIT')
  for (const until = Date.now() + 30_000; Date.now() < until; await sleep(20))
    if ((await postmaster().catch(() => pid)) !== pid) break
  await answersAgain()
}

const names = async (): Promise<readonly string[]> =>
  (await hub.owner<{ name: string }[]>`select name from hub.shift_templates`).map(({ name }) => name)

/** Crashes so often while people write. @returns what the reference model says of it */
async function crashed(what: string, rounds: number) {
  const draw = drawFrom(SEED, what)
  const before = new Set(await names())
  let over = false
  const writers = Array.from({ length: 8 }, (_, index) => new KeyedWriter(`${what} ${index}`, () => ruth))
  const working = Promise.all(writers.map((writer) => writer.writes(() => over)))
  for (let round = 0; round < rounds; round += 1) {
    await sleep(draw.whole(400, 1200))
    await crash()
  }
  await sleep(300)
  over = true
  await working
  const found = (await names()).filter((name) => !before.has(name))
  const faults = writers.reduce((sum, writer) => sum + writer.faults, 0)
  return {
    ...judge(
      writers.flatMap(({ history }) => history),
      found,
    ),
    faults,
  }
}

it(
  `F8: ${CRASHES} crashes of PostgreSQL under load: nothing acknowledged is lost`,
  { timeout: 3_600_000 },
  async () => {
    const { acknowledged, lost, doubled, invented, unheard, faults } = await crashed('Crash', CRASHES)
    evidence('F8', {
      crashes: CRASHES,
      acknowledged,
      lost: lost.length,
      doubled: doubled.length,
      unheardButThere: unheard,
      faults,
      seed: SEED,
    })
    expect({ lost, doubled, invented, faults }).toEqual({ lost: [], doubled: [], invented: [], faults: 0 })
    expect(acknowledged).toBeGreaterThan(0)
  },
)

/** Every process of the server. */
async function family(): Promise<readonly number[]> {
  const parent = await postmaster()
  const children: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent) children.push(Number(name))
    } catch {
      // It has ended since it was listed.
      continue
    }
  }
  return [parent, ...children]
}

it.runIf(process.platform === 'linux')(
  `F11: ${PAUSES} halts of PostgreSQL: no answer says what is not so`,
  { timeout: 3_600_000 },
  async () => {
    const before = new Set(await names())
    let over = false
    const writers = Array.from({ length: 8 }, (_, index) => new KeyedWriter(`Halt ${index}`, () => ruth))
    const working = Promise.all(writers.map((writer) => writer.writes(() => over)))
    for (let pause = 0; pause < PAUSES; pause += 1) {
      await sleep(300)
      const pids = await family()
      for (const pid of pids) process.kill(pid, 'SIGSTOP')
      await sleep(6_000)
      for (const pid of pids) process.kill(pid, 'SIGCONT')
      await answersAgain()
      await sleep(500)
    }
    over = true
    await working
    const found = (await names()).filter((name) => !before.has(name))
    const { acknowledged, lost, doubled, invented, unheard } = judge(
      writers.flatMap(({ history }) => history),
      found,
    )
    const [unavailable, faults] = [
      writers.reduce((sum, one) => sum + one.unavailable, 0),
      writers.reduce((sum, one) => sum + one.faults, 0),
    ]
    evidence('F11', {
      halts: PAUSES,
      acknowledged,
      lost: lost.length,
      doubled: doubled.length,
      unheardButThere: unheard,
      answered503: unavailable,
      faults,
      seed: SEED,
    })
    expect({ lost, doubled, invented, faults }).toEqual({ lost: [], doubled: [], invented: [], faults: 0 })
  },
)

it('F8, the control: without synchronous_commit crashes do lose', { timeout: 3_600_000 }, async () => {
  await hub.owner`alter role hub_app set synchronous_commit = off`
  await hub.owner`alter system set wal_writer_delay = '10s'`
  await hub.owner`alter system set bgwriter_delay = '10s'`
  // The login's setting counts from its next connection on.
  await crash()
  let [crashes, acknowledged, lost] = [0, 0, 0]
  // A crash just after something else was flushed finds nothing to lose: it is tried again, but not for ever.
  for (; crashes < CONTROLS || (lost === 0 && crashes < MOST_CONTROLS); crashes += 1) {
    const told = await crashed(`Control ${crashes}`, 1)
    acknowledged += told.acknowledged
    lost += told.lost.length
  }
  await hub.owner`alter role hub_app reset synchronous_commit`
  evidence('F8-control', { crashes, acknowledged, lost, seed: SEED })
  expect(lost).toBeGreaterThan(0)
})
