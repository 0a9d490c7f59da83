import { useTimeOf } from '#client/kernel/clock.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { msOf } from '#shared/time/instant.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import type { Keeping } from './draftKeeper.ts'

const MINUTE_SECONDS = 60

/** @example agoWords(2) // '2 seconds ago' */
export function agoWords(seconds: number): string {
  if (seconds < 2) return 'just now'
  if (seconds < MINUTE_SECONDS) return `${seconds} seconds ago`
  return `${formatMinutes(Math.floor(seconds / MINUTE_SECONDS))} ago`
}

/** The reference, and how long ago what was typed was kept. It counts, so it is not read out by itself. */
export function DraftSign({ keeping }: { readonly keeping: Keeping }) {
  const { number, keptAt } = keeping
  const seconds = useTimeOf((now) => (keptAt === null ? 0 : Math.max(0, Math.floor((msOf(now) - msOf(keptAt)) / 1000))))
  const kept = keptAt === null ? 'kept from the first letter' : `draft kept ${agoWords(seconds)}`
  return (
    <span className="muted">
      {number === null ? 'R-… pending' : referralNumber(number)} · {kept}, even if you are called away
    </span>
  )
}
