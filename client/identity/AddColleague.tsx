import { useState, type FormEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { fieldErrorsOf, NotSent } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Checkbox, TextField } from '#client/ui/Field.tsx'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { addColleague, type LinkMade } from '#shared/identity/contract.ts'
import { roleNames, type Role } from '#shared/kernel/permission.ts'
import { LinkToHandOver } from './LinkToHandOver.tsx'

/** AMHPs go through the register, and trainees need a supervisor there: these are the roles that an account alone may have. */
const offered: readonly Role[] = ['practice-consultant', 'manager', 'amhp-lead', 'edt', 'admin', 'auditor']

interface AddColleagueProps {
  readonly byPost: boolean
  readonly onClose: () => void
}

/** Adds somebody who is not in the service yet, with the link by which they choose a password. */
export function AddColleague({ byPost, onClose }: AddColleagueProps) {
  const add = useSend(addColleague)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const [made, setMade] = useState<{ readonly name: string; readonly link: LinkMade } | null>(null)
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    if (add.isPending) return
    const typed = new FormData(event.currentTarget)
    const text = (name: string): string => {
      const value = typed.get(name)
      return typeof value === 'string' ? value.trim() : ''
    }
    const name = text('name')
    try {
      const sent = await add.mutateAsync({
        name,
        phone: text('phone'),
        email: text('email'),
        roles: typed.getAll('roles') as Role[],
        byHand: !byPost,
      })
      setErrors(sent.ok ? [] : fieldErrorsOf(sent.refusal))
      if (sent.ok) setMade({ name, link: sent.value })
    } catch (fault) {
      if (!(fault instanceof NotSent)) throw fault
      setErrors([{ message: fault.message }])
    }
  }
  const errorOf = useErrorIn(errors)
  return (
    <Dialog open onClose={onClose} title="Add somebody" alert={made !== null}>
      {made ? (
        <>
          <LinkToHandOver name={made.name} token={made.link.linkToken} byHand={!byPost} />
          <div className="btns">
            <Button kind="p" onClick={onClose}>
              Done
            </Button>
          </div>
        </>
      ) : (
        <form noValidate onSubmit={(event) => void submit(event)} className="step-form">
          <ErrorSummary errors={errors} />
          <TextField label="Name" id="name" name="name" error={errorOf('name')} />
          <TextField label="Work e-mail" id="email" name="email" type="email" error={errorOf('email')} />
          <TextField
            label="Telephone"
            hint="You can leave this empty"
            id="phone"
            name="phone"
            error={errorOf('phone')}
          />
          <fieldset className="f">
            <legend className="label">Role</legend>
            <span className="hint">AMHPs are put on the register first, and are invited from the list afterwards.</span>
            {offered.map((role) => (
              <Checkbox key={role} label={roleNames[role]} name="roles" value={role} />
            ))}
          </fieldset>
          <div className="btns">
            <Button kind="p" type="submit" busy={add.isPending}>
              {byPost ? 'Add and send a letter' : 'Add and make a link'}
            </Button>
            <Button onClick={onClose}>Leave it</Button>
          </div>
        </form>
      )}
    </Dialog>
  )
}
