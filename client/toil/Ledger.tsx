import { useState, type ReactNode } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { Table } from '#client/ui/Table.tsx'
import type { LedgerRow, ToilAccount } from '#shared/toil/contract.ts'
import { formatDate, formatDayShort, formatInstant } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { entryWords, lateWords } from './claimWords.ts'

/** Years of entries would make a phone scroll for a minute; the latest are what somebody looks for. */
const FIRST_ENTRIES = 12

/** Every entry with where it came from, the latest first; each balance is the sum of what stands below it. */
export function Ledger({
  account,
  action,
}: {
  readonly account: ToilAccount
  /** What can be done with an entry, at the end of its line. */
  readonly action?: ((entry: LedgerRow) => ReactNode) | undefined
}) {
  const [all, setAll] = useState(false)
  const entries = account.entries.toReversed()
  const shown = all ? entries : entries.slice(0, FIRST_ENTRIES)
  return (
    <>
      <Table caption="Every entry, latest first" hideCaption narrow="cards" className="ledger">
        <thead>
          <tr>
            <th scope="col">Entry</th>
            <th scope="col" className="n">
              Time
            </th>
            <th scope="col">Where it came from</th>
            <th scope="col" className="n">
              Balance after
            </th>
            {action && (
              <th scope="col">
                <span className="vh">What can be done</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map((entry) => (
            <tr key={entry.id}>
              <th scope="row">
                {entryWords(entry)}
                <div className="small muted">
                  {formatDayShort(entry.day)}
                  {entry.reversed && ' · taken back'}
                  {entry.locked && ' · in a closed payroll'}
                </div>
              </th>
              <td className="n amount">{signed(entry.minutes)}</td>
              <td>{sourceWords(entry, account)}</td>
              <td className="n" data-before="Balance ">
                {formatMinutes(entry.balance)}
              </td>
              {action && <td>{action(entry)}</td>}
            </tr>
          ))}
        </tbody>
      </Table>
      {shown.length < entries.length && (
        <Button size="sm" onClick={() => setAll(true)}>
          Show all {entries.length}
        </Button>
      )}
    </>
  )
}

const signed = (minutes: number): string => (minutes > 0 ? `+${formatMinutes(minutes)}` : formatMinutes(minutes))

/** The shift, the finish, the policy and the person behind an entry. */
function sourceWords(entry: LedgerRow, { claims }: ToilAccount): string {
  const claim = claims.find(({ id }) => id === entry.claimId)
  const recorded = `${entry.recordedByName}, ${formatInstant(entry.recordedAt)}`
  if (!claim) return [entry.note, `Recorded by ${recorded}`].filter(Boolean).join('. ')
  const policy = entry.policyFrom === null ? '' : ` Counted by the policy of ${formatDate(entry.policyFrom)}.`
  return `${lateWords(claim)}.${policy} Approved by ${recorded}`
}
