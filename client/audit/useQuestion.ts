import { useState, type FormEvent } from 'react'
import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { readPeriod, type Period } from '#shared/audit/lookingBack.ts'
import type { Asked } from './useAsked.ts'
import type { TypedPeriod } from './PeriodFields.tsx'

/**
 * A question about a period: what is typed, what is wrong with it beside each field, and what to do when nothing is.
 *
 * @param wrongs what is wrong with the other fields
 * @param ask asks; what the hub would not answer comes back as errors
 */
export function useQuestion(
  { period, today }: Pick<Asked, 'period' | 'today'>,
  wrongs: () => readonly FieldError[],
  ask: (period: Period) => void | Promise<readonly FieldError[]>,
) {
  const [typed, setTyped] = useState<TypedPeriod>(period)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const read = readPeriod(typed.from, typed.to, today)
    const found = [...wrongs(), ...(read.ok ? [] : [{ field: read.field, message: read.message }])]
    setErrors(found)
    if (found.length > 0 || !read.ok) return
    void Promise.resolve(ask(read.period)).then((refused) => refused && setErrors(refused))
  }
  const errorOf = useErrorIn(errors)
  return { typed, setTyped, errors, errorOf, submit }
}

/** The reference in what somebody typed: `2424`, `R-2424` or `r 2424`. */
export const referenceIn = (typed: string): string | null => /^\s*(?:r[-\s]?)?(\d{1,7})\s*$/i.exec(typed)?.[1] ?? null

export const WRONG_REFERENCE = 'Type a reference, like 2424'
