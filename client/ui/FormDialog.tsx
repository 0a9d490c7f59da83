import type { ReactNode, SubmitEvent } from 'react'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { ErrorSummary, type FieldError } from './ErrorSummary.tsx'

interface FormDialogProps {
  readonly title: ReactNode
  readonly errors: readonly FieldError[]
  /** On its way: a second press sends nothing. */
  readonly busy: boolean
  /** What the button that sends it says. */
  readonly does: string
  readonly onSubmit: () => void | Promise<void>
  readonly onClose: () => void
  /** Another way out, at the far end of the buttons. */
  readonly also?: ReactNode
  readonly children: ReactNode
}

/**
 * A form in a dialog: what is wrong at the top, the fields, and the buttons that send it or leave it.
 *
 * @example <FormDialog title="Add an exception" errors={errors} busy={sending.isPending} does="Set this day" onSubmit={submit} onClose={onClose}>…</FormDialog>
 */
export function FormDialog({ title, errors, busy, does, onSubmit, onClose, also, children }: FormDialogProps) {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!busy) void onSubmit()
  }
  return (
    <Dialog open title={title} onClose={onClose}>
      <form noValidate className="shift-form" onSubmit={submit}>
        <ErrorSummary errors={errors} />
        {children}
        <div className="btns">
          <Button kind="p" type="submit" busy={busy}>
            {does}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          {also}
        </div>
      </form>
    </Dialog>
  )
}
