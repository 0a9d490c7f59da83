import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Checkbox, TextArea } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { toast } from '#client/ui/toast.ts'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { cancelShift, type ShiftRow } from '#shared/rota/contract.ts'
import { takeOffInDraft } from '#shared/rota/planContract.ts'
import { pastDayWords } from '#shared/rota/shiftWarnings.ts'
import { formatDayShort, londonDayOf } from '#shared/time/london.ts'
import { timesWords } from './rotaWords.ts'

interface CancelShiftProps {
  readonly shift: ShiftRow
  /** The version of the draft of it, 0 while it is not in the draft. */
  readonly drafted: number
  readonly name: string
  readonly onBack: () => void
  readonly onDone: () => void
}

/** Takes a shift off the rota, with the reason that stays on its record. */
export function CancelShift({ shift, drafted, name, onBack, onDone }: CancelShiftProps) {
  const [why, setWhy, forget] = useKeptText(`rota.shift.${shift.id}.why`)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const errorIn = useErrorIn(errors)
  const [cancel, draft] = [useSend(cancelShift), useSend(takeOffInDraft)]
  const [atOnce, setAtOnce] = useState(false)
  const today = londonDayOf(useNow(60_000))

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (cancel.isPending || draft.isPending) return
    if (why.trim() === '') return setErrors([{ field: 'why', message: 'Say why, like “Covered by Dan Okoro”' }])
    try {
      const on = formatDayShort(shift.day)
      if (atOnce) {
        const sent = await cancel.mutateAsync({ shiftId: shift.id, seenVersion: shift.version, why })
        if (!sent.ok) return setErrors(fieldErrorsOf(sent.refusal))
        toast({
          words: `${name} is off the rota on ${on}.`,
          icon: 'check',
          detail: sent.value.warnings.join(' ') || undefined,
        })
      } else {
        const sent = await draft.mutateAsync({
          shiftId: shift.id,
          seenVersion: drafted,
          seenOnRota: shift.version,
          why,
        })
        if (!sent.ok) return setErrors(fieldErrorsOf(sent.refusal))
        toast({ words: `In the draft: ${name} is taken off ${on}.`, icon: 'check' })
      }
      forget()
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
          error={errorIn('why')}
          onChange={(event) => setWhy(event.target.value)}
        />
        {drafted === 0 && (
          <Checkbox
            label="Off the rota at once"
            hint="Without it, it waits in the draft until the week is published."
            checked={atOnce}
            onChange={(event) => setAtOnce(event.target.checked)}
          />
        )}
        <div className="btns">
          <Button kind="d" type="submit" busy={cancel.isPending || draft.isPending}>
            Take off the rota
          </Button>
          <Button onClick={onBack}>Keep the shift</Button>
        </div>
      </form>
    </Dialog>
  )
}
