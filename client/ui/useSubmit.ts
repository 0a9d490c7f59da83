import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { fieldErrorsOf, NotSent } from '#client/kernel/wire.ts'
import type { FieldError } from './ErrorSummary.tsx'
import { useErrorIn } from './useErrorIn.ts'
import type { AnyCommand, DoneBy, SentTo } from '#shared/kernel/command.ts'

export interface Submitting<C extends AnyCommand> {
  /** For the summary; a new list after each try that failed. */
  readonly errors: readonly FieldError[]
  /** What to fix in one box. */
  readonly errorIn: (field: string) => string | undefined
  /** The hub could not be reached: why, in words. */
  readonly unsent: string | null
  readonly busy: boolean
  /** Shows what the form itself found. */
  readonly fail: (errors: readonly FieldError[]) => void
  /** Sends; `null` when it was refused or did not arrive, and then everything typed is still there. */
  readonly submit: (input: SentTo<C>) => Promise<DoneBy<C> | null>
  /** The same for a command that answers nothing: whether it is done. */
  readonly tried: (input: SentTo<C>) => Promise<boolean>
}

/** A form's way to send one command: refusals by the boxes they are about, and no answer said as that. */
export function useSubmit<C extends AnyCommand>(command: C): Submitting<C> {
  const sending = useSend(command)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [unsent, setUnsent] = useState<string | null>(null)
  const attempt = async (input: SentTo<C>): Promise<{ readonly value: DoneBy<C> } | null> => {
    setErrors([])
    setUnsent(null)
    try {
      const sent = await sending.mutateAsync(input)
      if (sent.ok) return { value: sent.value }
      setErrors(fieldErrorsOf(sent.refusal))
    } catch (fault) {
      if (!(fault instanceof NotSent)) throw fault
      setUnsent(fault.message)
    }
    return null
  }
  return {
    errors,
    errorIn: useErrorIn(errors),
    unsent,
    busy: sending.isPending,
    fail: setErrors,
    submit: async (input) => (await attempt(input))?.value ?? null,
    tried: async (input) => (await attempt(input)) !== null,
  }
}
