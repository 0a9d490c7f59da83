import { useTimeOf } from '#client/kernel/clock.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { msOf } from '#shared/time/instant.ts'
import type { Keeping } from './draftKeeper.ts'
import { keptWords } from './keptWords.ts'

/** The reference, and how long ago what was typed was kept. It counts, so it is not read out by itself. */
export function DraftSign({ keeping }: { readonly keeping: Keeping }) {
  const { number, keptAt } = keeping
  const seconds = useTimeOf((now) => (keptAt === null ? 0 : Math.max(0, Math.floor((msOf(now) - msOf(keptAt)) / 1000))))
  return (
    <span className="muted">
      {number === null ? 'R-… pending' : referralNumber(number)} · {keptWords(keeping, seconds)}
    </span>
  )
}
