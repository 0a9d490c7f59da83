import { Link } from '@tanstack/react-router'
import { Strip } from '#client/allocations/Strip.tsx'
import { stripLines } from '#client/allocations/stripView.ts'
import { closedReading } from '#client/restricted/closedClock.ts'
import { useAnswer } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { LiveSign } from '#client/ui/ConnectionBar.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { StatutoryClock } from '#client/ui/StatutoryClock.tsx'
import { boardWithoutNames, type BoardWithoutNames, type NamelessRow } from '#shared/allocations/boardWithoutNames.ts'
import { boardOrder } from '#shared/referrals/clocks.ts'
import { pressingOf } from '#shared/referrals/law/boardLimit.ts'
import { referralNumber, urgencies, type Urgency } from '#shared/referrals/referral.ts'
import { stateNames } from '#shared/referrals/stateWords.ts'
import type { Instant } from '#shared/time/instant.ts'

/** The board for colleagues who are not at the desk: who is on, and what is open, without a name. Nothing is done here. */
export function NamelessBoard() {
  const asked = useAnswer(boardWithoutNames, {})
  return (
    <>
      <h1 className="vh">The Board</h1>
      <Answered of={asked}>{(answer) => <Rows board={answer} />}</Answered>
    </>
  )
}

function Rows({ board }: { readonly board: BoardWithoutNames }) {
  const now = useNow(60_000)
  const rows = ordered(board.rows, now)
  const lines = stripLines(board.strip, [], now)
  return (
    <>
      <div className="ribbon">
        <span className="small">
          <b>{rows.length}</b> open, without names
        </span>
        <LiveSign />
      </div>
      <Strip lines={lines} usualDemand={board.usualDemand} outOfHours={null} now={now} />
      <div className="queue">
        <section className="qg" aria-labelledby="g-open">
          <div className="qg-h">
            <h2 id="g-open">Open now</h2>
            <span className="c">{rows.length}</span>
            <span className="r">Nearest legal limit first</span>
          </div>
          {rows.length === 0 ? (
            <EmptyState title="Nothing is open">New referrals appear here by themselves.</EmptyState>
          ) : (
            <ul className="q nameless">
              {rows.map((row) => (
                <Row key={row.number} row={row} names={board.urgencyWords ?? urgencies} now={now} />
              ))}
            </ul>
          )}
        </section>
      </div>
    </>
  )
}

function ordered(rows: readonly NamelessRow[], now: Instant): readonly NamelessRow[] {
  return rows
    .map((row) => ({ row, place: { ...row, id: String(row.number), clock: pressingOf(row, now) } }))
    .toSorted((a, b) => boardOrder(a.place, b.place))
    .map(({ row }) => row)
}

interface RowProps {
  readonly row: NamelessRow
  /** What the service calls its classes of urgency. */
  readonly names: Readonly<Record<Urgency, string>>
  readonly now: Instant
}

function Row({ row, names, now }: RowProps) {
  const { can } = useSession()
  const number = String(row.number)
  const what = row.restricted ? 'Restricted' : [row.initials, row.area].filter((part) => part !== '').join(', ')
  return (
    <li className="qr">
      <StatutoryClock clock={closedReading(row, now)} />
      <div className="p">
        {can('open with a reason') ? (
          <Link to="/referrals/$number" params={{ number }}>
            {referralNumber(row.number)}
          </Link>
        ) : (
          <b>{referralNumber(row.number)}</b>
        )}
        <div className="s">{what}</div>
      </div>
      <div className="w">
        <div>
          <b>{stateNames[row.state]}</b>
        </div>
        <div className="s">{row.withName === null ? '' : `${row.withName} has it`}</div>
      </div>
      <div className="needs">{row.urgency === null ? '' : names[row.urgency]}</div>
    </li>
  )
}
