import { useState, type FormEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Checkbox, Select, TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { setPolicy } from '#shared/toil/ledgerContract.ts'
import { policyGroups, type PolicyGroup, type ToilPolicy } from '#shared/toil/policy.ts'
import { employerId as employerIdOf, type EmployerId } from '#shared/kernel/ids.ts'
import { formatDate, isLondonDay, londonDay } from '#shared/time/london.ts'
import { fieldOf, policyFields, policyFrom, type PolicyDraft } from './policyDraft.ts'
import { TryADay } from './TryADay.tsx'

export interface PolicyFormProps {
  /** Every employer of the register, also one that has no policy yet. */
  readonly employers: readonly { readonly id: EmployerId; readonly name: string }[]
  /** What the fields begin with: the policy that is shown above. */
  readonly start: ToilPolicy
}

const groupLabels: Record<PolicyGroup, string> = {
  everybody: 'Everybody',
  dedicated: 'Dedicated AMHPs only',
  combined: 'AMHPs with another post only',
  sessional: 'Sessional staff only',
}

interface Entry {
  readonly employer: string
  readonly from: string
  readonly group: PolicyGroup
  readonly draft: PolicyDraft
}

/** What the hub says of a part of the policy stands beside the field in which that part is typed. */
const besideFields = (errors: readonly FieldError[]): readonly FieldError[] =>
  errors.map((error) =>
    error.field?.startsWith('policy.') ? { ...error, field: fieldOf(error.field.split('.')) } : error,
  )

/** Sets a new policy from a day on. It begins with the one that is shown, and can be tried before it is saved. */
export function PolicyForm({ employers, start }: PolicyFormProps) {
  const [entry, setEntry, forget] = useKept<Entry>('toil.policy', {
    employer: employers[0]?.id ?? '',
    from: '',
    group: 'everybody',
    draft: {},
  })
  const { employer, from, group, draft } = entry
  const setDraft = (typed: PolicyDraft): void => setEntry({ ...entry, draft: typed })
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const set = useSend(setPolicy)
  const made = policyFrom(start, draft)
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const wrong: readonly FieldError[] = [
      ...(employer === '' ? [{ field: 'employerId', message: 'Choose the employer whose policy it is' }] : []),
      ...(isLondonDay(from)
        ? []
        : [{ field: 'effectiveFrom', message: 'Give the day of the first shift that it holds for, like 01/01/2027' }]),
      ...(made.ok ? [] : made.errors),
    ]
    setErrors(wrong)
    if (!made.ok || wrong.length > 0) return
    try {
      const input = {
        employerId: employerIdOf.parse(employer),
        effectiveFrom: from,
        appliesTo: group,
        policy: made.policy,
      }
      const sent = await set.mutateAsync(input)
      if (!sent.ok) return setErrors(besideFields(fieldErrorsOf(sent.refusal)))
      forget()
      toast({ words: `Set: it holds for shifts from ${formatDate(londonDay(from))}.` })
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : 'Not sent. Try again.' }])
    }
  }
  const errorOf = useErrorIn(errors)
  return (
    <Card title="Set a new policy">
      <details className="plain">
        <summary>Begin with the policy shown above</summary>
        <form noValidate className="policy-form" onSubmit={(event) => void save(event)}>
          <ErrorSummary errors={errors} />
          <Select
            label="Employer"
            id="employerId"
            error={errorOf('employerId')}
            options={employers.map(({ id: value, name: label }) => ({ value, label }))}
            value={employer}
            onChange={(event) => setEntry({ ...entry, employer: event.target.value })}
          />
          <TextField
            label="Holds for shifts from"
            id="effectiveFrom"
            type="date"
            value={from}
            error={errorOf('effectiveFrom')}
            onChange={(event) => setEntry({ ...entry, from: event.target.value })}
          />
          <Select
            label="For"
            options={policyGroups.map((value) => ({ value, label: groupLabels[value] }))}
            value={group}
            onChange={(event) =>
              setEntry({ ...entry, group: policyGroups.find((one) => one === event.target.value) ?? 'everybody' })
            }
          />
          {policyFields.map((field) =>
            field.kind === 'yes-no' ? (
              <Checkbox
                key={field.name}
                label={field.label}
                checked={draft[field.name] === undefined ? field.read(start) === 'yes' : draft[field.name] === 'yes'}
                onChange={(event) => setDraft({ ...draft, [field.name]: event.target.checked ? 'yes' : 'no' })}
              />
            ) : field.kind === 'choice' ? (
              <Select
                key={field.name}
                label={field.label}
                options={field.options}
                value={draft[field.name] ?? field.read(start)}
                onChange={(event) => setDraft({ ...draft, [field.name]: event.target.value })}
              />
            ) : (
              <TextField
                key={field.name}
                label={field.label}
                hint={field.hint}
                id={field.name}
                width="s"
                inputMode="numeric"
                value={draft[field.name] ?? field.read(start)}
                error={errorOf(field.name)}
                onChange={(event) => setDraft({ ...draft, [field.name]: event.target.value })}
              />
            ),
          )}
          {made.ok && (
            <fieldset className="try-in-form">
              <legend>Try it before you save it</legend>
              <TryADay policy={made.policy} />
            </fieldset>
          )}
          <Button type="submit" kind="p" busy={set.isPending}>
            Set the policy
          </Button>
        </form>
      </details>
    </Card>
  )
}
