import { useMemo, useState, type ReactNode, type SubmitEvent } from 'react'
import { useKeptText } from '#client/kernel/drafts.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { TextArea } from './Field.tsx'
import { FormTrouble } from './FormTrouble.tsx'
import type { Submitting } from './useSubmit.ts'
import type { AnyCommand } from '#shared/kernel/command.ts'

export interface ReasonDialogProps {
  /** Under which what is typed is kept, should the dialog be closed by mistake. */
  readonly keptAs: string
  readonly title: string
  readonly label?: string
  readonly hint?: string
  /** Said when nothing was typed. */
  readonly missing?: string
  /** The button that leaves everything as it is. */
  readonly leave?: string
  /** The button that does it. */
  readonly press: string
  readonly grave?: boolean
  readonly submitting: Pick<Submitting<AnyCommand>, 'errors' | 'errorIn' | 'unsent' | 'busy' | 'fail'>
  /** Does it; `true` when it is done. */
  readonly onGiven: (why: string) => Promise<boolean>
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** Not the id of a "Why" on the page behind it. */
const WHY = 'reason.why'

/** Asks why before something is done that stays on the record with its reason. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { keptAs, title, label = 'Why', hint, press, grave = false, submitting, onGiven, onClose, children } = props
  const { missing = 'Say why: it stays on the record', leave = 'Leave it as it is' } = props
  const [why, setWhy, forget] = useKeptText(keptAs)
  const [sent, setSent] = useState(false)
  const errors = useMemo(
    () => submitting.errors.map((error) => (error.field === 'why' ? { ...error, field: WHY } : error)),
    [submitting.errors],
  )
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (submitting.busy || sent) return
    if (why.trim() === '') return submitting.fail([{ field: 'why', message: missing }])
    if (!(await onGiven(why))) return
    setSent(true)
    forget()
    onClose()
  }
  return (
    <Dialog open title={title} onClose={onClose}>
      <form className="dlg-form" noValidate onSubmit={(event) => void submit(event)}>
        {children}
        <FormTrouble errors={errors} unsent={submitting.unsent} />
        <TextArea
          id={WHY}
          label={label}
          hint={hint}
          rows={3}
          value={why}
          error={submitting.errorIn('why')}
          onChange={(event) => setWhy(event.target.value)}
        />
        <div className="btns">
          <Button kind={grave ? 'd' : 'p'} type="submit" busy={submitting.busy}>
            {press}
          </Button>
          <Button onClick={onClose}>{leave}</Button>
        </div>
      </form>
    </Dialog>
  )
}
