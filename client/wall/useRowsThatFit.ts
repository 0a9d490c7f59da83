import { useLayoutEffect, useRef, useState, type RefObject } from 'react'

/** On a screen that stands upright who is on comes below, so the rows may not take all the height. */
const UPRIGHT_ROWS = 11

/** How many rows of a list fit in the height that the screen leaves for it, whatever its shape; what does not fit is counted. */
export function useRowsThatFit(): { readonly most: number; readonly body: RefObject<HTMLDivElement | null> } {
  const body = useRef<HTMLDivElement>(null)
  const [most, setMost] = useState(UPRIGHT_ROWS)
  // Looked at with every drawing, and whenever the list itself grows or shrinks: its letters may come later than its rows.
  useLayoutEffect(() => {
    const { current } = body
    if (current === null) return
    const sizes = new ResizeObserver(() => {
      const row = current.querySelector('.w-rows li')
      if (row === null) return
      const { height } = row.getBoundingClientRect()
      const isUpright = window.innerHeight >= window.innerWidth
      setMost(isUpright || height === 0 ? UPRIGHT_ROWS : Math.max(1, Math.floor(current.clientHeight / height)))
    })
    sizes.observe(current)
    const list = current.querySelector('.w-rows')
    if (list !== null) sizes.observe(list)
    return () => sizes.disconnect()
  })
  return { most, body }
}
