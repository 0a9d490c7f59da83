import { useLayoutEffect, useRef } from 'react'

/** Where a toast may stand on a phone, the likeliest first. `away`: nowhere, until what it would lie over has been scrolled on. */
const ON_A_PHONE = ['top', 'foot', 'away'] as const
/** At a desk: where it usually does, at the other side of the foot, or below the bar at the top. It is never away: its undo is one key. */
const AT_A_DESK = ['usual', 'across', 'above', 'usual'] as const
const AGAIN_MS = 250
/** What is pressed next or for help, what came of the press before, and what one has to read to fill in a form or to choose somebody. */
const ACTIONS = '.btn-p, .btn-d, .btn.big, .safe .btn, .next-step, .note.done, .note[role=alert], .errmsg'
const TO_READ = '.sug, .qr .btn, .f, .check, .iss .btn'

/**
 * Keeps a toast off whatever there is to press or to read next, as the page scrolls and changes under it: a hand goes where the button was.
 *
 * @returns the ref of the toast; its place is told to the styles as `data-place`
 */
export function useClearOfActions() {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const place = (): void => {
      if (box.current) standClear(box.current, window.matchMedia('(max-width: 720px)').matches)
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

function standClear(toast: HTMLElement, isPhone: boolean): void {
  const [places, actions] = isPhone ? [ON_A_PHONE, ACTIONS] : [AT_A_DESK, `${ACTIONS}, ${TO_READ}`]
  for (const place of places) {
    toast.dataset['place'] = place
    if (place === 'away' || !liesOver(toast, actions)) return
  }
}

function liesOver(toast: HTMLElement, actions: string): boolean {
  const own = toast.getBoundingClientRect()
  return [...document.querySelectorAll(actions)].some((one) => {
    if (toast.contains(one)) return false
    const { top, bottom, left, right, width } = one.getBoundingClientRect()
    return width > 0 && top < own.bottom && bottom > own.top && left < own.right && right > own.left
  })
}
