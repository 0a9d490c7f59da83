import { Link } from '@tanstack/react-router'
import { telOf } from '#client/kernel/council.ts'
import { buttonClass } from '#client/ui/Button.tsx'
import { StatutoryClock } from '#client/ui/StatutoryClock.tsx'
import type { ClosedRow } from '#shared/restricted/contract.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { stateNames } from '#shared/referrals/stateWords.ts'
import { presses, pressingOf } from '#shared/referrals/law/boardLimit.ts'
import type { Instant } from '#shared/time/instant.ts'
import { closedReading } from './closedClock.ts'

/** Over or near a legal limit, or a start that nobody has recorded: then these come before everything that can wait. */
export const anyPressing = (rows: readonly ClosedRow[], now: Instant): boolean =>
  rows.some((row) => presses(pressingOf(row, now)))

/** On the board: restricted referrals that one may not open. Their clocks run all the same, so they are never left out. */
export function ClosedRows({ rows, now }: { readonly rows: readonly ClosedRow[]; readonly now: Instant }) {
  if (rows.length === 0) return null
  return (
    <section className="qg" aria-labelledby="g-closed">
      <div className="qg-h">
        <h2 id="g-closed">Restricted</h2>
        <span className="c">{rows.length}</span>
        <span className="r">Ring whoever looks after it, or open it with a reason</span>
      </div>
      <ul className="q">
        {rows.map((row) => (
          <Row key={row.number} row={row} now={now} />
        ))}
      </ul>
    </section>
  )
}

function Row({ row, now }: { readonly row: ClosedRow; readonly now: Instant }) {
  const { number, guardianName, guardianPhone, withName, state } = row
  return (
    <li className="qr">
      <StatutoryClock clock={closedReading(row, now)} />
      <div className="p">
        <Link to="/referrals/$number" params={{ number: String(number) }}>
          {referralNumber(number)}
        </Link>
        <div className="s">Restricted</div>
      </div>
      <div className="w">
        <div>
          <b>{stateNames[state]}</b>
        </div>
        <div className="s">
          Looked after by {guardianName}
          {guardianPhone !== '' && (
            <>
              {', '}
              <a className="nowrap" href={telOf(guardianPhone)}>
                {guardianPhone}
              </a>
            </>
          )}
        </div>
      </div>
      <div className="needs">{withName === null ? '' : `${withName} has it`}</div>
      <div className="act">
        <Link className={buttonClass({ size: 'sm' })} to="/referrals/$number" params={{ number: String(number) }}>
          Open<span className="vh"> {referralNumber(number)} with a reason</span>
        </Link>
      </div>
    </li>
  )
}
