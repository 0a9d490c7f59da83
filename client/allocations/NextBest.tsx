import { useAnswer } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { upToFive } from '#shared/allocations/likelyFinish.ts'
import { nextBest, type NextBest as NextBestAnswer, type NextBestPair } from '#shared/allocations/nextBestContract.ts'
import { MOST_PAIRED } from '#shared/allocations/pairing.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import type { Instant } from '#shared/time/instant.ts'
import { shortMoment } from './moments.ts'
import { Replan } from './Replan.tsx'

interface NextBestProps {
  readonly now: Instant
  /** Opens a referral’s own suggestions: choosing is done there, with the reasons in sight. */
  readonly onOpen: (number: number) => void
}

/** Who would go where, all that wait looked at together: whoever has just become free first. It allocates nothing. */
export function NextBest({ now, onOpen }: NextBestProps) {
  const { data } = useAnswer(nextBest, {})
  if (!data) return null
  return (
    <>
      <Replan slips={data.slips ?? []} now={now} onOpen={onOpen} />
      <Pairs of={data} now={now} onOpen={onOpen} />
    </>
  )
}

function Pairs({ of: data, now, onOpen }: NextBestProps & { readonly of: NextBestAnswer }) {
  if (data.pairs.length === 0) return null
  const freedFirst = data.pairs.toSorted((a, b) => Number(b.freedAt !== null) - Number(a.freedAt !== null))
  return (
    <section className="next-best" aria-labelledby="next-best-h">
      <h3 className="h3" id="next-best-h">
        Next best, all together
      </h3>
      <ul>
        {freedFirst.map((pair) => (
          <li key={pair.referralId}>
            <span>{pairWords(pair, now)}</span>
            <Button size="sm" onClick={() => onOpen(pair.number)}>
              Look<span className="vh"> at {referralNumber(pair.number)}</span>
            </Button>
          </li>
        ))}
      </ul>
      <p className="small muted">
        {withoutAny(data)}A suggestion: it changes when somebody is free again, a limit draws nearer or a job takes
        longer.
      </p>
    </section>
  )
}

/** Of those that were looked at together, how many have nobody; and how many were not looked at. */
function withoutAny({ waiting, pairs }: Pick<NextBestAnswer, 'waiting' | 'pairs'>): string {
  const looked = Math.min(waiting, MOST_PAIRED)
  const alone = looked - pairs.length
  return [
    alone > 0 ? `${alone} more ${alone === 1 ? 'waits' : 'wait'} with nobody free. ` : '',
    waiting > looked
      ? `${waiting - looked} further down the board ${waiting - looked === 1 ? 'was' : 'were'} not looked at. `
      : '',
  ].join('')
}

/** @example 'R-2431: Ewa Kowalska, free since 14:10. There 14:50, before 18:32; likely done 18:05. Tom Ellis is first for it alone.' */
function pairWords(pair: NextBestPair, now: Instant): string {
  const { number, personName, freedAt, thereAt, limitAt, likelyAt, firstAloneName } = pair
  const about = (at: Instant): string => shortMoment(upToFive(at), now)
  const free = freedAt === null ? '' : `, free since ${shortMoment(freedAt, now)}`
  const limit = limitAt === null ? '' : `, limit ${shortMoment(limitAt, now)}`
  const there =
    thereAt === null
      ? `Likely done ${about(likelyAt)}${limit}`
      : `There ${about(thereAt)}${limit}; likely done ${about(likelyAt)}`
  const alone = firstAloneName === null ? '' : ` ${firstAloneName} is first for it alone.`
  return `${referralNumber(number)}: ${personName}${free}. ${there}.${alone}`
}
