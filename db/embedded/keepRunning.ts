import { setTimeout as sleep } from 'node:timers/promises'
import { isRunning } from './processes.ts'
import { type Server, signal } from './server.ts'

const LOOK_EVERY_MS = 500
const PAUSES_MS = [0, 500, 2_000, 5_000, 10_000, 30_000]

export interface Kept {
  /** Stops watching, and answers the server that runs now, if one does. */
  letGo(): Promise<Server | undefined>
}

/**
 * Watches a server and starts it again when it goes without being told to, on the same port, so that connections come back by
 * themselves. Should this process end without letting go, the server is told to stop.
 *
 * @param again starts it on the same port
 */
export function keepRunning(first: Server, again: () => Promise<Server>, log: (line: string) => void): Kept {
  let server = first
  const letGo = new AbortController()
  let busy: Promise<void> = Promise.resolve()

  const lost = async () => {
    for (const pause of PAUSES_MS) {
      await sleep(pause, undefined, { signal: letGo.signal }).catch(() => undefined)
      if (letGo.signal.aborted) return
      try {
        server = await again()
        log(`PostgreSQL runs again (process ${server.pid}).`)
        follow()
        return
      } catch (error) {
        log(`PostgreSQL could not be started again. ${error instanceof Error ? error.message : String(error)}`)
      }
    }
    log('PostgreSQL is not running. Stop Duty Hub and start it again.')
  }
  const follow = () =>
    onGone(server, () => {
      if (letGo.signal.aborted) return
      log(`PostgreSQL (process ${server.pid}) has gone; it is started again.`)
      busy = lost()
    })
  const atExit = () => signal(server.pid, 'SIGINT')

  follow()
  process.once('exit', atExit)
  return {
    async letGo() {
      letGo.abort()
      process.off('exit', atExit)
      await busy
      return (await isRunning(server.pid)) ? server : undefined
    },
  }
}

/** Calls back once. Our own child tells when it ends; one that we adopted has to be looked at. */
function onGone(server: Server, then: () => void): void {
  if (server.child) {
    if (server.child.exitCode !== null || server.child.signalCode !== null) then()
    else server.child.once('exit', then)
    return
  }
  let told = false
  const look = setInterval(() => {
    void isRunning(server.pid).then((running) => {
      if (running || told) return
      told = true
      clearInterval(look)
      then()
    })
  }, LOOK_EVERY_MS)
  look.unref()
}
