import { useState } from 'react'
import { ask, send, useSend } from '#client/kernel/api.ts'
import { NotAnswered, NotSent } from '#client/kernel/wire.ts'
import type { DraftId } from '#shared/kernel/ids.ts'
import { changeReferral, discardDraft, referralRecord, type ReferralLine } from '#shared/referrals/contract.ts'
import type { IntakeValues } from '#shared/referrals/intake.ts'
import { callWords } from '#shared/referrals/callWords.ts'
import type { Instant } from '#shared/time/instant.ts'

/**
 * Adds a call to a referral that is open already, after what it says there: everything that was typed. The draft is put away only
 * once that worked.
 */
export function useAddCall(draftId: DraftId, onAdded: (line: ReferralLine) => void) {
  const change = useSend(changeReferral)
  const [trouble, setTrouble] = useState<string | null>(null)
  const add = async (line: ReferralLine, values: IntakeValues, now: Instant): Promise<void> => {
    setTrouble(null)
    try {
      const record = await ask(referralRecord, { number: String(line.number) })
      if (record === null) return
      const { happening, version } = record.referral
      const changes = { happening: [happening, callWords(values, now)].filter(Boolean).join('\n\n') }
      const sent = await change.mutateAsync({ referralId: line.id, seenVersion: version, changes })
      if (!sent.ok) return setTrouble(sent.refusal.message)
      await send(discardDraft, { draftId })
      onAdded(line)
    } catch (fault) {
      if (!(fault instanceof NotSent) && !(fault instanceof NotAnswered)) throw fault
      setTrouble(fault.message)
    }
  }
  return { add, busy: change.isPending, trouble }
}
