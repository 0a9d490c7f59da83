import { TextField } from '#client/ui/Field.tsx'
import { Table } from '#client/ui/Table.tsx'
import type { PlanningStart } from '#shared/planner/contract.ts'
import { skills } from '#shared/register/contract.ts'
import { countWords } from './planWords.ts'

export const skillParts = ['weekday', 'weekend'] as const
export type SkillPart = (typeof skillParts)[number]
export const skillField = (skill: string, part: SkillPart): string => `skill-${part}-${skill}`

interface WantedSkillsProps {
  readonly held: PlanningStart['skills']
  readonly valueOf: (field: string) => string
  readonly onChange: (field: string, value: string) => void
  readonly errorOf: (field: string) => string | undefined
}

/** How many with particular experience are wanted on duty each day: only experience that somebody on the register has. */
export function WantedSkills({ held, valueOf, onChange, errorOf }: WantedSkillsProps) {
  const wanted = held.filter(({ skill }) => skillParts.some((part) => valueOf(skillField(skill, part)) !== '0'))
  if (held.length === 0) return null
  return (
    <details className="plan-rules" open={wanted.length > 0 || undefined}>
      <summary>Experience wanted on duty</summary>
      <Table caption="People on duty each day who have it" narrow="scroll" className="plan-starts">
        <thead>
          <tr>
            <th scope="col">Experience</th>
            <th scope="col">Weekday</th>
            <th scope="col">Weekend and bank holiday</th>
          </tr>
        </thead>
        <tbody>
          {held.map(({ skill, people }) => (
            <tr key={skill}>
              <th scope="row">
                {skills[skill]} <span className="muted">{countWords(people, 'person has it', 'people have it')}</span>
              </th>
              {skillParts.map((part) => (
                <td key={part}>
                  <TextField
                    label={`On a ${part}, ${skills[skill]}`}
                    hideLabel
                    width="s"
                    inputMode="numeric"
                    id={skillField(skill, part)}
                    error={errorOf(skillField(skill, part))}
                    value={valueOf(skillField(skill, part))}
                    onChange={(event) => onChange(skillField(skill, part), event.target.value)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </details>
  )
}
