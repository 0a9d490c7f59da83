import { useNow } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { clockTimeOf, formatDay, londonDayOf } from '#shared/time/london.ts'

const MINUTE_MS = 60_000

/** Under a printed rota: when and by whom, that paper grows old, and whom to ring. */
export function PrintedLine() {
  const now = useNow(MINUTE_MS)
  const { person, service } = useSession()
  return (
    <p className="print-only printed">
      Printed {formatDay(londonDayOf(now))}, {clockTimeOf(now)}, by {person.name}. Check the live rota before you rely
      on this. Hub {service.hubPhone}. {service.outOfHoursName} {service.outOfHoursPhone}.
    </p>
  )
}
