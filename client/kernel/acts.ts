import { nowMs } from './clock.ts'

/** What a person does with hand or voice; not what a screen does by itself, and not a mouse that somebody bumped. */
const ACTS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const

let actedMs = Number.NEGATIVE_INFINITY

/** When the person at this screen last did something, in milliseconds of the hub’s clock. */
export const lastActMs = (): number => actedMs

/** The header that goes with each command: so many whole seconds ago its person last did something. */
export const actedHeader = (): Readonly<Record<string, string>> =>
  Number.isFinite(actedMs)
    ? { 'x-acted-seconds-ago': String(Math.min(86_400, Math.max(0, Math.round((nowMs() - actedMs) / 1000)))) }
    : {}

/** Watches for acts. Only what came from a person counts, not what a script made. @returns the way to stop */
export function watchActs(): () => void {
  const note = (event: Event): void => {
    if (event.isTrusted) actedMs = nowMs()
  }
  for (const act of ACTS) window.addEventListener(act, note, { capture: true, passive: true })
  return () => {
    for (const act of ACTS) window.removeEventListener(act, note, { capture: true })
  }
}
