import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { toast } from '#client/ui/toast.ts'
import { endException, type ExceptionRow, type Patterns } from '#shared/rota/patternContract.ts'
import { formatDayShort } from '#shared/time/london.ts'
import { turnsWords } from './PatternsCard.tsx'
import type { PatternsOpen } from './PatternsPage.tsx'

interface ExceptionsCardProps {
  readonly answer: Patterns
  readonly onOpen: (open: PatternsOpen) => void
}

/** Single days that somebody set by hand: they stay when the pattern changes. */
export function ExceptionsCard({ answer, onOpen }: ExceptionsCardProps) {
  return (
    <Card
      title="Exceptions"
      aside={
        <Button icon="plus" onClick={() => onOpen({ what: 'exception' })}>
          Add an exception
        </Button>
      }
    >
      {answer.exceptions.length === 0 ? (
        <EmptyState title="No exceptions ahead">
          One person’s day, off or with other times, whatever their pattern says.
        </EmptyState>
      ) : (
        <ul className="places">
          {answer.exceptions.map((exception) => (
            <OneException key={exception.id} exception={exception} people={answer.people} />
          ))}
        </ul>
      )}
    </Card>
  )
}

interface OneExceptionProps {
  readonly exception: ExceptionRow
  readonly people: Patterns['people']
}

function OneException({ exception, people }: OneExceptionProps) {
  const ending = useSend(endException)
  const name = people.find(({ personId }) => personId === exception.personId)?.name ?? 'Somebody'
  const end = async (): Promise<void> => {
    const sent = await ending.mutateAsync({ exceptionId: exception.id })
    toast(
      sent.ok
        ? { words: `${formatDayShort(exception.day)} follows the pattern again.`, icon: 'check' }
        : { words: sent.refusal.message, icon: 'triangle' },
    )
  }
  return (
    <li>
      <span>
        <b>{name}</b>, {formatDayShort(exception.day)}:{' '}
        {exception.turns.length === 0 ? 'off' : turnsWords(exception.turns)}. {exception.why}{' '}
        <span className="muted">({exception.byName})</span>
      </span>
      <Button size="sm" kind="q" busy={ending.isPending} onClick={() => void end()}>
        End it
        <span className="vh">
          : {name}, {formatDayShort(exception.day)}
        </span>
      </Button>
    </li>
  )
}
