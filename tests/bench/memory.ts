import { clockAfter } from './database.ts'
import { cookieOf } from './desk.ts'
import { residentBytes } from './processFacts.ts'
import { startHubOver } from './product.ts'
import { kB, MB, type Result } from './report.ts'

import type { Stage } from './stage.ts'
import { median } from './statistics.ts'
import { pause } from './stopwatch.ts'

const IDLE_GOAL_BYTES = 160_000_000
const SOCKET_GOAL_BYTES = 25_000
const QUIET_MS = 5000
const STEP_QUIET_MS = 1000
const STEPS = 8

/** So many sockets, so much memory. */
interface Point {
  readonly sockets: number
  readonly bytes: number
}

/** P8: the hub's own memory, without PostgreSQL's: at rest, and with everybody's screens connected. */
export async function measureMemory(stage: Stage): Promise<readonly Result[]> {
  const { options, endings, database, fleet } = stage
  const hub = await startHubOver(endings, database.url, await clockAfter(database.owner))
  await pause(QUIET_MS)
  const idle = await residentBytes(hub.pid)
  const points: Point[] = []
  const names = Array.from({ length: STEPS }, (_, step) => `idle ${step}`)
  for (const [step, name] of names.entries()) {
    const [from, to] = [step, step + 1].map((share) => Math.round((options.sockets * share) / STEPS))
    const cookies = cookiesOf(stage, from ?? 0, to ?? 0)
    await fleet.ask('connect', { name, port: hub.port, origin: hub.origin, cookies })
    await pause(step === STEPS - 1 && !options.quick ? QUIET_MS : STEP_QUIET_MS)
    points.push({ sockets: to ?? 0, bytes: await residentBytes(hub.pid) })
  }
  for (const name of names) {
    const { open, of } = await fleet.ask('state', { name })
    if (open < of) stage.wrong(`${of - open} of ${of} idle screens lost their line`)
    await fleet.ask('close', { name })
  }
  await hub.stop()
  return [restResult(idle), socketResult(idle, points)]
}

/** One person has fewer than ten screens, so that the hub turns nobody away. */
const cookiesOf = ({ seeded }: Stage, from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, place) =>
    cookieOf(seeded.ours.tokens[(from + place) % seeded.ours.tokens.length] ?? ''),
  )

const restResult = (idle: number): Result => ({
  row: 'P8 memory at rest',
  ours: MB(idle),
  limit: '',
  ratio: null,
  goal: `≤ ${MB(IDLE_GOAL_BYTES)}`,
  ok: idle <= IDLE_GOAL_BYTES,
  facts: { idle },
})

/**
 * What one more socket costs: the middle of all slopes between two points. The heap grows by itself once, at a moment of its own
 * choosing, and that one step does not move the middle.
 */
const eachSocket = (points: readonly Point[]): number =>
  median(
    points.flatMap((one, place) =>
      points.slice(place + 1).map((other) => (other.bytes - one.bytes) / (other.sockets - one.sockets)),
    ),
  )

function socketResult(idle: number, points: readonly Point[]): Result {
  const each = eachSocket(points)
  const last = points.at(-1) ?? { sockets: 0, bytes: 0 }
  return {
    row: `P8 memory a socket, ${last.sockets} open`,
    ours: kB(each),
    limit: '',
    ratio: null,
    goal: `≤ ${kB(SOCKET_GOAL_BYTES)}`,
    ok: each <= SOCKET_GOAL_BYTES,
    facts: { idle, points, each },
    notes: [
      `Memory with ${last.sockets} sockets: ${MB(last.bytes)}; ${kB(each)} for one more, ${kB((last.bytes - idle) / last.sockets)} for each when what grows once is counted too.`,
    ],
  }
}
