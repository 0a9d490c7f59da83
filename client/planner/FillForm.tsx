import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { Table } from '#client/ui/Table.tsx'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import type { PlanJobId } from '#shared/kernel/ids.ts'
import { fillRota, type PlanningStart } from '#shared/planner/contract.ts'
import { fillRules } from '#shared/planner/serviceProblem.ts'
import { skills, type Skill } from '#shared/register/contract.ts'
import { addDays, formatDate } from '#shared/time/london.ts'
import { peopleTyped } from './planWords.ts'
import { skillField, skillParts, WantedSkills, type SkillPart } from './WantedSkills.tsx'

interface FillFormProps {
  readonly start: PlanningStart
  readonly onAsked: (jobId: PlanJobId) => void
}

const WEEKS_AHEAD = 8
const lengths = [1, 2, 3, 4, 5, 6].map((weeks) => ({
  value: String(weeks),
  label: weeks === 1 ? '1 week' : `${weeks} weeks`,
}))
type Part = 'weekday' | 'weekend'

/** Which weeks, and how many people each shift needs. */
export function FillForm({ start, onAsked }: FillFormProps) {
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [firstDay, setFirstDay] = useState<string>(start.nextMonday)
  const [weeks, setWeeks] = useState('4')
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const ask = useSend(fillRota)
  const keyOf = (templateId: string, part: Part) => `${part}-${templateId}`
  const valueOf = (need: PlanningStart['needs'][number], part: Part) =>
    typed[keyOf(need.templateId, part)] ?? String(need[part])
  const wantedOf = (field: string): string => typed[field] ?? '0'
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const wrong = start.needs
      .flatMap((need) => (['weekday', 'weekend'] as const).map((part) => ({ need, part })))
      .find(({ need, part }) => peopleTyped(valueOf(need, part)) === null)
    if (wrong)
      return setErrors([
        {
          field: keyOf(wrong.need.templateId, wrong.part),
          message: `Give the number of people on ${wrong.need.name}, 0 to 20.`,
        },
      ])
    const oddSkill = start.skills
      .flatMap(({ skill }) => skillParts.map((part) => ({ skill, field: skillField(skill, part) })))
      .find(({ field }) => peopleTyped(wantedOf(field)) === null)
    if (oddSkill)
      return setErrors([
        { field: oddSkill.field, message: `Give the number of people with ${skills[oddSkill.skill]}, 0 to 20.` },
      ])
    const many = (skill: Skill, part: SkillPart) => peopleTyped(wantedOf(skillField(skill, part))) ?? 0
    const wanted = start.skills
      .map(({ skill }) => ({ skill, weekday: many(skill, 'weekday'), weekend: many(skill, 'weekend') }))
      .filter(({ weekday, weekend }) => weekday + weekend > 0)
    const needs = start.needs.map((need) => ({
      templateId: need.templateId,
      weekday: peopleTyped(valueOf(need, 'weekday')) ?? 0,
      weekend: peopleTyped(valueOf(need, 'weekend')) ?? 0,
    }))
    try {
      const sent = await ask.mutateAsync({ firstDay, weeks: Number(weeks), needs, wanted })
      setErrors(sent.ok ? [] : fieldErrorsOf(sent.refusal))
      if (sent.ok) onAsked(sent.value.jobId)
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : 'Not sent. Try again.' }])
    }
  }
  const errorOf = useErrorIn(errors)
  const mondays = Array.from({ length: WEEKS_AHEAD }, (_, week) => addDays(start.nextMonday, 7 * week))
  const field = (need: PlanningStart['needs'][number], part: Part, words: string) => (
    <TextField
      label={`${words}, ${need.name}`}
      hideLabel
      width="s"
      inputMode="numeric"
      id={keyOf(need.templateId, part)}
      error={errorOf(keyOf(need.templateId, part))}
      value={valueOf(need, part)}
      onChange={(event) => setTyped({ ...typed, [keyOf(need.templateId, part)]: event.target.value })}
    />
  )
  return (
    <Card title="What to fill">
      <form noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <div className="row">
          <Select
            label="From Monday"
            id="firstDay"
            options={mondays.map((day) => ({ value: day, label: formatDate(day) }))}
            value={firstDay}
            onChange={(event) => setFirstDay(event.target.value)}
          />
          <Select
            label="For"
            id="weeks"
            options={lengths}
            value={weeks}
            onChange={(event) => setWeeks(event.target.value)}
          />
        </div>
        <Table caption="People needed on each shift" narrow="scroll" className="plan-starts">
          <thead>
            <tr>
              <th scope="col">Shift</th>
              <th scope="col">Weekday</th>
              <th scope="col">Weekend and bank holiday</th>
            </tr>
          </thead>
          <tbody id="needs">
            {start.needs.map((need) => (
              <tr key={need.templateId}>
                <th scope="row">
                  {need.name}{' '}
                  <span className="muted">
                    {need.startsAt} to {need.endsAt}
                  </span>
                </th>
                <td>{field(need, 'weekday', 'People on a weekday')}</td>
                <td>{field(need, 'weekend', 'People at a weekend')}</td>
              </tr>
            ))}
          </tbody>
        </Table>
        <WantedSkills
          held={start.skills}
          valueOf={wantedOf}
          onChange={(name, value) => setTyped({ ...typed, [name]: value })}
          errorOf={errorOf}
        />
        <details className="plan-rules">
          <summary>The rules it keeps</summary>
          <ul className="method">
            {fillRules.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </details>
        <div className="btns no-print">
          <Button kind="p" type="submit" busy={ask.isPending}>
            Fill these weeks
          </Button>
        </div>
      </form>
    </Card>
  )
}
