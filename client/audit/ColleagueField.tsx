import { useAnswer } from '#client/kernel/api.ts'
import { Select } from '#client/ui/Field.tsx'
import { auditedPeople } from '#shared/audit/contract.ts'
import { roleNames } from '#shared/kernel/permission.ts'

export interface ColleagueFieldProps {
  readonly id: string
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (id: string) => void
}

/** Colleagues of the service, those who have left too: what they saw while they were here stays known. */
export function ColleagueField({ id, value, error, onChange }: ColleagueFieldProps) {
  const asked = useAnswer(auditedPeople, {})
  const options = (asked.data ?? []).map((one) => ({
    value: one.id,
    label: `${one.name}, ${one.left ? 'has left' : one.roles.map((role) => roleNames[role]).join(', ')}`,
  }))
  return (
    <Select
      id={id}
      label="Colleague"
      empty={asked.isLoading ? 'Loading the list' : 'Choose a colleague'}
      hint={asked.isError ? 'The list did not come: load the page again' : undefined}
      options={options}
      value={options.some((one) => one.value === value) ? value : ''}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
