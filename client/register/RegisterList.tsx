import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { Link } from '@tanstack/react-router'
import { useSession } from '#client/kernel/session.tsx'
import { Button, buttonClass } from '#client/ui/Button.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { TextField } from '#client/ui/Field.tsx'
import type { PersonId } from '#shared/kernel/ids.ts'
import { skills, type AmhpRow, type Register } from '#shared/register/contract.ts'
import type { TrainingYear } from '#shared/register/training.ts'
import { trainingNow } from '#shared/register/trainingContract.ts'
import type { LondonDay } from '#shared/time/london.ts'
import { approvalSays } from './approvalSays.ts'
import { OtherPeople } from './OtherPeople.tsx'
import { RegisterTable } from './RegisterTable.tsx'
import { isTrainingShort } from './trainingSays.ts'

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
const shortOfTraining = { show: 'training', words: 'Training missing' } as const
/** The approval year that somebody is in. */
export type YearOf = (personId: PersonId) => TrainingYear | undefined

/** Everybody on the register, with what their approval needs, and the other people of the service. */
export function RegisterList({ all, today, show, onOpen }: RegisterListProps) {
  const { can } = useSession()
  const [find, setFind] = useState('')
  const keeps = can('keep the register')
  const years = useAnswer(trainingNow, keeps ? {} : null).data?.rows
  const yearOf: YearOf = (id) => years?.find(({ personId }) => personId === id)?.year
  const found = all.amhps.filter((row) => isIn(show, row, today, yearOf) && matches(row, find))
  return (
    <>
      <div className="page-h">
        <h1 className="h1">People</h1>
        <div className="r">
          <nav className="counts" aria-label="Show">
            {[...lists, ...(keeps ? [shortOfTraining] : [])].map((list) => (
              <Link
                key={list.words}
                to="/people"
                search={list.show === undefined ? {} : { show: list.show }}
                className={show === list.show ? 'on' : ''}
                aria-current={show === list.show ? 'true' : undefined}
              >
                <b>{all.amhps.filter((row) => isIn(list.show, row, today, yearOf)).length}</b> {list.words}
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
          {can('set up the service') && (
            <Link className={buttonClass({ kind: 's' })} to="/people/service">
              The service
            </Link>
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
              label="Find by name, team, language or experience"
              hideLabel
              placeholder="Find by name, team, language or experience"
              type="search"
              value={find}
              onChange={(event) => setFind(event.target.value)}
            />
          </span>
        </div>
        {found.length === 0 ? (
          <Nobody all={all} find={find} />
        ) : (
          <RegisterTable rows={found} all={all} today={today} yearOf={yearOf} onOpen={onOpen} />
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
    <EmptyState title="Nobody">Nobody needs that attention now.</EmptyState>
  ) : (
    <EmptyState title="Nobody by that name, team, language or experience">
      Check the spelling, or clear what you typed.
    </EmptyState>
  )
}

function isIn(show: string | undefined, row: AmhpRow, today: LondonDay, yearOf: YearOf): boolean {
  if (show === undefined) return true
  if (show === 'training') {
    const year = yearOf(row.personId)
    return year !== undefined && isTrainingShort(year, today)
  }
  const said = approvalSays(row, today)?.list
  return show === 'suspended' ? said === 'suspended' || said === 'ended' : said === show
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

const matches = ({ name, homeTeam, languages, skills: known }: AmhpRow, find: string): boolean =>
  plain([name, homeTeam, ...languages, ...known.map((skill) => skills[skill])].join(' ')).includes(plain(find.trim()))
