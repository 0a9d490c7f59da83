import { ReasonDialog } from '#client/ui/ReasonDialog.tsx'
import { toast } from '#client/ui/toast.ts'
import { useSubmit } from '#client/ui/useSubmit.ts'
import type { AgreedTime } from '#shared/toil/contract.ts'
import { withdrawAgreement } from '#shared/toil/ledgerContract.ts'
import { formatDayShort, type LondonDay } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

/** Whether what was agreed can still be withdrawn: its day has not passed, and nobody did so already. */
export const canWithdraw = ({ day, withdrawn }: Pick<AgreedTime, 'day' | 'withdrawn'>, today: LondonDay): boolean =>
  withdrawn === null && day >= today

/** Withdraws extra time that was agreed beforehand; both it and the reason stay on the AMHP’s page. */
export function WithdrawAgreement({
  agreed,
  name,
  onClose,
}: {
  readonly agreed: AgreedTime
  readonly name: string
  readonly onClose: () => void
}) {
  const withdrawing = useSubmit(withdrawAgreement)
  const withdraw = async (why: string): Promise<boolean> => {
    const done = await withdrawing.submit({ agreementId: agreed.id, why: why.trim() })
    if (done !== null) toast({ words: `Withdrawn for ${formatDayShort(done.day)}.` })
    return done !== null
  }
  return (
    <ReasonDialog
      keptAs={`toil.withdraw.${agreed.id}`}
      title={`Withdraw: up to ${formatMinutes(agreed.upToMinutes)} late on ${formatDayShort(agreed.day)}`}
      missing="Say why: they read it"
      press="Withdraw it"
      grave
      leave="Leave it"
      submitting={withdrawing}
      onGiven={withdraw}
      onClose={onClose}
    >
      <p>
        {name} sees that it was withdrawn, and why. If they finish late that day all the same, a claim is made and comes
        to a manager as an emergency.
      </p>
    </ReasonDialog>
  )
}
