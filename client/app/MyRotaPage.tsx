import { useTimeOf } from '#client/kernel/clock.ts'
import { MyStanding } from '#client/register/Beside.tsx'
import { MyRota } from '#client/rota/MyRota.tsx'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'

const MINUTE_MS = 60_000

/** One’s own rota, with one’s own training and declared conflicts under it: an AMHP has one page for what is theirs. */
export function MyRotaPage() {
  const today = useTimeOf((now) => londonDayOf(now), MINUTE_MS) as LondonDay
  return (
    <MyRota>
      <MyStanding today={today} />
    </MyRota>
  )
}
