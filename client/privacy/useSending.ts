import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import type { AnyCommand, DoneBy, SentTo } from '#shared/kernel/command.ts'

/**
 * A form's way to send: what is wrong stands beside its field and in the summary, and nothing typed is lost.
 *
 * @example const hold = useSending(holdRecord); const done = await hold.submit(input); if (done) onDone(done.value)
 */
export function useSending<C extends AnyCommand>(command: C) {
  const send = useSend(command)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const submit = async (
    input: SentTo<C>,
    onRefused?: (code: string) => void,
  ): Promise<{ readonly value: DoneBy<C> } | null> => {
    if (send.isPending) return null
    setErrors([])
    try {
      const sent = await send.mutateAsync(input)
      if (sent.ok) return { value: sent.value }
      setErrors(fieldErrorsOf(sent.refusal))
      onRefused?.(sent.refusal.code)
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : String(fault) }])
    }
    return null
  }
  const errorOf = useErrorIn(errors)
  return { submit, errors, setErrors, errorOf, busy: send.isPending }
}
