import type { FieldError } from '#client/ui/ErrorSummary.tsx'
import { Checkbox, TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { powerNames } from '#shared/referrals/clockRules.ts'
import { correctPower } from '#shared/referrals/contract.ts'
import { momentAhead, momentWords, readPast, type TypedMoment } from '#shared/referrals/typedMoment.ts'
import { LawForm, useLawForm } from './LawForm.tsx'
import { MomentField } from './MomentField.tsx'
import type { PowerFormProps } from './StartForm.tsx'

interface Typed {
  readonly runsOn: boolean
  readonly ended: TypedMoment
  readonly why: string
  readonly correctionReason: string
}

/** Puts right when a power ended, or that it has not: what stood there is kept, with the reason. */
export function CorrectEndForm({ record: { referral }, power, last, onDone, now }: PowerFormProps) {
  const form = useLawForm<typeof correctPower, Typed>(correctPower, {
    key: `endAgain.${power.id}`,
    version: referral.version,
    blank: { runsOn: false, ended: momentAhead(power.endedAt), why: power.endedWhy, correctionReason: '' },
    onDone,
  })
  const { typed, change, seen, close, submit, fail, errorIn } = form
  const save = async (): Promise<void> => {
    const read = readPast(typed.ended, now)
    const found: readonly (FieldError | false)[] = [
      !typed.runsOn && !read.ok && { field: 'endedAt', message: momentWords(read.refusal) },
      !typed.runsOn && typed.why.trim() === '' && { field: 'why', message: 'Say how it ended' },
      typed.correctionReason.trim() === '' && { field: 'correctionReason', message: 'Say why it changes' },
    ]
    if (found.some(Boolean)) return fail(found.filter((one) => one !== false))
    const ended = typed.runsOn || !read.ok ? null : { endedAt: read.value, why: typed.why.trim() }
    const on = { referralId: referral.id, powerId: power.id, seenVersion: seen.version }
    if (!(await submit({ ...on, ended, correctionReason: typed.correctionReason.trim() }))) return
    const said = ended === null ? 'runs on' : 'end put right'
    toast({ words: `${powerNames[power.kind].full}: ${said}. What stood there is kept.` })
    close()
  }
  return (
    <LawForm form={form} last={last} press="Put the end right" onSave={save}>
      <Checkbox
        label="It has not ended: it runs on"
        checked={typed.runsOn}
        onChange={(event) => change({ runsOn: event.target.checked })}
      />
      {!typed.runsOn && (
        <>
          <MomentField
            id="endedAt"
            label="When it ended"
            error={errorIn('endedAt')}
            days="past"
            now={now}
            value={typed.ended}
            onChange={(ended) => change({ ended })}
          />
          <TextField
            id="why"
            label="How it ended"
            value={typed.why}
            error={errorIn('why')}
            onChange={(event) => change({ why: event.target.value })}
          />
        </>
      )}
      <TextField
        id="correctionReason"
        label="Why it changes"
        hint="Both stay on the record"
        value={typed.correctionReason}
        error={errorIn('correctionReason')}
        onChange={(event) => change({ correctionReason: event.target.value })}
      />
    </LawForm>
  )
}
