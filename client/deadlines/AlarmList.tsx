import './alarms.css'
import { useState, type ReactNode } from 'react'
import { Button } from '#client/ui/Button.tsx'

interface AlarmListProps<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  /** As many as leave room for the page under them; the others are a press away. */
  readonly shown: number
  readonly children: (row: Row) => ReactNode
}

/** Alarms above a page: the gravest few, and all of them when somebody asks. */
export function AlarmList<Row extends { readonly id: string }>({ label, rows, shown, children }: AlarmListProps<Row>) {
  const [all, setAll] = useState(false)
  return (
    <section className="wrap alarm-bar" aria-label={label}>
      <ul>
        {(all ? rows : rows.slice(0, shown)).map((row) => (
          <li key={row.id}>{children(row)}</li>
        ))}
      </ul>
      {rows.length > shown && (
        <Button size="sm" kind="q" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show ${rows.length - shown} more`}
        </Button>
      )}
    </section>
  )
}
