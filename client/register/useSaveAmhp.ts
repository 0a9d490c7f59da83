import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import { toast } from '#client/ui/toast.ts'
import type { SentTo } from '#shared/kernel/command.ts'
import { addAmhp, changeAmhp, type AmhpRow } from '#shared/register/contract.ts'

/**
 * Saves an entry, new or changed, against the version that was there when the form was opened. Answers with what is wrong;
 * nothing when it was saved. Whoever is overtaken is told by whom, and saves again against what is there now.
 */
export function useSaveAmhp(row: AmhpRow | null, onSaved: () => void) {
  const adding = useSend(addAmhp)
  const changing = useSend(changeAmhp)
  const [seenVersion, setSeenVersion] = useState(row?.version ?? 1)

  const save = async ({ existingPersonId, ...entry }: SentTo<typeof addAmhp>): Promise<readonly FieldError[]> => {
    try {
      const sent = row
        ? await changing.mutateAsync({ ...entry, personId: row.personId, seenVersion })
        : await adding.mutateAsync({ ...entry, existingPersonId })
      if (sent.ok) {
        toast({ words: row ? 'Saved on the register.' : `${entry.name} is on the register.`, icon: 'check' })
        onSaved()
        return []
      }
      if (sent.refusal.code === 'changed-since-seen') setSeenVersion(sent.refusal.version)
      return fieldErrorsOf(sent.refusal).map(onForm)
    } catch (fault) {
      return [{ message: fault instanceof Error ? fault.message : String(fault) }]
    }
  }
  return { save, seenVersion, busy: adding.isPending || changing.isPending }
}

/** Two fields of the contract are one field of the form each. */
const onForm = ({ field, message }: FieldError): FieldError => ({
  message,
  field: field?.startsWith('languages')
    ? 'languages'
    : field === 'contractedMinutesPerWeek'
      ? 'contractedHours'
      : field,
})
