import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import { toast } from '#client/ui/toast.ts'
import type { SentTo } from '#shared/kernel/command.ts'
import { addShift, changeShift, type ShiftRow } from '#shared/rota/contract.ts'
import { putInDraft } from '#shared/rota/planContract.ts'
import { useOverLeave } from './useOverLeave.ts'

/**
 * Saves a shift, new or changed, in the draft or on the rota at once. Answers with what is wrong; nothing when it was saved.
 * The version is the one that was there when the form was opened, so that news behind it overwrites nothing unseen. Whoever is
 * overtaken is told, and then saves against what is there now; nothing typed is lost.
 *
 * @param drafted the version of the draft of it, 0 while it is not in the draft
 */
export function useSaveShift(shift: ShiftRow | null, drafted: number, onSaved: () => void) {
  const over = useOverLeave(shift?.id ?? 'new')
  const [adding, changing, drafting] = [useSend(addShift), useSend(changeShift), useSend(putInDraft)]
  const [seenVersion, setSeenVersion] = useState(shift?.version ?? 1)
  const [seenDraft, setSeenDraft] = useState(drafted)
  const [seenOnRota, setSeenOnRota] = useState<number | null>(shift?.version ?? 0)

  const onTheRota = (input: SentTo<typeof addShift>) =>
    shift
      ? changing.mutateAsync({ ...input, ...over.sent, shiftId: shift.id, seenVersion })
      : adding.mutateAsync({ ...input, ...over.sent })
  const inTheDraft = (input: SentTo<typeof addShift>) =>
    drafting.mutateAsync({
      ...input,
      shiftId: shift?.id ?? null,
      seenVersion: seenDraft,
      seenOnRota: seenOnRota ?? shift?.version ?? 0,
    })

  const save = async (input: SentTo<typeof addShift>, atOnce: boolean): Promise<readonly FieldError[]> => {
    try {
      const sent = atOnce ? await onTheRota(input) : await inTheDraft(input)
      if (!sent.ok) {
        const { refusal } = sent
        over.hears(refusal)
        if (refusal.code === 'changed-since-seen') {
          ;(atOnce ? setSeenVersion : setSeenDraft)(refusal.version)
          // From now on what the screen has learned of the rota since.
          setSeenOnRota(null)
        }
        return fieldErrorsOf(refusal)
      }
      const words = atOnce
        ? shift
          ? 'Changed on the rota.'
          : 'On the rota.'
        : 'In the draft. Only whoever plans the rota sees it yet.'
      over.forget()
      toast({ words, icon: 'check', detail: sent.value.warnings.join(' ') || undefined })
      onSaved()
      return []
    } catch (fault) {
      return [{ message: fault instanceof Error ? fault.message : String(fault) }]
    }
  }
  return { save, over, seenVersion, busy: adding.isPending || changing.isPending || drafting.isPending }
}
