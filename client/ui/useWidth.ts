import { useLayoutEffect, useRef, useState, type RefObject } from 'react'

/**
 * The width of a box in pixels, followed as it changes: charts are drawn again at their width, so that their words never shrink.
 *
 * @param first the width to draw at before the box is measured
 */
export function useWidth<Box extends HTMLElement>(first: number): readonly [ref: RefObject<Box | null>, width: number] {
  const ref = useRef<Box>(null)
  const [width, setWidth] = useState(first)
  useLayoutEffect(() => {
    const box = ref.current
    if (box === null) return
    const watcher = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)))
    watcher.observe(box)
    setWidth(Math.round(box.getBoundingClientRect().width))
    return () => watcher.disconnect()
  }, [])
  return [ref, width]
}
