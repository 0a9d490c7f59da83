import { addHours } from '#shared/time/instant.ts'
import type { Database } from '#db/client.ts'
import { steadyMs, type Clock } from '#server/kernel/clock.ts'
import type { Log } from '#server/kernel/log.ts'
import { brokenIn, missingRules, servicesOf } from './store.ts'
import { brokenWords } from './words.ts'

/** How often is looked, and when first: not at the very start, when everybody comes back at once. In milliseconds. */
export interface Pace {
  readonly firstMs: number
  readonly everyMs: number
}
const usualPace: Pace = { firstMs: 60_000, everyMs: 60 * 60_000 }
/** Each look goes back over the last one. */
const HOURS_BACK = 2

export interface PromisesDeps {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
}

/** How the promises stood at the last look: what an outside watcher is told. No names, no ids. */
export interface PromisesHealth {
  readonly ok: boolean
  /** Null while nobody has looked since this server started. */
  readonly lookedSecondsAgo: number | null
  readonly broken: number
}

export interface Promises {
  readonly health: () => PromisesHealth
  readonly stop: () => Promise<void>
}

/**
 * Looks once, and writes each broken promise into the log for whoever is on call.
 *
 * @param stopped ends the look between two services, and in the middle of one
 * @returns how many there are
 */
export async function look({ database, clock, log }: PromisesDeps, stopped?: AbortSignal): Promise<number> {
  const at = clock()
  const missing = await missingRules(database)
  for (const one of missing) log.error({ code: one.promise }, brokenWords(one))
  let count = missing.length
  for (const serviceId of await servicesOf(database)) {
    stopped?.throwIfAborted()
    const broken = await brokenIn(database, serviceId, { since: addHours(at, -HOURS_BACK), at }, stopped)
    for (const one of broken) log.error({ serviceId, code: one.promise }, brokenWords(one))
    count += broken.length
  }
  return count
}

/** Asks the rows every hour, for as long as the server runs, whether what must always be true is true. */
export function watchPromises(deps: PromisesDeps, { firstMs, everyMs }: Pace = usualPace): Promises {
  const stopping = new AbortController()
  const begunMs = steadyMs()
  let lookedMs: number | null = null
  let broken = 0
  let running: Promise<void> = Promise.resolve()
  const turn = (): void => {
    running = running
      .then(() => look(deps, stopping.signal))
      .then((count) => {
        broken = count
        lookedMs = steadyMs()
      })
      // A look that fails is noticed by its age.
      .catch((error: unknown) => {
        if (!stopping.signal.aborted)
          deps.log.error({ error }, 'looking for broken promises failed; the next hour tries again')
      })
  }
  const first = setTimeout(turn, firstMs)
  const timer = setInterval(turn, everyMs)
  return {
    health: () => {
      const nowMs = steadyMs()
      // While no look has succeeded its age counts from the start: a hub whose looks all fail must not seem well for ever.
      const isFresh = nowMs - (lookedMs ?? begunMs) < 2 * everyMs
      const lookedSecondsAgo = lookedMs === null ? null : Math.round((nowMs - lookedMs) / 1000)
      return { ok: broken === 0 && isFresh, lookedSecondsAgo, broken }
    },
    async stop() {
      clearTimeout(first)
      clearInterval(timer)
      stopping.abort()
      await running
    },
  }
}
