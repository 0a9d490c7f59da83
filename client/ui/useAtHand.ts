import { useEffect, useState, type RefObject } from 'react'

/**
 * Whether a pointer is over a box or the keyboard's focus is in it, or a menu of it stands open. A press of the mouse leaves no focus that
 * counts.
 */
export function useAtHand<Box extends HTMLElement>(box: RefObject<Box | null>): boolean {
  const [atHand, setAtHand] = useState(false)
  useEffect(() => {
    const within = box.current
    if (within === null) return
    const look = (): void => {
      // An open menu lies elsewhere in the page, and has the focus and the pointer there.
      const focused = within.querySelector(':focus-visible, [aria-haspopup][aria-expanded="true"]') !== null
      const pointed = globalThis.matchMedia('(hover: hover)').matches && within.matches(':hover')
      setAtHand(focused || pointed)
    }
    // Focus moves after its events, so it is looked for once they are over.
    const lookSoon = (): void => void setTimeout(look)
    const kinds = ['pointerenter', 'pointerleave', 'focusout', 'keyup'] as const
    for (const kind of kinds) within.addEventListener(kind, lookSoon)
    // Wherever the focus goes: from an open menu it may go past the box.
    document.addEventListener('focusin', lookSoon)
    return () => {
      for (const kind of kinds) within.removeEventListener(kind, lookSoon)
      document.removeEventListener('focusin', lookSoon)
    }
  }, [box])
  return atHand
}
