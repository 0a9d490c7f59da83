import { Select, TextField } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { shiftRoles, type ShiftRole, type ShiftRow, type TemplateRow } from '#shared/rota/contract.ts'
import { OWN_TIMES, type ShiftEntry } from './shiftEntry.ts'

interface ShiftTimesProps {
  readonly entry: ShiftEntry
  readonly templates: readonly TemplateRow[]
  /** The shift being changed keeps its template, also one that is no longer in use. */
  readonly own: ShiftRow | null
  readonly errorOf: (field: string) => string | undefined
  readonly onChange: (part: Partial<ShiftEntry>) => void
}

const roles = Object.entries(shiftRoles).map(([value, label]) => ({ value, label }))

/** The times of a shift: a template in one press, or any times typed. */
export function ShiftTimes({ entry, templates, own, errorOf, onChange }: ShiftTimesProps) {
  const usable = templates.filter(({ retired, id }) => !retired || id === own?.templateId)
  const options = [...usable.map(asOption), { value: OWN_TIMES, label: 'Other times' }]
  const ownTimes = entry.choice === OWN_TIMES
  return (
    <>
      {usable.length > 0 && (
        <RadioChips
          label="Shift"
          id="times"
          options={options}
          value={entry.choice}
          error={errorOf('times')}
          onChange={(choice) => onChange({ choice })}
        />
      )}
      {ownTimes && (
        <div className="row">
          <TextField
            label="From"
            id="startsAt"
            name="startsAt"
            width="s"
            hint="Like 15:00"
            inputMode="numeric"
            value={entry.from}
            error={
              errorOf('startsAt') ?? errorOf('times.startsAt') ?? (usable.length === 0 ? errorOf('times') : undefined)
            }
            onChange={(event) => onChange({ from: event.target.value })}
          />
          <TextField
            label="To"
            id="endsAt"
            name="endsAt"
            width="s"
            hint="Past midnight is the next day"
            inputMode="numeric"
            value={entry.until}
            error={errorOf('endsAt') ?? errorOf('times.endsAt')}
            onChange={(event) => onChange({ until: event.target.value })}
          />
          <Select
            label="As"
            id="role"
            name="role"
            hint="What they are on for"
            options={roles}
            value={entry.role}
            // The list is made of the roles.
            onChange={(event) => onChange({ role: event.target.value as ShiftRole })}
          />
        </div>
      )}
    </>
  )
}

function asOption({ id, name, startsAt, endsAt, role }: TemplateRow) {
  const times = `${startsAt} to ${endsAt}`
  const words = name.includes(startsAt) ? name : `${times}, ${name}`
  return {
    value: String(id),
    label: role === 'duty' || words.includes(shiftRoles[role]) ? words : `${words} (${shiftRoles[role]})`,
  }
}
