import { useState } from 'react'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import type { FieldError } from './ErrorSummary.tsx'
import { toast } from './toast.ts'
import { useErrorIn } from './useErrorIn.ts'

/** What sending a command comes back with. */
export type SentAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Parameters<typeof fieldErrorsOf>[0] & { readonly code: string } }

interface KeepingRule {
  /** The version that what is being typed began from: it stays when a colleague’s change arrives, so that nothing of theirs is written over unseen. */
  readonly seenVersion: number
  readonly errors: readonly FieldError[]
  readonly setErrors: (errors: readonly FieldError[]) => void
  readonly errorOf: (field: string) => string | undefined
  /** Sends, and says in place what was wrong: nothing typed is lost. @returns whether it was kept */
  readonly keep: <Value>(send: () => Promise<SentAnswer<Value>>, saved: (value: Value) => string) => Promise<boolean>
}

/**
 * Keeping what was typed into a form: sent, and answered in place. Whoever was overtaken is told by whom, and then saves over what is there.
 *
 * @param version of what is being changed, as it is now; 0 for something new
 */
export function useKeepRule(version = 0): KeepingRule {
  const [seenVersion, setSeenVersion] = useState(version)
  const [overtakenBy, setOvertakenBy] = useState<number | null>(null)
  // Only what is on the screen has been seen: it goes on once the colleague’s change has arrived.
  if (overtakenBy !== null && version >= overtakenBy) {
    setOvertakenBy(null)
    setSeenVersion(version)
  }
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const keep: KeepingRule['keep'] = async (send, saved) => {
    setErrors([])
    try {
      const sent = await send()
      if (!sent.ok) {
        const { refusal } = sent
        if (refusal.code === 'changed-since-seen' && 'version' in refusal && typeof refusal.version === 'number')
          setOvertakenBy(refusal.version)
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
  return { seenVersion, errors, setErrors, errorOf: useErrorIn(errors), keep }
}
