import { useState } from 'react'
import { Checkbox, ErrorMessage, TextField } from '#client/ui/Field.tsx'
import type { PersonId } from '#shared/kernel/ids.ts'
import { roleNames, type Role } from '#shared/kernel/permission.ts'

export interface ListedPerson {
  readonly personId: PersonId
  readonly name: string
  readonly roles: readonly Role[]
}

interface PeopleListProps {
  readonly label: string
  readonly hint: string
  readonly people: readonly ListedPerson[]
  readonly chosen: readonly PersonId[]
  readonly error: string | undefined
  readonly onChange: (chosen: readonly PersonId[]) => void
}

/** Several of the service's people: found by name, ticked, and those ticked stay in sight. */
export function PeopleList({ label, hint, people, chosen, error, onChange }: PeopleListProps) {
  const [find, setFind] = useState('')
  const wanted = find.trim().toLowerCase()
  const shown = people.filter(({ personId, name }) => chosen.includes(personId) || name.toLowerCase().includes(wanted))
  const toggle = (id: PersonId, on: boolean): void =>
    onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id))
  return (
    <fieldset className={error ? 'f bad people-list' : 'f people-list'} id="personIds" tabIndex={-1}>
      <legend className="label">{label}</legend>
      <span className="hint">{hint}</span>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      <TextField
        label="Find by name"
        hideLabel
        placeholder="Find by name"
        type="search"
        value={find}
        onChange={(event) => setFind(event.target.value)}
      />
      <div className="people-ticks">
        {shown.map(({ personId, name, roles }) => (
          <Checkbox
            key={personId}
            label={name}
            hint={roles.map((role) => roleNames[role]).join(', ')}
            checked={chosen.includes(personId)}
            onChange={(event) => toggle(personId, event.target.checked)}
          />
        ))}
      </div>
    </fieldset>
  )
}
