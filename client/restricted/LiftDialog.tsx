import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { TextArea } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { liftRestriction, type RestrictionRow } from '#shared/restricted/contract.ts'

interface LiftDialogProps {
  readonly restriction: RestrictionRow
  readonly onClose: () => void
}

/** Lifts a restriction, with a reason that is kept. */
export function LiftDialog({ restriction, onClose }: LiftDialogProps) {
  const [why, setWhy, forget] = useKeptText(`restricted.lift.${restriction.id}`)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const send = useSend(liftRestriction)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (send.isPending) return
    if (why.trim() === '') return setErrors([{ field: 'lift-why', message: 'Say why it is no longer needed' }])
    try {
      const sent = await send.mutateAsync({ restrictionId: restriction.id, seenVersion: restriction.version, why })
      if (!sent.ok) return setErrors(fieldErrorsOf(sent.refusal))
      forget()
      toast({ words: 'The restriction is lifted.', icon: 'check' })
      onClose()
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : String(fault) }])
    }
  }
  return (
    <Dialog open title="Lift the restriction?" onClose={onClose}>
      <p>Everybody who reads records in this service sees this person’s records again, at once.</p>
      <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <TextArea
          id="lift-why"
          label="Why"
          value={why}
          error={errors.find(({ field }) => field === 'lift-why' || field === 'why')?.message}
          onChange={(event) => setWhy(event.target.value)}
        />
        <div className="btns">
          <Button kind="d" type="submit" busy={send.isPending}>
            Lift it
          </Button>
          <Button onClick={onClose}>Leave it restricted</Button>
        </div>
      </form>
    </Dialog>
  )
}
