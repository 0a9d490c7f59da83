import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'

interface HeldItemProps {
  /** Whether it holds a place only: it then stays as high as it was, so that nothing below it moves up. */
  readonly quiet: boolean
  readonly children: ReactNode
}

/** One row of a list that keeps still. @see useStillRows */
export function HeldItem({ quiet, children }: HeldItemProps) {
  const item = useRef<HTMLLIElement>(null)
  const height = useRef(0)
  useLayoutEffect(() => {
    if (item.current === null) return
    if (quiet) item.current.style.minHeight = `${height.current}px`
    else {
      item.current.style.minHeight = ''
      height.current = item.current.offsetHeight
    }
  })
  return <li ref={item}>{children}</li>
}

interface SaidLineProps {
  /** Whose answer it was, for the button’s name. */
  readonly whose: string
  readonly undo?: (() => void) | undefined
  readonly children: ReactNode
}

/** What was said of whom, with the focus on it: whoever pressed reads it there, and a key pressed again presses nothing. */
export function SaidLine({ whose, undo, children }: SaidLineProps) {
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const active = document.activeElement
    // What is being written elsewhere meanwhile keeps the focus.
    if (active === null || active === document.body || active.closest('.still') !== null)
      line.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className="said-line" tabIndex={-1} ref={line}>
      <Icon name="check" />
      <span>{children}</span>
      {undo !== undefined && (
        <Button size="sm" onClick={undo}>
          Undo<span className="vh">: {whose}</span>
        </Button>
      )}
    </div>
  )
}
