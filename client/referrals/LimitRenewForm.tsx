import { Select, TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { renewLimit } from '#shared/referrals/law/contract.ts'
import { renewers, type Renewer } from '#shared/referrals/law/limitDecisions.ts'
import { limitMoment } from '#shared/referrals/law/limitWords.ts'
import { isLondonDay } from '#shared/time/london.ts'
import { LawForm, useLawForm } from './LawForm.tsx'
import type { LimitFormProps } from './LimitForm.tsx'

interface Typed {
  readonly reportedOn: string
  readonly by: string
  readonly source: string
}

const options = (Object.keys(renewers) as Renewer[]).map((value) => ({ value, label: renewers[value] }))

/** Records a renewal. What the law does not allow is refused with the reason, not hidden from the list. */
export function LimitRenewForm({ record: { referral }, limit, last, onDone }: LimitFormProps) {
  const form = useLawForm<typeof renewLimit, Typed>(renewLimit, {
    key: `renewLimit.${limit.id}`,
    version: referral.version,
    blank: { reportedOn: '', by: '', source: '' },
    onDone,
  })
  const { typed, change, seen, close, submit, fail, errorIn } = form
  const save = async (): Promise<void> => {
    const by = options.find(({ value }) => value === typed.by)?.value
    if (by === undefined) return fail([{ field: 'by', message: 'Choose who renewed it' }])
    if (!isLondonDay(typed.reportedOn)) return fail([{ field: 'reportedOn', message: 'Choose the day of the report' }])
    const on = { referralId: referral.id, limitId: limit.id, seenVersion: seen.version }
    const saved = await submit({ ...on, reportedOn: typed.reportedOn, by, source: typed.source })
    if (!saved) return
    toast({
      words: saved.limitAt === null ? 'Renewed.' : `Renewed: it ends ${limitMoment(limit.kind, saved.limitAt)}.`,
    })
    close()
  }
  return (
    <LawForm form={form} last={last} press="Record the renewal" onSave={save}>
      <Select
        id="by"
        label="Who renewed it"
        empty="Choose who"
        options={options}
        value={typed.by}
        error={errorIn('by')}
        onChange={(event) => change({ by: event.target.value })}
      />
      <TextField
        id="reportedOn"
        type="date"
        width="m"
        label="The day of the report"
        hint="In the last two months, and before the period ends"
        value={typed.reportedOn}
        error={errorIn('reportedOn')}
        onChange={(event) => change({ reportedOn: event.target.value })}
      />
      <TextField
        label="Who says so"
        width="l"
        value={typed.source}
        onChange={(event) => change({ source: event.target.value })}
      />
    </LawForm>
  )
}
