import { addHours } from '#shared/time/instant.ts'
import type { Database } from '#db/client.ts'
import { steadyMs, type Clock } from '#server/kernel/clock.ts'
import type { Log } from '#server/kernel/log.ts'
import { brokenIn, missingRules, servicesOf } from './store.ts'
import { brokenWords } from './words.ts'

const EVERY_MS = 60 * 60_000
/** Not at the very start, when everybody comes back at once. */
const FIRST_MS = 60_000
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

/** Looks once, and writes each broken promise into the log for whoever is on call. @returns how many there are */
export async function look({ database, clock, log }: PromisesDeps): Promise<number> {
  const at = clock()
  const missing = await missingRules(database)
  for (const one of missing) log.error({ promise: one.promise }, brokenWords(one))
  let count = missing.length
  for (const serviceId of await servicesOf(database)) {
    const broken = await brokenIn(database, serviceId, { since: addHours(at, -HOURS_BACK), at })
    for (const one of broken) log.error({ serviceId, promise: one.promise }, brokenWords(one))
    count += broken.length
  }
  return count
}

/** Asks the rows every hour, for as long as the server runs, whether what must always be true is true. */
export function watchPromises(deps: PromisesDeps): Promises {
  let lookedMs: number | null = null
  let broken = 0
  let running: Promise<void> = Promise.resolve()
  const turn = (): void => {
    running = running
      .then(() => look(deps))
      .then((count) => {
        broken = count
        lookedMs = steadyMs()
      })
      // A look that fails is noticed by its age.
      .catch((error: unknown) =>
        deps.log.error({ error }, 'looking for broken promises failed; the next hour tries again'),
      )
  }
  const first = setTimeout(turn, FIRST_MS)
  const timer = setInterval(turn, EVERY_MS)
  return {
    health: () => {
      const ago = lookedMs === null ? null : Math.round((steadyMs() - lookedMs) / 1000)
      return { ok: broken === 0 && (ago === null || ago * 1000 < 2 * EVERY_MS), lookedSecondsAgo: ago, broken }
    },
    async stop() {
      clearTimeout(first)
      clearInterval(timer)
      await running
    },
  }
}
