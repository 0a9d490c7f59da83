import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { TextArea } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { FEWEST_LETTERS, OPENING_MINUTES, openingReasons, type OpeningReason } from '#shared/restricted/codes.ts'
import { openWithReason } from '#shared/restricted/contract.ts'
import { lettersIn } from '#shared/restricted/opening.ts'

interface OpenFormProps {
  readonly number: number
  readonly guardianName: string | null
  readonly onOpened: () => void
}

const reasons = Object.entries(openingReasons).map(([value, label]) => ({ value: value as OpeningReason, label }))

/** One screen, nobody asked first: a reason, and it is open. */
export function OpenForm({ number, guardianName, onOpened }: OpenFormProps) {
  const [reason, setReason] = useState<OpeningReason | null>(null)
  const [why, setWhy, forget] = useKeptText(`restricted.open.${number}`)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const send = useSend(openWithReason)
  const errorOf = useErrorIn(errors)

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (send.isPending) return
    if (reason === null) return setErrors([{ field: 'reason', message: 'Choose why you need it' }])
    try {
      const sent = await send.mutateAsync({ number, reason, why })
      if (!sent.ok) return setErrors(fieldErrorsOf(sent.refusal))
      forget()
      onOpened()
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : String(fault) }])
    }
  }

  const missing = Math.max(0, FEWEST_LETTERS - lettersIn(why))
  return (
    <Card title={`Open it for ${OPENING_MINUTES} minutes`}>
      <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <p>
          It opens at once. {guardianName === null ? 'The desk is' : `${guardianName} is`} told now, each look is
          recorded, and somebody else signs for it afterwards.
        </p>
        <RadioChips
          id="reason"
          label="Why do you need it"
          options={reasons}
          value={reason}
          error={errorOf('reason')}
          onChange={setReason}
        />
        <TextArea
          id="why"
          name="why"
          label="Say it in your own words"
          hint={`At least ${FEWEST_LETTERS} letters. Do not name the person.`}
          value={why}
          error={errorOf('why')}
          onChange={(event) => setWhy(event.target.value)}
        />
        <div className="btns">
          <Button kind="d" type="submit" icon="eye" busy={send.isPending}>
            Open for {OPENING_MINUTES} minutes
          </Button>
          <span className="small muted" aria-live="polite">
            {missing > 0 && why !== '' ? `${missing} more letters` : ''}
          </span>
        </div>
      </form>
    </Card>
  )
}
