import { useTimeOf } from '#client/kernel/clock.ts'
import { Notice } from '#client/ui/Notice.tsx'
import type { ShiftRow } from '#shared/rota/contract.ts'
import { onDutyAt } from '#shared/rota/roster.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'

const MINUTE_MS = 60_000

/** The one thing most people open their rota for: whether they are on, or when next. */
export function NextShift({ shifts }: { readonly shifts: readonly ShiftRow[] }) {
  const words = useTimeOf((now) => {
    const [on] = onDutyAt(shifts, now)
    if (on) return `You are on now, until ${formatInstant(on.endsAt, londonDayOf(now))}.`
    const next = shifts.find(({ startsAt }) => startsAt > now)
    return next ? `You are next on ${formatInstant(next.startsAt)}.` : null
  }, MINUTE_MS)
  return words === null ? null : (
    <Notice icon="clock">
      <b>{words}</b>
    </Notice>
  )
}
