import { useMemo } from 'react'
import { useSend } from '#client/kernel/api.ts'
import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import { useKeepRule } from '#client/ui/useKeepRule.ts'
import type { SentTo } from '#shared/kernel/command.ts'
import { addAmhp, changeAmhp, type AmhpRow } from '#shared/register/contract.ts'
import type { LondonDay } from '#shared/time/london.ts'
import { boxOf } from './amhpEntry.ts'

/**
 * Saves an entry, new or changed, against the version that was there when the form was opened. Whoever is overtaken is told by whom, finds
 * in the boxes that they did not touch what is there now, and saves again.
 */
export function useSaveAmhp(row: AmhpRow | null, onSaved: () => void) {
  const adding = useSend(addAmhp)
  const changing = useSend(changeAmhp)
  const { seenVersion, errors, setErrors, keep } = useKeepRule(row?.version ?? 1)

  const save = async (
    { existingPersonId, ...entry }: SentTo<typeof addAmhp>,
    contractFrom: LondonDay | null,
  ): Promise<void> => {
    const kept = row
      ? await keep(
          () => changing.mutateAsync({ ...entry, personId: row.personId, seenVersion, contractFrom }),
          () => 'Saved on the register.',
        )
      : await keep(
          () => adding.mutateAsync({ ...entry, existingPersonId }),
          () => `${entry.name} is on the register.`,
        )
    if (kept) onSaved()
  }
  // The same list until the next save: the boxes tell by it what was typed since.
  const onBoxes = useMemo(() => errors.map(onForm), [errors])
  return { save, errors: onBoxes, setErrors, seenVersion, busy: adding.isPending || changing.isPending }
}

/** Some fields of the contract are one field of the form each. */
const onForm = ({ field, message }: FieldError): FieldError => ({
  message,
  field: field === undefined ? undefined : boxOf(field),
})
