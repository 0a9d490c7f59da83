import { useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from './Button.tsx'

interface ClampedProps {
  /** What it is, for the button. @example 'what happened' */
  readonly what: string
  readonly children: ReactNode
}

/**
 * Long words of somebody, cut to a few lines with a button to show all of them, so that what has to be done stays in sight. All of it is
 * on the page: for a screen reader, for finding, and on paper.
 */
export function Clamped({ what, children }: ClampedProps) {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const [all, setAll] = useState(false)
  const [isCut, setCut] = useState(false)
  useLayoutEffect(() => {
    const element = box.current
    if (element === null || all) return
    const measure = (): void => setCut(element.scrollHeight > element.clientHeight + 1)
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(element)
    return () => watch.disconnect()
  }, [all, children])
  return (
    <>
      <div id={id} ref={box} className={all ? undefined : 'clamped'}>
        {children}
      </div>
      {(isCut || all) && (
        <Button
          kind="q"
          size="sm"
          className="no-print"
          aria-expanded={all}
          aria-controls={id}
          onClick={() => setAll(!all)}
        >
          {all ? 'Show less' : 'Show all'}
          <span className="vh"> of {what}</span>
        </Button>
      )}
    </>
  )
}
