import { useState, type FormEvent, type ReactNode } from 'react'
import { useKeptText } from '#client/kernel/drafts.ts'
import { Button, type ButtonKind } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextArea } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import type { AnyCommand, DoneBy, SentTo } from '#shared/kernel/command.ts'
import { useSending } from './useSending.ts'

export interface AskDialogProps<C extends AnyCommand> {
  readonly command: C
  readonly title: string
  /** What happens, what is safe. */
  readonly says: ReactNode
  /** The box for a reason: its field's name and words; without one there is nothing to type. */
  readonly reason?: { readonly field: string; readonly label: string; readonly hint?: string } | undefined
  readonly input: (reason: string) => SentTo<C>
  readonly button: string
  readonly kind?: ButtonKind | undefined
  readonly stay?: string | undefined
  readonly done: (value: DoneBy<C>) => string
  readonly onClose: () => void
}

/** One grave question with one reason. What was typed stays when it is refused. */
export function AskDialog<C extends AnyCommand>(props: AskDialogProps<C>) {
  const { command, title, says, reason, input, button, kind = 'p', stay = 'Leave as it is', done, onClose } = props
  const [typed, setTyped, forget] = useKeptText(`privacy.ask.${title}`)
  const [empty, setEmpty] = useState(false)
  const send = useSending(command)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setEmpty(reason !== undefined && typed.trim() === '')
    if (reason !== undefined && typed.trim() === '') return
    const sent = await send.submit(input(typed))
    if (!sent) return
    forget()
    toast({ words: done(sent.value), icon: 'check' })
    onClose()
  }
  const missing = empty && reason ? [{ field: reason.field, message: 'Give a reason' }] : []
  return (
    <Dialog open title={title} onClose={onClose}>
      {says}
      <form className="ask-form" noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={[...missing, ...send.errors]} />
        {reason && (
          <TextArea
            id={reason.field}
            label={reason.label}
            hint={reason.hint}
            value={typed}
            error={missing[0]?.message ?? send.errorOf(reason.field)}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
        <div className="btns">
          <Button kind={kind} type="submit" busy={send.busy}>
            {button}
          </Button>
          <Button onClick={onClose}>{stay}</Button>
        </div>
      </form>
    </Dialog>
  )
}
