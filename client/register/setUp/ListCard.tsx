import { useState, type ReactNode } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Table } from '#client/ui/Table.tsx'
import { Tag } from '#client/ui/Tag.tsx'

interface Line {
  readonly id: string
  readonly name: string
}

/** A column of a list: its head, and what stands in it. */
export interface Column<Row> {
  readonly head: string
  readonly show: (row: Row) => ReactNode
}

interface ListCardProps<Row extends Line> {
  readonly title: string
  /** What the button that adds one says. */
  readonly add: string
  readonly lede?: ReactNode
  readonly empty: { readonly title: string; readonly words: string }
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly isEnded: (row: Row) => boolean
  readonly form: (row: Row | null, onClose: () => void) => ReactNode
}

/** One of the service's lists: a line each, what has ended at the end and fainter, and a form to add one or change it. */
export function ListCard<Row extends Line>(props: ListCardProps<Row>) {
  const { title, add, lede, empty, rows, columns, isEnded, form } = props
  const [open, setOpen] = useState<string | null>(null)
  return (
    <Card
      title={title}
      aside={
        <Button icon="plus" onClick={() => setOpen('new')}>
          {add}
        </Button>
      }
    >
      {lede && <p className="muted">{lede}</p>}
      {rows.length === 0 ? (
        <EmptyState title={empty.title}>{empty.words}</EmptyState>
      ) : (
        <Table caption={title} hideCaption narrow="cards" className="labelled">
          <thead>
            <tr>
              <th scope="col">Name</th>
              {columns.map(({ head }) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
              <th scope="col">
                <span className="vh">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} className={isEnded(row) ? 'ended' : undefined}>
                <th scope="row">
                  {row.name} {isEnded(row) && <Tag tone="plain">Ended</Tag>}
                </th>
                {columns.map(({ head, show }) => (
                  <td key={head} data-label={head}>
                    {show(row)}
                  </td>
                ))}
                <td className="act">
                  <Button size="sm" onClick={() => setOpen(row.id)}>
                    Change<span className="vh"> {row.name}</span>
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {open !== null && form(rows.find(({ id }) => id === open) ?? null, () => setOpen(null))}
    </Card>
  )
}

/** @example countWords(1, 'AMHP', 'AMHPs') // '1 AMHP' */
export const countWords = (count: number, one: string, many: string): string =>
  count === 0 ? 'None' : `${count} ${count === 1 ? one : many}`
