import { useAnswer } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { Notice } from '#client/ui/Notice.tsx'
import { PhoneNumber } from '#client/ui/PhoneNumber.tsx'
import { outAloneTitle, unwatchedWords } from './watchWords.ts'
import { watches, type WatchRow } from '#shared/safety/contract.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { formatInstant, londonDayOf, type LondonDay } from '#shared/time/london.ts'

/** Who is looked for at this moment, for whoever gives or takes the desk: on the screen, and on the sheet that is printed. */
export function OutAlone() {
  const given = useAnswer(watches, {}).data
  const now = useNow(60_000)
  if (!given || given.rows.length + given.unwatched.length === 0) return null
  const { rows, unwatched } = given
  const isCalm = unwatched.length === 0 && rows.every(({ backBy, helpAt }) => backBy > now && helpAt === null)
  const today = londonDayOf(now)
  return (
    <Notice tone={isCalm ? 'info' : 'warn'}>
      <b>{outAloneTitle(rows, unwatched.length, now)}.</b>
      {rows.length > 0 && (
        <>
          <p>
            Handing the desk over does not hand over the watch on them. Do that for each by name, at the top of this
            page.
          </p>
          <ul className="oa-list">
            {rows.map((row) => (
              <Line key={row.id} row={row} isLate={row.backBy <= now} today={today} />
            ))}
          </ul>
        </>
      )}
      {unwatched.length > 0 && <p>{unwatchedWords(unwatched)}</p>}
    </Notice>
  )
}

interface LineProps {
  readonly row: WatchRow
  readonly isLate: boolean
  readonly today: LondonDay
}

function Line({ row, isLate, today }: LineProps) {
  return (
    <li>
      <b>{row.personName}</b>
      <span>{row.phone === '' ? 'No number' : <PhoneNumber number={row.phone} />}</span>
      <span>{row.number === null ? 'On no job' : referralNumber(row.number)}</span>
      <span className={isLate ? 'late' : undefined}>
        {isLate ? 'Was due' : 'Back by'} {formatInstant(row.backBy, today)}
      </span>
      <span>
        Last heard {formatInstant(row.seenAt, today)}
        {row.helpAt !== null && (
          <b className="late"> {row.helpHow === 'quiet' ? 'Used the quiet word' : 'Called for help'}</b>
        )}
        {row.handedToName !== null && ` · with ${row.handedToName}`}
      </span>
    </li>
  )
}
