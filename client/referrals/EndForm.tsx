import { useKept } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { powerNames } from '#shared/referrals/clockRules.ts'
import { endPower } from '#shared/referrals/contract.ts'
import { emptyMoment, momentWords, readPast, type TypedMoment } from '#shared/referrals/typedMoment.ts'
import { ChangedMeanwhile } from './ChangedMeanwhile.tsx'
import { FormTrouble } from './FormTrouble.tsx'
import { MomentField } from './MomentField.tsx'
import styles from './referrals.module.css'
import type { PowerFormProps } from './StartForm.tsx'
import { useSeen } from './useSeen.ts'
import { useSubmit } from './useSubmit.ts'

interface Typed {
  readonly ended: TypedMoment
  readonly why: string
}

/** Records that a power has ended, and why: its clock stops, and stays to be seen. */
export function EndForm({ record: { referral }, power, last, onDone, now }: PowerFormProps) {
  const key = `end.${power.id}`
  const [typed, setTyped, forget] = useKept<Typed>(key, { ended: emptyMoment, why: '' })
  const seen = useSeen(key, referral.version)
  const { submit, fail, errors, errorIn, unsent, busy } = useSubmit(endPower)
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
    <div className={styles.form}>
      <FormTrouble errors={errors} unsent={unsent} />
      <ChangedMeanwhile seen={seen} last={last} />
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
      <div className={styles.buttons}>
        <Button kind="p" busy={busy} onClick={() => void save()}>
          Record the end
        </Button>
        <Button kind="q" onClick={close}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
