import { useState, type FormEvent } from 'react'
import type { Posted } from '#client/kernel/post.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import { useErrorIn } from '#client/ui/useErrorIn.ts'

/** A small form: what is wrong with it, whether it is on its way, and a way to send it. Nothing typed goes when it is refused. */
export function useForm<Answer>(
  send: (typed: (name: string) => string) => Promise<Posted<Answer>>,
  onDone: (answer: Answer) => void,
) {
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [busy, setBusy] = useState(false)
  const run = async (typed: (name: string) => string): Promise<void> => {
    if (busy) return
    setBusy(true)
    const sent = await send(typed)
    setBusy(false)
    setErrors(sent.ok ? [] : fieldErrorsOf(sent))
    if (sent.ok) onDone(sent.answer)
  }
  return {
    errors,
    busy,
    fail: (message: string) => setErrors([{ message }]),
    errorOf: useErrorIn(errors),
    submit: (event: FormEvent<HTMLFormElement>): void => {
      event.preventDefault()
      const data = new FormData(event.currentTarget)
      void run((name) => {
        const value = data.get(name)
        return typeof value === 'string' ? value : ''
      })
    },
  }
}
