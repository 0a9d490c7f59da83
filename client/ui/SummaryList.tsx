import { Fragment, type ReactNode } from 'react'

export interface SummaryRow {
  readonly key: string
  readonly value: ReactNode
  /** A link or a button at the end of the row. */
  readonly action?: ReactNode
}

/** Facts as question and answer. @example <SummaryList rows={[{ key: 'Why now', value: reason }]} /> */
export function SummaryList({ rows }: { readonly rows: readonly SummaryRow[] }) {
  return (
    <dl className="sl">
      {rows.map(({ key, value, action }) => (
        <Fragment key={key}>
          <dt>{key}</dt>
          <dd>{value}</dd>
          <dd className="a">{action}</dd>
        </Fragment>
      ))}
    </dl>
  )
}
