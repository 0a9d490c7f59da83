import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTimeOf } from '#client/kernel/clock.ts'
import { telOf } from '#client/kernel/council.ts'
import { Table } from '#client/ui/Table.tsx'
import { Tag, type Tone } from '#client/ui/Tag.tsx'
import type { ReferralLine } from '#shared/referrals/contract.ts'
import { fullName } from '#shared/referrals/personWords.ts'
import { referralNumber, requests, type ReferralState } from '#shared/referrals/referral.ts'
import { stateNames } from '#shared/referrals/stateWords.ts'
import type { ClosedRow } from '#shared/restricted/contract.ts'
import { formatInstant, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { closedWords } from '#shared/allocations/closedWords.ts'

const tones: Partial<Record<ReferralState, Tone>> = { 'to-triage': 'warn', 'to-allocate': 'info', allocated: 'done' }

interface ReferralTableProps {
  readonly lines: readonly ReferralLine[]
  /** Restricted ones, which stand among the others by when they came in. */
  readonly closed?: readonly ClosedRow[]
  readonly caption: string
  /** What can be done with each. */
  readonly action?: (line: ReferralLine) => ReactNode
}

/** Referrals as a list; each leads to its record. */
export function ReferralTable({ lines, closed = [], caption, action }: ReferralTableProps) {
  const today = useTimeOf((now) => londonDayOf(now), 60_000) as LondonDay
  return (
    <Table caption={caption} hideCaption narrow="cards">
      <thead>
        <tr>
          <th scope="col">Who</th>
          <th scope="col">Where it stands</th>
          <th scope="col">Asked for</th>
          <th scope="col">Came in</th>
          {action && (
            <th scope="col">
              <span className="vh">What to do</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {inOrder(lines, closed).map((one) =>
          'guardianName' in one ? (
            <ClosedLine key={one.number} row={one} today={today} />
          ) : (
            <Line key={one.id} line={one} today={today}>
              {action && <td>{action(one)}</td>}
            </Line>
          ),
        )}
      </tbody>
    </Table>
  )
}

interface OfDay {
  readonly today: LondonDay
}

/** The latest first, as the hub gives each of the two. */
const inOrder = (lines: readonly ReferralLine[], closed: readonly ClosedRow[]): readonly (ReferralLine | ClosedRow)[] =>
  [...lines, ...closed].toSorted((a, b) => (a.receivedAt < b.receivedAt ? 1 : a.receivedAt > b.receivedAt ? -1 : 0))

function Line({ line, today, children }: OfDay & { readonly line: ReferralLine; readonly children?: ReactNode }) {
  return (
    <tr>
      <th scope="row">
        <Link to="/referrals/$number" params={{ number: String(line.number) }}>
          {fullName(line)}
        </Link>
        <br />
        <span className="small muted">{referralNumber(line.number)}</span>
      </th>
      <td>
        <Tag tone={tones[line.state]}>{stateNames[line.state]}</Tag>
        {line.closedAs && <div className="small muted">{closedWords(line.closedAs)}</div>}
      </td>
      <td>{requests[line.request]}</td>
      <td className="nowrap">{formatInstant(line.receivedAt, today)}</td>
      {children}
    </tr>
  )
}

/** Nothing of the person: where it stands, and whom to ring. */
function ClosedLine({ row, today }: OfDay & { readonly row: ClosedRow }) {
  const { number, state, guardianName, guardianPhone, receivedAt } = row
  return (
    <tr>
      <th scope="row">
        <Link to="/referrals/$number" params={{ number: String(number) }}>
          {referralNumber(number)}
        </Link>
        <br />
        <span className="small muted">Restricted</span>
      </th>
      <td>
        <Tag tone={tones[state]}>{stateNames[state]}</Tag>
      </td>
      <td>
        Looked after by {guardianName}
        {guardianPhone !== '' && (
          <>
            {', '}
            <a className="nowrap" href={telOf(guardianPhone)}>
              {guardianPhone}
            </a>
          </>
        )}
      </td>
      <td className="nowrap">{formatInstant(receivedAt, today)}</td>
    </tr>
  )
}
