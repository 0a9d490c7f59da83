import type { ReactNode, SubmitEvent } from 'react'
import { useNow } from '#client/kernel/clock.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import type { AnyCommand } from '#shared/kernel/command.ts'
import { emptyMoment, momentWords, readComing, type TypedMoment } from '#shared/referrals/typedMoment.ts'
import type { Instant } from '#shared/time/instant.ts'
import { FormTrouble } from '#client/ui/FormTrouble.tsx'
import { MomentField } from '../MomentField.tsx'
import type { Submitting } from '#client/ui/useSubmit.ts'

export interface MomentDialogProps {
  /** Under which the time that is typed is kept, should the dialog be closed by mistake. */
  readonly keptAs: string
  readonly title: string
  readonly label: string
  readonly field: string
  readonly press: string
  readonly submitting: Pick<Submitting<AnyCommand>, 'errors' | 'errorIn' | 'unsent' | 'busy' | 'fail'>
  /** What is wrong with the other fields: told together with what is wrong with the time. */
  readonly also?: readonly FieldError[]
  /** Does it by the time that was typed; `true` when it is done. */
  readonly onGiven: (until: Instant) => Promise<boolean>
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** Asks until when, with what else belongs to it above. */
export function MomentDialog({
  keptAs,
  title,
  label,
  field,
  press,
  submitting,
  also = [],
  onGiven,
  onClose,
  children,
}: MomentDialogProps) {
  const now = useNow(15_000)
  const [typed, setTyped, forget] = useKept<TypedMoment>(`${keptAs}.moment`, emptyMoment)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (submitting.busy) return
    const read = readComing(typed, now)
    if (!read.ok) return submitting.fail([...also, { field, message: momentWords(read.refusal) }])
    if (also.length > 0) return submitting.fail(also)
    if (!(await onGiven(read.value))) return
    forget()
    onClose()
  }
  return (
    <Dialog open title={title} onClose={onClose}>
      <form className="dlg-form" noValidate onSubmit={(event) => void submit(event)}>
        <FormTrouble errors={submitting.errors} unsent={submitting.unsent} />
        {children}
        <MomentField
          id={field}
          label={label}
          error={submitting.errorIn(field)}
          days="coming"
          now={now}
          value={typed}
          onChange={setTyped}
        />
        <div className="btns">
          <Button kind="p" type="submit" busy={submitting.busy}>
            {press}
          </Button>
          <Button onClick={onClose}>Leave it</Button>
        </div>
      </form>
    </Dialog>
  )
}
