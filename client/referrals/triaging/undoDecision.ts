import { send } from '#client/kernel/api.ts'
import { toast } from '#client/ui/toast.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { referralNumber, type ReferralState } from '#shared/referrals/referral.ts'
import { undoTriage } from '#shared/referrals/triaging/undoTriage.ts'

const again: Record<ReferralState, string> = {
  'to-triage': 'is to triage again, and what you typed is in its form',
  'to-allocate': 'is as it was decided before, and what you typed is in its form',
  allocated: 'is as it was decided before, and what you typed is in its form',
  closed: 'is closed',
}

/** Takes back the decision that was just recorded, and says how the referral stands then or why the decision stays. */
export async function undoDecision(
  { id, number }: { readonly id: ReferralId; readonly number: number },
  decision: number,
  onUndone: () => void,
): Promise<void> {
  const said = referralNumber(number)
  try {
    const sent = await send(undoTriage, { referralId: id, decision })
    if (!sent.ok) return toast({ words: `${said}: ${sent.refusal.message}`, icon: 'info' })
    onUndone()
    toast({ words: `Undone. ${said} ${again[sent.value.state]}.`, icon: 'undo' })
  } catch (fault) {
    toast({ words: fault instanceof Error ? fault.message : 'Not undone. Open the record again.', icon: 'triangle' })
  }
}
