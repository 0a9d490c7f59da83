import { useState, type FormEvent } from 'react'
import { forgetKept, useKeptText } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextArea, TextField } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { toast } from '#client/ui/toast.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { markRecord } from '#shared/privacy/contract.ts'
import { markMeans, markNames } from '#shared/privacy/rightsWords.ts'
import { isLondonDay, londonDay } from '#shared/time/london.ts'
import { useSending } from './useSending.ts'

const kinds = (['objection', 'restriction', 'death'] as const).map((value) => ({ value, label: markNames[value] }))
type Kind = (typeof kinds)[number]['value']

export interface NoteDialogProps {
  readonly referralId: ReferralId
  readonly onClose: () => void
}

/** An objection, a restriction or a death, written down on the record where everybody who opens it sees it. */
export function NoteDialog({ referralId, onClose }: NoteDialogProps) {
  const key = `privacy.note.${referralId}.`
  const [kind, setKind] = useState<Kind>('objection')
  const [note, setNote] = useKeptText(`${key}note`)
  const [askedBy, setAskedBy] = useKeptText(`${key}askedBy`)
  const [day, setDay] = useState('')
  const send = useSending(markRecord)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const onDay = kind === 'death' && isLondonDay(day) ? londonDay(day) : null
    if (!(await send.submit({ referralId, kind, note, askedBy, onDay }))) return
    forgetKept(key)
    toast({ words: `${markNames[kind]} is on the record.`, icon: 'check' })
    onClose()
  }
  return (
    <Dialog open title="Add a note to this record" onClose={onClose}>
      <form className="ask-form" noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={send.errors} />
        <RadioChips label="What" options={kinds} value={kind} onChange={setKind} hint={markMeans[kind]} />
        {kind === 'death' && (
          <TextField
            id="onDay"
            type="date"
            label="Day of the death"
            value={day}
            error={send.errorOf('onDay')}
            onChange={(event) => setDay(event.target.value)}
          />
        )}
        <TextArea
          id="note"
          label="In words"
          value={note}
          error={send.errorOf('note')}
          onChange={(event) => setNote(event.target.value)}
        />
        <TextField
          id="askedBy"
          label={kind === 'death' ? 'Who told you' : 'Who asked'}
          width="l"
          value={askedBy}
          error={send.errorOf('askedBy')}
          onChange={(event) => setAskedBy(event.target.value)}
        />
        <div className="btns">
          <Button kind="p" type="submit" busy={send.busy}>
            Put it on the record
          </Button>
          <Button onClick={onClose}>Leave as it is</Button>
        </div>
      </form>
    </Dialog>
  )
}
