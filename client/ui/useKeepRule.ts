import { useState } from 'react'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import type { FieldError } from './ErrorSummary.tsx'
import { toast } from './toast.ts'
import { useErrorIn } from './useErrorIn.ts'

type Sent<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Parameters<typeof fieldErrorsOf>[0] & { readonly code: string } }

interface KeepingRule {
  readonly errors: readonly FieldError[]
  readonly setErrors: (errors: readonly FieldError[]) => void
  readonly errorOf: (field: string) => string | undefined
  /** Sends, and says in place what was wrong: nothing typed is lost. @returns whether it was kept */
  readonly keep: <Value>(send: () => Promise<Sent<Value>>, saved: (value: Value) => string) => Promise<boolean>
}

/** Keeping what was typed into a form: sent, and answered in place. */
export function useKeepRule(): KeepingRule {
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const keep: KeepingRule['keep'] = async (send, saved) => {
    setErrors([])
    try {
      const sent = await send()
      if (!sent.ok) {
        setErrors(fieldErrorsOf(sent.refusal))
        return false
      }
      toast({ words: saved(sent.value), icon: 'check' })
      return true
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : String(fault) }])
      return false
    }
  }
  return { errors, setErrors, errorOf: useErrorIn(errors), keep }
}
