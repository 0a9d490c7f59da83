import { useEffect, useState, type RefObject } from 'react'

/** Whether a pointer is over a box or the keyboard's focus is in it. A press of the mouse leaves no focus that counts. */
export function useAtHand<Box extends HTMLElement>(box: RefObject<Box | null>): boolean {
  const [atHand, setAtHand] = useState(false)
  useEffect(() => {
    const within = box.current
    if (within === null) return
    const look = (): void => {
      const focused = within.querySelector(':focus-visible') !== null
      const pointed = globalThis.matchMedia('(hover: hover)').matches && within.matches(':hover')
      setAtHand(focused || pointed)
    }
    // Focus moves after its events, so it is looked for once they are over.
    const lookSoon = (): void => void setTimeout(look)
    const kinds = ['pointerenter', 'pointerleave', 'focusin', 'focusout', 'keyup'] as const
    for (const kind of kinds) within.addEventListener(kind, lookSoon)
    return () => {
      for (const kind of kinds) within.removeEventListener(kind, lookSoon)
    }
  }, [box])
  return atHand
}
