import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'

/**
 * Keeps the keyboard at its row. A row that goes to another group or lane is drawn anew there, and the browser would let the focus fall;
 * whoever pressed elsewhere, or went on, has left the row and is not brought back.
 *
 * @param rowOf the number of the row that something stands in; `null` when it stands in none
 */
export function useKeepFocus(
  queue: RefObject<HTMLElement | null>,
  rowOf: (within: Element) => number | null,
  focusRow: (number: number) => void,
): void {
  const at = useRef<number | null>(null)
  useEffect(() => {
    const rowAround = ({ target }: Event): number | null =>
      target instanceof Element && queue.current?.contains(target) ? rowOf(target) : null
    const follow = (event: Event): void => {
      at.current = rowAround(event)
    }
    const leave = (event: Event): void => {
      if (rowAround(event) !== at.current) at.current = null
    }
    document.addEventListener('focusin', follow)
    document.addEventListener('pointerdown', leave)
    return () => {
      document.removeEventListener('focusin', follow)
      document.removeEventListener('pointerdown', leave)
    }
  }, [queue, rowOf])
  useLayoutEffect(() => {
    if (at.current !== null && document.activeElement === document.body) focusRow(at.current)
  })
}
