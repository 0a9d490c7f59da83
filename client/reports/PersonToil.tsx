import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { Table } from '#client/ui/Table.tsx'
import { toilOf, type LedgerRow, type ToilAccount } from '#shared/toil/contract.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { formatDayShort, formatInstant } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { signedLength } from './reportWords.ts'
import { TakenForm } from './TakenForm.tsx'

export interface PersonToilProps {
  readonly personId: PersonId
  readonly name: string
  readonly onClose: () => void
}

/** One colleague's ledger: what is owed, each entry with its claim, and a place to record what was taken. */
export function PersonToil({ personId, name, onClose }: PersonToilProps) {
  const account = useAnswer(toilOf, { personId })
  const { person } = useSession()
  return (
    <Dialog open wide onClose={onClose} title={`${name}: TOIL`} actions={<Button onClick={onClose}>Close</Button>}>
      <Answered of={account}>
        {(answer) =>
          answer && (
            <>
              <p>
                <b>{formatMinutes(answer.balance)}</b> owed.{' '}
                {answer.limit !== null && `The limit is ${formatMinutes(answer.limit)}.`}
              </p>
              {person.id === personId ? (
                <p className="muted">Somebody else records your own TOIL.</p>
              ) : (
                <TakenForm personId={personId} name={name} />
              )}
              <Entries account={answer} />
            </>
          )
        }
      </Answered>
    </Dialog>
  )
}

const kinds: Record<LedgerRow['kind'], string> = {
  ACCRUE: 'Late finish',
  TAKE: 'Taken',
  ADJUST: 'Corrected',
  EXPIRE: 'Run out',
  PAY_OUT: 'Paid',
  REVERSE: 'Taken back',
  OPENING_BALANCE: 'Brought forward',
}

function Entries({ account }: { readonly account: ToilAccount }) {
  if (account.entries.length === 0) return <p className="muted">Nothing has been added or taken yet.</p>
  return (
    <Table caption="Every entry, latest first" className="entries">
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">Entry</th>
          <th scope="col" className="n">
            Time
          </th>
          <th scope="col" className="n">
            Balance
          </th>
          <th scope="col">By</th>
        </tr>
      </thead>
      <tbody>
        {account.entries.toReversed().map((entry) => (
          <tr key={entry.id}>
            <th scope="row">{formatDayShort(entry.day)}</th>
            <td>
              {kinds[entry.kind]}
              {entry.referralNumber !== null && ` · R-${entry.referralNumber}`}
              {entry.note && <div className="small muted">{entry.note}</div>}
            </td>
            <td className="n">{signedLength(entry.minutes)}</td>
            <td className="n">{formatMinutes(entry.balance)}</td>
            <td>
              {entry.recordedByName}
              <div className="small muted">{formatInstant(entry.recordedAt)}</div>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
