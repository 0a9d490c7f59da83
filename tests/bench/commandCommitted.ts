import type { Desk } from './desk.ts'
import { repeat } from './pace.ts'
import { processorMs } from './processFacts.ts'
import { ms, type Result } from './report.ts'
import { countRoundTrips } from './roundTrips.ts'
import type { Stage } from './stage.ts'
import { median, rotated, spreadOf, type Spread } from './statistics.ts'

const GOAL = 2
const TRIPS_GOAL = 4

const cells = ['allocation', 'bare allocation', 'arrangement', 'bare arrangement'] as const
type Cell = (typeof cells)[number]

interface Measured {
  readonly samples: readonly number[]
  /** Of the hub (or the bare process) and PostgreSQL together, for each: unlike time, it stays the same on a busy machine. */
  readonly processorMs: number
}
type Round = Readonly<Record<Cell, Measured>>

/** P1: real commands, from the request to the answer that they are committed, each beside the bare transaction of its rows. */
export async function measureCommands(stage: Stage): Promise<readonly Result[]> {
  const { options, bare, desk, hub, database, pace } = stage
  const measure: Record<Cell, () => Promise<readonly number[]>> = {
    allocation: () => repeat(pace, () => allocateAndPutBack(desk)),
    'bare allocation': () => bare.ask('commit', { what: 'allocation', pace }),
    arrangement: () => repeat(pace, () => desk.arranges()),
    'bare arrangement': () => bare.ask('commit', { what: 'arrangement', pace }),
  }
  const measured = async (cell: Cell): Promise<Measured> => {
    const used = async () =>
      (await processorMs(cell.startsWith('bare') ? bare.pid : hub.pid)) + (await processorMs(database.pid))
    const before = await used()
    const samples = await measure[cell]()
    return { samples, processorMs: ((await used()) - before) / samples.length }
  }
  const rounds: Round[] = []
  for (let round = 0; round < options.rounds; round += 1) {
    const found = new Map<Cell, Measured>()
    for (const cell of rotated(cells, round)) found.set(cell, await measured(cell))
    const of = (cell: Cell): Measured => found.get(cell) ?? { samples: [], processorMs: Number.NaN }
    rounds.push({
      allocation: of('allocation'),
      'bare allocation': of('bare allocation'),
      arrangement: of('arrangement'),
      'bare arrangement': of('bare arrangement'),
    })
  }
  return [
    compared('P1 command committed, allocate', rounds, 'allocation', 'bare allocation'),
    compared('P1 a small command, arrange', rounds, 'arrangement', 'bare arrangement'),
    await counted(stage),
  ]
}

/** @returns milliseconds of the command alone */
export async function allocateAndPutBack(desk: Desk): Promise<number> {
  await desk.opensPanel()
  const click = await desk.allocates()
  await desk.putsBack(click)
  return click.tookMs
}

function compared(row: string, rounds: readonly Round[], one: Cell, beside: Cell): Result {
  const ours = spreadOf(rounds.flatMap((round) => round[one].samples))
  const limit = spreadOf(rounds.flatMap((round) => round[beside].samples))
  const ratio = ours.p50 / limit.p50
  const perRound = rounds.map((round) => median(round[one].samples) / median(round[beside].samples))
  const [oursCpu, limitCpu] = [one, beside].map((cell) => median(rounds.map((round) => round[cell].processorMs)))
  const processor = `processor time with the panel before and the putting back after ${ms(oursCpu ?? Number.NaN)} beside ${ms(limitCpu ?? Number.NaN)}`
  return {
    row,
    ours: ms(ours.p50),
    limit: `${ms(limit.p50)} bare transaction`,
    ratio,
    goal: `≤ ${GOAL} ×`,
    ok: ratio <= GOAL,
    facts: { ours, limit, perRound, oursCpu, limitCpu, rounds: rounds.map((round) => [round[one], round[beside]]) },
    notes: [`${row}: ${said('ours', ours)}; ${said('limit', limit)}; ratio by round ${range(perRound)}; ${processor}.`],
  }
}

async function counted({ endings, database, seeded, bareStatements }: Stage): Promise<Result> {
  const { roundTrips, perTrip } = await countRoundTrips(endings, database, seeded.ours)
  return {
    row: 'P1 round trips of allocate',
    ours: String(roundTrips),
    limit: `${bareStatements} bare transaction`,
    ratio: null,
    goal: `≤ ${TRIPS_GOAL}`,
    ok: roundTrips <= TRIPS_GOAL,
    facts: { roundTrips, perTrip },
    notes: [`Statements of allocate in each round trip, seen on the wire: ${perTrip.join(' + ')}.`],
  }
}

export const said = (what: string, { p50, p95, p99 }: Spread): string =>
  `${what} p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)}`

/** @example range([1.2, 1.1]) // '1.10 to 1.20' */
export const range = (values: readonly number[]): string =>
  `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}`
