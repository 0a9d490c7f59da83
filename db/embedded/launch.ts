import { spawn } from 'node:child_process'
import { constants, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { EmbeddedDatabaseError, explain } from './EmbeddedDatabaseError.ts'
import type { Place } from './place.ts'
import { freePort, isFree, rememberPort } from './port.ts'
import { as, hasEnded, neutralFolder, quietEnvironment } from './processes.ts'
import {
  addressOf,
  isAsAsked,
  type Manner,
  pidFileIn,
  readPidFile,
  type Server,
  stopServer,
  whoAnswers,
} from './server.ts'

/** After a kill the dying children of a server hold its files for about a second. */
const LET_GO_MS = 5_000
const READY_MS = 120_000
const ANSWER_MS = 20_000
const OTHER_PORTS = 5
const LONG_LOG = 5_000_000

const STILL_HELD = /lock file .* already exists|is still in use/
const PORT_TAKEN = /could not bind|could not create any TCP\/IP sockets/

const kept = [
  'fsync=on',
  'synchronous_commit=on',
  'full_page_writes=on',
  'max_connections=60',
  // Until the planner has looked at rows that came all at once it takes many for few, and a report for minutes: a look is due soon.
  'autovacuum_naptime=10s',
]
const forTests = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_wal_size=4GB',
  // Many test files, each with a pool of its own.
  'max_connections=300',
]

/**
 * Starts PostgreSQL in a process group of its own, so that Ctrl-C reaches Duty Hub alone and it can finish before its database
 * goes. Waits until it answers.
 *
 * @param fixedPort the port it must have again, since connections are open to it; else the remembered or any free one
 * @throws EmbeddedDatabaseError
 */
export async function launch(place: Place, binaries: Binaries, manner: Manner, fixedPort?: number): Promise<Server> {
  const began = performance.now()
  for (let otherPorts = 0; ;) {
    const port = fixedPort ?? (await freePort(place.port))
    await forgetEnded(place)
    const started = await startOn(port, place, binaries, manner)
    if (typeof started !== 'string') {
      // It is only for convenience; a disk that is just full must not undo the start.
      await rememberPort(place.port, port).catch(() => undefined)
      return started
    }
    const taken = PORT_TAKEN.test(started)
    const mayLetGo = STILL_HELD.test(started) || (taken && fixedPort !== undefined)
    if (mayLetGo && performance.now() - began < LET_GO_MS) await sleep(200)
    else if (taken && fixedPort === undefined && otherPorts < OTHER_PORTS) otherPorts += 1
    else throw await whyNot(place, started)
  }
}

/** PostgreSQL takes a process that has ended, but was not collected, for one that still runs. */
async function forgetEnded(place: Place): Promise<void> {
  const left = await readPidFile(place.cluster)
  if (left && (await hasEnded(left.pid))) await rm(pidFileIn(place.cluster), { force: true })
}

async function whyNot(place: Place, written: string): Promise<EmbeddedDatabaseError> {
  if (!STILL_HELD.test(written)) return explain(`PostgreSQL does not start in ${place.cluster}`, written)
  const holder = (await readPidFile(place.cluster))?.pid ?? 'unknown'
  return new EmbeddedDatabaseError(
    'folder-in-use',
    `The database in ${place.home} is still in use by a PostgreSQL that Duty Hub does not know, process ${holder}.`,
  )
}

/** @returns the server, or what it wrote before it ended */
async function startOn(port: number, place: Place, binaries: Binaries, manner: Manner): Promise<Server | string> {
  // A port that another program took after it was chosen would make PostgreSQL end with the same words.
  if (!(await isFree(port))) return `could not bind to port ${port}`
  const log = await openLog(place.log)
  const child = spawn(binaries.postgres, settings(port, place, manner), {
    ...as(place.account),
    cwd: neutralFolder,
    env: quietEnvironment(),
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log.handle.fd, log.handle.fd],
  })
  let failure: string | undefined
  child.once('error', (error) => (failure = error.message))
  child.once('exit', (code, by) => (failure ??= `ended with ${by ?? code}`))
  child.unref()
  await log.handle.close()
  const readyWithinMs = manner.readyWithinMs ?? READY_MS
  const until = performance.now() + readyWithinMs
  while (failure === undefined) {
    const file = await readPidFile(place.cluster)
    if (child.pid !== undefined && file?.pid === child.pid && file.status === 'ready') {
      return await proven({ pid: child.pid, port, child }, place, binaries, manner)
    }
    if (performance.now() > until) {
      if (child.pid !== undefined) await stopServer({ pid: child.pid, port }, place, binaries)
      failure ??= `was not ready after ${readyWithinMs / 1000} seconds`
    }
    await sleep(10)
  }
  const written = (await readFile(place.log)).subarray(log.size).toString('utf8')
  return `${written}PostgreSQL ${failure}`
}

/** Nothing is acknowledged to a person on a server that does not keep its word. */
async function proven(server: Server, place: Place, binaries: Binaries, manner: Manner): Promise<Server> {
  const until = performance.now() + ANSWER_MS
  const address = await addressOf(place, server.port)
  let answer = await whoAnswers(address)
  while ((answer === 'silent' || answer === 'starting') && performance.now() < until) {
    await sleep(100)
    answer = await whoAnswers(address)
  }
  if (typeof answer === 'object' && isAsAsked(answer, manner)) return server
  await stopServer(server, place, binaries)
  if (answer === 'refused') {
    const what = `The database in ${place.home} does not let Duty Hub in with the password in ${place.password}.`
    throw new EmbeddedDatabaseError('damaged', what)
  }
  const how = typeof answer === 'object' ? 'without its settings' : 'but does not answer'
  throw new EmbeddedDatabaseError('did-not-start', `PostgreSQL starts in ${place.cluster}, ${how}.`)
}

/** Each file of the log is handed out as soon as it is full, or a minute old: so much can be lost with the machine, and no more. */
const archiving = (place: Place) => [
  'archive_mode=on',
  'archive_library=basic_archive',
  `basic_archive.archive_directory=${place.archive}`,
  'archive_timeout=60',
]

const settings = (port: number, place: Place, { durable, archive }: Manner) =>
  [
    ...(durable ? kept : forTests),
    ...(archive ? archiving(place) : []),
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'timezone=UTC',
    'log_timezone=UTC',
    'lc_messages=C',
    // The values in a failed statement are about people, and this log is an ordinary file.
    'log_error_verbosity=terse',
    'log_min_error_statement=panic',
    'log_checkpoints=off',
    'logging_collector=off',
  ].reduce<string[]>((args, setting) => [...args, '-c', setting], ['-D', place.cluster])

async function openLog(path: string) {
  const before = await stat(path).catch(() => undefined)
  if (before && before.size > LONG_LOG) await rename(path, `${path}.1`)
  // The database's account cannot lead us to another file by a link.
  const flags = constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0)
  const handle = await open(path, flags, 0o600)
  return { handle, size: (await handle.stat()).size }
}
