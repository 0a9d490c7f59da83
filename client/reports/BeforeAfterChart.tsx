import { Link } from '@tanstack/react-router'
import { useSession } from '#client/kernel/session.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Trend } from '#client/ui/Trend.tsx'
import type { SideFigure } from '#shared/reports/beforeAfter.ts'
import type { LateWorkingReport } from '#shared/reports/contract.ts'
import { formatDate } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { beganWords } from '#shared/rota/operatingModels.ts'
import { levelsOf, markAt, partWords, pointsOf } from './beforeAfterPoints.ts'
import { plural } from './reportWords.ts'

/** What changed with the way of working, like when shifts were staggered: TOIL earned for each AMHP, month by month, with the day drawn in. */
export function BeforeAfterChart({ report: { staggered } }: { readonly report: LateWorkingReport }) {
  const { can } = useSession()
  return (
    <Card
      title={staggered === null ? 'Before and after' : `Before and after ${beganWords[staggered.what].what}`}
      className="trend"
    >
      {staggered === null ? (
        <p className="muted">
          The day on which the way of working changed is not set for this service, so there is nothing to compare yet.
          {can('set up the service') && (
            <>
              {' '}
              <Link to="/people/service">Set it</Link>.
            </>
          )}
        </p>
      ) : (
        <Trend
          title="TOIL earned for each AMHP, by month"
          sentence={<Sentence staggered={staggered} />}
          unit="For each AMHP"
          write={(hours) => `${Number(hours.toFixed(1))}h`}
          points={pointsOf(staggered)}
          mark={{ at: markAt(staggered), words: beganWords[staggered.what].began, detail: formatDate(staggered.from) }}
          levels={levelsOf(staggered)}
        />
      )}
    </Card>
  )
}

type Staggered = NonNullable<LateWorkingReport['staggered']>

function Sentence({ staggered }: { readonly staggered: Staggered }) {
  const { before, after } = staggered
  return (
    <>
      <b>{headline(before, after)}</b> {basis('Before', before)} {basis('Since', after)} {partWords(staggered)} Other
      things changed too, so read this as a guide and not as proof.
    </>
  )
}

function headline(before: SideFigure, after: SideFigure): string {
  if (before.meanPerAmhp === null || after.meanPerAmhp === null) return 'There are no whole months on both sides yet.'
  const way =
    after.meanPerAmhp < before.meanPerAmhp ? 'fell' : after.meanPerAmhp > before.meanPerAmhp ? 'rose' : 'stayed'
  const from = formatMinutes(before.meanPerAmhp)
  if (way === 'stayed') return `TOIL earned for each AMHP stayed at ${from} a month.`
  return `TOIL earned for each AMHP ${way} from ${from} to ${formatMinutes(after.meanPerAmhp)} a month.`
}

/** What a mean rests on: a figure never stands without its n. */
function basis(side: string, { periods, shifts, lowest, highest }: SideFigure): string {
  if (lowest === null || highest === null) return ''
  const months = `${periods} ${plural(periods, 'month', 'months')}, ${shifts} shifts`
  return `${side}: ${months}, ${formatMinutes(lowest)} to ${formatMinutes(highest)}.`
}
