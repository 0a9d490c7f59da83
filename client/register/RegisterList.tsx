import { useState } from 'react'
import { Link } from '@tanstack/react-router'
import { useSession } from '#client/kernel/session.tsx'
import { Button, buttonClass } from '#client/ui/Button.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { TextField } from '#client/ui/Field.tsx'
import type { AmhpRow, Register } from '#shared/register/contract.ts'
import type { LondonDay } from '#shared/time/london.ts'
import { approvalSays } from './approvalSays.ts'
import { OtherPeople } from './OtherPeople.tsx'
import { RegisterTable } from './RegisterTable.tsx'

interface RegisterListProps {
  readonly all: Register
  readonly today: LondonDay
  readonly show: string | undefined
  /** `null` for those who only read. */
  readonly onOpen: ((id: string) => void) | null
}

const lists = [
  { show: undefined, words: 'Everybody' },
  { show: 'ending', words: 'Approval ending' },
  { show: 'suspended', words: 'Suspended or ended' },
] as const

/** Everybody on the register, with what their approval needs, and the other people of the service. */
export function RegisterList({ all, today, show, onOpen }: RegisterListProps) {
  const { can } = useSession()
  const [find, setFind] = useState('')
  const found = all.amhps.filter((row) => isIn(show, row, today) && matches(row, find))
  return (
    <>
      <div className="page-h">
        <h1 className="h1">People</h1>
        <div className="r">
          <nav className="counts" aria-label="Show">
            {lists.map((list) => (
              <Link
                key={list.words}
                to="/people"
                search={list.show === undefined ? {} : { show: list.show }}
                className={show === list.show ? 'on' : ''}
                aria-current={show === list.show ? 'true' : undefined}
              >
                <b>{all.amhps.filter((row) => isIn(list.show, row, today)).length}</b> {list.words}
              </Link>
            ))}
          </nav>
          {can('manage accounts') && (
            <>
              <Link className={buttonClass({ kind: 's' })} to="/people/accounts">
                Accounts
              </Link>
              <Link className={buttonClass({ kind: 's' })} to="/people/session-limits">
                Session limits
              </Link>
              <Link className={buttonClass({ kind: 's' })} to="/people/sign-in">
                Sign-in and leavers
              </Link>
            </>
          )}
          {onOpen && (
            <Button kind="p" icon="plus" kbd="A" onClick={() => onOpen('new')}>
              Add an AMHP
            </Button>
          )}
        </div>
      </div>
      <section className="card reg-card" aria-labelledby="register-h">
        <div className="card-h">
          <h2 className="h2" id="register-h">
            Register of AMHPs
          </h2>
          <span className="r">
            <TextField
              label="Find by name or team"
              hideLabel
              placeholder="Find by name or team"
              type="search"
              value={find}
              onChange={(event) => setFind(event.target.value)}
            />
          </span>
        </div>
        {found.length === 0 ? (
          <Nobody all={all} find={find} />
        ) : (
          <RegisterTable rows={found} all={all} today={today} onOpen={onOpen} />
        )}
      </section>
      <OtherPeople all={all} onOpen={onOpen} />
    </>
  )
}

function Nobody({ all, find }: { readonly all: Register; readonly find: string }) {
  if (all.amhps.length === 0) {
    return (
      <EmptyState title="Nobody is on the register yet">
        AMHPs are put on it with their approval and employer.
      </EmptyState>
    )
  }
  return find === '' ? (
    <EmptyState title="Nobody">No approval needs that attention now.</EmptyState>
  ) : (
    <EmptyState title="Nobody by that name or team">Check the spelling, or clear what you typed.</EmptyState>
  )
}

function isIn(show: string | undefined, row: AmhpRow, today: LondonDay): boolean {
  if (show === undefined) return true
  const said = approvalSays(row, today)?.list
  return show === 'suspended' ? said === 'suspended' || said === 'ended' : said === show
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

const matches = ({ name, homeTeam }: AmhpRow, find: string): boolean =>
  plain(`${name} ${homeTeam}`).includes(plain(find.trim()))
