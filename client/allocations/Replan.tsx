import { Button } from '#client/ui/Button.tsx'
import { upToFive } from '#shared/allocations/likelyFinish.ts'
import type { NextBestSlip } from '#shared/allocations/nextBestContract.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import type { Instant } from '#shared/time/instant.ts'
import { shortMoment } from './moments.ts'

interface ReplanProps {
  readonly slips: readonly NextBestSlip[]
  readonly now: Instant
  readonly onOpen: (number: number) => void
}

/** Which of those that wait would be late, and who going where instead would mend it. It allocates nothing. */
export function Replan({ slips, now, onOpen }: ReplanProps) {
  if (slips.length === 0) return null
  const late = slips.filter(({ missed }) => missed !== null).length
  const mended = slips.some(({ changes }) => changes)
  return (
    <section className="next-best" aria-labelledby="replan-h">
      <h3 className="h3" id="replan-h">
        {late === 1 ? 'One would be late' : `${late} would be late`}
      </h3>
      <ul>
        {slips.map((slip) => (
          <li key={slip.referralId}>
            <span>{slipWords(slip, now)}</span>
            <Button size="sm" onClick={() => onOpen(slip.number)}>
              Look<span className="vh"> at {referralNumber(slip.number)}, which would be late or give somebody up</span>
            </Button>
          </li>
        ))}
      </ul>
      <p className="small muted">
        {mended
          ? 'Before: each by its own suggestion, in the order of the board. Instead: what would miss least, all together.'
          : 'No change among those who are on or come on would mend it. Open it for what would unlock it.'}
      </p>
    </section>
  )
}

/**
 * Before and instead, in one line.
 *
 * @example 'R-2427, assess by 15:40: Tom Ellis there 16:10, late; instead Ewa Kowalska there 15:20, in time.'
 */
export function slipWords(
  { number, arriveBy, assessBy, before, after, missed, still, changes }: NextBestSlip,
  now: Instant,
): string {
  const kind = missed ?? still
  const due =
    kind === 'limit' && arriveBy !== null
      ? `, there by ${shortMoment(arriveBy, now)} for the limit`
      : assessBy !== null
        ? `, assess by ${shortMoment(assessBy, now)}`
        : arriveBy !== null
          ? `, there by ${shortMoment(arriveBy, now)} for the limit`
          : ''
  const hasTime = arriveBy !== null || assessBy !== null
  const going = (who: NextBestSlip['before'], misses: NextBestSlip['missed']): string => {
    const how = misses === null ? (hasTime && who !== null ? ', in time' : '') : ', late'
    return (who === null ? 'nobody left' : `${who.name} there ${shortMoment(upToFive(who.thereAt), now)}`) + how
  }
  const instead = changes ? `; instead ${going(after, still)}` : ''
  return `${referralNumber(number)}${due}: ${going(before, missed)}${instead}.`
}
