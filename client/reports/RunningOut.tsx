import { Link } from '@tanstack/react-router'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { runningOut, type RunningOut as Soon } from '#shared/toil/contract.ts'
import { formatDate } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

/** Whose TOIL runs out within eight weeks or waits for a decision, the most urgent first: each leads to where it is decided. */
export function RunningOut() {
  const soon = useAnswer(runningOut, {})
  return (
    <Answered of={soon}>
      {(rows) =>
        rows.length > 0 && (
          <Card title="Runs out soon" aside={rows.length}>
            <p className="muted">Nothing lapses by itself: somebody decides about each.</p>
            <ul className="decided">
              {rows.map((one) => (
                <li key={one.entryId}>
                  <span>
                    <Link to="/reports/toil/people/$personId" params={{ personId: one.personId }}>
                      {one.name}
                    </Link>{' '}
                    · {formatMinutes(one.left)}
                    <span className="small muted"> earned on {formatDate(one.earnedOn)}</span>
                  </span>
                  <When soon={one} />
                </li>
              ))}
            </ul>
          </Card>
        )
      }
    </Answered>
  )
}

function When({ soon: { stage, expiresOn, daysLeft } }: { readonly soon: Soon }) {
  if (stage === 'past')
    return (
      <Tag tone="breach-soft" icon="octagon">
        {formatDate(expiresOn)} is past: decide
      </Tag>
    )
  return (
    <Tag tone={stage === 8 ? 'info' : 'warn'} icon={stage === 8 ? 'clock' : 'triangle'}>
      {formatDate(expiresOn)}, {daysLeft <= 7 ? `${daysLeft} days` : `${Math.ceil(daysLeft / 7)} weeks`}
    </Tag>
  )
}
