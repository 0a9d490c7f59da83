import { Select, TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { endLimit } from '#shared/referrals/law/contract.ts'
import { endingsOf, limitFamilies } from '#shared/referrals/law/limitKinds.ts'
import { emptyMoment, momentWords, readPast, type TypedMoment } from '#shared/referrals/typedMoment.ts'
import { LawForm, useLawForm } from './LawForm.tsx'
import type { LimitFormProps } from './LimitForm.tsx'
import { MomentField } from './MomentField.tsx'

interface Typed {
  readonly ended: TypedMoment
  readonly how: string
  readonly why: string
}

/** Records that a limit has come to its end, and how: however late it was, it is recorded. */
export function LimitEndForm({ record: { referral }, limit, last, onDone, now }: LimitFormProps) {
  const form = useLawForm<typeof endLimit, Typed>(endLimit, {
    key: `endLimit.${limit.id}`,
    version: referral.version,
    blank: { ended: emptyMoment, how: '', why: '' },
    onDone,
  })
  const { typed, change, seen, close, submit, fail, errorIn } = form
  const save = async (): Promise<void> => {
    const ended = readPast(typed.ended, now)
    if (typed.how === '') return fail([{ field: 'how', message: 'Choose how it ended' }])
    if (!ended.ok) return fail([{ field: 'endedAt', message: momentWords(ended.refusal) }])
    const { how, why } = typed
    const on = { referralId: referral.id, limitId: limit.id, seenVersion: seen.version }
    if (!(await submit({ ...on, endedAt: ended.value, how, why }))) return
    toast({ words: `${limitFamilies[limit.kind].full}: end recorded.` })
    close()
  }
  const options = Object.entries(endingsOf(limit.kind)).map(([value, label]) => ({ value, label }))
  return (
    <LawForm form={form} last={last} press="Record the end" onSave={save}>
      <Select
        id="how"
        label="How it ended"
        empty="Choose how"
        options={options}
        value={typed.how}
        error={errorIn('how')}
        onChange={(event) => change({ how: event.target.value })}
      />
      <MomentField
        id="endedAt"
        label="When"
        error={errorIn('endedAt')}
        days="past"
        now={now}
        value={typed.ended}
        onChange={(ended) => change({ ended })}
      />
      <TextField
        label="Reasons, in a line"
        hint="Needed when it was not practicable; else it may stay empty"
        value={typed.why}
        onChange={(event) => change({ why: event.target.value })}
      />
    </LawForm>
  )
}
