import { useState } from 'react'
import { newCommandId, useSend } from '#client/kernel/api.ts'
import { post } from '#client/kernel/outbox.ts'
import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import { toast } from '#client/ui/toast.ts'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { recordOutcome, type AllocationRow } from '#shared/allocations/contract.ts'
import { outcomes, type NotCompletedReason, type OutcomeCode } from '#shared/allocations/outcomes.ts'
import { unapprovedWords } from '#shared/allocations/unapproved.ts'
import type { Instant } from '#shared/time/instant.ts'
import { rememberPress } from './usePressed.ts'

/** An outcome as it stands on the form. */
export interface Said {
  readonly outcome: OutcomeCode | null
  readonly subReason: NotCompletedReason | null
  readonly reasons: string
  readonly occurredAt: Instant
}

/**
 * Saves an outcome. Without words it is a press like the others and needs no signal; with words about a person it is sent at once
 * or not at all, as such words are not kept on a phone.
 */
export function useRecordOutcome(row: AllocationRow) {
  const command = useSend(recordOutcome)
  const [errors, setErrors] = useState<readonly FieldError[]>([])

  const record = async ({ outcome, subReason, reasons, occurredAt }: Said): Promise<boolean> => {
    const missing = missingIn(outcome, subReason)
    setErrors(missing)
    if (outcome === null || missing.length > 0) return false
    const seenVersion = row.version
    const corrects = row.outcomeAt !== null
    const said = { outcome, subReason, reasons: reasons.trim(), ...(corrects && { corrects }) }
    const input = { allocationId: row.id, seenVersion, occurredAt, ...said }
    if (input.reasons === '') {
      const id = post(recordOutcome, input)
      rememberPress({ id, command: recordOutcome.name, input, leavesVersion: seenVersion + 1 })
      return true
    }
    try {
      const sent = await command.mutateAsync(input)
      // Seen at once: until the hub's next answer the page must not ask for the outcome again. The words are the hub's alone now.
      if (sent.ok)
        rememberPress({
          id: newCommandId(),
          command: recordOutcome.name,
          input: { ...input, reasons: '' },
          leavesVersion: seenVersion + 1,
        })
      if (!sent.ok) setErrors([{ message: sent.refusal.message, field: sent.refusal.field }])
      else if (sent.value.approval)
        toast({
          words: 'Saved. The register does not show your approval in force.',
          detail: `It says that the AMHP ${unapprovedWords[sent.value.approval]}. Ring the hub before an application goes to the hospital.`,
          icon: 'triangle',
        })
      return sent.ok
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : 'Not sent. Try again.' }])
      return false
    }
  }

  const errorOf = useErrorIn(errors)
  return { record, busy: command.isPending, errors, errorOf }
}

function missingIn(outcome: OutcomeCode | null, subReason: NotCompletedReason | null): readonly FieldError[] {
  if (outcome === null) return [{ field: 'outcome', message: 'Choose how the assessment ended' }]
  const needsWhy = outcomes[outcome].needsSubReason && subReason === null
  return needsWhy ? [{ field: 'subReason', message: 'Choose why it was not completed' }] : []
}
