import { Card } from '#client/ui/Card.tsx'
import { HeatMap } from '#client/ui/HeatMap.tsx'
import type { LateWorkingReport } from '#shared/reports/contract.ts'
import { dayOfWeek, hourWords, peakWords, plural } from './reportWords.ts'

/** When late jobs finished: by the day of the shift and the hour on the clock. */
export function WhenLate({ report: { heat } }: { readonly report: LateWorkingReport }) {
  const { peak } = heat
  return (
    <Card title="When late jobs finished">
      {peak === null ? (
        <p className="muted">No job finished late in these weeks.</p>
      ) : (
        <>
          <HeatMap
            title="Late finishes by day of the shift and hour"
            sentence={
              <>
                <b>{peakWords(heat)}</b> {heat.n} late {plural(heat.n, 'finish', 'finishes')} in all.
              </>
            }
            unit="Late finishes"
            columns={heat.hours.map(hourWords)}
            rows={heat.days.map(({ weekday, counts }) => ({ label: dayOfWeek(weekday).slice(0, 3), values: counts }))}
          />
          <div className="hl" aria-hidden="true">
            <span>Fewer</span>
            {[1, 2, 3, 4, 5].map((step) => (
              <i key={step} style={{ background: `var(--h${step})` }} />
            ))}
            <span>More</span>
          </div>
        </>
      )}
    </Card>
  )
}
