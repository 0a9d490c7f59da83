import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Table } from '#client/ui/Table.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { shiftRoles } from '#shared/rota/contract.ts'
import type { PatternTurn } from '#shared/rota/pattern.ts'
import type { PatternRow, Patterns, PlaceRow } from '#shared/rota/patternContract.ts'
import { formatDate } from '#shared/time/london.ts'
import { daysWords } from './needDayWords.ts'
import type { PatternsOpen } from './PatternsPage.tsx'

interface PatternsCardProps {
  readonly answer: Patterns
  readonly onOpen: (open: PatternsOpen) => void
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Each repeating pattern with its weeks, and who follows it from when. */
export function PatternsCard({ answer, onOpen }: PatternsCardProps) {
  return (
    <Card
      title="Repeating patterns"
      aside={
        <Button icon="plus" onClick={() => onOpen({ what: 'pattern', id: 'new' })}>
          Add a pattern
        </Button>
      }
    >
      {answer.patterns.length === 0 && (
        <EmptyState title="No pattern yet">
          A pattern has one week or more, and each person begins with a week of their own: two earlies, a late, an off
          week.
        </EmptyState>
      )}
      {answer.patterns.map((pattern) => (
        <OnePattern key={pattern.id} pattern={pattern} answer={answer} onOpen={onOpen} />
      ))}
    </Card>
  )
}

function OnePattern({ pattern, answer, onOpen }: PatternsCardProps & { readonly pattern: PatternRow }) {
  const own = answer.places.filter(({ patternId }) => patternId === pattern.id)
  return (
    <section className="pattern" aria-label={pattern.name}>
      <div className="pattern-h">
        <h3 className="h3">{pattern.name}</h3>
        {pattern.retired && <Tag>No longer used</Tag>}
        <Button size="sm" onClick={() => onOpen({ what: 'pattern', id: pattern.id })}>
          Change<span className="vh"> {pattern.name}</span>
        </Button>
      </div>
      <Table caption={`Weeks of ${pattern.name}`} hideCaption>
        <thead>
          <tr>
            <th scope="col">Week</th>
            {weekdays.map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pattern.weeks.map((week, at) => (
            // Weeks have no id of their own: their number is what they are.
            <tr key={at}>
              <th scope="row">{at + 1}</th>
              {weekdays.map((name, weekday) => (
                <td key={name}>{turnsWords(week.filter((turn) => turn.weekday === weekday + 1))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
      {own.length > 0 && (
        <ul className="places">
          {own.map((place) => (
            <Place key={place.id} place={place} answer={answer} weeks={pattern.weeks.length} onOpen={onOpen} />
          ))}
        </ul>
      )}
      {!pattern.retired && (
        <Button size="sm" icon="plus" onClick={() => onOpen({ what: 'place', id: 'new', patternId: pattern.id })}>
          Add somebody<span className="vh"> to {pattern.name}</span>
        </Button>
      )}
    </section>
  )
}

/** @example turnsWords([early]) // '08:30–16:30' */
export const turnsWords = (turns: readonly Omit<PatternTurn, 'weekday'>[]): string =>
  turns.length === 0
    ? '–'
    : turns
        .map(({ startsAt, endsAt, role }) => `${startsAt}–${endsAt}${role === 'duty' ? '' : `, ${shiftRoles[role]}`}`)
        .join('; ')

interface PlaceProps extends PatternsCardProps {
  readonly place: PlaceRow
  readonly weeks: number
}

function Place({ place, weeks, answer, onOpen }: PlaceProps) {
  const name = answer.people.find(({ personId }) => personId === place.personId)?.name ?? 'Somebody'
  const until = place.lastDay === null ? '' : ` to ${formatDate(place.lastDay)}`
  return (
    <li>
      <span>
        <b>{name}</b> from {formatDate(place.firstDay)}
        {until}
        {weeks > 1 && `, beginning with week ${(place.offsetWeeks % weeks) + 1}`}
        {place.excludedDays.length > 0 && `; never ${daysWords(place.excludedDays)}`}
      </span>
      <Button size="sm" kind="q" onClick={() => onOpen({ what: 'place', id: place.id, patternId: place.patternId })}>
        Change<span className="vh"> {name}</span>
      </Button>
    </li>
  )
}
