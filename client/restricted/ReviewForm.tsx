import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { toast } from '#client/ui/toast.ts'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { reviewResults, type ReviewResult } from '#shared/restricted/codes.ts'
import { reviewOpening, type OpeningRow } from '#shared/restricted/contract.ts'
import { referralNumber } from '#shared/referrals/referral.ts'

const results = Object.entries(reviewResults).map(([value, label]) => ({ value: value as ReviewResult, label }))

/** A second person says what they found. Once signed it stays signed. */
export function ReviewForm({ row }: { readonly row: OpeningRow }) {
  const [result, setResult] = useState<ReviewResult | null>(null)
  const [note, setNote, forget] = useKeptText(`restricted.review.${row.id}`)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const send = useSend(reviewOpening)
  const errorOf = useErrorIn(errors)
  const number = referralNumber(row.number)

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (send.isPending) return
    if (result === null) return setErrors([{ field: 'result', message: 'Choose what you found' }])
    try {
      const sent = await send.mutateAsync({ openingId: row.id, result, note })
      if (!sent.ok) return setErrors(fieldErrorsOf(sent.refusal))
      forget()
      toast({ words: `Signed for ${number}.`, icon: 'check' })
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : String(fault) }])
    }
  }
  return (
    <form className="stack" noValidate aria-label={`Sign for ${number}`} onSubmit={(event) => void submit(event)}>
      <ErrorSummary errors={errors} />
      <RadioChips
        label={`What did you find about ${number}`}
        options={results}
        value={result}
        error={errorOf('result')}
        onChange={setResult}
      />
      <TextField
        label="Note"
        hint="Needed unless all was right"
        width="l"
        value={note}
        error={errorOf('note')}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="btns">
        <Button kind="p" type="submit" busy={send.isPending}>
          Sign<span className="vh"> for {number}</span>
        </Button>
      </div>
    </form>
  )
}
