import { TextField } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { toast } from '#client/ui/toast.ts'
import { goesWith } from '#shared/referrals/beside.ts'
import { powerNames } from '#shared/referrals/clockRules.ts'
import { endPower } from '#shared/referrals/contract.ts'
import type { PowerRow } from '#shared/referrals/record.ts'
import { emptyMoment, momentWords, readPast, type TypedMoment } from '#shared/referrals/typedMoment.ts'
import { formatInstant } from '#shared/time/london.ts'
import { LawForm, useLawForm } from './LawForm.tsx'
import { MomentField } from './MomentField.tsx'
import type { PowerFormProps } from './StartForm.tsx'

interface Typed {
  readonly ended: TypedMoment
  readonly why: string
}

/** Records that a power has ended, and why: its clock stops, and stays to be seen. */
export function EndForm({ record: { referral, powers }, power, last, onDone, now }: PowerFormProps) {
  const form = useLawForm<typeof endPower, Typed>(endPower, {
    key: `end.${power.id}`,
    version: referral.version,
    blank: { ended: emptyMoment, why: '' },
    onDone,
  })
  const { typed, change, seen, close, submit, fail, errorIn } = form
  const read = readPast(typed.ended, now)
  const save = async (): Promise<void> => {
    if (!read.ok) return fail([{ field: 'endedAt', message: momentWords(read.refusal) }])
    if (typed.why.trim() === '') return fail([{ field: 'why', message: 'Say how it ended' }])
    const seenVersion = seen.version
    const input = { referralId: referral.id, powerId: power.id, seenVersion, endedAt: read.value, why: typed.why }
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
      {read.ok && <GoesToo powers={goesWith(power, powers, read.value)} of={power} />}
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

/** What had no effect beside it ends with it: said before it is recorded. */
function GoesToo({ powers, of }: { readonly powers: readonly PowerRow[]; readonly of: PowerRow }) {
  return powers.map(({ id, kind, startedAt }) => (
    <Notice key={id}>
      <b>
        {powerNames[kind].full}
        {startedAt && `, from ${formatInstant(startedAt)}`}, ends with it.
      </b>{' '}
      It began while {powerNames[of.kind].short} ran, so it had no effect in law and does not begin to bind now.
    </Notice>
  ))
}
