import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTimeOf } from '#client/kernel/clock.ts'
import { Table } from '#client/ui/Table.tsx'
import { Tag, type Tone } from '#client/ui/Tag.tsx'
import type { ReferralLine } from '#shared/referrals/contract.ts'
import { fullName } from '#shared/referrals/personWords.ts'
import { referralNumber, requests, type ReferralState } from '#shared/referrals/referral.ts'
import { stateNames } from '#shared/referrals/stateWords.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { closedWords } from '#shared/allocations/closedWords.ts'

const tones: Partial<Record<ReferralState, Tone>> = { 'to-triage': 'warn', 'to-allocate': 'info', allocated: 'done' }

/** Referrals as a list; each leads to its record. */
export function ReferralTable({
  lines,
  caption,
  action,
}: {
  readonly lines: readonly ReferralLine[]
  readonly caption: string
  /** What can be done with each. */
  readonly action?: (line: ReferralLine) => ReactNode
}) {
  const today = useTimeOf((now) => londonDayOf(now), 60_000) as ReturnType<typeof londonDayOf>
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
        {lines.map((line) => (
          <tr key={line.id}>
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
            {action && <td>{action(line)}</td>}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
