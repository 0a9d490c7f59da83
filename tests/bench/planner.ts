// `npm run bench:planner`: how good the rotas are that the search fills, with a fixed number of moves and the seeds shown; what a solver
// proves beside it; and how well the simulation knows the past.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { generatedProblem } from '#shared/planner/generated.ts'
import { onAmhps, onMonth, onPublished } from './plannerInstances.ts'
import { proveChecker } from './plannerProof.ts'
import { say, wrongs } from './plannerSay.ts'
import { sideBySide } from './plannerSideBySide.ts'
import { onDelay, onSimulation } from './plannerSimulation.ts'

const args = process.argv.slice(2)
const has = (flag: string): boolean => args.includes(flag)
/** `--only checker,engine,side,simulator` runs some parts. */
const only = args[args.indexOf('--only') + 1]?.split(',') ?? []
const wanted = (part: string): boolean => !has('--only') || only.includes(part)

async function bench(): Promise<void> {
  const at = args.indexOf('--instances')
  const folder = at >= 0 ? args[at + 1] : undefined
  const quick = has('--quick') ? 10 : 1
  say(`Node ${process.version}; ${quick === 1 ? 'full' : 'a tenth of the'} moves`)
  if (folder === undefined) {
    say(
      'No --instances DIR was given: these are generated problems. The published instances are not part of this project.',
    )
    const moves = Math.round(4_000_000 / quick)
    for (const seed of wanted('engine') ? [1, 2] : [])
      onMonth(`generated ${seed}`, generatedProblem({ seed, people: 40, weeks: 4, owing: 28 }), moves)
  } else if (!existsSync(join(folder, 'Instance1.txt'))) {
    wrongs.push(`${folder} has no Instance1.txt`)
  } else {
    if (wanted('checker')) await proveChecker(folder, quick)
    if (wanted('engine')) {
      if (existsSync(join(folder, 'amhp40.json'))) onAmhps(folder, quick)
      onPublished(folder, quick)
    }
  }
  if (wanted('side')) await sideBySide(folder, quick)
  if (wanted('simulator')) {
    onSimulation()
    await onDelay()
  }
  for (const wrong of wrongs) say(`WRONG: ${wrong}`)
  process.exitCode = wrongs.length > 0 ? 1 : 0
}

await bench()
