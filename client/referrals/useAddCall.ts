import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { nowInstant } from '#client/kernel/clock.ts'
import { NotSent } from '#client/kernel/wire.ts'
import type { DraftId, ReferralId } from '#shared/kernel/ids.ts'
import { addCall, type ClockTold } from '#shared/referrals/contactContract.ts'
import { readFurtherCall } from '#shared/referrals/furtherCall.ts'
import type { IntakeValues } from '#shared/referrals/intake.ts'

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
}

/** Adds a call to a referral that is open already, and puts its draft away: one press, one effect, everything typed goes along. */
export function useAddCall(draftId: DraftId, onAdded: (added: CallAdded) => void) {
  const sending = useSend(addCall)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [asked, setAsked] = useState<AskedWhy | null>(null)
  const add = async (to: AddedTo, values: IntakeValues, correctionReason = ''): Promise<void> => {
    setTrouble(null)
    setAsked(null)
    const read = readFurtherCall(
      values,
      { referralId: to.id, draftId, isNowThere: to.isNowThere ?? false },
      nowInstant(),
    )
    if (!read.ok) return setTrouble(`${read.refusal.map(({ message }) => message).join('. ')}.`)
    try {
      const sent = await sending.mutateAsync({ ...read.value, ...(correctionReason !== '' && { correctionReason }) })
      if (sent.ok) onAdded(sent.value)
      else if (sent.refusal['field'] === 'correctionReason') setAsked({ to, words: sent.refusal.message })
      else setTrouble(sent.refusal.message)
    } catch (fault) {
      if (!(fault instanceof NotSent)) throw fault
      setTrouble(fault.message)
    }
  }
  return { add, busy: sending.isPending, trouble, asked }
}
