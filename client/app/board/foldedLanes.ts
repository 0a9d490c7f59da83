import { useSyncExternalStore } from 'react'
import { lanes, type Lane } from './lanes.ts'

export type Foldable = Lane | 'finished'
const SETTING = 'duty-hub.lanes.folded'
const foldable: readonly Foldable[] = [...lanes, 'finished']

let folded = remembered()
const listeners = new Set<() => void>()

function remembered(): ReadonlySet<Foldable> {
  try {
    const kept = (localStorage.getItem(SETTING) ?? '').split(',')
    return new Set(foldable.filter((lane) => kept.includes(lane)))
  } catch {
    return new Set()
  }
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** Which lanes of the board whoever sits here has put away: this computer remembers it, and it names nobody. */
export const useFoldedLanes = (): ReadonlySet<Foldable> => useSyncExternalStore(subscribe, () => folded)

/** Puts a lane away, or takes it out again. */
export function turnLane(lane: Foldable): void {
  folded = new Set(foldable.filter((one) => (one === lane) !== folded.has(one)))
  try {
    localStorage.setItem(SETTING, [...folded].join(','))
  } catch {
    // A browser that keeps nothing: they stand open again after a reload.
  }
  for (const tell of listeners) tell()
}
