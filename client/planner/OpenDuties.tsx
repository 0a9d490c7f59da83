import { Card } from '#client/ui/Card.tsx'
import type { FillResult, WhyGroups } from '#shared/planner/fillWork.ts'
import { addDays, formatDayShort, type LondonDay } from '#shared/time/london.ts'

interface OpenProps {
  readonly fill: FillResult
  readonly firstDay: LondonDay
}

/** Every duty that is open, and why it is nobody's. */
export function OpenDuties({ fill, firstDay }: OpenProps) {
  return (
    <Card title="Open duties, and why" aside={<span className="muted">{fill.uncovered.length}</span>}>
      <ul className="plan-open">
        {fill.uncovered.map(({ day, shift, missing, why }) => (
          <Why
            key={`${day} ${shift}`}
            words={`${formatDayShort(addDays(firstDay, day))}, ${fill.shifts[shift]?.name}${missing > 1 ? `: ${missing} people missing` : ''}`}
            why={why}
          />
        ))}
      </ul>
    </Card>
  )
}

/** Minimums of the rota and experience that days fall short of, and why each who would count is not on. */
export function ShortDays({ fill, firstDay }: OpenProps) {
  const short = fill.short ?? []
  if (short.length === 0) return null
  return (
    <Card title="Minimums and experience not met, and why" aside={<span className="muted">{short.length}</span>}>
      <ul className="plan-open">
        {short.map(({ name, day, missing, why }) => (
          <Why
            key={`${day} ${name}`}
            words={`${formatDayShort(addDays(firstDay, day))}, ${name}: ${missing} missing`}
            why={why}
          />
        ))}
      </ul>
    </Card>
  )
}

function Why({ words, why }: { readonly words: string; readonly why: WhyGroups }) {
  return (
    <li>
      <details>
        <summary>{words}</summary>
        <ul className="method">
          {why.map((group) => (
            <li key={group.words}>
              <b>{group.words}:</b> {group.names.join(', ')}
            </li>
          ))}
          {why.length === 0 && <li>Everybody who would count is on already, or nobody would.</li>}
        </ul>
      </details>
    </li>
  )
}
