import { Link } from '@tanstack/react-router'
import { Tag } from '#client/ui/Tag.tsx'
import type { LookLine, TakenLine } from '#shared/audit/contract.ts'
import { lookSort, lookWords, type ColleagueLooks, type Period } from '#shared/audit/lookingBack.ts'
import { looksWords, takenTypes, times } from '#shared/audit/words.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { clockTimeOf, formatDay, formatInstant } from '#shared/time/london.ts'

export interface ColleagueLooksProps {
  readonly one: ColleagueLooks
  readonly period: Period
  readonly open: boolean
  /** Whether each line has to say which referral it was. */
  readonly several: boolean
}

/** One colleague: what they saw of this person in a line, and behind it each day. */
export function ColleagueLooksOf({ one, period, open, several }: ColleagueLooksProps) {
  return (
    <details className="au-looker" open={open}>
      <summary>
        <span className="au-who">{one.name}</span>
        <LookCounts one={one} />
        <span className="muted au-last">last {formatInstant(one.lastAt)}</span>
      </summary>
      {one.days.map(({ day, looks, taken }) => (
        <section key={day} aria-label={`${one.name}, ${formatDay(day)}`}>
          <h3 className="h3">{formatDay(day)}</h3>
          <ul className="au-acts">
            {taken.map((line) => (
              <Taken key={line.at} line={line} several={several} />
            ))}
            {looks.map((line) => (
              <Look key={keyOf(line)} line={line} several={several} />
            ))}
          </ul>
        </section>
      ))}
      <p className="au-more">
        <Link to="/audit" search={{ tab: 'colleague', who: one.id, ...period }}>
          All that {one.name} looked at
        </Link>
      </p>
    </details>
  )
}

const keyOf = ({ number, sessionId, address, query, kind, shown, stub, grantId, fields }: LookLine): string =>
  [number, sessionId, address, query, kind, shown, stub, grantId, fields.join()].join(' ')

/** @example <LookCounts one={jo} /> // Opened 3 times · in lists 40 times · Refused once */
export function LookCounts({ one }: { readonly one: ColleagueLooks }) {
  const says = [
    one.whole > 0 ? `opened ${times(one.whole)}` : '',
    one.rows > 0 ? `in lists ${times(one.rows)}` : '',
    one.again > 0 ? `refreshed by itself ${times(one.again)}` : '',
  ].filter(Boolean)
  return (
    <span className="au-counts">
      {says.length > 0 && <span>{says.join(', ')}</span>}
      {one.taken > 0 && (
        <Tag tone="warn" icon="print">
          Taken away {times(one.taken)}
        </Tag>
      )}
      {one.withReason && (
        <Tag tone="info" icon="shield">
          With a reason
        </Tag>
      )}
      {one.stubs > 0 && <Tag>At a closed door {times(one.stubs)}</Tag>}
      {one.refused > 0 && (
        <Tag tone="breach-soft" icon="octagon">
          Refused {times(one.refused)}
        </Tag>
      )}
    </span>
  )
}

function Look({ line, several }: { readonly line: LookLine; readonly several: boolean }) {
  const [first, last] = [clockTimeOf(line.firstAt), clockTimeOf(line.lastAt)]
  return (
    <li className={`au-${lookSort(line)}`}>
      <span className="au-when">{first === last ? first : `${first} to ${last}`}</span>
      <span>
        {several && <b>{referralNumber(line.number)} </b>}
        {lookWords(line)}
        {(line.times > 1 || line.again > 0) && `, ${looksWords(line.times, line.again)}`}
        {line.grantId !== null && ' · opened with a reason'}
        {line.purpose !== null && ` · ${line.purpose}`}
        {line.address !== '' && <span className="muted small"> from {line.address}</span>}
      </span>
    </li>
  )
}

const Taken = ({ line, several }: { readonly line: TakenLine; readonly several: boolean }) => (
  <li className="au-taken">
    <span className="au-when">{clockTimeOf(line.at)}</span>
    <span>
      {several && <b>{referralNumber(line.number)} </b>}
      {takenTypes[line.type]}
    </span>
  </li>
)
