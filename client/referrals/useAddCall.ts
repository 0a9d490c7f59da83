import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { nowInstant } from '#client/kernel/clock.ts'
import { NotSent } from '#client/kernel/wire.ts'
import type { DraftId, ReferralId } from '#shared/kernel/ids.ts'
import { addCall, type ClockTold } from '#shared/referrals/contactContract.ts'
import { readFurtherCall } from '#shared/referrals/furtherCall.ts'
import type { IntakeValues } from '#shared/referrals/intake.ts'
import type { Again } from '#shared/referrals/powers.ts'

export interface CallAdded {
  readonly number: number
  readonly clock: ClockTold
  readonly anotherPlace?: { readonly withName: string | null } | null
  readonly moved?: { readonly withName: string | null } | null
}

interface AddedTo {
  readonly id: ReferralId
  /** The desk says that the person is at the new place now. */
  readonly isNowThere?: boolean
}

/** The clock that the caller tells of needs a reason before it is recorded. */
export interface AskedWhy {
  readonly to: AddedTo
  readonly words: string
  /** What is asked: why, or which of the two it is. */
  readonly field: 'correctionReason' | 'again'
}

export type WhyGiven = { readonly correctionReason: string } | { readonly again: Again }

/** Adds a call to a referral that is open already, and puts its draft away: one press, one effect, everything typed goes along. */
export function useAddCall(draftId: DraftId, onAdded: (added: CallAdded) => void) {
  const sending = useSend(addCall)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [asked, setAsked] = useState<AskedWhy | null>(null)
  const add = async (to: AddedTo, values: IntakeValues, given?: WhyGiven): Promise<void> => {
    setTrouble(null)
    setAsked(null)
    const read = readFurtherCall(
      values,
      { referralId: to.id, draftId, isNowThere: to.isNowThere ?? false },
      nowInstant(),
    )
    if (!read.ok) return setTrouble(`${read.refusal.map(({ message }) => message).join('. ')}.`)
    try {
      const sent = await sending.mutateAsync({ ...read.value, ...given })
      if (sent.ok) onAdded(sent.value)
      else {
        const field = (['correctionReason', 'again'] as const).find((one) => one === sent.refusal['field'])
        if (field) return setAsked({ to, field, words: sent.refusal.message })
        setTrouble(sent.refusal.message)
      }
    } catch (fault) {
      if (!(fault instanceof NotSent)) throw fault
      setTrouble(fault.message)
    }
  }
  return { add, busy: sending.isPending, trouble, asked }
}
