import { useKept } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { renewLimit } from '#shared/referrals/law/contract.ts'
import { renewers, type Renewer } from '#shared/referrals/law/limitDecisions.ts'
import { limitMoment } from '#shared/referrals/law/limitWords.ts'
import { isLondonDay } from '#shared/time/london.ts'
import { ChangedMeanwhile } from './ChangedMeanwhile.tsx'
import { FormTrouble } from './FormTrouble.tsx'
import type { LimitFormProps } from './LimitForm.tsx'
import styles from './referrals.module.css'
import { useSeen } from './useSeen.ts'
import { useSubmit } from './useSubmit.ts'

interface Typed {
  readonly reportedOn: string
  readonly by: string
  readonly source: string
}

const options = (Object.keys(renewers) as Renewer[]).map((value) => ({ value, label: renewers[value] }))

/** Records a renewal. What the law does not allow is refused with the reason, not hidden from the list. */
export function LimitRenewForm({ record: { referral }, limit, last, onDone }: LimitFormProps) {
  const key = `renewLimit.${limit.id}`
  const [typed, setTyped, forget] = useKept<Typed>(key, { reportedOn: '', by: '', source: '' })
  const seen = useSeen(key, referral.version)
  const { submit, fail, errors, errorIn, unsent, busy } = useSubmit(renewLimit)
  const change = (changes: Partial<Typed>): void => {
    seen.pin()
    setTyped({ ...typed, ...changes })
  }
  const close = (): void => {
    forget()
    seen.clear()
    onDone()
  }
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
    <div className={styles.form}>
      <FormTrouble errors={errors} unsent={unsent} />
      <ChangedMeanwhile seen={seen} last={last} />
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
      <div className={styles.buttons}>
        <Button kind="p" busy={busy} onClick={() => void save()}>
          Record the renewal
        </Button>
        <Button kind="q" onClick={close}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
