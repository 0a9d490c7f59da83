import './safety.css'
import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { useStillRows } from '#client/ui/useStillRows.ts'
import { watches, type WatchRow, type Watches } from '#shared/safety/contract.ts'
import { isClosing } from '#shared/safety/deskHours.ts'
import type { Instant } from '#shared/time/instant.ts'
import { clockTimeOf } from '#shared/time/london.ts'
import { countWords } from './folding.ts'
import { useWatchNews } from './useWatchNews.ts'
import { WatchList } from './WatchList.tsx'
import { isMissed } from './watchNews.ts'
import { unwatchedWords } from './watchWords.ts'

const NONE: readonly WatchRow[] = []

/** Above every page of those who answer alarms: who called for help, whose check-in was missed, and who else is out. */
export function WatchBar() {
  const asked = useAnswer(watches, {})
  const [all, setAll] = useState(false)
  const given = asked.data
  const now = useNow(60_000)
  useWatchNews(given)
  const closes = given && isClosing(given.deskClosesAt, now) ? given.deskClosesAt : null
  // Before the desk closes nobody who is out stays folded away: the way to hand them over is at each.
  const isToSee = (row: WatchRow): boolean => isMissed(row) || (closes !== null && row.handedAt === null)
  const rows = given?.rows ?? NONE
  const missed = rows.filter(isToSee)
  const rest = rows.filter((row) => !isToSee(row))
  const still = useStillRows([...missed, ...(all ? rest : [])], ({ helpAt }) => helpAt !== null)
  const counted = countWords(rows)
  const isEmpty = still.shown.length + rows.length + (given?.unwatched.length ?? 0) === 0
  return (
    <div {...still.box}>
      {given && !isEmpty && (
        <section className="wrap watch-bar" aria-label="Out alone">
          {counted !== '' && still.shown.length > 1 && <p className="watch-count">{counted}</p>}
          <div className="watch-scroll">
            {closes !== null && <Closing closes={closes} given={given} />}
            <WatchList still={still} given={given} isToSee={isToSee} onDone={() => void asked.refetch()} />
            {given.unwatched.length > 0 && (
              <Notice tone="warn">
                {unwatchedWords(given.unwatched)} Ring them: their next tap on the job begins one.
              </Notice>
            )}
          </div>
          {rest.length > 0 && (
            <Button
              size="sm"
              kind="q"
              aria-expanded={all}
              onClick={() => {
                still.settle()
                setAll(!all)
              }}
            >
              {all ? 'Show only who is late' : `${rest.length} out alone and in time: show`}
            </Button>
          )}
        </section>
      )}
    </div>
  )
}

function Closing({ closes, given }: { readonly closes: Instant; readonly given: Watches }) {
  const left = given.rows.filter(({ handedAt }) => handedAt === null).length
  if (left === 0) return null
  return (
    <Notice tone="warn" speaks="politely">
      <b>
        The desk closes at {clockTimeOf(closes)}, and {left === 1 ? 'a colleague is' : `${left} colleagues are`} still
        out.
      </b>{' '}
      Ring {given.outOfHoursName}, {given.outOfHoursPhone}, and hand {left === 1 ? 'them' : 'each of them'} over by
      name.
    </Notice>
  )
}
