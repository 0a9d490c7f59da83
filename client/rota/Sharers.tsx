import { Button } from '#client/ui/Button.tsx'
import { ErrorMessage, Select } from '#client/ui/Field.tsx'
import { personId as personIdOf } from '#shared/kernel/ids.ts'
import type { Patterns } from '#shared/rota/patternContract.ts'
import type { DutySharer, Sharing } from '#shared/rota/sharedDuty.ts'
import { DayBoxes } from './DayBoxes.tsx'

interface SharersProps {
  readonly people: Patterns['people']
  readonly how: Sharing
  readonly sharers: readonly DutySharer[]
  readonly error: string | undefined
  readonly onChange: (sharers: readonly DutySharer[]) => void
}

const numbers = (most: number, words: (count: number) => string) =>
  Array.from({ length: most }, (_, at) => ({ value: String(at + 1), label: words(at + 1) }))
const owed = numbers(5, (count) => (count === 1 ? '1 day' : `${count} days`))
const everies = numbers(8, (count) => (count === 1 ? 'every week' : `every ${count} weeks`))

/** Who shares a duty, in the order in which it goes round, when they never can, and how much of it they owe. */
export function Sharers({ people, how, sharers, error, onChange }: SharersProps) {
  const nameOf = (id: string): string => people.find(({ personId }) => personId === id)?.name ?? 'Somebody'
  const left = people.filter(({ personId }) => !sharers.some((one) => one.personId === personId))
  const set = (at: number, part: Partial<DutySharer>): void =>
    onChange(sharers.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <fieldset className={error ? 'f bad' : 'f'} id="people" tabIndex={-1}>
      <legend className="label">Among</legend>
      {error !== undefined && <ErrorMessage>{error}</ErrorMessage>}
      <ol className="sharers">
        {sharers.map((one, at) => (
          <li key={one.personId}>
            <div className="pattern-h">
              <b>{nameOf(one.personId)}</b>
              <Button
                size="sm"
                kind="q"
                onClick={() => onChange(sharers.filter(({ personId }) => personId !== one.personId))}
              >
                Take out<span className="vh"> {nameOf(one.personId)}</span>
              </Button>
            </div>
            {how === 'owed' && (
              <div className="row">
                <Select
                  label="Owes"
                  options={owed}
                  value={String(one.owedAWeek)}
                  onChange={(event) => set(at, { owedAWeek: Number(event.target.value) })}
                />
                <Select
                  label="How often"
                  options={everies}
                  value={String(one.everyWeeks)}
                  onChange={(event) => set(at, { everyWeeks: Number(event.target.value) })}
                />
              </div>
            )}
            <details className="plain" open={one.excludedDays.length > 0}>
              <summary>
                Days on which they never can<span className="vh">: {nameOf(one.personId)}</span>
              </summary>
              <DayBoxes
                legend={`${nameOf(one.personId)} never on`}
                id={`never-${one.personId}`}
                days={one.excludedDays}
                onChange={(excludedDays) => set(at, { excludedDays })}
              />
            </details>
          </li>
        ))}
      </ol>
      <Select
        label="Add somebody"
        empty="Choose somebody"
        options={left.map(({ personId, name }) => ({ value: personId, label: name }))}
        value=""
        onChange={(event) =>
          event.target.value !== '' &&
          onChange([
            ...sharers,
            { personId: personIdOf.parse(event.target.value), excludedDays: [], owedAWeek: 1, everyWeeks: 1 },
          ])
        }
      />
    </fieldset>
  )
}
