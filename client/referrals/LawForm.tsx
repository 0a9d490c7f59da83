import type { ReactNode, SubmitEvent } from 'react'
import { useKept } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import type { AnyCommand } from '#shared/kernel/command.ts'
import type { TimelineLine } from '#shared/referrals/timeline.ts'
import { ChangedMeanwhile } from './ChangedMeanwhile.tsx'
import { FormTrouble } from '#client/ui/FormTrouble.tsx'
import styles from './referrals.module.css'
import { useSeen, type Seen } from './useSeen.ts'
import { useSubmit, type Submitting } from '#client/ui/useSubmit.ts'

interface Begun<Typed> {
  /** Names the power or limit and what is done with it: `end.<power>`. */
  readonly key: string
  /** Of the referral as it stands on the screen. */
  readonly version: number
  readonly blank: Typed
  readonly onDone: () => void
}

interface Filling<Typed> {
  readonly typed: Typed
  readonly change: (changes: Partial<Typed>) => void
  readonly seen: Seen
  /** Saved or given up: what was typed goes. */
  readonly close: () => void
}

/**
 * What every form about a power or a limit of the law does alike: what is typed is kept, it is sent against the version that was on
 * the screen when the typing began, and a refusal stands beside its field.
 *
 * @example const form = useLawForm(endPower, { key: `end.${power.id}`, version: referral.version, blank, onDone })
 */
export function useLawForm<C extends AnyCommand, Typed extends object>(
  command: C,
  { key, version, blank, onDone }: Begun<Typed>,
): Filling<Typed> & Submitting<C> {
  const [typed, setTyped, forget] = useKept<Typed>(key, blank)
  const seen = useSeen(key, version)
  const submitting = useSubmit(command)
  const change = (changes: Partial<Typed>): void => {
    seen.pin()
    setTyped({ ...typed, ...changes })
  }
  const close = (): void => {
    forget()
    seen.clear()
    onDone()
  }
  return { ...submitting, typed, change, seen, close }
}

interface LawFormProps {
  readonly form: Pick<Filling<object> & Submitting<AnyCommand>, 'errors' | 'unsent' | 'busy' | 'seen' | 'close'>
  /** The latest line of the record, should it have changed meanwhile. */
  readonly last: TimelineLine | undefined
  readonly press: string
  readonly onSave: () => Promise<void>
  readonly children: ReactNode
}

/** The frame of such a form: what went wrong and what changed above its fields, its two buttons below. Enter saves. */
export function LawForm({ form: { errors, unsent, busy, seen, close }, last, press, onSave, children }: LawFormProps) {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!busy) void onSave()
  }
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      <FormTrouble errors={errors} unsent={unsent} />
      <ChangedMeanwhile seen={seen} last={last} />
      {children}
      <div className={styles.buttons}>
        <Button kind="p" type="submit" busy={busy}>
          {press}
        </Button>
        <Button kind="q" onClick={close}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
