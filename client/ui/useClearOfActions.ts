import { useLayoutEffect, useRef } from 'react'

/** Where a toast may stand on a phone, the likeliest first. `away`: nowhere, until what it would lie over has been scrolled on. */
const PLACES = ['top', 'foot', 'away'] as const
const AGAIN_MS = 250
/** What is pressed next or for help, and what came of the press before. */
const ACTIONS = '.btn-p, .btn-d, .btn.big, .safe .btn, .next-step, .note.done, .errmsg'

/**
 * Keeps a toast off whatever there is to press on a phone, as the page scrolls and changes under it: a thumb goes where the button was.
 *
 * @returns the ref of the toast; its place is told to the styles as `data-place`
 */
export function useClearOfActions() {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const place = (): void => {
      const toast = box.current
      if (toast && window.matchMedia('(max-width: 720px)').matches) standClear(toast)
    }
    place()
    const timer = setInterval(place, AGAIN_MS)
    for (const event of ['scroll', 'resize']) window.addEventListener(event, place, { passive: true, capture: true })
    return () => {
      clearInterval(timer)
      for (const event of ['scroll', 'resize']) window.removeEventListener(event, place, { capture: true })
    }
  }, [])
  return box
}

function standClear(toast: HTMLElement): void {
  for (const place of PLACES) {
    toast.dataset['place'] = place
    if (place === 'away' || !liesOver(toast)) return
  }
}

function liesOver(toast: HTMLElement): boolean {
  const own = toast.getBoundingClientRect()
  return [...document.querySelectorAll(ACTIONS)].some((one) => {
    if (toast.contains(one)) return false
    const { top, bottom, left, right, width } = one.getBoundingClientRect()
    return width > 0 && top < own.bottom && bottom > own.top && left < own.right && right > own.left
  })
}
