import { useState, type FormEvent } from 'react'
import { forgetKept, useKeptText } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { TextArea, TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { holdRecord } from '#shared/privacy/contract.ts'
import { readSought } from '#shared/referrals/finding.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { isLondonDay, londonDay } from '#shared/time/london.ts'
import { useSending } from './useSending.ts'

/** Holds a person's records by the reference of any of them. */
export function HoldDialog({ onClose }: { readonly onClose: () => void }) {
  const [reference, setReference] = useKeptText('privacy.hold.number')
  const [note, setNote] = useKeptText('privacy.hold.note')
  const [askedBy, setAskedBy] = useKeptText('privacy.hold.askedBy')
  const [until, setUntil] = useKeptText('privacy.hold.until')
  const [wrong, setWrong] = useState<readonly FieldError[]>([])
  const send = useSending(holdRecord)
  const errors = [...wrong, ...send.errors]
  const errorOf = useErrorIn(errors)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const { number } = readSought(reference)
    const found = [
      ...(number === null ? [{ field: 'number', message: 'Give a reference, like R-2424' }] : []),
      ...(note.trim() === '' ? [{ field: 'note', message: 'Say what it is held for' }] : []),
      ...(until !== '' && !isLondonDay(until) ? [{ field: 'onDay', message: 'Give a day, or leave it empty' }] : []),
    ]
    setWrong(found)
    if (number === null || found.length > 0) return
    const sent = await send.submit({ number, note, askedBy, onDay: until === '' ? null : londonDay(until) })
    if (!sent) return
    forgetKept('privacy.hold.')
    toast({ words: `${referralNumber(number)} is on hold.`, icon: 'check' })
    onClose()
  }
  return (
    <Dialog open title="Hold a record" onClose={onClose}>
      <p>Nothing of this person’s is released while the hold stands.</p>
      <form className="ask-form" noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <TextField
          id="number"
          label="Reference"
          hint="Any referral of the person, like R-2424"
          width="s"
          value={reference}
          error={errorOf('number')}
          onChange={(event) => setReference(event.target.value)}
        />
        <TextArea
          id="note"
          label="What for"
          value={note}
          error={errorOf('note')}
          onChange={(event) => setNote(event.target.value)}
        />
        <TextField
          id="askedBy"
          label="For whom"
          hint="Coroner, court, ombudsman"
          width="l"
          value={askedBy}
          error={errorOf('askedBy')}
          onChange={(event) => setAskedBy(event.target.value)}
        />
        <TextField
          id="onDay"
          type="date"
          label="Until"
          hint="Empty: until somebody lifts it"
          value={until}
          error={errorOf('onDay')}
          onChange={(event) => setUntil(event.target.value)}
        />
        <div className="btns">
          <Button kind="p" type="submit" busy={send.busy}>
            Hold
          </Button>
          <Button onClick={onClose}>Leave as it is</Button>
        </div>
      </form>
    </Dialog>
  )
}
