import { useCallback, useSyncExternalStore } from 'react'
import { instant, type Instant } from '#shared/time/instant.ts'

/** The hub's clock is trusted and this device's is not: the difference is learnt from every answer and every pulse. */
let offsetMs = 0

/** Delays on the line look like small differences. Below this they are left alone, so that clocks on screen do not twitch. */
const TOLERANCE_MS = 1500
const STRAY_MS = 120_000

/**
 * Learns the hub's time from an answer's `x-hub-time` header or from a pulse. Text that is not a moment is passed over.
 *
 * @param sentMs this device's clock, in milliseconds, when the question was sent; half the way there and back is allowed for
 */
export function heardHubTime(iso: string | null, sentMs?: number): void {
  const hubMs = iso === null ? Number.NaN : Date.parse(iso)
  if (!Number.isFinite(hubMs)) return
  const heardMs = Date.now()
  const onTheWay = sentMs === undefined ? 0 : (heardMs - sentMs) / 2
  const heardOffset = hubMs + onTheWay - heardMs
  if (Math.abs(heardOffset - offsetMs) < TOLERANCE_MS) return
  offsetMs = heardOffset
  for (const ticker of tickers.values()) tick(ticker)
}

/** This device's own clock, in milliseconds: to measure how long an answer took, and for nothing else. */
export const deviceMs = (): number => Date.now()

/** Now by the hub's clock. */
export const nowInstant = (): Instant => instant(Date.now() + offsetMs)
export const nowMs = (): number => Date.now() + offsetMs

/** True when this device's clock is more than two minutes from the hub's, so that a person can be told. */
export const deviceClockIsWrong = (): boolean => Math.abs(offsetMs) > STRAY_MS

interface Ticker {
  readonly everyMs: number
  readonly listeners: Set<() => void>
  now: Instant
  timer: ReturnType<typeof setTimeout> | null
}

const tickers = new Map<number, Ticker>()

function tickerOf(everyMs: number): Ticker {
  const known = tickers.get(everyMs)
  if (known) return awake(known)
  const made: Ticker = { everyMs, listeners: new Set(), now: nowInstant(), timer: null }
  tickers.set(everyMs, made)
  return made
}

/** A ticker that nobody watched has stood still. */
function awake(ticker: Ticker): Ticker {
  if (ticker.timer === null) ticker.now = nowInstant()
  return ticker
}

function tick(ticker: Ticker): void {
  ticker.now = nowInstant()
  for (const tell of ticker.listeners) tell()
}

/** Ticks fall on whole seconds and minutes of the hub's clock, so that all clocks on a screen turn together. */
function schedule(ticker: Ticker): void {
  const wait = ticker.everyMs - (nowMs() % ticker.everyMs) + 2
  ticker.timer = setTimeout(() => {
    tick(ticker)
    schedule(ticker)
  }, wait)
}

function subscribe(ticker: Ticker, tell: () => void): () => void {
  ticker.listeners.add(tell)
  if (ticker.timer === null) schedule(ticker)
  return () => {
    ticker.listeners.delete(tell)
    if (ticker.listeners.size > 0 || ticker.timer === null) return
    clearTimeout(ticker.timer)
    ticker.timer = null
  }
}

/** A device that slept, or a hidden tab, wakes with an old time on screen. */
if (typeof document !== 'undefined') {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') for (const ticker of tickers.values()) tick(ticker)
  })
}

/**
 * What a rule says of now, asked again as time passes; the component renders only when the answer changes.
 * The answer must be a text, a number or a boolean.
 *
 * @param everyMs how often to ask, in milliseconds
 * @example const left = useTimeOf((now) => minutesBetween(now, limitAt))
 */
export function useTimeOf<Answer extends string | number | boolean | null>(
  ask: (now: Instant) => Answer,
  everyMs = 1000,
): Answer {
  const ticker = tickerOf(everyMs)
  const listen = useCallback((tell: () => void) => subscribe(ticker, tell), [ticker])
  return useSyncExternalStore(listen, () => ask(ticker.now))
}

/** Now, by the hub's clock, as it passes. Ask for it only as often as the screen shows: each tick renders. */
export const useNow = (everyMs = 1000): Instant => useTimeOf((now) => now, everyMs) as Instant
