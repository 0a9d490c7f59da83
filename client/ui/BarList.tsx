import './bars.css'
import { useState, type ReactNode } from 'react'
import { Button } from './Button.tsx'
import { HeldItem } from './HeldItem.tsx'
import { useWidth } from './useWidth.ts'

/** Below it a line takes four, and two of them would fill the screen. */
const NARROW = 720

interface BarListProps<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  /** As many as leave room for the page under them; the others are a press away. */
  readonly shown: number
  /** The same on a phone, where each takes more room. */
  readonly shownNarrow?: number
  /** Whether a row holds its place only. */
  readonly isQuiet?: (row: Row) => boolean
  readonly children: (row: Row) => ReactNode
}

/** What somebody must know on whatever page they are, in a strip above it: the gravest few, and all of them when they ask. */
export function BarList<Row extends { readonly id: string }>(props: BarListProps<Row>) {
  const { label, rows, shown, shownNarrow = shown, isQuiet = () => false, children } = props
  const [all, setAll] = useState(false)
  const [box, width] = useWidth<HTMLElement>(NARROW)
  const most = width < NARROW ? shownNarrow : shown
  return (
    <section className="bar-list" aria-label={label} ref={box}>
      <ul>
        {(all ? rows : rows.slice(0, most)).map((row) => (
          <HeldItem key={row.id} quiet={isQuiet(row)}>
            {children(row)}
          </HeldItem>
        ))}
      </ul>
      {rows.length > most && (
        <Button size="sm" kind="q" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `${rows.length - most} more`}
          <span className="vh">: {label.toLowerCase()}</span>
        </Button>
      )}
    </section>
  )
}
