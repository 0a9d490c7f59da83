import { useState, type SubmitEvent } from 'react'
import { fieldErrorsOf, type Said } from '#client/kernel/wire.ts'
import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import type { Outcome } from '#shared/kernel/outcome.ts'

/** Reads a box of a form as it was typed, without the spaces around it. */
export type Typed = (name: string) => string

/** A small form in a dialog: what is missing is said before it is sent, and nothing typed goes when the hub says no. */
export function useAsking<Value>(
  missing: (typed: Typed) => readonly FieldError[],
  send: (typed: Typed) => Promise<Outcome<Value, Said>>,
  /** What is still wrong although it was done, in words; `null` when nothing is. */
  onDone: (value: Value, typed: Typed) => string | null,
) {
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [busy, setBusy] = useState(false)
  const run = async (typed: Typed): Promise<void> => {
    const lacking = missing(typed)
    if (lacking.length > 0 || busy) return setErrors(lacking)
    setBusy(true)
    try {
      const sent = await send(typed)
      if (!sent.ok) return setErrors(fieldErrorsOf(sent.refusal))
      const wrong = onDone(sent.value, typed)
      setErrors(wrong === null ? [] : [{ message: wrong }])
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : 'Not sent. Try again.' }])
    } finally {
      setBusy(false)
    }
  }
  return {
    errors,
    busy,
    errorOf: useErrorIn(errors),
    submit: (event: SubmitEvent<HTMLFormElement>): void => {
      event.preventDefault()
      const data = new FormData(event.currentTarget)
      void run((name) => {
        const value = data.get(name)
        return typeof value === 'string' ? value.trim() : ''
      })
    },
  }
}
