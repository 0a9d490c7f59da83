import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { listName, useNamesShown } from '#client/allocations/personNames.ts'
import { shortMoment } from '#client/allocations/moments.ts'
import { useAnswer } from '#client/kernel/api.ts'
import { closedWords } from '#shared/allocations/closedWords.ts'
import { isolatedIn } from '#shared/kernel/direction.ts'
import { referralNumber, requests } from '#shared/referrals/referral.ts'
import type { Instant } from '#shared/time/instant.ts'
import { finishedToday } from './finished.ts'

interface FinishedTodayProps {
  readonly title: string
  readonly now: Instant
  /** Only how many they are. */
  readonly isFolded: boolean
  /** What folds it. */
  readonly fold: ReactNode
}

/** What was closed since midnight, the latest first: how the day went, and the way back to a record that was just finished. */
export function FinishedToday({ title, now, isFolded, fold }: FinishedTodayProps) {
  const asked = useAnswer(...finishedToday(true))
  const names = useNamesShown()
  const lines = asked.data ?? []
  return (
    <>
      <div className="qg-h">
        <h2 id="lane-finished">{title}</h2>
        {asked.data && <span className="c">{lines.length}</span>}
        {fold}
      </div>
      {lines.length > 0 && !isFolded && (
        <ul className="q">
          {lines.map((line) => (
            <li className="qr finished" key={line.id}>
              <div className="p">
                <Link to="/referrals/$number" params={{ number: String(line.number) }}>
                  {listName(isolatedIn(line), names)}
                </Link>
                <div className="s">
                  {referralNumber(line.number)} · {requests[line.request]}
                </div>
              </div>
              <div className="w">
                <div>
                  <b>{closedWords(line.closedAs)}</b>
                </div>
                <div className="s">{line.closedAt !== null && `Closed ${shortMoment(line.closedAt, now)}`}</div>
              </div>
            </li>
          ))}
        </ul>
      )}
      {asked.data?.length === 0 && <p className="q-none">Nothing was finished today yet.</p>}
      {asked.isLoading && <p className="q-none">Looking…</p>}
      {asked.isError && <p className="q-none">Not found just now. It is asked again by itself.</p>}
    </>
  )
}
