import { useState } from 'react'
import { Link } from '@tanstack/react-router'
import { Card } from '#client/ui/Card.tsx'
import { SortHeader, Table, type Sort } from '#client/ui/Table.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import type { LateWorkingReport } from '#shared/reports/contract.ts'
import { formatDayShort } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { inHours, mostlyWords, sharedLimit, signedLength } from './reportWords.ts'

type Row = LateWorkingReport['balances'][number]
type SortedBy = 'name' | 'balance' | 'change'

/** What a figure and how far it is past the limit need beside the longest bar, so that they never reach the next column. */
const FIGURE_ROOM = '200px'

const orders: Record<SortedBy, (a: Row, b: Row) => number> = {
  name: (a, b) => a.name.localeCompare(b.name, 'en-GB'),
  balance: (a, b) => b.balance - a.balance,
  change: (a, b) => b.change - a.change,
}

/** Who is over: each AMHP against their employer's limit. Opening one shows every minute of theirs. */
export function Balances({ report }: { readonly report: LateWorkingReport }) {
  const [by, setBy] = useState<SortedBy>('balance')
  const limit = sharedLimit(report.balances)
  const rows = report.balances.toSorted(orders[by])
  const scale = scaleOf(report.balances)
  const sortOf = (column: SortedBy): Sort => (by !== column ? 'none' : column === 'name' ? 'ascending' : 'descending')
  const header = (column: SortedBy, words: string, numeric = false) => (
    <SortHeader sort={sortOf(column)} onSort={() => setBy(column)} numeric={numeric}>
      {words}
    </SortHeader>
  )
  return (
    <Card title="Balances" aside={limit === null ? undefined : `Limit ${formatMinutes(limit)}`}>
      {rows.length === 0 && <p className="muted">Nobody is on the register yet.</p>}
      {rows.length > 0 && (
        <Table caption="Balances against the limit" hideCaption narrow="fits" className="bt">
          <thead>
            <tr>
              {header('name', 'AMHP')}
              {header('balance', `Owed as of ${formatDayShort(report.lastDay)}`)}
              {header('change', '4 weeks', true)}
              <th scope="col">Mostly from</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <BalanceLine key={row.personId} row={row} scale={scale} />
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  )
}

/** The longest bar or the limit, whichever is further: where the bars' part of the cell ends. */
const scaleOf = (rows: readonly Row[]): number =>
  Math.max(1, ...rows.flatMap(({ limit, balance }) => [limit ?? 0, balance]))

interface LineProps {
  readonly row: Row
  readonly scale: number
}

const bars = { over: 'b breach', near: 'b warn', within: 'b' } as const
const along = (share: number): string => `calc((100% - ${FIGURE_ROOM}) * ${Math.max(0, share).toFixed(4)})`

function BalanceLine({ row, scale }: LineProps) {
  const { balance, limit, toGo, standing } = row
  const width = along(balance / scale)
  return (
    <tr>
      <th scope="row">
        <Link className="linkish" to="/reports/toil/people/$personId" params={{ personId: row.personId }}>
          {row.name}
        </Link>
      </th>
      <td className="bar">
        <span className={bars[standing]} style={{ width }} />
        <span className="v" style={{ left: width }}>
          {formatMinutes(balance)}{' '}
          {standing === 'over' && toGo !== null && (
            <Tag tone="breach-soft" icon="octagon">
              {inHours(-toGo)} over
            </Tag>
          )}
          {standing === 'near' && toGo !== null && (
            <Tag tone="warn" icon="triangle">
              {inHours(toGo)} to go
            </Tag>
          )}
        </span>
        {limit !== null && <span className="lim" style={{ left: along(limit / scale) }} />}
      </td>
      <td className="n" data-before="4 weeks: ">
        {signedLength(row.change)}
      </td>
      <td>{mostlyWords(row)}</td>
    </tr>
  )
}
