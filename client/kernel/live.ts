import type { QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { Socket } from 'socket.io-client'
import type { ClientToServerEvents, Presence, ServerToClientEvents } from '#shared/kernel/topic.ts'
import { instant, type Instant } from '#shared/time/instant.ts'
import { missedNews } from '#shared/kernel/missed.ts'
import { ask, onSent } from './api.ts'
import { heardHubTime, nowMs, useNow, useTimeOf } from './clock.ts'
import {
  dozed,
  dropped,
  heard,
  holeBefore,
  holeOfReturn,
  newLine,
  opened,
  phaseOf,
  type Line,
  type Phase,
} from './connection.ts'
import { makeGapFiller, type FillHole } from './gapFiller.ts'
import { sendNow } from './outbox.ts'
import { makeRefresher, type Stale } from './queryCache.ts'
import { askWhyItIsOver, sayTheSessionIsOver } from './wire.ts'

type Wire = Socket<ServerToClientEvents, ClientToServerEvents>

const LOOK_MS = 5_000
const NEWS_OF_OWN_MS = 1_000
const KNOCK_AGAIN_MS = 5_000
/** What the hub says to a socket whose session is over. */
const NOT_SIGNED_IN = 'not-signed-in'

let line: Line = newLine(nowMs())
let present: readonly Presence[] = []
let socket: Wire | null = null
let refreshAll: () => void = () => {}
let fillHole: FillHole = () => {}
const listeners = new Set<() => void>()

function change(next: Line): void {
  line = next
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/**
 * Keeps every answer on screen true: news makes stale what it touches. A screen that comes back, or hears of a number that it has not
 * heard the one before of, asks from its last number what it missed, and makes stale that much; everything where nobody can say, as
 * after another epoch. Nothing is replayed: the screen asks again, under its own permission.
 *
 * @returns a way to stop, for sign-out
 */
export function listen(cache: QueryClient): () => void {
  const refresh = makeRefresher(cache)
  let stop = (): void => {}
  let stopped = false
  refreshAll = () => refresh('all')
  fillHole = makeGapFiller(
    ({ epoch, since }) => ask(missedNews, { epoch, since: String(since) }, { byItself: true }),
    refresh,
  )
  onSent(expectNews)
  change(newLine(nowMs()))
  // The first answers do not wait for the socket's code.
  void import('socket.io-client').then(({ io }) => {
    if (!stopped)
      stop = follow(io({ transports: ['websocket'], reconnectionDelay: 500, reconnectionDelayMax: 5_000 }), refresh)
  })
  return () => {
    stopped = true
    stop()
    onSent(() => {})
    refreshAll = () => {}
    fillHole = () => {}
  }
}

function follow(wire: Wire, refresh: (stale: Stale) => void): () => void {
  socket = wire
  wire.on('connect', () => {
    const missed = holeOfReturn(line)
    change(opened(line))
    fillHole(missed)
    sendNow()
  })
  wire.on('disconnect', (reason) => {
    change(dropped(line))
    present = []
    if (reason === 'io server disconnect') wire.connect()
  })
  wire.on('connect_error', ({ message }) => {
    const knockAgain = (): unknown => setTimeout(() => socket === wire && wire.connect(), KNOCK_AGAIN_MS)
    if (message === NOT_SIGNED_IN) void askWhyItIsOver().then((isOver) => isOver || knockAgain())
    else if (!wire.active) knockAgain()
  })
  wire.on('news', (news) => {
    const hole = holeBefore(line, { ...news, after: news.after ?? 0 })
    change(heard(line, news, nowMs()))
    if (hole !== null) fillHole(hole)
    refresh(new Set(news.touches))
  })
  wire.on('pulse', (pulse) => {
    heardHubTime(pulse.now)
    const hole = holeBefore(line, { ...pulse, after: pulse.seq })
    change(heard(line, pulse, nowMs()))
    if (hole !== null) fillHole(hole)
  })
  wire.on('presence', (now) => {
    present = now
    for (const tell of listeners) tell()
  })
  wire.on('signedOut', sayTheSessionIsOver)
  const stopWatching = watch(wire)
  return () => {
    stopWatching()
    wire.disconnect()
    socket = null
    present = []
  }
}

/** What we sent ourselves must show here even when the socket is down. */
function expectNews(seq: number): void {
  setTimeout(() => {
    if (line.epoch === null || line.seq === null) refreshAll()
    else if (line.seq < seq) fillHole({ epoch: line.epoch, since: line.seq, to: seq })
  }, NEWS_OF_OWN_MS)
}

/** A device that slept wakes with a socket that looks open and is dead. */
function watch(wire: Wire): () => void {
  let lookedAt = nowMs()
  const look = (): void => {
    const at = nowMs()
    if (dozed(line, lookedAt, at)) wire.disconnect().connect()
    lookedAt = at
  }
  const timer = setInterval(look, LOOK_MS)
  document.addEventListener('visibilitychange', look)
  window.addEventListener('online', tryNow)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
    window.removeEventListener('online', tryNow)
  }
}

/** Connects again at once, and asks again for everything: the button on the bar. */
export function tryNow(): void {
  if (socket !== null && phaseOf(line, nowMs()) !== 'live') socket.disconnect().connect()
  refreshAll()
}

export interface Connection {
  readonly phase: Phase
  /** When the hub was last heard: what is on screen is as it was then. */
  readonly heardAt: Instant | null
  /** While `back`: how many things changed meanwhile; `null` when that cannot be counted. */
  readonly changes: number | null
}

/** The line to the hub, for the connection bar. Renders as the state changes, not each second. */
export function useConnection(): Connection {
  const now = useSyncExternalStore(subscribe, () => line)
  const phase = useTimeOf((at) => phaseOf(now, Date.parse(at)))
  const heardAt = now.provenAt === null ? null : instant(now.provenAt)
  return { phase, heardAt, changes: now.back?.changes ?? null }
}

/** Whole seconds since the hub was heard, for "Live, 3 seconds ago". */
export function useSecondsSinceHeard(): number | null {
  const now = useSyncExternalStore(subscribe, () => line)
  const at = Date.parse(useNow(1000))
  return now.provenAt === null ? null : Math.max(0, Math.floor((at - now.provenAt) / 1000))
}

/** Which colleagues have a referral open, and who is typing in it. */
export function usePresence(): readonly Presence[] {
  return useSyncExternalStore(subscribe, () => present)
}

/** Says which referral this screen has open, and whether its person is typing; `null` closes it. */
export const tellLooking = (at: { readonly referralId: string; readonly typing: boolean } | null): void => {
  socket?.emit('looking', at)
}
