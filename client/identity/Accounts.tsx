import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useOwnAccount } from '#client/kernel/account.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Table } from '#client/ui/Table.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { accounts, type AccountRow } from '#shared/identity/contract.ts'
import { roleNames } from '#shared/kernel/permission.ts'
import type { Instant } from '#shared/time/instant.ts'
import { AccountDialog } from './AccountDialog.tsx'
import { AddColleague } from './AddColleague.tsx'
import { accountSays, factorSays } from './accountSays.ts'
import './identity.css'

/** Who can sign in to this service, for its administrators. */
export function Accounts() {
  const asked = useAnswer(accounts, {})
  const own = useOwnAccount()
  const { can } = useSession()
  const [open, setOpen] = useState<AccountRow['personId'] | 'new' | null>(null)
  const byPost = own.data?.byPost ?? false
  const chosen = asked.data?.people.find(({ personId }) => personId === open)
  return (
    <div className="wrap people">
      <div className="page-h">
        <h1 className="h1">Accounts</h1>
        <div className="r">
          <Link to="/people/partners">Partners and keys</Link>
          {can('see the register') && <Link to="/people">Register of AMHPs</Link>}
          <Button kind="p" icon="plus" onClick={() => setOpen('new')}>
            Add somebody
          </Button>
        </div>
      </div>
      <Card title="Who can sign in" className="accounts-card">
        <Answered
          of={asked}
          isEmpty={({ people }) => people.length === 0}
          empty={
            <EmptyState title="Nobody yet">Add somebody: they get a link with which they choose a password.</EmptyState>
          }
        >
          {({ people, now }) => <AccountTable people={people} now={now} onOpen={setOpen} />}
        </Answered>
      </Card>
      {open === 'new' && <AddColleague byPost={byPost} onClose={() => setOpen(null)} />}
      {chosen && <AccountDialog row={chosen} byPost={byPost} onClose={() => setOpen(null)} />}
    </div>
  )
}

interface AccountTableProps {
  readonly people: readonly AccountRow[]
  readonly now: Instant
  readonly onOpen: (id: AccountRow['personId']) => void
}

function AccountTable({ people, now, onOpen }: AccountTableProps) {
  return (
    <Table caption="Who can sign in" hideCaption narrow="cards" className="accounts">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Role</th>
          <th scope="col">E-mail</th>
          <th scope="col">Second factor</th>
          <th scope="col">Signing in</th>
          <th scope="col">
            <span className="vh">Change</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((row) => (
          <tr key={row.personId}>
            <th scope="row">{row.name}</th>
            <td data-label="Role">{row.roles.map((role) => roleNames[role]).join(', ')}</td>
            <td data-label="E-mail" className="email">
              {row.email === '' ? <span className="muted">None</span> : row.email}
            </td>
            <td data-label="Second factor">{factorSays(row)}</td>
            <td data-label="Signing in">
              <Says row={row} now={now} />
            </td>
            <td className="n">
              <Button size="sm" aria-label={`Change the account of ${row.name}`} onClick={() => onOpen(row.personId)}>
                Change
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function Says({ row, now }: { readonly row: AccountRow; readonly now: Instant }) {
  const { words, tone } = accountSays(row, now)
  if (tone === 'warn') return <Tag tone="warn">{words}</Tag>
  return <span className={tone === 'quiet' ? 'muted' : undefined}>{words}</span>
}
