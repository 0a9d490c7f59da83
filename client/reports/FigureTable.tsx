import { useState } from 'react'
import { Link } from '@tanstack/react-router'
import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { Table } from '#client/ui/Table.tsx'
import { may } from '#shared/kernel/permission.ts'
import { behindNumber } from '#shared/reports/reportContract.ts'
import {
  HIDDEN,
  type ReportCell,
  type ReportColumn,
  type ReportKey,
  type ReportTable,
  type ReportView,
} from '#shared/reports/table.ts'
import { formatDate, isLondonDay, londonDay } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

interface Asked {
  readonly report: ReportKey
  readonly from: string
  readonly to: string
  readonly change?: string | undefined
}

export interface FigureTableProps {
  readonly table: ReportTable
  readonly asked: Asked
  readonly view: ReportView
}

/** One table with its definition beside it; whoever reads records can look at who stands behind a number. */
export function FigureTable({ table, asked, view }: FigureTableProps) {
  const { person } = useSession()
  const [open, setOpen] = useState<{ row: number; column: number; label: string } | null>(null)
  const opens = view === 'work' && table.about !== 'staff' && may(person.roles, 'read records')
  const rows = [...table.rows, ...(table.total ? [table.total] : [])]
  return (
    <Card title={table.title} className="figures">
      <p className="muted">{table.means}</p>
      {table.rows.length === 0 ? (
        <p className="muted">Nothing to count on these days.</p>
      ) : (
        <Table caption={`${table.title}: figures`} hideCaption>
          <thead>
            <tr>
              <th scope="col">
                <span className="vh">{table.title}</span>
              </th>
              {table.columns.map(({ heading, means, kind }) => (
                <th key={heading} scope="col" className={kind === 'text' ? undefined : 'n'} title={means}>
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, cells }, row) => (
              <tr key={label} className={row === table.rows.length ? 'sum-row' : undefined}>
                <th scope="row">{label}</th>
                {table.columns.map((column, index) => (
                  <td key={column.heading} className={column.kind === 'text' ? undefined : 'n'}>
                    {opens && canOpen(column, cells[index] ?? null) ? (
                      <button
                        type="button"
                        className="linkish"
                        onClick={() => setOpen({ row, column: index, label: `${label}, ${column.heading}` })}
                      >
                        {shown(cells[index] ?? null, column)}
                        <span className="vh">: which ones</span>
                      </button>
                    ) : (
                      shown(cells[index] ?? null, column)
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <details className="plain">
        <summary>
          What each column counts<span className="vh"> in {table.title}</span>
        </summary>
        <dl className="defs">
          {table.columns.map(({ heading, means }) => (
            <div key={heading}>
              <dt>{heading}</dt>
              <dd>{means}</dd>
            </div>
          ))}
        </dl>
      </details>
      {open && <Behind asked={asked} table={table.key} place={open} onClose={() => setOpen(null)} />}
    </Card>
  )
}

const canOpen = ({ kind }: ReportColumn, cell: ReportCell): boolean =>
  (kind === 'count' || kind === 'of') && typeof cell === 'number' && cell > 0

function shown(cell: ReportCell, { kind }: ReportColumn): string {
  if (cell === null) return '–'
  if (cell === HIDDEN) return 'not given'
  if (typeof cell === 'string') return isLondonDay(cell) ? formatDate(londonDay(cell)) : cell
  if (kind === 'minutes') return formatMinutes(cell)
  if (kind === 'pounds') return `£${cell.toLocaleString('en-GB')}`
  return kind === 'percent' ? `${cell}%` : cell.toLocaleString('en-GB')
}

interface BehindProps {
  readonly asked: Asked
  readonly table: string
  readonly place: { readonly row: number; readonly column: number; readonly label: string }
  readonly onClose: () => void
}

function Behind({ asked, table, place, onClose }: BehindProps) {
  const { report, from, to, change } = asked
  const question = {
    report,
    from,
    to,
    table,
    row: String(place.row),
    column: String(place.column),
    ...(change === undefined ? {} : { change }),
  }
  const answer = useAnswer(behindNumber, question)
  return (
    <Dialog open onClose={onClose} title={place.label} actions={<Button onClick={onClose}>Close</Button>}>
      <Answered
        of={answer}
        isEmpty={(rows) => rows.length === 0}
        empty={<p className="muted">None whose record you may open.</p>}
      >
        {(rows) => (
          <ul className="behind">
            {rows.map(({ id, number }) => (
              <li key={id}>
                <Link to="/referrals/$number" params={{ number: String(number) }}>
                  R-{number}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </Dialog>
  )
}
