import { Link } from '@tanstack/react-router'
import { useState, type SubmitEvent } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button, buttonClass } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { buildFromPatterns, MOST_WEEKS_BUILT, previewBuild, type BuildPreview } from '#shared/rota/patternContract.ts'
import { formatDayShort, isLondonDay, isoWeekOf, londonDay, type LondonDay } from '#shared/time/london.ts'
import { useKeepRule } from '#client/ui/useKeepRule.ts'

const lengths = Array.from({ length: MOST_WEEKS_BUILT }, (_, at) => ({
  value: String(at + 1),
  label: at === 0 ? '1 week' : `${at + 1} weeks`,
}))

interface Asked {
  readonly firstDay: LondonDay
  readonly weeks: string
}

/** From which day, how many weeks: what would change, in words, and then into the draft. */
export function BuildWeeks({ nextMonday }: { readonly nextMonday: LondonDay }) {
  const [firstDay, setFirstDay] = useState<string>(nextMonday)
  const [weeks, setWeeks] = useState('4')
  const [asked, setAsked] = useState<Asked | null>(null)
  const { errors, errorOf, setErrors, keep } = useKeepRule()
  const preview = useAnswer(previewBuild, asked)
  const building = useSend(buildFromPatterns)
  const look = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!isLondonDay(firstDay))
      return setErrors([{ field: 'firstDay', message: 'Give the first day, like 16/11/2026' }])
    setErrors([])
    setAsked({ firstDay: londonDay(firstDay), weeks })
  }
  const build = (): Promise<boolean> =>
    keep(
      () => building.mutateAsync({ firstDay, weeks: Number(weeks) }),
      ({ put, takenOff }) => `In the draft: ${put} put on or moved, ${takenOff} taken off.`,
    )
  return (
    <Card title="Build weeks from patterns">
      <form noValidate className="build-form" onSubmit={look}>
        <ErrorSummary errors={errors} />
        <TextField
          label="From"
          id="firstDay"
          type="date"
          width="m"
          value={firstDay}
          error={errorOf('firstDay')}
          onChange={(event) => {
            setFirstDay(event.target.value)
            setAsked(null)
          }}
        />
        <Select
          label="For"
          options={lengths}
          value={weeks}
          onChange={(event) => {
            setWeeks(event.target.value)
            setAsked(null)
          }}
        />
        <Button type="submit" kind={asked ? 's' : 'p'}>
          Show what changes
        </Button>
      </form>
      {asked && (
        <Answered of={preview}>
          {(answer) => <Difference answer={answer} busy={building.isPending} onBuild={() => void build()} />}
        </Answered>
      )}
    </Card>
  )
}

interface DifferenceProps {
  readonly answer: BuildPreview
  readonly busy: boolean
  readonly onBuild: () => void
}

function Difference({ answer: { firstDay, lastDay, changes, left, same }, busy, onBuild }: DifferenceProps) {
  const week = isoWeekOf(firstDay)
  return (
    <section aria-label="What changes" className="build-diff">
      <p className="plan-say" role="status">
        {formatDayShort(firstDay)} to {formatDayShort(lastDay)}: {count(changes.length, 'change')},{' '}
        {count(same, 'turn')} as they are{left.length > 0 && `, ${left.length} left out`}.
      </p>
      {changes.length > 0 && (
        <details className="plain" open={changes.length <= 12}>
          <summary>{count(changes.length, 'change')}</summary>
          <ul className="diffs">
            {changes.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </details>
      )}
      {left.length > 0 && (
        <details className="plain" open>
          <summary>{left.length} left out</summary>
          <ul className="diffs">
            {left.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </details>
      )}
      <div className="btns">
        {changes.length > 0 && (
          <Button kind="p" busy={busy} onClick={onBuild}>
            Put into the draft
          </Button>
        )}
        <Link to="/rota/$week" params={{ week }} className={buttonClass({ kind: 's' })}>
          Open the first week
        </Link>
      </div>
    </section>
  )
}

const count = (number: number, what: string): string => (number === 1 ? `1 ${what}` : `${number} ${what}s`)
