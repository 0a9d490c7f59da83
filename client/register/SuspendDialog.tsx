import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { TextArea } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { suspendAmhp, type AmhpRow } from '#shared/register/contract.ts'

interface SuspendDialogProps {
  readonly row: AmhpRow
  readonly onClose: () => void
  /** With the numbers of the referrals that they are out on. */
  readonly onDone: (openReferrals: readonly number[]) => void
}

/** Suspends an approval, or lifts that, with a reason either way. */
export function SuspendDialog({ row, onClose, onDone }: SuspendDialogProps) {
  const suspending = row.suspendedAt === null
  const [why, setWhy, forget] = useKeptText(`register.${row.personId}.why`)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const send = useSend(suspendAmhp)

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (send.isPending) return
    if (why.trim() === '') return setErrors([{ field: 'why', message: 'Say why. Only managers see it' }])
    try {
      const sent = await send.mutateAsync({
        personId: row.personId,
        seenVersion: row.version,
        suspended: suspending,
        why,
      })
      if (!sent.ok) return setErrors(fieldErrorsOf(sent.refusal))
      forget()
      toast({ words: suspending ? `${row.name} is suspended.` : `${row.name} may act again.`, icon: 'check' })
      onDone(suspending ? sent.value.openReferrals : [])
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : String(fault) }])
    }
  }

  return (
    <Dialog
      open
      title={suspending ? `Suspend ${row.name}’s approval?` : `Lift the suspension of ${row.name}?`}
      onClose={onClose}
    >
      <p>
        {suspending
          ? 'From this moment nobody can give them a referral. Shifts they have stay on the rota and are marked.'
          : 'From this moment they may be put on the rota and given referrals again.'}
      </p>
      <form className="susp-form" noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <TextArea
          label="Why"
          hint="Kept on the register. Only managers see it."
          id="why"
          name="why"
          value={why}
          error={errors.find(({ field }) => field === 'why')?.message}
          onChange={(event) => setWhy(event.target.value)}
        />
        <div className="btns">
          <Button kind={suspending ? 'd' : 'p'} type="submit" busy={send.isPending}>
            {suspending ? 'Suspend at once' : 'Lift the suspension'}
          </Button>
          <Button onClick={onClose}>Leave as it is</Button>
        </div>
      </form>
    </Dialog>
  )
}
