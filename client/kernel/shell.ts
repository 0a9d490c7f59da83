import { deviceMs } from './clock.ts'
import type { Handed } from './shellRules.ts'

const LOOK_AGAIN_MS = 60 * 60_000

/**
 * Keeps the app's own files on this device, so that it opens without a signal; looks for a newer build each time it comes to the front,
 * once an hour at most. Nothing else is kept: what waits to be sent is in the outbox, which no build touches.
 *
 * @returns the way to stop looking
 */
export function keepShell(): () => void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return () => {}
  const { serviceWorker } = navigator
  noteLeaving()
  // Without it everything works, except opening without a signal.
  const registered = serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => null)
  let lookedMs = deviceMs()
  const look = (): void => {
    if (document.visibilityState !== 'visible' || deviceMs() - lookedMs < LOOK_AGAIN_MS) return
    lookedMs = deviceMs()
    void registered.then((registration) => registration?.update().catch(() => null))
  }
  document.addEventListener('visibilitychange', look)
  return () => document.removeEventListener('visibilitychange', look)
}

/** Whether the page is about to go: it is told so before what it still sends. */
let leaving = false

function noteLeaving(): void {
  // Before whatever else hears of it, which is what sends.
  window.addEventListener('pagehide', () => (leaving = true), { capture: true })
  window.addEventListener('pageshow', () => (leaving = false))
}

/**
 * Hands a press of a page that goes or is put away to the worker, which outlives it. A page's own `keepalive` request does not where there
 * is a worker: the browser asks the worker about it first, and a page that has gone cannot hear the answer (Chromium 147: 1 of 30 arrived,
 * handed over 30 of 30). A page that stays sends for itself, and says what has become of it.
 */
export function handToWorker(press: Handed): void {
  if (!('serviceWorker' in navigator) || (!leaving && document.visibilityState === 'visible')) return
  navigator.serviceWorker.controller?.postMessage(press)
}
