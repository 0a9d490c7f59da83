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
import { signLook, type SheetLine } from '#shared/audit/contract.ts'
import { findings, SHORTEST_REASON, type Finding } from '#shared/audit/words.ts'

const options = Object.entries(findings).map(([value, label]) => ({ value: value as Finding, label }))

export interface SignFormProps {
  readonly line: SheetLine
  readonly that: string
  readonly onClose: () => void
}

/** What was found, and in a few words why. What is typed is kept until it is signed. */
export function SignForm({ line, that, onClose }: SignFormProps) {
  const [finding, setFinding] = useState<Finding | null>(null)
  const [reason, setReason, forget] = useKeptText(`audit.sign.${line.id}`)
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const send = useSend(signLook)
  const ids = { finding: `finding-${line.id}`, reason: `reason-${line.id}` }
  const errorOf = useErrorIn(errors)

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (send.isPending) return
    const wrongs = [
      ...(finding === null ? [{ field: ids.finding, message: 'Choose what you found' }] : []),
      ...(reason.trim().length < SHORTEST_REASON
        ? [{ field: ids.reason, message: 'Say in a few words what you found' }]
        : []),
    ]
    setErrors(wrongs)
    if (finding === null || wrongs.length > 0) return
    try {
      const sent = await send.mutateAsync({ lineId: line.id, finding, reason })
      if (!sent.ok)
        return setErrors(
          fieldErrorsOf(sent.refusal).map((one) => (one.field === 'reason' ? { ...one, field: ids.reason } : one)),
        )
      forget()
      toast({ words: 'Signed.', detail: that, icon: 'check' })
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : String(fault) }])
    }
  }
  return (
    <form className="au-ask au-sign" noValidate aria-label={`Sign: ${that}`} onSubmit={(event) => void submit(event)}>
      <ErrorSummary errors={errors} />
      <RadioChips
        id={ids.finding}
        label="What did you find"
        options={options}
        value={finding}
        error={errorOf(ids.finding)}
        onChange={setFinding}
      />
      <TextField
        id={ids.reason}
        label="In a few words"
        hint="Whom you asked and what they said. No names of people referred"
        width="l"
        value={reason}
        error={errorOf(ids.reason)}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="btns">
        <Button kind="p" type="submit" busy={send.isPending}>
          Sign it
        </Button>
        <Button kind="q" onClick={onClose}>
          Not now
        </Button>
      </div>
    </form>
  )
}
