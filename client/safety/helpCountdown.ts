/** In how many seconds help is called, unless it is taken back; `null` while nobody has pressed. */
export type SecondsLeft = number | null

const CANCEL_SECONDS = 5

interface Timing {
  readonly after: (what: () => void, ms: number) => () => void
}

/** The phone's own timers. */
const timers: Timing = {
  after: (what, ms) => {
    const timer = setTimeout(what, ms)
    return () => clearTimeout(timer)
  },
}

/**
 * The five seconds in which a call for help can be taken back. They stand outside every part of the page, because a page changes by itself:
 * a job is taken back, another comes first, the screen is locked. Only its person takes the call back; whatever else ends the seconds
 * early makes the call at once.
 *
 * @param call calls for help, and must not fail
 * @example const help = helpCountdown(() => post(callHelp, { how: 'held', occurredAt: nowInstant() }))
 */
export function helpCountdown(call: () => void, { after }: Timing = timers) {
  let left: SecondsLeft = null
  let stop: () => void = () => {}
  const shown = new Set<() => void>()
  const set = (seconds: SecondsLeft): void => {
    stop()
    left = seconds
    if (seconds !== null) stop = after(() => (seconds > 1 ? set(seconds - 1) : callNow()), 1000)
    for (const listener of shown) listener()
  }
  const callNow = (): void => {
    if (left === null) return
    set(null)
    call()
  }
  return {
    left: (): SecondsLeft => left,
    begin: (): void => {
      if (left === null) set(CANCEL_SECONDS)
    },
    cancel: (): void => set(null),
    /** The page goes out of sight: nobody may come back to it. */
    callNow,
    /** For a part of the page that shows it. With the last of them gone, and none in its place, nobody could take it back: it calls. */
    subscribe(listener: () => void): () => void {
      shown.add(listener)
      return () => {
        shown.delete(listener)
        after(() => {
          if (shown.size === 0) callNow()
        }, 0)
      }
    },
  }
}
