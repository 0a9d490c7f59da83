import { useSend } from '#client/kernel/api.ts'
import { NotSent } from '#client/kernel/wire.ts'
import { toast } from '#client/ui/toast.ts'
import type { BoardRow } from '#shared/allocations/contract.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { endHold } from '#shared/referrals/triaging/contract.ts'

/** Takes a referral up again that was held, and says so. */
export function useTakeUp({ id, number }: Pick<BoardRow, 'id' | 'number'>) {
  const taking = useSend(endHold)
  const run = async (): Promise<void> => {
    try {
      const sent = await taking.mutateAsync({ referralId: id })
      const words = `${referralNumber(number)} taken up again.`
      toast(sent.ok ? { words } : { words: sent.refusal.message, icon: 'triangle' })
    } catch (fault) {
      if (!(fault instanceof NotSent)) throw fault
      toast({ words: fault.message, icon: 'triangle' })
    }
  }
  return { run, busy: taking.isPending }
}
