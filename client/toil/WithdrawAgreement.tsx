import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { TextArea } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
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
  const [why, setWhy, clear] = useKeptText(`toil.withdraw.${agreed.id}`)
  const [error, setError] = useState<string | undefined>()
  const command = useSend(withdrawAgreement)
  const send = async (): Promise<void> => {
    if (why.trim() === '') return setError('Say why: they read it')
    setError(undefined)
    try {
      const sent = await command.mutateAsync({ agreementId: agreed.id, why: why.trim() })
      if (!sent.ok) return setError(sent.refusal.message)
      clear()
      toast({ words: `Withdrawn for ${formatDayShort(sent.value.day)}.` })
      onClose()
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : 'Not sent. Try again.')
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Withdraw: up to ${formatMinutes(agreed.upToMinutes)} late on ${formatDayShort(agreed.day)}`}
      actions={
        <>
          <Button kind="d" busy={command.isPending} onClick={() => void send()}>
            Withdraw it
          </Button>
          <Button onClick={onClose}>Leave it</Button>
        </>
      }
    >
      <p>
        {name} sees that it was withdrawn, and why. If they finish late that day all the same, a claim is made and comes
        to a manager as an emergency.
      </p>
      <TextArea label="Why" value={why} error={error} onChange={(event) => setWhy(event.target.value)} />
    </Dialog>
  )
}
