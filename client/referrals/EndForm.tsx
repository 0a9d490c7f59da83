import { TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { powerNames } from '#shared/referrals/clockRules.ts'
import { endPower } from '#shared/referrals/contract.ts'
import { emptyMoment, momentWords, readPast, type TypedMoment } from '#shared/referrals/typedMoment.ts'
import { LawForm, useLawForm } from './LawForm.tsx'
import { MomentField } from './MomentField.tsx'
import type { PowerFormProps } from './StartForm.tsx'

interface Typed {
  readonly ended: TypedMoment
  readonly why: string
}

/** Records that a power has ended, and why: its clock stops, and stays to be seen. */
export function EndForm({ record: { referral }, power, last, onDone, now }: PowerFormProps) {
  const form = useLawForm<typeof endPower, Typed>(endPower, {
    key: `end.${power.id}`,
    version: referral.version,
    blank: { ended: emptyMoment, why: '' },
    onDone,
  })
  const { typed, change, seen, close, submit, fail, errorIn } = form
  const save = async (): Promise<void> => {
    const ended = readPast(typed.ended, now)
    if (!ended.ok) return fail([{ field: 'endedAt', message: momentWords(ended.refusal) }])
    if (typed.why.trim() === '') return fail([{ field: 'why', message: 'Say how it ended' }])
    const seenVersion = seen.version
    const input = { referralId: referral.id, powerId: power.id, seenVersion, endedAt: ended.value, why: typed.why }
    if (!(await submit(input))) return
    toast({ words: `${powerNames[power.kind].full}: end recorded.` })
    close()
  }
  return (
    <LawForm form={form} last={last} press="Record the end" onSave={save}>
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
        hint="Like “Seen by the doctor and the AMHP, went home”"
        value={typed.why}
        error={errorIn('why')}
        onChange={(event) => change({ why: event.target.value })}
      />
    </LawForm>
  )
}
