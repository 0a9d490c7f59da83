import { Link } from '@tanstack/react-router'
import { buttonClass } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Table } from '#client/ui/Table.tsx'
import type { ActivityOf } from '#shared/audit/contract.ts'
import { byDay, type Period } from '#shared/audit/lookingBack.ts'
import { periodWords } from '#shared/audit/packSheet.ts'
import { deedName, times as often } from '#shared/audit/words.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { roleNames } from '#shared/kernel/permission.ts'
import { formatInstant } from '#shared/time/london.ts'
import { ActivityDay } from './ActivityDay.tsx'

export interface ActivityProps {
  readonly who: PersonId
  readonly activity: ActivityOf
  readonly period: Period
}

/** All that a colleague looked at and did: days first, then what they typed into searches, what they changed, and from where. */
export function Activity({ who, activity, period }: ActivityProps) {
  const days = byDay(activity)
  return (
    <>
      <Card
        title={`What ${activity.name} looked at`}
        aside={
          <Link
            className={buttonClass({ kind: 's', size: 'sm' })}
            to="/audit"
            search={{ tab: 'pack', by: 'person', who, ...period }}
          >
            Breach pack
          </Link>
        }
      >
        <p className="muted">
          {activity.roles.map((role) => roleNames[role]).join(', ')} · {periodWords(period)}
        </p>
        {days.length === 0 ? (
          <EmptyState title="Nothing">They opened no record and no list in these days.</EmptyState>
        ) : (
          <div className="au-lookers">
            {days.map((day, place) => (
              <ActivityDay key={day.day} day={day} open={place === 0} period={period} />
            ))}
          </div>
        )}
      </Card>
      <Searches searches={activity.searches} />
      <div className="g2">
        <Done did={activity.did} />
        <FromWhere sessions={activity.sessions} period={period} />
      </div>
    </>
  )
}

function Searches({ searches }: Pick<ActivityOf, 'searches'>) {
  return (
    <Card title="What they searched for">
      {searches.length === 0 ? (
        <EmptyState title="No searches" />
      ) : (
        <Table caption="Searches" hideCaption narrow="cards" className="au-looks">
          <thead>
            <tr>
              <th scope="col">Typed</th>
              <th scope="col">When</th>
              <th scope="col">Found</th>
            </tr>
          </thead>
          <tbody>
            {searches.map(({ at, term, found, byItself }) => (
              <tr key={`${at} ${term}`}>
                <th scope="row">{term}</th>
                <td className="nowrap">{formatInstant(at)}</td>
                <td>
                  {found === 0 ? 'nobody' : found === 1 ? 'one record' : `${found} records`}
                  {byItself && ', looked up by the screen itself'}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  )
}

function Done({ did }: Pick<ActivityOf, 'did'>) {
  return (
    <Card title="What they did">
      {did.length === 0 ? (
        <EmptyState title="They recorded nothing" />
      ) : (
        <ul className="au-acts">
          {did.map(({ type, times, lastAt }) => (
            <li key={type}>
              <span className="au-when">{often(times)}</span>
              <span>
                {deedName(type)} <span className="muted small">last {formatInstant(lastAt)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function FromWhere({ sessions, period }: Pick<ActivityOf, 'sessions'> & Pick<ActivityProps, 'period'>) {
  return (
    <Card title="From where">
      {sessions.length === 0 ? (
        <EmptyState title="From nowhere" />
      ) : (
        <ul className="au-acts wide">
          {sessions.map(({ sessionId, address, firstAt, lastAt, times, again }) => (
            <li key={`${sessionId ?? ''} ${address}`}>
              <span className="au-when">{address === '' ? 'not known' : address}</span>
              <span>
                {times === 1 ? 'one look' : `${times} looks`}
                {again > 0 && ` (and refreshed by itself ${often(again)})`}, {formatInstant(firstAt)} to{' '}
                {formatInstant(lastAt)}{' '}
                {sessionId !== null && (
                  <Link to="/audit" search={{ tab: 'pack', by: 'session', value: sessionId, ...period }}>
                    Breach pack of this session
                  </Link>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
