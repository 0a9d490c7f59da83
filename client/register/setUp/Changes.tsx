import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { formatInstant } from '#shared/time/london.ts'
import { changeLine } from './changeLine.ts'
import type { PartProps } from './SetUpPage.tsx'

/** What was changed of the service and its lists, by whom and when; the newest first. */
export function Changes({ answer: { changes, today } }: PartProps) {
  return (
    <Card title="What was changed" aside={changes.length > 0 ? changes.length : undefined}>
      {changes.length === 0 ? (
        <EmptyState title="Nothing has been changed yet">
          Each change stands here with what was before it, and who made it.
        </EmptyState>
      ) : (
        <ul className="set-up-changes">
          {changes.map((change) => (
            <li key={`${change.thingId} ${change.version}`}>
              <b>{changeLine(change).title}</b>
              <span className="muted small">
                {formatInstant(change.at, today)}, {change.byName}
              </span>
              {changeLine(change).fields.map((line) => (
                <span key={line}>{line}</span>
              ))}
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
