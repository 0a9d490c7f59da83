import { Card } from '#client/ui/Card.tsx'
import type { FillResult } from '#shared/planner/fillWork.ts'
import { addDays, formatDayShort, type LondonDay } from '#shared/time/london.ts'

/** Every duty that is open, and why it is nobody's. */
export function OpenDuties({ fill, firstDay }: { readonly fill: FillResult; readonly firstDay: LondonDay }) {
  return (
    <Card title="Open duties, and why" aside={<span className="muted">{fill.uncovered.length}</span>}>
      <ul className="plan-open">
        {fill.uncovered.map(({ day, shift, missing, why }) => (
          <li key={`${day} ${shift}`}>
            <details>
              <summary>
                {formatDayShort(addDays(firstDay, day))}, {fill.shifts[shift]?.name}
                {missing > 1 ? `: ${missing} people missing` : ''}
              </summary>
              <ul className="method">
                {why.map(({ words, names }) => (
                  <li key={words}>
                    <b>{words}:</b> {names.join(', ')}
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </Card>
  )
}
