import { useEffect, useRef, useState } from 'react'
import { newCommandId, useSend } from '#client/kernel/api.ts'
import { nowInstant } from '#client/kernel/clock.ts'
import { fieldErrorsOf, NotSent } from '#client/kernel/wire.ts'
import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import type { DraftId } from '#shared/kernel/ids.ts'
import { receiveReferral } from '#shared/referrals/contract.ts'
import { readIntake, type Fault, type IntakeField, type IntakeValues } from '#shared/referrals/intake.ts'

const AGAIN_MS = 5000

/** Where to go after the save. */
export type Then = 'board' | 'triage'

export interface Saving {
  readonly faults: readonly Fault[]
  /** For the summary, in the order of the form. The same list is a new one after each save that failed. */
  readonly errors: readonly FieldError[]
  readonly busy: boolean
  /** The hub could not be reached: why, in words. It is tried again by itself. */
  readonly unsent: string | null
  /** Names the press that could not be sent, so that each is brought into view once; trying again by itself is none. */
  readonly unsentPress: string
  readonly save: (then: Then) => void
}

/** What the hub calls a fact, and the box in which it was typed. */
const boxes: Readonly<Record<string, IntakeField>> = {
  power: 'startTime',
  'power.startedAt': 'startTime',
  'power.kind': 'powerKind',
  bornOn: 'birth',
  ageYears: 'birth',
  placeId: 'place',
}

const faultOf = ({ field, message }: FieldError, values: IntakeValues): Fault | null => {
  const box = field === undefined ? undefined : (boxes[field] ?? field)
  return box !== undefined && box in values ? { field: box as IntakeField, message } : null
}

/**
 * Saves the form, once, however often it is sent: the draft's id is the referral's. When the hub cannot be reached it says so and
 * tries again with the same key, while everything stays on the screen.
 */
export function useSaving(
  draftId: DraftId,
  values: IntakeValues,
  onSaved: (saved: { readonly number: number }, then: Then) => void,
): Saving {
  const receive = useSend(receiveReferral)
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [unsent, setUnsent] = useState<{ readonly words: string; readonly goTo: Then; readonly press: string } | null>(
    null,
  )

  const fail = (found: readonly FieldError[]): void => {
    setFaults(found.map((error) => faultOf(error, values)).filter((fault) => fault !== null))
    setErrors(found.map((error) => ({ message: error.message, field: faultOf(error, values)?.field })))
  }
  const save = async (then: Then, press: string): Promise<void> => {
    const read = readIntake(values, nowInstant())
    if (!read.ok) {
      setUnsent(null)
      return fail(read.refusal)
    }
    fail([])
    try {
      const sent = await receive.mutateAsync({ ...read.value, draftId })
      setUnsent(null)
      if (sent.ok) onSaved(sent.value, then)
      else fail(fieldErrorsOf(sent.refusal))
    } catch (fault) {
      if (!(fault instanceof NotSent)) throw fault
      setUnsent({ words: fault.message, goTo: then, press })
    }
  }

  const latest = useRef(save)
  useEffect(() => {
    latest.current = save
  })
  useEffect(() => {
    if (unsent === null) return
    const timer = setTimeout(() => void latest.current(unsent.goTo, unsent.press), AGAIN_MS)
    return () => clearTimeout(timer)
  }, [unsent])

  return {
    faults,
    errors,
    busy: receive.isPending,
    unsent: unsent?.words ?? null,
    unsentPress: unsent?.press ?? '',
    save: (then) => {
      if (!receive.isPending) void save(then, newCommandId())
    },
  }
}
