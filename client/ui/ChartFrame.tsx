import { useId, useState, type ReactNode } from 'react'
import { Table } from './Table.tsx'
import { useWidth } from './useWidth.ts'

export interface ChartWords {
  /** What is drawn: "Extra hours by reason, 12 weeks". */
  readonly title: string
  /** What it shows, in one sentence. It stands above the chart and is what a screen reader hears first. */
  readonly sentence: ReactNode
}

export interface ChartData {
  readonly head: readonly string[]
  /** The first of each row is its heading. */
  readonly rows: readonly (readonly (string | number)[])[]
}

interface ChartFrameProps extends ChartWords {
  readonly data: ChartData
  /** Draws at a width in pixels. */
  readonly children: (width: number, titleId: string) => ReactNode
}

const FIRST_WIDTH = 560

/** What every chart has: a sentence, the drawing with its name, and the same figures as a table. */
export function ChartFrame({ title, sentence, data, children }: ChartFrameProps) {
  const [asTable, setAsTable] = useState(false)
  const [box, width] = useWidth<HTMLDivElement>(FIRST_WIDTH)
  const titleId = useId()
  return (
    <figure className="chart">
      <figcaption className="chart-h">
        <span className="why">{sentence}</span>
        <button
          type="button"
          className="btn btn-q btn-sm no-print"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? 'Chart' : 'Table'}
          <span className="vh"> of {title}</span>
        </button>
      </figcaption>
      <div ref={box} hidden={asTable}>
        {children(width, titleId)}
      </div>
      <div className={asTable ? undefined : 'vh'}>
        <DataTable title={title} shown={asTable} {...data} />
      </div>
    </figure>
  )
}

function DataTable({ title, shown, head, rows }: ChartData & { readonly title: string; readonly shown: boolean }) {
  return (
    <Table caption={title} narrow={shown ? 'scroll' : 'fits'}>
      <thead>
        <tr>
          {head.map((words, column) => (
            <th key={words} scope="col" className={column === 0 ? undefined : 'n'}>
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first = '', ...rest]) => (
          <tr key={first}>
            <th scope="row">{first}</th>
            {rest.map((value, column) => (
              <td key={head[column + 1]} className="n">
                {value}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
