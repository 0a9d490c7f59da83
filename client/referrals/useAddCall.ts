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
}

/** Adds a call to a referral that is open already, and puts its draft away: one press, one effect, everything typed goes along. */
export function useAddCall(draftId: DraftId, onAdded: (added: CallAdded) => void) {
  const sending = useSend(addCall)
  const [trouble, setTrouble] = useState<string | null>(null)
  const add = async (to: { readonly id: ReferralId }, values: IntakeValues): Promise<void> => {
    setTrouble(null)
    const read = readFurtherCall(values, { referralId: to.id, draftId }, nowInstant())
    if (!read.ok) return setTrouble(`${read.refusal.map(({ message }) => message).join('. ')}.`)
    try {
      const sent = await sending.mutateAsync(read.value)
      if (sent.ok) onAdded(sent.value)
      else setTrouble(sent.refusal.message)
    } catch (fault) {
      if (!(fault instanceof NotSent)) throw fault
      setTrouble(fault.message)
    }
  }
  return { add, busy: sending.isPending, trouble }
}
