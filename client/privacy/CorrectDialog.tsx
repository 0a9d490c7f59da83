import { useState, type FormEvent } from 'react'
import { forgetKept, useKeptText } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Select, TextArea, TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { correctRecord } from '#shared/privacy/contract.ts'
import { correctionAbouts, isFact, type CorrectionAbout } from '#shared/privacy/rights.ts'
import { aboutNames } from '#shared/privacy/rightsWords.ts'
import type { ReferralDetail } from '#shared/referrals/record.ts'
import { formatDate } from '#shared/time/london.ts'
import { useSending } from './useSending.ts'

const choices = correctionAbouts.map((value) => ({ value, label: aboutNames[value] }))

function standsNow(referral: ReferralDetail, about: CorrectionAbout): string {
  if (!isFact(about)) return ''
  if (about === 'bornOn') return referral.bornOn === null ? 'nothing' : formatDate(referral.bornOn)
  return referral[about] === '' ? 'nothing' : referral[about]
}

export interface CorrectDialogProps {
  readonly referral: ReferralDetail
  readonly onClose: () => void
}

/** What was wrong, what is right, who asked, what shows it. What stood there stays on the record. */
export function CorrectDialog({ referral, onClose }: CorrectDialogProps) {
  const key = `privacy.correct.${referral.id}.`
  const [about, setAbout] = useState<CorrectionAbout>('lastName')
  const [was, setWas] = useKeptText(`${key}was`)
  const [is, setIs] = useKeptText(`${key}is`)
  const [askedBy, setAskedBy] = useKeptText(`${key}askedBy`)
  const [evidence, setEvidence] = useKeptText(`${key}evidence`)
  const send = useSending(correctRecord)
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const fact = isFact(about)
    const input = { referralId: referral.id, seenVersion: referral.version, about, is, askedBy, evidence }
    if (!(await send.submit({ ...input, was: fact ? '' : was }))) return
    forgetKept(key)
    toast({ words: `${aboutNames[about]} is corrected. What stood there is kept.`, icon: 'check' })
    onClose()
  }
  return (
    <Dialog open wide title="Correct this record" onClose={onClose}>
      <form className="ask-form" noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={send.errors} />
        <Select
          id="about"
          label="What is wrong"
          options={choices}
          value={about}
          onChange={(event) => setAbout(correctionAbouts.find((one) => one === event.target.value) ?? 'lastName')}
        />
        {isFact(about) ? (
          <p>
            The record says: <b>{standsNow(referral, about)}</b>
          </p>
        ) : (
          <TextArea
            id="was"
            label="The words that are wrong"
            value={was}
            error={send.errorOf('was')}
            onChange={(event) => setWas(event.target.value)}
          />
        )}
        <TextArea
          id="is"
          label="What is right"
          value={is}
          error={send.errorOf('is')}
          onChange={(event) => setIs(event.target.value)}
        />
        <TextField
          id="askedBy"
          label="Who asked"
          width="l"
          value={askedBy}
          error={send.errorOf('askedBy')}
          onChange={(event) => setAskedBy(event.target.value)}
        />
        <TextArea
          id="evidence"
          label="What shows it"
          hint="A passport, a letter, the GP’s record"
          value={evidence}
          error={send.errorOf('evidence')}
          onChange={(event) => setEvidence(event.target.value)}
        />
        <div className="btns">
          <Button kind="p" type="submit" busy={send.busy}>
            Correct it
          </Button>
          <Button onClick={onClose}>Leave as it is</Button>
        </div>
      </form>
    </Dialog>
  )
}
