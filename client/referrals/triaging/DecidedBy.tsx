import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Select } from '#client/ui/Field.tsx'
import { register } from '#shared/register/contract.ts'
import { needsAmhp } from '#shared/referrals/triaging/decider.ts'
import type { TriageDuty, TriageOutcome } from '#shared/referrals/triage.ts'

export interface DecidedByProps {
  readonly outcome: TriageOutcome | null
  readonly duty: string
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (personId: string) => void
}

/** Who decided. A "no" under section 13 is an approved AMHP's; whoever writes it down says whose it is, and the register is asked. */
export function DecidedBy({ outcome, duty, value, error, onChange }: DecidedByProps) {
  const { person } = useSession()
  const amhps = useAnswer(register, {}).data?.amhps ?? []
  const needed = outcome !== null && needsAmhp(outcome, duty as TriageDuty)
  if (!needed && value === '' && error === undefined) return null
  return (
    <Select
      id="decidedBy"
      label="Decided by"
      hint="An approved AMHP considers the case, section 13. Their approval is checked for today and for this council"
      empty={`Me, ${person.name}`}
      options={amhps
        .filter(({ personId }) => personId !== person.id)
        .map(({ personId, name }) => ({ value: personId, label: name }))}
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
