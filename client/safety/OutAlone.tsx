import { useAnswer } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { Notice } from '#client/ui/Notice.tsx'
import { unwatchedWords } from './watchWords.ts'
import { watches, type WatchRow } from '#shared/safety/contract.ts'
import { clockTimeOf, formatInstant, londonDayOf } from '#shared/time/london.ts'

/** Who is looked for at this moment, for whoever gives or takes the desk: on the screen, and on the sheet that is printed. */
export function OutAlone() {
  const given = useAnswer(watches, {}).data
  const now = useNow(60_000)
  if (!given || given.rows.length + given.unwatched.length === 0) return null
  return (
    <Notice tone="warn">
      <b>
        Out alone at {clockTimeOf(now)}: {given.rows.length + given.unwatched.length}.
      </b>{' '}
      {given.rows.length > 0 &&
        'The watch over each goes over with the desk only when it is handed over by name, above.'}
      <ul>
        {given.rows.map((row) => (
          <li key={row.id}>{lineOf(row, now)}</li>
        ))}
      </ul>
      {given.unwatched.length > 0 && <p>{unwatchedWords(given.unwatched)}</p>}
    </Notice>
  )
}

/** @example 'Ewa Kowalska, 07700 900 123, R-2424: back by 21:00, last heard 20:14. Handed to Nia Rees.' */
function lineOf(row: WatchRow, now: WatchRow['backBy']): string {
  const today = londonDayOf(now)
  const who = [row.personName, row.phone, row.number === null ? '' : `R-${row.number}`].filter(Boolean).join(', ')
  const help = row.helpAt === null ? '' : ` ${row.helpHow === 'quiet' ? 'Used the quiet word' : 'Called for help'}.`
  const handed = row.handedToName === null ? '' : ` Handed to ${row.handedToName}.`
  return `${who}: back by ${formatInstant(row.backBy, today)}, last heard ${formatInstant(row.seenAt, today)}.${help}${handed}`
}
