import { Bars } from '#client/ui/Bars.tsx'
import { Card } from '#client/ui/Card.tsx'
import type { LateWorkingReport } from '#shared/reports/contract.ts'
import { sideColours } from './chartParts.ts'
import { inHours } from './reportWords.ts'

/** Why people worked late, with whose it is to change. */
export function WhyLate({ report: { causes } }: { readonly report: LateWorkingReport }) {
  return (
    <Card title="Why people worked late">
      {causes.lateMinutes === 0 ? (
        <p className="muted">No job finished late in these weeks.</p>
      ) : (
        <Bars
          title="Late time by reason"
          sentence={<Sentence causes={causes} />}
          unit="Time"
          bars={causes.rows.map(({ words, owner, side, minutes, percent }) => ({
            label: words,
            owner,
            value: minutes,
            figure: inHours(minutes),
            share: `${percent}%`,
            colour: sideColours[side],
          }))}
        />
      )}
    </Card>
  )
}

function Sentence({ causes }: Pick<LateWorkingReport, 'causes'>) {
  const { sides, lateMinutes, lateJobs } = causes
  return (
    <>
      <b>{sides.partner.percent} of every 100 late hours wait on a partner</b>{' '}
      <span className="chip c-partner" aria-hidden="true" />. {sides.ours.percent} are ours to change{' '}
      <span className="chip c-ours" aria-hidden="true" />
      {sides.neither.percent > 0 && (
        <>
          , {sides.neither.percent} are nobody’s <span className="chip c-neither" aria-hidden="true" />
        </>
      )}
      . {inHours(lateMinutes)} in {lateJobs} late jobs.
    </>
  )
}
