import { instant, type Instant } from '#shared/time/instant.ts'

/** The only asker of the time on the server. Everything else is given `now`. */
export type Clock = () => Instant

export const systemClock: Clock = () => instant(Date.now())

/** A clock that starts at a given moment and then runs at the usual pace: for a demonstration of a given hour. */
export function clockStartingAt(start: Instant): Clock {
  const offset = Date.parse(start) - Date.now()
  return () => instant(Date.now() + offset)
}

/** The machine's own milliseconds since 1970, for comparing with another machine's: never for what is due or recorded. */
export const machineMs = (): number => Date.now()

/** Milliseconds that only ever go forward, for counting how often something is done: no change of the clock gives or takes an allowance. */
export const steadyMs = (): number => performance.now()
