import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import type { Patterns, SharedDutyRow } from '#shared/rota/patternContract.ts'
import { sharings, type DutySharer } from '#shared/rota/sharedDuty.ts'
import { formatDate } from '#shared/time/london.ts'
import { daysWords } from './needDayWords.ts'
import { turnsWords } from './PatternsCard.tsx'
import type { PatternsOpen } from './PatternsPage.tsx'

interface SharedDutiesCardProps {
  readonly answer: Patterns
  readonly onOpen: (open: PatternsOpen) => void
}

/** Duties that go round among people, or that each of them owes so many days a week. */
export function SharedDutiesCard({ answer, onOpen }: SharedDutiesCardProps) {
  return (
    <Card
      title="Shared duties"
      aside={
        <Button icon="plus" onClick={() => onOpen({ what: 'duty', id: 'new' })}>
          Add a shared duty
        </Button>
      }
    >
      {answer.duties.length === 0 && (
        <EmptyState title="No shared duty yet">
          A Saturday that goes round, or AMHPs of other teams who owe one duty day a week.
        </EmptyState>
      )}
      <ul className="policies">
        {answer.duties.map((duty) => (
          <Duty key={duty.id} duty={duty} answer={answer} onOpen={onOpen} />
        ))}
      </ul>
    </Card>
  )
}

function Duty({ duty, answer, onOpen }: SharedDutiesCardProps & { readonly duty: SharedDutyRow }) {
  const nameOf = (id: string): string => answer.people.find(({ personId }) => personId === id)?.name ?? 'Somebody'
  const until = duty.lastDay === null ? '' : ` to ${formatDate(duty.lastDay)}`
  return (
    <li>
      <div className="pattern-h">
        <h3 className="h3">{duty.name}</h3>
        <Button size="sm" onClick={() => onOpen({ what: 'duty', id: duty.id })}>
          Change<span className="vh"> {duty.name}</span>
        </Button>
      </div>
      <p>
        {turnsWords([duty])}, {daysWords(duty.days)}, from {formatDate(duty.firstDay)}
        {until}. {sharings[duty.how]}.
      </p>
      <p className="muted">
        {duty.people.length === 0
          ? 'Nobody shares it yet.'
          : duty.people.map((one) => `${nameOf(one.personId)}${sharerWords(duty, one)}`).join(', ')}
      </p>
    </li>
  )
}

function sharerWords({ how }: SharedDutyRow, { owedAWeek, everyWeeks, excludedDays }: DutySharer): string {
  const owed = how === 'owed' && (owedAWeek > 1 || everyWeeks > 1)
  const parts = [
    ...(owed ? [`${owedAWeek} ${everyWeeks > 1 ? `every ${everyWeeks} weeks` : 'a week'}`] : []),
    ...(excludedDays.length > 0 ? [`never ${daysWords(excludedDays)}`] : []),
  ]
  return parts.length > 0 ? ` (${parts.join('; ')})` : ''
}
