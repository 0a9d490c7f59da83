import { addHours } from '#shared/time/instant.ts'
import type { Database } from '#db/client.ts'
import type { Clock } from '#server/kernel/clock.ts'
import type { Log } from '#server/kernel/log.ts'

const HOUR_MS = 3_600_000
const KEPT_HOURS = 7 * 24

export interface Forgetting {
  readonly stop: () => void
}

/**
 * Forgets answers to commands after seven days, at the start and each hour: no phone sends a command again after so long, and an
 * answer may hold what a person said. Missing an hour does no harm, so a timer will do.
 */
export function keepForgetting({
  database,
  clock,
  log,
}: {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
}): Forgetting {
  const forget = (): void =>
    void database`select hub.forget_answers(${addHours(clock(), -KEPT_HOURS)})`.catch((error: unknown) =>
      log.warn({ error }, 'old answers were not forgotten; the next hour tries again'),
    )
  forget()
  const timer = setInterval(forget, HOUR_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
