import { nowInstant, useNow } from '#client/kernel/clock.ts'
import { post, useOutbox } from '#client/kernel/outbox.ts'
import { Button } from '#client/ui/Button.tsx'
import { endWait, type AllocationRow } from '#shared/allocations/contract.ts'
import { minutesWaited, openWaits, waitFacts, type Wait } from '#shared/allocations/waits.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { isPressed } from './presses.ts'

/** What the AMHP is waiting for now, each with how long, and one tap to say that it is over. */
export function WaitsNow({ row }: { readonly row: AllocationRow }) {
  const running = openWaits(row.waits)
  if (running.length === 0) return null
  return (
    <section className="safe" aria-labelledby="waits-h">
      <h2 className="h3" id="waits-h">
        Waiting
      </h2>
      <ul className="waits-l">
        {running.map((wait) => (
          <RunningWait key={`${wait.kind} ${wait.startedAt}`} wait={wait} allocationId={row.id} />
        ))}
      </ul>
    </section>
  )
}

function RunningWait({ wait, allocationId }: { readonly wait: Wait; readonly allocationId: AllocationRow['id'] }) {
  const now = useNow(60_000)
  const { waiting } = useOutbox()
  const { words } = waitFacts[wait.kind]
  const end = (): void => void post(endWait, { allocationId, waitId: wait.id, endedAt: nowInstant() })
  return (
    <li>
      <span>
        <b>{words}</b>
        <br />
        since {formatInstant(wait.startedAt, londonDayOf(now))}, {formatMinutes(minutesWaited(wait, now))}
        {isPressed(wait, waiting) && '. Waiting to send'}
      </span>
      <Button onClick={end}>
        It is over<span className="vh">: {words}</span>
      </Button>
    </li>
  )
}
