import { useState, type SubmitEvent } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Checkbox, Select, TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import {
  addShiftTemplate,
  changeShiftTemplate,
  shiftRoles,
  type ShiftRole,
  type TemplateRow,
} from '#shared/rota/contract.ts'
import { register } from '#shared/register/contract.ts'
import { DraftsBehind, type Behind } from './DraftsBehind.tsx'
import { readTemplate, templateEntryOf, type TemplateEntry } from './templateEntry.ts'

const roles = Object.entries(shiftRoles).map(([value, label]) => ({ value, label }))

interface TemplateFormProps {
  readonly template: TemplateRow | null
  readonly onBack: () => void
}

/** Adds a template, changes one, or sets one aside. */
export function TemplateForm({ template, onBack }: TemplateFormProps) {
  const [entry, setEntry] = useState<TemplateEntry>(() => templateEntryOf(template))
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [behind, setBehind] = useState<Behind | null>(null)
  const { save, busy } = useSaveTemplate(template, (left) => (left === null ? onBack() : setBehind(left)))
  const errorOf = useErrorIn(errors)
  const text = (field: 'name' | 'startsAt' | 'endsAt' | 'breakMinutes') => ({
    id: field,
    name: field,
    value: entry[field],
    error: errorOf(field),
    onChange: (event: { readonly target: { readonly value: string } }) =>
      setEntry({ ...entry, [field]: event.target.value }),
  })
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (!busy) setErrors(await save(entry))
  }
  if (template && behind)
    return <DraftsBehind name={entry.name} templateId={template.id} behind={behind} onDone={onBack} />

  return (
    <Dialog open title={template ? `Change ${template.name}` : 'Add a template'} onClose={onBack}>
      <form className="shift-form" noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <TextField label="Name" hint="As people say it: Early, Late" width="l" {...text('name')} />
        <div className="row">
          <TextField label="From" width="s" inputMode="numeric" hint="Like 15:00" {...text('startsAt')} />
          <TextField
            label="To"
            width="s"
            inputMode="numeric"
            hint="Past midnight is the next day"
            {...text('endsAt')}
          />
          <TextField label="Break" width="s" inputMode="numeric" hint="Minutes" {...text('breakMinutes')} />
        </div>
        <Select
          label="As"
          id="role"
          name="role"
          options={roles}
          value={entry.role}
          // The list is made of the roles.
          onChange={(event) => setEntry({ ...entry, role: event.target.value as ShiftRole })}
        />
        <WorkedAt
          template={template}
          value={entry.placeId}
          error={errorOf('placeId')}
          onChange={(placeId) => setEntry({ ...entry, placeId })}
        />
        {template && (
          <Checkbox
            label="No longer used"
            hint="It is not offered for new shifts. Shifts already on the rota stay."
            checked={entry.retired}
            onChange={(event) => setEntry({ ...entry, retired: event.target.checked })}
          />
        )}
        <div className="btns">
          <Button kind="p" type="submit" busy={busy}>
            Save
          </Button>
          <Button onClick={onBack}>Back</Button>
        </div>
      </form>
    </Dialog>
  )
}

interface WorkedAtProps {
  readonly template: TemplateRow | null
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (placeId: string) => void
}

/** The place where its shifts are worked, of those that are open and the one it has. */
function WorkedAt({ template, value, error, onChange }: WorkedAtProps) {
  const places = useAnswer(register, {}).data?.places ?? []
  const offered = places.filter(({ id, ended }) => !ended || id === template?.placeId)
  return (
    <Select
      label="Worked at"
      id="placeId"
      hint="People see it on their own rota"
      empty="Nowhere in particular"
      options={offered.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** @param onSaved told of the drafts that still have the times of before; of none `null` */
function useSaveTemplate(template: TemplateRow | null, onSaved: (behind: Behind | null) => void) {
  const adding = useSend(addShiftTemplate)
  const changing = useSend(changeShiftTemplate)
  const [seenVersion, setSeenVersion] = useState(template?.version ?? 1)
  const save = async (entry: TemplateEntry): Promise<readonly FieldError[]> => {
    const { errors, fields } = readTemplate(entry)
    if (fields === null) return errors
    try {
      const sent = template
        ? await changing.mutateAsync({ ...fields, templateId: template.id, seenVersion, retired: entry.retired })
        : await adding.mutateAsync(fields)
      if (sent.ok) {
        toast({ words: 'Template saved.', icon: 'check' })
        const saved = sent.value
        onSaved('drafts' in saved && saved.drafts > 0 ? saved : null)
        return []
      }
      if (sent.refusal.code === 'changed-since-seen') setSeenVersion(sent.refusal.version)
      return fieldErrorsOf(sent.refusal)
    } catch (fault) {
      return [{ message: fault instanceof Error ? fault.message : String(fault) }]
    }
  }
  return { save, busy: adding.isPending || changing.isPending }
}
