import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import { toast } from '#client/ui/toast.ts'
import type { SentTo } from '#shared/kernel/command.ts'
import { addShift, changeShift, type ShiftRow } from '#shared/rota/contract.ts'

/**
 * Saves a shift, new or changed. Answers with what is wrong; nothing when it was saved.
 * The version is the one that was there when the form was opened, so that news behind it overwrites nothing unseen. Whoever is
 * overtaken is told, and then saves against what is there now; nothing typed is lost.
 */
export function useSaveShift(shift: ShiftRow | null, onSaved: () => void) {
  const adding = useSend(addShift)
  const changing = useSend(changeShift)
  const [seenVersion, setSeenVersion] = useState(shift?.version ?? 1)

  const save = async (input: SentTo<typeof addShift>): Promise<readonly FieldError[]> => {
    try {
      const sent = shift
        ? await changing.mutateAsync({ ...input, shiftId: shift.id, seenVersion })
        : await adding.mutateAsync(input)
      if (!sent.ok) {
        if (sent.refusal.code === 'changed-since-seen') setSeenVersion(sent.refusal.version)
        return fieldErrorsOf(sent.refusal)
      }
      toast({
        words: shift ? 'Changed on the rota.' : 'On the rota.',
        icon: 'check',
        detail: sent.value.warnings.join(' ') || undefined,
      })
      onSaved()
      return []
    } catch (fault) {
      return [{ message: fault instanceof Error ? fault.message : String(fault) }]
    }
  }
  return { save, seenVersion, busy: adding.isPending || changing.isPending }
}
