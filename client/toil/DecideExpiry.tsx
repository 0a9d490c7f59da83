import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorMessage, TextArea, TextField } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { toast } from '#client/ui/toast.ts'
import { decideExpiry } from '#shared/toil/ledgerContract.ts'
import type { Reminder } from '#shared/toil/expiry.ts'
import { formatDate, isLondonDay } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

type Decision = 'extend' | 'pay' | 'expire'

const decisions: readonly { readonly value: Decision; readonly label: string }[] = [
  { value: 'extend', label: 'A later last day' },
  { value: 'pay', label: 'Pay it' },
  { value: 'expire', label: 'Let it run out' },
]
const done: Record<Decision, string> = {
  extend: 'It can be taken longer.',
  pay: 'Recorded as paid.',
  expire: 'It has run out, by your decision.',
}

export interface DecideExpiryProps {
  readonly reminder: Reminder
  readonly name: string
  readonly onClose: () => void
}

/** What becomes of TOIL that runs out: a person decides, says why, and whoever earned it reads it. Nothing lapses by itself. */
export function DecideExpiry({ reminder, name, onClose }: DecideExpiryProps) {
  const { entryId, left, earnedOn, expiresOn, stage } = reminder
  // Nobody pays it or lets it go while it can still be taken.
  const open = stage === 'past' ? decisions : decisions.filter(({ value }) => value === 'extend')
  const [decision, setDecision] = useState<Decision | null>(null)
  const [until, setUntil] = useState('')
  const [why, setWhy, clear] = useKeptText(`toil.expiry.${entryId}`)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const command = useSend(decideExpiry)
  const send = async (): Promise<void> => {
    const wrong = {
      ...(decision === null ? { decision: 'Choose what becomes of it' } : {}),
      ...(decision === 'extend' && !isLondonDay(until) ? { until: 'Give the new last day' } : {}),
      ...(why.trim() === '' ? { why: 'Say why: they read it' } : {}),
    }
    setErrors(wrong)
    if (decision === null || Object.keys(wrong).length > 0) return
    const last = decision === 'extend' ? until : null
    try {
      const sent = await command.mutateAsync({ entryId, decision, until: last, why: why.trim() })
      if (!sent.ok) return setErrors({ [sent.refusal.field ?? 'form']: sent.refusal.message })
      clear()
      toast({ words: done[decision] })
      onClose()
    } catch (fault) {
      setErrors({ form: fault instanceof Error ? fault.message : 'Not sent. Try again.' })
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${name}: ${formatMinutes(left)} runs out`}
      actions={
        <>
          <Button kind={decision === 'expire' ? 'd' : 'p'} busy={command.isPending} onClick={() => void send()}>
            Decide
          </Button>
          <Button onClick={onClose}>Not now</Button>
        </>
      }
    >
      <p>
        Earned on {formatDate(earnedOn)}, to be taken by {formatDate(expiresOn)}. Until somebody decides, it stays
        theirs.
      </p>
      {errors['form'] && <ErrorMessage>{errors['form']}</ErrorMessage>}
      <RadioChips
        label="What becomes of it"
        options={open}
        value={decision}
        error={errors['decision']}
        onChange={setDecision}
      />
      {decision === 'extend' && (
        <TextField
          label="New last day"
          type="date"
          value={until}
          error={errors['until']}
          onChange={(event) => setUntil(event.target.value)}
        />
      )}
      <TextArea label="Why" value={why} error={errors['why']} onChange={(event) => setWhy(event.target.value)} />
    </Dialog>
  )
}
