import { POLLING_BEHIND_MS } from './clickToHint.ts'
import { processorMs } from './processFacts.ts'
import { kB, ms, type Result } from './report.ts'
import type { Stage } from './stage.ts'
import { spreadOf } from './statistics.ts'

const POLL_S = 5
const WARM_UP = 20

/** What there would otherwise be: the same board, asked for every five seconds by every screen. */
export async function measurePolling(stage: Stage): Promise<readonly Result[]> {
  const { options, database, seeded, hub, desk } = stage
  const processors = async (): Promise<number> => (await processorMs(hub.pid)) + (await processorMs(database.pid))
  for (let look = 0; look < WARM_UP; look += 1) await desk.looksAtBoard()
  const before = await processors()
  const looks = []
  for (let look = 0; look < (options.quick ? 40 : 300); look += 1) looks.push(await desk.looksAtBoard())
  const cpuMs = ((await processors()) - before) / looks.length
  const [screens = 31] = options.screens
  const board = looks.at(-1)
  if (board && board.rows !== seeded.ours.openCount)
    stage.wrong(`the board has ${board.rows} rows where ${seeded.ours.openCount} referrals are open`)
  const took = spreadOf(looks.map(({ tookMs }) => tookMs))
  const share = (cpuMs * screens) / (POLL_S * 10)
  const bytes = ((board?.bytes ?? 0) * screens) / POLL_S
  return [
    {
      row: 'one board asked for',
      ours: ms(took.p50),
      limit: '',
      ratio: null,
      goal: '',
      ok: null,
      facts: { took, cpuMs, bytes: board?.bytes, rows: board?.rows },
      notes: [
        `Polling every ${POLL_S} s instead: ${screens} screens would be ${ms(POLLING_BEHIND_MS)} behind on average and use ${share.toFixed(0)} % of a core and ${kB(bytes)}/s all day (a board is ${kB(board?.bytes ?? 0)} and ${ms(cpuMs)} of processor time, PostgreSQL's included).`,
      ],
    },
  ]
}
