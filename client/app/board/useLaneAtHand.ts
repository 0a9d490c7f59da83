import { useState } from 'react'
import type { Lane } from './lanes.ts'

type AtHand = Lane | 'finished'
const SETTING = 'board.lane'

function remembered(): string | null {
  try {
    return sessionStorage.getItem(SETTING)
  } catch {
    return null
  }
}

/** The lane that a phone shows. This tab remembers it, so that a reload leads back to it; it holds no name of anybody. */
export function useLaneAtHand(all: readonly AtHand[]): readonly [AtHand, (lane: AtHand) => void] {
  const [atHand, setAtHand] = useState<AtHand>(() => all.find((lane) => lane === remembered()) ?? 'triage')
  const choose = (lane: AtHand): void => {
    setAtHand(lane)
    try {
      sessionStorage.setItem(SETTING, lane)
    } catch {
      // A browser that keeps nothing: it begins with the first lane again.
    }
  }
  return [atHand, choose]
}
