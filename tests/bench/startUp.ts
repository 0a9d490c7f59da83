import { cp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { temporaryFolder } from './database.ts'
import type { Endings } from './endings.ts'
import type { Options } from './options.ts'
import { ROOT, startHub } from './product.ts'
import { seconds, type Result } from './report.ts'

const FIRST_GOAL_MS = 90_000
const SECOND_GOAL_MS = 5000
const SOURCES = [
  'shared',
  'db',
  'server',
  'client',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'tsconfig.base.json',
]

/**
 * P10: `npm start` until it says that it is ready, in a copy of the sources, so that the build of this folder stays as it is:
 * with everything to build and no data, and then again with both there. A hurried run builds nothing and loads no demo.
 */
export async function measureStarts({ quick }: Options, endings: Endings): Promise<readonly Result[]> {
  const folder = await temporaryFolder(endings, 'start')
  for (const name of SOURCES) await cp(join(ROOT, name), join(folder, name), { recursive: true, filter: notInstalled })
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir')
  if (quick) await cp(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true })
  if (quick) await stampBuilt(folder)
  const results: Result[] = []
  const start = async (row: string, goalMs: number): Promise<void> => {
    const environment = { DATA_DIR: join(folder, 'data'), ...(quick && { DEMO: 'no' }) }
    const hub = await startHub(endings, { script: 'server/start.mjs', folder, environment })
    await hub.stop()
    const { readyMs } = hub
    const ok = readyMs <= goalMs
    const goal = `≤ ${seconds(goalMs)}`
    results.push({ row, ours: seconds(readyMs), limit: '', ratio: null, goal, ok, facts: { readyMs } })
  }
  if (!quick) {
    await start('P10 first start, with build', FIRST_GOAL_MS)
    await rm(join(folder, 'data'), { recursive: true, force: true })
  }
  await start(`P10 first start, built${quick ? ', no demo' : ''}`, FIRST_GOAL_MS)
  await start('P10 second start', SECOND_GOAL_MS)
  return results
}

const notInstalled = (path: string): boolean => !path.endsWith('node_modules')

/** Says that the build is newer than the sources, which it is: both were copied from where it was made. */
async function stampBuilt(folder: string): Promise<void> {
  const stamp = join(folder, 'dist', '.built')
  await writeFile(stamp, '')
  const soon = Date.now() / 1000 + 1
  await utimes(stamp, soon, soon)
}
