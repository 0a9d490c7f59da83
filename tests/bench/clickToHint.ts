import { board } from '#shared/allocations/contract.ts'
import { range, said } from './commandCommitted.ts'
import { cookieOf, type Click } from './desk.ts'
import { repeat } from './pace.ts'
import { ms, type Result } from './report.ts'
import type { Stage } from './stage.ts'
import { median, rotated, spreadOf } from './statistics.ts'

const HINT_GOAL = 2
const BOARD_GOAL = 3
/** A board that asks again every five seconds is behind by half of that. */
export const POLLING_BEHIND_MS = 2500
const LOST_AFTER_MS = 5000
const NO_BOARD_AFTER_MS = 20_000
const WARM_UP = 20

interface Round {
  readonly hint: number[]
  readonly board: number[]
  readonly transaction: readonly number[]
  readonly emit: number[]
}

/** P2 and P3: from a click to the hint, and to the changed board, on the last of so many screens. */
export async function measureScreens(stage: Stage, screens: number): Promise<readonly Result[]> {
  const { options, fleet } = stage
  const scene = await openScene(stage, screens)
  const rounds: Round[] = []
  let busy = 0
  try {
    for (let click = 0; click < WARM_UP; click += 1) await scene.click()
    for (let turn = 0; turn < WARM_UP; turn += 1) await scene.emit()
    for (let round = 0; round < options.rounds; round += 1) rounds.push(await oneRound(stage, scene, round))
    const { open, of, refused } = await fleet.ask('state', { name: scene.name })
    busy = refused
    if (open !== of) stage.wrong(`${of - open} of ${of} screens lost their line`)
  } finally {
    await scene.close()
  }
  const limit =
    spreadOf(rounds.flatMap((round) => round.transaction)).p50 + spreadOf(rounds.flatMap((one) => one.emit)).p50
  return [
    ...(options.only.has('p2') ? [hintResult(rounds, limit, screens)] : []),
    ...(options.only.has('p3') ? [boardResult(rounds, limit, { screens, busy })] : []),
  ]
}

type Scene = Awaited<ReturnType<typeof openScene>>

async function openScene(stage: Stage, screens: number) {
  const { hub, desk, seeded, fleet, bare, barePort } = stage
  const [name, bareName] = [`ours ${screens}`, `bare ${screens}`]
  const cookies = Array.from({ length: screens }, (_, place) =>
    cookieOf(seeded.ours.tokens[place % seeded.ours.tokens.length] ?? ''),
  )
  await fleet.ask('connect', { name, port: hub.port, origin: hub.origin, cookies })
  const bareOrigin = `http://localhost:${barePort}`
  await fleet.ask('connect', { name: bareName, port: barePort, origin: bareOrigin, cookies: cookies.map(() => '') })
  let bareSeq = 0
  const heardBy = async (group: string, seq: number): Promise<number> => {
    const { lastAt, screens: heard, of } = await fleet.ask('hears', { name: group, seq, withinMs: LOST_AFTER_MS })
    if (heard < of) stage.wrong(`news ${seq} reached ${heard} of ${of} screens (${group})`)
    return lastAt
  }
  return {
    name,
    /** @returns the click, and milliseconds until the last screen had the hint */
    async click(): Promise<Click & { hintMs: number }> {
      await desk.opensPanel()
      const click = await desk.allocates()
      const lastAt = await heardBy(name, click.seq)
      await desk.putsBack(click)
      return { ...click, hintMs: lastAt - click.startedAt }
    },
    /** The same, and until the last screen has a board with the change on it. */
    async clickAndLook(): Promise<number> {
      await desk.opensPanel()
      const click = await desk.allocates()
      await heardBy(name, click.seq)
      const needle = `"id":"${click.allocationId}"`
      const seen = await fleet.ask('boards', { name, seq: click.seq, needle, withinMs: NO_BOARD_AFTER_MS })
      if (seen.right < seen.of) stage.wrong(`after news ${click.seq}, ${seen.right} of ${seen.of} boards were right`)
      await desk.putsBack(click)
      return seen.lastAt - click.startedAt
    },
    async emit(): Promise<number> {
      const { at } = await bare.ask('emit', { seq: ++bareSeq })
      return (await heardBy(bareName, bareSeq)) - at
    },
    asksForBoards: (path: string | null) => fleet.ask('asksFor', { name, path }),
    async close(): Promise<void> {
      for (const each of [name, bareName]) await fleet.ask('close', { name: each })
    },
  }
}

async function oneRound({ options, bare, pace }: Stage, scene: Scene, round: number): Promise<Round> {
  const found = {
    hint: [] as number[],
    board: [] as number[],
    transaction: [] as readonly number[],
    emit: [] as number[],
  }
  const cells = {
    async hint() {
      found.hint = await repeat(pace, async () => (await scene.click()).hintMs)
    },
    async transaction() {
      found.transaction = await bare.ask('commit', { what: 'allocation', pace })
    },
    async emit() {
      found.emit = await repeat(pace, scene.emit)
    },
    async board() {
      await scene.asksForBoards(`/api/${board.name}`)
      found.board = await repeat({ ...pace, times: Math.ceil(pace.times / 3) }, scene.clickAndLook)
      await scene.asksForBoards(null)
    },
  }
  const wanted = rotated(['hint', 'transaction', 'emit', 'board'] as const, round)
  for (const cell of wanted) if (cell !== 'board' || options.only.has('p3')) await cells[cell]()
  return found
}

function hintResult(rounds: readonly Round[], limit: number, screens: number): Result {
  const ours = spreadOf(rounds.flatMap((round) => round.hint))
  const transaction = spreadOf(rounds.flatMap((round) => round.transaction))
  const emit = spreadOf(rounds.flatMap((round) => round.emit))
  const perRound = rounds.map((one) => median(one.hint) / (median(one.transaction) + median(one.emit)))
  const ratio = ours.p50 / limit
  return {
    row: `P2 click to hint, last of ${screens}`,
    ours: ms(ours.p50),
    limit: `${ms(limit)} bare transaction + emit`,
    ratio,
    goal: `≤ ${HINT_GOAL} ×`,
    ok: ratio <= HINT_GOAL,
    facts: { screens, ours, transaction, emit, perRound, rounds },
    notes: [
      `P2 ${screens} screens: ${said('ours', ours)}; ${said('transaction', transaction)}; ${said('emit', emit)}; ratio by round ${range(perRound)}.`,
    ],
  }
}

function boardResult(
  rounds: readonly Round[],
  limit: number,
  { screens, busy }: { screens: number; busy: number },
): Result {
  const ours = spreadOf(rounds.flatMap((round) => round.board))
  const asked = ours.count * screens
  const ratio = ours.p50 / limit
  const fresher = POLLING_BEHIND_MS / ours.p50
  return {
    row: `P3 click to new board, last of ${screens}`,
    ours: ms(ours.p50),
    limit: `${ms(limit)} bare transaction + emit`,
    ratio,
    goal: `≤ ${BOARD_GOAL} ×`,
    ok: ratio <= BOARD_GOAL,
    facts: { screens, ours, fresher, asked, busy },
    notes: [
      `P3 ${screens} screens: ${said('ours', ours)}. A board that polls every 5 s shows a change after 2,500 ms on average: ours is ${fresher.toFixed(1)} × sooner. Of ${asked} boards, ${busy} had to be asked for again because the hub was too busy.`,
    ],
  }
}
