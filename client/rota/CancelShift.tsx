import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { TextArea } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { toast } from '#client/ui/toast.ts'
import { cancelShift, type ShiftRow } from '#shared/rota/contract.ts'
import { pastDayWords } from '#shared/rota/shiftWarnings.ts'
import { formatDayShort, londonDayOf } from '#shared/time/london.ts'
import { timesWords } from './rotaWords.ts'

interface CancelShiftProps {
  readonly shift: ShiftRow
  readonly name: string
  readonly onBack: () => void
  readonly onDone: () => void
}

/** Takes a shift off the rota, with the reason that stays on its record. */
export function CancelShift({ shift, name, onBack, onDone }: CancelShiftProps) {
  const [why, setWhy, forget] = useKeptText(`rota.shift.${shift.id}.why`)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const cancel = useSend(cancelShift)
  const today = londonDayOf(useNow(60_000))

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (cancel.isPending) return
    if (why.trim() === '') return setErrors([{ field: 'why', message: 'Say why, like “Covered by Dan Okoro”' }])
    try {
      const sent = await cancel.mutateAsync({ shiftId: shift.id, seenVersion: shift.version, why })
      if (!sent.ok) return setErrors(fieldErrorsOf(sent.refusal))
      forget()
      toast({
        words: `${name} is off the rota on ${formatDayShort(shift.day)}.`,
        icon: 'check',
        detail: sent.value.warnings.join(' ') || undefined,
      })
      onDone()
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : String(fault) }])
    }
  }

  return (
    <Dialog open title={`Take ${name} off, ${formatDayShort(shift.day)}?`} onClose={onBack}>
      <p>The shift from {timesWords(shift)} goes. Why stays on record.</p>
      {pastDayWords(shift.day, today).map((words) => (
        <Notice key={words} tone="warn">
          {words}
        </Notice>
      ))}
      <form className="shift-form" noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <TextArea
          label="Why"
          id="why"
          name="why"
          value={why}
          error={errors.find(({ field }) => field === 'why')?.message}
          onChange={(event) => setWhy(event.target.value)}
        />
        <div className="btns">
          <Button kind="d" type="submit" busy={cancel.isPending}>
            Take off the rota
          </Button>
          <Button onClick={onBack}>Keep the shift</Button>
        </div>
      </form>
    </Dialog>
  )
}
