import { Checkbox, TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { holdLimit } from '#shared/referrals/law/contract.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { LawForm, useLawForm } from './LawForm.tsx'
import type { LimitFormProps } from './LimitForm.tsx'
import { dayStart } from './limitTyped.ts'

interface Typed {
  readonly madeOn: string
  readonly disposedOn: string
  readonly orderMade: boolean
  readonly source: string
}

/** Records an application to displace the relative, which holds section 2 open, and later what the court decided (section 29(4)). */
export function LimitHoldForm({ record: { referral }, limit, last, onDone }: LimitFormProps) {
  const madeOn = limit.hold === null ? '' : londonDayOf(limit.hold.madeAt)
  const form = useLawForm<typeof holdLimit, Typed>(holdLimit, {
    key: `holdLimit.${limit.id}`,
    version: referral.version,
    blank: { madeOn, disposedOn: '', orderMade: false, source: '' },
    onDone,
  })
  const { typed, change, seen, close, submit, fail, errorIn } = form
  const save = async (): Promise<void> => {
    const [madeAt, disposedAt] = [dayStart(typed.madeOn), dayStart(typed.disposedOn)]
    if (madeAt === undefined) return fail([{ field: 'madeAt', message: 'Choose the day on which it was made' }])
    const { orderMade, source } = typed
    const on = { referralId: referral.id, limitId: limit.id, seenVersion: seen.version }
    if (!(await submit({ ...on, madeAt, disposedAt: disposedAt ?? null, orderMade, source }))) return
    toast({ words: disposedAt === undefined ? 'Section 2 is held open until the court has decided.' : 'Recorded.' })
    close()
  }
  return (
    <LawForm form={form} last={last} press="Record it" onSave={save}>
      <TextField
        id="madeAt"
        type="date"
        width="m"
        label="The day on which the application was made"
        hint="To the county court, to displace the relative; before section 2 ends"
        value={typed.madeOn}
        error={errorIn('madeAt')}
        onChange={(event) => change({ madeOn: event.target.value })}
      />
      <TextField
        id="disposedAt"
        type="date"
        width="m"
        label="The day on which the court decided"
        hint="Empty while it has not"
        value={typed.disposedOn}
        error={errorIn('disposedAt')}
        onChange={(event) => change({ disposedOn: event.target.value })}
      />
      <Checkbox
        label="The court made an order"
        hint="Section 2 then goes on for seven days"
        checked={typed.orderMade}
        onChange={(event) => change({ orderMade: event.target.checked })}
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
