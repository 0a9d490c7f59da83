import { useState, type ReactNode, type SubmitEvent } from 'react'
import { useKeptText } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { TextArea } from '#client/ui/Field.tsx'
import { FormTrouble } from './FormTrouble.tsx'
import type { Submitting } from './useSubmit.ts'
import type { AnyCommand } from '#shared/kernel/command.ts'

export interface ReasonDialogProps {
  /** Under which what is typed is kept, should the dialog be closed by mistake. */
  readonly keptAs: string
  readonly title: string
  readonly label?: string
  readonly hint?: string
  /** The button that does it. */
  readonly press: string
  readonly grave?: boolean
  readonly submitting: Pick<Submitting<AnyCommand>, 'errors' | 'errorIn' | 'unsent' | 'busy' | 'fail'>
  /** Does it; `true` when it is done. */
  readonly onGiven: (why: string) => Promise<boolean>
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** Asks why before something is done that stays on the record with its reason. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { keptAs, title, label = 'Why', hint, press, grave = false, submitting, onGiven, onClose, children } = props
  const [why, setWhy, forget] = useKeptText(keptAs)
  const [sent, setSent] = useState(false)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (submitting.busy || sent) return
    if (why.trim() === '') return submitting.fail([{ field: 'why', message: 'Say why: it stays on the record' }])
    if (!(await onGiven(why))) return
    setSent(true)
    forget()
    onClose()
  }
  return (
    <Dialog open title={title} onClose={onClose}>
      <form className="dlg-form" noValidate onSubmit={(event) => void submit(event)}>
        {children}
        <FormTrouble errors={submitting.errors} unsent={submitting.unsent} />
        <TextArea
          id="why"
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
          <Button onClick={onClose}>Leave it as it is</Button>
        </div>
      </form>
    </Dialog>
  )
}
