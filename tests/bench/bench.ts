// `npm run bench`: what the hub costs, each thing beside its limit in the same run. Ends badly only when something is wrong.
import { cpus, loadavg } from 'node:os'
import { measureAudit } from './audit.ts'
import { FIVE_YEARS, MANY_A_DAY, measureReports } from './reports.ts'
import type { Bare } from './bare.ts'
import { measureScreens } from './clickToHint.ts'
import { allocateAndPutBack, measureCommands } from './commandCommitted.ts'
import { startDatabase, syncMs, type BenchDatabase } from './database.ts'
import { Desk } from './desk.ts'
import { Endings } from './endings.ts'
import { measureEngland } from './england/measureEngland.ts'
import type { Fleet } from './fleet.ts'
import { scoreForecasts } from './forecast.ts'
import { measureMemory } from './memory.ts'
import { OptionError, readOptions, UsageAsked, type Options, type Part } from './options.ts'
import type { Pace } from './pace.ts'
import { measurePolling } from './polling.ts'
import { ROOT, startHubOver } from './product.ts'
import { ms, tableOf, writeJson, type Result } from './report.ts'
import { weighScripts } from './scriptWeight.ts'
import { bareService, showWhatIsWritten } from './sameRows.ts'
import { BENCH_CLOCK, seed } from './seed.ts'
import { measureStarts } from './startUp.ts'
import type { Stage } from './stage.ts'
import { stopwatch } from './stopwatch.ts'
import { Worker } from './worker.ts'

const SCREENS_PER_PERSON = 9
const say = (line: string): void => void process.stdout.write(`${line}\n`)

const endings = new Endings()
const wrongs = new Set<string>()

const USUAL_PACE: Pace = { times: 100, withinMs: 8000, gapsMs: [12, 19, 15, 24, 17] }
const QUICK_PACE: Pace = { times: 20, withinMs: 400, gapsMs: [3, 6, 4, 7] }

async function bench(options: Options): Promise<void> {
  const began = stopwatch()
  const results: Result[] = []
  const facts: Record<string, unknown> = { seed: options.seed, node: process.version, loadBefore: loadavg() }
  const wants = (...parts: Part[]): boolean => parts.some((part) => options.only.has(part))
  if (wants('weight')) results.push(...(await weighScripts()))
  if (wants('forecast')) results.push(...(await told('forecasts', scoreForecasts(options))))
  if (wants('p1', 'p2', 'p3', 'polling', 'memory')) results.push(...(await onStage(await setStage(options, facts))))
  else if (wants('start')) results.push(...(await told('starting', measureStarts(options, endings))))
  if (wants('audit')) results.push(...(await askTheAudit(options)))
  if (wants('reports')) results.push(...(await askForReports(options)))
  if (wants('england')) results.push(...(await told('England', measureEngland(options, endings, say))))
  facts['loadAfter'] = loadavg()
  say(`\n${tableOf(results)}`)
  for (const wrong of wrongs) say(`WRONG: ${wrong}`)
  const file = await writeJson(ROOT, new Date(), {
    ...facts,
    options: { ...options, only: [...options.only] },
    results,
    wrongs: [...wrongs],
  })
  say(`\n${((stopwatch() - began) / 1000).toFixed(0)} seconds; load average now ${load()}; ${file}`)
}

/** Memory at rest is waited for; meanwhile a hurried run starts other hubs. */
async function onStage(stage: Stage): Promise<readonly Result[]> {
  const { options } = stage
  const wants = (part: Part): boolean => options.only.has(part)
  const results: Result[] = []
  if (wants('p1')) results.push(...(await told('P1', measureCommands(stage))))
  for (const screens of options.screens)
    if (wants('p2') || wants('p3'))
      results.push(...(await told(`P2 and P3, ${screens} screens`, measureScreens(stage, screens))))
  if (wants('polling')) results.push(...(await told('polling', measurePolling(stage))))
  const memory = async () => (wants('memory') ? told('memory', measureMemory(stage)) : [])
  const starts = async () => (wants('start') ? told('starting', measureStarts(options, endings)) : [])
  if (options.quick) return [...results, ...(await Promise.all([memory(), starts()])).flat()]
  return [...results, ...(await memory()), ...(await starts())]
}

const load = (): string =>
  loadavg()
    .map((one) => one.toFixed(2))
    .join(' ')

async function told<Result>(what: string, coming: Promise<Result>): Promise<Result> {
  const began = stopwatch()
  const result = await coming
  say(`${what}: measured in ${((stopwatch() - began) / 1000).toFixed(1)} s`)
  return result
}

async function setStage(options: Options, facts: Record<string, unknown>): Promise<Stage> {
  const database = await told('the database', startDatabase(endings))
  const people = Math.ceil(Math.max(options.sockets, ...options.screens) / SCREENS_PER_PERSON)
  const seeded = await told(
    'the seed',
    seed(database.owner, {
      seed: options.seed,
      consultants: Math.max(31, people),
      historyDays: options.quick ? 180 : 540,
    }),
  )
  const fleet = Worker.start<Fleet>('fleet.ts', endings)
  const bare = Worker.start<Bare>('bare.ts', endings)
  const { port } = await bare.ask('open', { url: database.url, service: bareService(seeded.bare) })
  await introduce(options, database, seeded.rows, facts)
  const hub = await startHubOver(endings, database.url, BENCH_CLOCK)
  const desk = new Desk(hub, seeded.ours, database.owner)
  const wrong = (what: string): void => void wrongs.add(what)
  const { statements } = await showWhatIsWritten({ desk, bare, owner: database.owner, ours: seeded.ours, wrong })
  await told('warming up', warmUp(desk, bare, options.quick ? 100 : 120))
  const pace = options.quick ? QUICK_PACE : USUAL_PACE
  return {
    options,
    endings,
    database,
    seeded,
    hub,
    desk,
    fleet,
    bare,
    barePort: port,
    bareStatements: statements,
    pace,
    wrong,
  }
}

/** On a database of its own, with years of looking in it. */
async function askTheAudit(options: Options): Promise<readonly Result[]> {
  const database = await told('a database for the audit', startDatabase(endings))
  const plan = { seed: options.seed, consultants: 31, historyDays: options.quick ? 180 : 540 }
  const seeded = await told('its seed', seed(database.owner, plan))
  return told('the audit, with its reads', measureAudit(database, seeded, endings))
}

/** On a database of its own, with five years of a large service in it. */
async function askForReports(options: Options): Promise<readonly Result[]> {
  const database = await told('a database for the reports', startDatabase(endings))
  const plan = { seed: options.seed, consultants: 31, historyDays: FIVE_YEARS, referralsADay: MANY_A_DAY }
  const seeded = await told('its seed', seed(database.owner, plan))
  return told('the reports', measureReports(database, seeded, endings, options.quick))
}

/** Every connection of the pool has to have met each statement a few times before PostgreSQL keeps its plan. */
async function warmUp(desk: Desk, bare: Worker<Bare>, times: number): Promise<void> {
  for (let click = 0; click < times; click += 1) {
    await allocateAndPutBack(desk)
    await desk.arranges()
  }
  for (const what of ['allocation', 'arrangement'] as const)
    await bare.ask('commit', { what, pace: { ...QUICK_PACE, times: 20 } })
}

async function introduce(
  options: Options,
  database: BenchDatabase,
  rows: ReadonlyMap<string, number>,
  facts: Record<string, unknown>,
): Promise<void> {
  const disk = await syncMs(endings)
  Object.assign(facts, {
    postgres: database.version,
    rows: Object.fromEntries(rows),
    diskMs: disk,
    cores: cpus().length,
  })
  const many = ['referrals', 'allocations', 'events', 'shifts', 'toil_entries'].map(
    (table) => `${rows.get(table) ?? 0} ${table.replace('_', ' ')}`,
  )
  say(`Node ${process.version}, PostgreSQL ${database.version}, ${cpus().length} cores, load average ${load()}`)
  say(`seed ${options.seed}: ${many.join(', ')}; a write made to last takes ${ms(disk)}; ${options.rounds} rounds`)
}

function end(code: number): void {
  if (code > 128) say('\nEnding what was started …')
  void endings.all().finally(() => process.exit(code))
}
process.on('SIGINT', () => end(130))
process.on('SIGTERM', () => end(143))

try {
  await bench(readOptions(process.argv.slice(2)))
  end(wrongs.size > 0 ? 1 : 0)
} catch (error) {
  if (error instanceof UsageAsked) {
    say(error.message)
    end(0)
  } else if (!endings.begun) {
    const known = error instanceof OptionError
    const what = !known && error instanceof Error ? error.stack : undefined
    process.stderr.write(`${what ?? (error instanceof Error ? error.message : String(error))}\n`)
    end(known ? 2 : 1)
  }
}
