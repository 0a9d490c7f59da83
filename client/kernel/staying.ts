import { useSyncExternalStore } from 'react'
import type { Instant } from '#shared/time/instant.ts'
import { lastActMs } from './acts.ts'
import { nowMs } from './clock.ts'
import { stepOf, type Stay } from './stayRules.ts'
import { call, readNo, sayTheSessionIsOver } from './wire.ts'

const LOOK_MS = 1000

/** What the hub says of how long this session lasts. */
interface Standing {
  readonly idleMinutes: number
  readonly idleEndsAt: Instant
  readonly endsAt: Instant
  readonly gaveWay: string | null
}

export interface StayWarning {
  /** `limit` cannot be put off: signing in again can. */
  readonly kind: 'idle' | 'limit'
  readonly endsMs: number
}

let warning: StayWarning | null = null
const listeners = new Set<() => void>()

function warn(next: StayWarning | null): void {
  if (warning?.kind === next?.kind && warning?.endsMs === next?.endsMs) return
  warning = next
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** The warning that is due, or `null`. */
export const useStayWarning = (): StayWarning | null => useSyncExternalStore(subscribe, () => warning)

let stayNow: () => void = () => {}
/** Its person wants to stay: tells the hub now. */
export const stayHere = (): void => stayNow()

/**
 * Tells the hub now and then that its person is here, warns two minutes before the session ends, and covers the screen when it has.
 * The hub's word decides; only when it cannot be reached does this screen go by its own count.
 *
 * @param onGaveWay told the device that was signed out because this one was one too many
 * @returns the way to stop
 */
export function watchStay(onGaveWay: (device: string) => void): () => void {
  let stay: Stay | null = null
  let busy = false
  let stopped = false

  const learn = ({ idleEndsAt, endsAt }: Standing, toldMs: number): void => {
    stay = {
      idleEndsMs: Date.parse(idleEndsAt),
      endsMs: Date.parse(endsAt),
      askedMs: nowMs(),
      actedMs: lastActMs(),
      toldMs,
      failedMs: null,
    }
  }
  const ask = async (actedMs: number | null): Promise<void> => {
    busy = true
    try {
      const given = await (actedMs === null ? standing() : stayed(actedMs))
      if (stopped) return
      if (given === null) return
      const first = stay === null
      learn(given, actedMs ?? stay?.toldMs ?? nowMs())
      if (first && given.gaveWay !== null) onGaveWay(given.gaveWay)
    } catch {
      // Out of reach: the next look tries again, and the count goes on.
      if (stay) stay = { ...stay, askedMs: nowMs(), failedMs: nowMs() }
    } finally {
      busy = false
      look()
    }
  }
  const look = (): void => {
    if (busy || stopped) return
    if (stay === null) return
    const now = nowMs()
    stay = { ...stay, actedMs: Math.max(stay.actedMs, lastActMs()) }
    const step = stepOf(stay, now)
    if (step === 'tell') void ask(stay.actedMs)
    else if (step === 'ask') void ask(null)
    else if (step === 'over') sayTheSessionIsOver('idle')
    else warn(step === 'rest' ? null : { kind: step === 'warn-idle' ? 'idle' : 'limit', endsMs: endOf(stay) })
  }
  stayNow = () => {
    if (!busy) void ask(nowMs())
  }
  void ask(null)
  const timer = setInterval(look, LOOK_MS)
  document.addEventListener('visibilitychange', look)
  return () => {
    stopped = true
    clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
    stayNow = () => {}
    warn(null)
  }
}

const endOf = ({ idleEndsMs, endsMs }: Stay): number => Math.min(idleEndsMs, endsMs)

const standing = (): Promise<Standing | null> => asked('/api/session/standing', {})

function stayed(actedMs: number): Promise<Standing | null> {
  const secondsAgo = Math.min(3600, Math.max(0, Math.round((nowMs() - actedMs) / 1000)))
  return asked('/api/session/stay', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ secondsAgo }),
  })
}

async function asked(path: string, init: RequestInit): Promise<Standing | null> {
  const response = await call(path, init)
  if (response.status === 401) {
    const { because } = await readNo(response)
    sayTheSessionIsOver(because)
    return null
  }
  if (!response.ok) throw new Error(`the hub answered ${response.status}`)
  return (await response.json()) as Standing
}
