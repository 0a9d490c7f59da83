import { existsSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import type { Instant } from '#shared/time/instant.ts'
import { openDatabase } from '#db/client.ts'
import { EmbeddedDatabaseError } from '#db/embedded/EmbeddedDatabaseError.ts'
import { findRunning, startEmbedded } from '#db/embedded/startEmbedded.ts'
import { migrate } from '#db/migrate.ts'
import { ownDatabaseIn } from '#db/ownDatabase.ts'
import { appUrlFor } from '#db/roles.ts'
import { demoSignIns, loadDemo, type DemoModel } from '#db/seed/loadDemo.ts'
import { createApp, type App } from './app.ts'
import { keepArchive } from './backup/inService.ts'
import { shelfInService } from './backup/commands.ts'
import { keyRingOf } from './identity/keyFile.ts'
import { KeyRingError } from './identity/keyRing.ts'
import type { Mail } from './identity/mail.ts'
import { hashPassword, PASSWORD_COST } from './identity/passwordHash.ts'
import { openMail, openWays } from './delivery/openWays.ts'
import { pickupMail } from './identity/pickupMail.ts'
import { ConfigError, originsOf, readConfig, type Config } from './config.ts'
import { readyDataFolder } from './config/dataFolder.ts'
import { listenProblem, reaching, tryAddress } from './config/startProblems.ts'
import { timesOver, usualAllowances } from './kernel/edge/allowances.ts'
import { keepProviders, ProviderSettingsError, readProviders, type GivenProvider } from './identity/oidcSettings.ts'
import { refuseClockBehind, refuseSettings, selfCheck, type SelfCheck } from './selfCheck.ts'
import { clockStartingAt, systemClock } from './kernel/clock.ts'
import { openLog, type Log } from './kernel/log.ts'
import { tellMetrics } from './kernel/measured.ts'
import { OperatorError } from './kernel/operatorError.ts'
import { taskNamed, type Task } from './tasks.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** Where the owner's database is, and how to let go of it. */
interface Standing {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** The folder that holds package.json: this file runs from `server/` and, built, from `dist/server/`. */
function projectFolder(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}

async function standingDatabase(config: Config): Promise<Standing> {
  if (config.databaseUrl) return { url: config.databaseUrl, stop: async () => undefined }
  readyDataFolder(config)
  say('Starting the database …')
  const embedded = await startEmbedded({ dataDir: config.dataDir, archive: config.backupDir !== null, log: say })
  return { url: await ownDatabaseIn(embedded.url), stop: () => embedded.stop() }
}

/** The database for a task: none, the one of a hub that runs, or one of its own. */
async function databaseFor({ database }: Task, config: Config): Promise<Standing> {
  const nothing = async (): Promise<void> => undefined
  if (database === 'none') return { url: '', stop: nothing }
  const running = database === 'beside' && !config.databaseUrl ? await findRunning(config.dataDir) : null
  return running ? { url: await ownDatabaseIn(running.url), stop: nothing } : standingDatabase(config)
}

/** The providers of single sign-on that the settings name, with their secrets from files or the environment. */
function providersIn({ ssoFile }: Config, folder: string): readonly GivenProvider[] {
  if (ssoFile === null) return []
  if (!existsSync(ssoFile))
    throw new ConfigError(`SSO_FILE is "${ssoFile}": there is no such file. Change it, or leave it out.`)
  return readProviders(readFileSync(ssoFile, 'utf8'), {
    file: (path) => readFileSync(resolve(folder, path), 'utf8'),
    variable: (name) => process.env[name],
  })
}

/** Does one thing and ends: `npm run first-admin`, `npm run rotate-keys`, `npm run leavers`, `npm run audit:verify`. */
async function carryOut(task: Task): Promise<void> {
  const run = task.read(process.argv.slice(3))
  const config = readConfig(process.env, projectFolder())
  const standing = await databaseFor(task, config)
  try {
    await reaching(config, 'owner', async () => {
      if (task.migrates) await migrate({ url: standing.url })
      await run({ config, url: standing.url, say })
    })
  } finally {
    await standing.stop()
  }
}

async function serve(): Promise<void> {
  const folder = projectFolder()
  const config = readConfig(process.env, folder)
  await tryAddress(config)
  refuseSettings(config)
  if (config.databaseUrl === null || config.secretKeys === null) readyDataFolder(config)
  const log = openLog(config.logLevel)
  const clock = config.demoClock ? clockStartingAt(config.demoClock) : systemClock
  const keys = keyRingOf(config)
  const shelf = shelfInService(config)
  const standing = keepArchive(await standingDatabase(config), { shelf, dataDir: config.dataDir, log })
  try {
    await reaching(config, 'owner', () => migrate({ url: standing.url }))
    if (config.demoClock !== null) await lookedAt(standing.url, config.demoClock)
    const demo = config.demo && (await demoIn(standing.url, clock(), config.demoModel))
    const database = openDatabase(config.appDatabaseUrl ?? appUrlFor(standing.url), { connections: config.connections })
    tellOf(await reaching(config, 'app', () => selfCheck(config, database)))
    await keepProviders({ database, keys, clock }, providersIn(config, folder))
    const origins = new Set<string>()
    const app = await createApp({
      database,
      clock,
      log,
      keys,
      origins,
      secure: config.publicOrigin.startsWith('https:'),
      trustedProxies: config.trustedProxies,
      clientFolder: join(folder, 'dist', 'client'),
      allowances: timesOver(usualAllowances, config.limitsFactor),
      securityContact: config.securityContact,
      anchors: config.auditAnchors,
      alarms: true,
      ...(config.webhook !== null && { webhook: config.webhook }),
      ...(config.downtimeDir !== null && { downtimeFolder: config.downtimeDir }),
      ways: openWays(config.notices, config.mailFrom),
      ...mailOf(config),
    })
    const port = await opened(app, config).catch(async (error: unknown) => {
      // What works by itself has begun: it ends before its database does.
      await app.close()
      await database.end({ timeout: 1 })
      throw error
    })
    for (const origin of originsOf(config, port)) origins.add(origin)
    stopWhenAsked(app, standing, () => database.end({ timeout: 5 }), log)
    announce(config, port, demo)
  } catch (error) {
    await standing.stop()
    throw error
  }
}

/** Refuses a clock that is behind what is recorded. */
async function lookedAt(url: string, demoClock: Instant): Promise<void> {
  const owner = openDatabase(url, { connections: 1 })
  try {
    await refuseClockBehind(owner, demoClock)
  } finally {
    await owner.end({ timeout: 1 })
  }
}

/** Letters go straight to the mail server where there is one, else into the folder that it watches. */
function mailOf({ notices, mailPickupDir, mailFrom }: Config): { readonly mail?: Mail } {
  const mail = openMail(notices, mailFrom) ?? (mailPickupDir === null ? null : pickupMail(mailPickupDir, mailFrom))
  return mail === null ? {} : { mail }
}

/** Loads the demo into an empty database. @returns whether it is there, now or from before */
const demoIn = async (url: string, now: Instant, model: DemoModel): Promise<boolean> =>
  (await loadDemo({ url, now, model, hashPassword: (plain) => hashPassword(plain, PASSWORD_COST), log: say })).isThere

function tellOf({ checked, advice }: SelfCheck): void {
  say(`Checked: ${checked.join('; ')}.`)
  for (const line of advice) say(`Worth mending: ${line}`)
}

/** Listens at the port, and at that of the figures where there is one. @returns the port */
async function opened(app: App, config: Config): Promise<number> {
  const port = await listen(app, config)
  const { metricsPort, metricsHost: host } = config
  if (metricsPort !== null)
    await tellMetrics(app.metrics, metricsPort, host).catch((error: unknown) => {
      throw listenProblem(error, { setting: 'METRICS_PORT', port: metricsPort, host })
    })
  return port
}

function listen(app: App, { port, host }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    app.http.once('error', (error) => reject(listenProblem(error, { setting: 'PORT', port, host })))
    // A restart brings everybody back at once; a short queue would turn them away.
    app.http.listen(port, host, 4096, () => resolve((app.http.address() as AddressInfo).port))
  })
}

function announce(config: Config, port: number, demo: boolean): void {
  const host = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(config.host) ? 'localhost' : config.host
  say(`\nDuty Hub is ready: ${config.publicOrigin || `http://${host}:${port}`}`)
  if (demo) {
    say('\nDemo sign-ins (an invented service; every name and number in it is made up):')
    for (const one of demoSignIns) say(`  ${one.what.padEnd(22)} ${one.email.padEnd(34)} ${one.password}`)
  }
  say('\nCtrl+C stops it.')
}

/** What a proxy or a browser has put on its way when the hub is asked to stop arrives within this. */
const GRACE_MS = 1000

function stopWhenAsked(app: App, standing: Standing, endDatabase: () => Promise<void>, log: Log): void {
  let asked = false
  const stop = (): void => {
    if (asked) process.exit(1)
    asked = true
    say('\nStopping …')
    app
      .close(GRACE_MS)
      .then(endDatabase)
      .then(() => standing.stop())
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        log.error({ error }, 'stopping failed')
        process.exit(1)
      })
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

/** Something that whoever runs the program can mend: the message says how, and where it was in our code helps nobody. */
const canBeMended = (error: unknown): error is Error =>
  [ConfigError, EmbeddedDatabaseError, KeyRingError, OperatorError, ProviderSettingsError].some(
    (kind) => error instanceof kind,
  )

function giveUp(began: string, error: unknown, code: number): never {
  const why = canBeMended(error)
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error)
  process.stderr.write(`\n${began} ${why}\n`)
  process.exit(code)
}

async function main(): Promise<void> {
  const [, , name] = process.argv
  let task: Task | null = null
  try {
    task = taskNamed(name)
    await (task ? carryOut(task) : serve())
  } catch (error) {
    giveUp(name === undefined ? 'Duty Hub did not start.' : `Nothing was done.`, error, task?.failed ?? 1)
  }
}

await main()
