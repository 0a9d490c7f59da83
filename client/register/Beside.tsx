import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import type { PersonId } from '#shared/kernel/ids.ts'
import {
  besideApproval,
  myStanding,
  type BesideApproval,
  type ConflictRow,
  type TrainingRow,
} from '#shared/register/trainingContract.ts'
import { formatDate, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { ConflictForm } from './ConflictForm.tsx'
import { TrainingForm } from './TrainingForm.tsx'
import { trainingSays, yearWords } from './trainingSays.ts'
import './register.css'

/** A colleague’s training and declared conflicts, for whoever keeps the register. */
export function BesideOf({ personId, today }: { readonly personId: PersonId; readonly today: LondonDay }) {
  const asked = useAnswer(besideApproval, { personId })
  const me = useSession().person.id
  return (
    <Answered of={asked}>
      {(answer) => answer && <Beside answer={answer} keeper={{ personId, isMe: personId === me }} today={today} />}
    </Answered>
  )
}

/** One’s own. */
export function MyStanding({ today }: { readonly today: LondonDay }) {
  const asked = useAnswer(myStanding, {})
  return <Answered of={asked}>{(answer) => <Beside answer={answer} keeper={null} today={today} />}</Answered>
}

/** Who keeps it: somebody who keeps the register, of whom; `null` from the person themselves. */
export type Keeper = { readonly personId: PersonId; readonly isMe: boolean } | null

interface BesideProps {
  readonly answer: BesideApproval
  readonly keeper: Keeper
  readonly today: LondonDay
}

function Beside({ answer, keeper, today }: BesideProps) {
  return (
    <>
      <Training answer={answer} keeper={keeper} today={today} />
      <Conflicts answer={answer} keeper={keeper} />
    </>
  )
}

/** The eighteen hours of each year of an approval, and what they are made of (SI 2008/1206 reg 5). */
function Training({ answer, keeper, today }: BesideProps) {
  const [open, setOpen] = useState<'new' | TrainingRow | null>(null)
  const [now, ...before] = answer.years
  const said = now && trainingSays(now, today)
  return (
    <section className="card beside" aria-labelledby="training-h">
      <div className="card-h">
        <h2 className="h3" id="training-h">
          {keeper ? 'Training' : 'My training'}
        </h2>
        <span className="r">
          <Button size="sm" icon="plus" onClick={() => setOpen('new')}>
            Put training down
          </Button>
        </span>
      </div>
      <div className="card-b stack">
        {now && said && (
          <p className="year">
            <b>{yearWords(now)}</b> in the approval year to {formatDate(now.lastDay)}.{' '}
            <Tag tone={said.tone} icon={said.icon}>
              {said.words}
            </Tag>
          </p>
        )}
        {!now && <p className="muted small">No approval year is running, so no hours are counted.</p>}
        {before.map((year) => (
          <p key={year.firstDay} className="year muted small">
            Year to {formatDate(year.lastDay)}: {yearWords(year)}.
          </p>
        ))}
        <ul>
          {answer.training.map((row) => (
            <TrainingLine key={row.id} row={row} keeper={keeper} onOpen={() => setOpen(row)} />
          ))}
        </ul>
      </div>
      {open !== null && (
        <TrainingForm
          row={open === 'new' ? null : (answer.training.find(({ id }) => id === open.id) ?? open)}
          keeper={keeper}
          today={today}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  )
}

interface TrainingLineProps {
  readonly row: TrainingRow
  readonly keeper: Keeper
  readonly onOpen: () => void
}

function TrainingLine({ row, keeper, onOpen }: TrainingLineProps) {
  const state = row.struck ? 'Struck out' : row.agreed ? `Agreed by ${row.agreedByName ?? 'a manager'}` : 'To be agreed'
  return (
    <li>
      <p className={row.struck ? 'struck' : undefined}>
        {row.what}, {formatMinutes(row.minutes)}
      </p>
      <p className="muted small">
        {formatDate(row.day)}. {state}.{' '}
        {(keeper !== null || !row.agreed) && (
          <Button size="sm" kind="q" onClick={onOpen}>
            {keeper && !keeper.isMe && !row.agreed && !row.struck ? 'Look at it' : 'Change'}
            <span className="vh"> {row.what}</span>
          </Button>
        )}
      </p>
    </li>
  )
}

/** What somebody has declared: for whoever chooses who goes, and for nobody else. */
function Conflicts({ answer, keeper }: Omit<BesideProps, 'today'>) {
  const [open, setOpen] = useState<'new' | ConflictRow | null>(null)
  return (
    <section className="card beside" aria-labelledby="conflicts-h">
      <div className="card-h">
        <h2 className="h3" id="conflicts-h">
          Conflicts of interest
        </h2>
        <span className="r">
          <Button size="sm" icon="plus" onClick={() => setOpen('new')}>
            Declare one
          </Button>
        </span>
      </div>
      <div className="card-b stack">
        <p className="muted small">
          {keeper
            ? 'Seen by them and by those who keep the register. One that names a place keeps them out of the suggestions there: the desk sees that there is one, not what it says.'
            : 'Seen by you and by those who keep the register. One that names a place keeps you out of the suggestions there: the desk sees that there is one, not what it says.'}
        </p>
        {answer.conflicts.length === 0 && <p>None declared.</p>}
        <ul>
          {answer.conflicts.map((row) => (
            <li key={row.id}>
              <p className={row.over ? 'struck' : undefined}>{row.about}</p>
              <p className="muted small">
                {row.placeName && `${row.placeName}. `}
                Declared {formatDate(londonDayOf(row.declaredAt))}.{row.over && ' Over.'}{' '}
                <Button size="sm" kind="q" onClick={() => setOpen(row)}>
                  Change<span className="vh"> {row.about}</span>
                </Button>
              </p>
            </li>
          ))}
        </ul>
      </div>
      {open !== null && (
        <ConflictForm
          row={open === 'new' ? null : (answer.conflicts.find(({ id }) => id === open.id) ?? open)}
          keeper={keeper}
          places={answer.places}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  )
}
