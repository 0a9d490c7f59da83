import { useState, type FormEvent } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { nameOfficer, type Officer } from '#shared/privacy/contract.ts'
import { officeNames } from './officeNames.ts'
import { useSending } from './useSending.ts'

export interface OfficerDialogProps {
  readonly officer: Officer
  readonly onClose: () => void
}

export function OfficerDialog({ officer: { office, version, ...now }, onClose }: OfficerDialogProps) {
  const [name, setName] = useState(now.name)
  const [contact, setContact] = useState(now.contact)
  const send = useSending(nameOfficer)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!(await send.submit({ office, name, contact, seenVersion: version }))) return
    toast({ words: `${officeNames[office]}: ${name === '' ? 'nobody' : name}.`, icon: 'check' })
    onClose()
  }
  return (
    <Dialog open title={officeNames[office]} onClose={onClose}>
      <form className="ask-form" noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={send.errors} />
        <TextField
          id="name"
          label="Name"
          width="l"
          value={name}
          error={send.errorOf('name')}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          id="contact"
          label="How to reach them"
          hint="Telephone or e-mail. Everybody of the service sees this"
          width="l"
          value={contact}
          error={send.errorOf('contact')}
          onChange={(event) => setContact(event.target.value)}
        />
        <div className="btns">
          <Button kind="p" type="submit" busy={send.busy}>
            Save
          </Button>
          <Button onClick={onClose}>Leave as it is</Button>
        </div>
      </form>
    </Dialog>
  )
}
