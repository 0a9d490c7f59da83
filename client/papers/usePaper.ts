import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { fieldErrorsOf, NotSent } from '#client/kernel/wire.ts'
import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import type { AnyCommand, SentTo } from '#shared/kernel/command.ts'
import {
  addDays,
  clockTimeOf,
  londonDayOf,
  londonInstants,
  type ClockTime,
  type LondonDay,
} from '#shared/time/london.ts'
import type { Instant } from '#shared/time/instant.ts'

/** One line of the papers being written: kept until it is sent, and told beside the box what is wrong. */
export function usePaper<C extends AnyCommand, Typed extends object>(command: C, key: string, initial: Typed) {
  const send = useSend(command)
  const [typed, setTyped, forget] = useKept<Typed>(`papers.${key}`, initial)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const save = async (input: SentTo<C>): Promise<boolean> => {
    try {
      const sent = await send.mutateAsync(input)
      if (!sent.ok) {
        setErrors(fieldErrorsOf(sent.refusal))
        return false
      }
      setErrors([])
      forget()
      return true
    } catch (fault) {
      if (!(fault instanceof NotSent)) throw fault
      setErrors([{ message: `${fault.message} What you typed is kept.` }])
      return false
    }
  }
  const type = (changes: Partial<Typed>): void => setTyped({ ...typed, ...changes })
  return { typed, type, forget, errors, setErrors, save, busy: send.isPending }
}

/**
 * Which boxes for a date or a time were filled in half: their value is empty then, and only the browser knows that something was typed.
 *
 * @param key before the name of each field in its id
 */
export const halfTyped = (key: string, fields: readonly string[]): readonly FieldError[] =>
  fields.flatMap((field) => {
    const box = document.getElementById(`${key}.${field}`)
    return box instanceof HTMLInputElement && box.validity.badInput
      ? [{ field, message: box.type === 'date' ? 'Enter the whole date' : 'Enter the date and the time' }]
      : []
  })

/** A moment as the browser's own box for date and time has it. @example toBox(at) // '2026-11-12T16:47' */
export const toBox = (at: Instant | null): string => (at === null ? '' : `${londonDayOf(at)}T${clockTimeOf(at)}`)

/**
 * A moment from that box, as London's clocks show it. Of an hour that comes twice the later one is meant: it makes no limit longer
 * than it is, and an hour that never was is the moment of the change.
 */
export function fromBox(text: string): Instant | null {
  const [day, time] = text.split('T')
  if (!day || !time) return null
  const found = londonInstants(day as LondonDay, time.slice(0, 5) as ClockTime).at(-1)
  return found ?? londonInstants(addDays(day as LondonDay, 0), '03:00' as ClockTime)[0] ?? null
}
