import type { SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Checkbox, Select, TextField } from '#client/ui/Field.tsx'
import { Table } from '#client/ui/Table.tsx'
import { useEntry } from '#client/ui/useEntry.ts'
import type { TemplateRow } from '#shared/rota/contract.ts'
import { LONGEST_PATTERN, type Pattern } from '#shared/rota/pattern.ts'
import { keepPattern, type PatternRow } from '#shared/rota/patternContract.ts'
import { chosenOn, turnChoices, withChoice } from './patternGrid.ts'

interface PatternFormProps {
  readonly pattern: PatternRow | null
  readonly templates: readonly TemplateRow[]
  readonly onClose: () => void
}

const noWeeks: Pattern['weeks'] = [[]]
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** The weeks of a pattern, a choice for each day. What is on the rota stays until weeks are built again. */
export function PatternForm({ pattern, templates, onClose }: PatternFormProps) {
  const begun = () => ({
    name: pattern?.name ?? '',
    weeks: pattern?.weeks ?? noWeeks,
    retired: pattern?.retired ?? false,
  })
  const { entry, change, tie, errors, setErrors, seenVersion, keep } = useEntry(begun, pattern?.version)
  const { name, weeks, retired } = entry
  const sending = useSend(keepPattern)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (name.trim() === '') return setErrors([{ field: 'name', message: 'Give it a name, like “Four weeks, Hub”' }])
    const input = {
      patternId: pattern?.id ?? null,
      seenVersion,
      name,
      weeks: weeks.map((week) => [...week]),
      retired,
    }
    if (
      await keep(
        () => sending.mutateAsync(input),
        () => 'Pattern kept. Build weeks to put it on the rota.',
      )
    )
      onClose()
  }
  return (
    <Dialog open wide title={pattern ? `Change ${pattern.name}` : 'Add a pattern'} onClose={onClose}>
      <form noValidate className="shift-form" onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <TextField label="Name" width="l" {...tie('name')} />
        <Weeks weeks={weeks} templates={templates} onChange={(changed) => change({ weeks: changed })} />
        {pattern && (
          <Checkbox
            label="No longer used"
            hint="Nothing more is built from it. What is on the rota stays."
            checked={retired}
            onChange={(event) => change({ retired: event.target.checked })}
          />
        )}
        <div className="btns">
          <Button kind="p" type="submit" busy={sending.isPending}>
            Keep the pattern
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  )
}

interface WeeksProps {
  readonly weeks: Pattern['weeks']
  readonly templates: readonly TemplateRow[]
  readonly onChange: (weeks: Pattern['weeks']) => void
}

function Weeks({ weeks, templates, onChange }: WeeksProps) {
  const choices = turnChoices(templates, weeks)
  const set = (at: number, weekday: number, value: string): void =>
    onChange(weeks.map((week, index) => (index === at ? withChoice(week, weekday, value) : week)))
  return (
    <>
      <Table
        caption="Weeks of the pattern; a week without turns is an off week"
        narrow="cards"
        className="labelled pattern-grid"
      >
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
          {weeks.map((week, at) => (
            <tr key={at}>
              <th scope="row">Week {at + 1}</th>
              {weekdays.map((name, weekday) => (
                <td key={name} data-label={name}>
                  <Select
                    label={`Week ${at + 1}, ${name}`}
                    hideLabel
                    empty="–"
                    options={choices}
                    value={chosenOn(week, weekday + 1)}
                    onChange={(event) => set(at, weekday + 1, event.target.value)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
      {templates.length === 0 && (
        <p className="muted small">Add shift templates on the rota first: a day is one of them.</p>
      )}
      <div className="btns">
        <Button
          size="sm"
          icon="plus"
          disabled={weeks.length >= LONGEST_PATTERN}
          onClick={() => onChange([...weeks, []])}
        >
          Add a week
        </Button>
        <Button size="sm" disabled={weeks.length < 2} onClick={() => onChange(weeks.slice(0, -1))}>
          Remove week {weeks.length}
        </Button>
      </div>
    </>
  )
}
