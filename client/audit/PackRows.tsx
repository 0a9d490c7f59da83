import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Table } from '#client/ui/Table.tsx'
import type { PackRow } from '#shared/audit/contract.ts'
import { packMoment, partsOf, refsOf, rowWords, whoOf } from '#shared/audit/packSheet.ts'

/** Each act, the oldest first, with its place in the log: session, address and request. */
export function PackRows({ rows }: { readonly rows: readonly PackRow[] }) {
  if (rows.length === 0)
    return <EmptyState title="Nothing in these days">Nobody saw or did anything that fits. Try other days.</EmptyState>
  return (
    <Table caption="Everything, the oldest first" hideCaption className="pack-rows">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">People</th>
          <th scope="col">Parts shown</th>
          <th scope="col">Address</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, place) => (
          // Rows are never sorted or changed here, and two may be alike in everything.
          <tr key={`${row.requestId} ${place}`}>
            <th scope="row" className="nowrap">
              {packMoment(row.at)}
            </th>
            <td>{whoOf(row)}</td>
            <td className="au-what">
              {rowWords(row)}
              {row.grantId !== null && ', with a reason'}
            </td>
            <td className="au-refs">{refsOf(row.numbers)}</td>
            <td className="au-parts">{partsOf(row)}</td>
            <td>{row.address}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
