import { useEffect, useRef, type RefObject } from 'react'

/** What was brought into view on this page: another mounting of the same news is none. */
const brought = new Set<string>()
/** After a box was left: the tap by which it was left has landed by then, and nothing moves from under a thumb. */
const TAP_MS = 400
const WRITTEN_IN = 'textarea, select, input:not([type=radio], [type=checkbox], [type=button])'

const isTyping = (): boolean => document.activeElement?.matches(WRITTEN_IN) === true

/** Runs at once, or when nobody is typing any more: what is being typed must not go into nothing. @returns the way to stop */
function whenNobodyTypes(run: () => void): () => void {
  if (!isTyping()) {
    run()
    return () => undefined
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = (): void => {
    clearTimeout(timer)
    document.removeEventListener('focusout', left)
  }
  const left = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (isTyping()) return
      stop()
      run()
    }, TAP_MS)
  }
  document.addEventListener('focusout', left)
  return stop
}

/**
 * Scrolls to what somebody must read after they pressed, and puts the focus there: at the foot of a long page nothing at its head is seen.
 *
 * @param news names what is told, once for each time that it is to be brought into view; without it nothing moves
 * @example <div ref={useBroughtIntoView(press.id)} tabIndex={-1}>
 */
export function useBroughtIntoView(news: string | undefined): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (news === undefined || brought.has(news)) return
    return whenNobodyTypes(() => {
      brought.add(news)
      box.current?.focus({ preventScroll: true })
      box.current?.scrollIntoView({ block: 'center' })
    })
  }, [news])
  return box
}
