import { useEffect, useRef } from 'react'
import { send } from '#client/kernel/api.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { toast } from '#client/ui/toast.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { arrangementNames, arrangementStateNames } from '#shared/referrals/arrangementWords.ts'
import { arrange } from '#shared/referrals/contract.ts'
import {
  arrangementStates,
  type ArrangementKind,
  type ArrangementRow,
  type ArrangementState,
} from '#shared/referrals/record.ts'
import styles from './referrals.module.css'
import { useSeen } from './useSeen.ts'
import { useSubmit } from '#client/ui/useSubmit.ts'

export interface UpdateArrangementProps {
  readonly referralId: ReferralId
  readonly kind: ArrangementKind
  readonly row: ArrangementRow | undefined
  readonly onDone: () => void
}

interface ToPutBack extends Pick<UpdateArrangementProps, 'referralId' | 'kind' | 'row'> {
  /** The version that the change left. */
  readonly version: number
}

/** Undo: as it stood before, since when it stood so. Both stay on the timeline. */
async function putBack({ referralId, kind, row, version }: ToPutBack): Promise<void> {
  const { state, note, since } = row ?? { state: 'not-yet' as const, note: '', since: null }
  try {
    const sent = await send(arrange, { referralId, kind, state, note, since, seenVersion: version })
    const words = `${arrangementNames[kind]}: ${arrangementStateNames[state].toLowerCase()} again.`
    toast(sent.ok ? { words, icon: 'undo' } : { words: sent.refusal.message, icon: 'info' })
  } catch (fault) {
    toast({ words: fault instanceof Error ? fault.message : 'Not undone. Try again.', icon: 'triangle' })
  }
}

interface Typed {
  readonly state: ArrangementState
  readonly note: string
}

/** One arrangement being changed, in its own row. */
export function UpdateArrangement({ referralId, kind, row, onDone }: UpdateArrangementProps) {
  const key = `arrange.${referralId}.${kind}`
  const [typed, setTyped, forget] = useKept<Typed>(key, { state: row?.state ?? 'asked', note: row?.note ?? '' })
  const seen = useSeen(key, row?.version ?? 0)
  const { submit, errors, unsent, busy } = useSubmit(arrange)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.querySelector<HTMLElement>('input:checked, input')?.focus(), [])

  const type = (next: Typed): void => {
    seen.pin()
    setTyped(next)
  }
  const close = (): void => {
    forget()
    seen.clear()
    onDone()
  }
  const save = async (): Promise<void> => {
    const name = arrangementNames[kind]
    const saved = await submit({ referralId, kind, ...typed, seenVersion: seen.version })
    if (!saved) return
    close()
    const words = `${name}: ${arrangementStateNames[typed.state].toLowerCase()}.`
    toast({ words, undo: () => void putBack({ referralId, kind, row, version: saved.version }) })
  }
  const name = arrangementNames[kind]
  return (
    <div className={styles.update} ref={box}>
      {(errors[0]?.message ?? unsent) && (
        <Notice tone="warn" speaks="at-once">
          <b>Not saved.</b> {errors[0]?.message ?? unsent}
        </Notice>
      )}
      {seen.changed && row && (
        <Notice
          tone="warn"
          action={
            <Button size="sm" onClick={seen.accept}>
              I have looked
            </Button>
          }
        >
          <b>{row.setByName} changed this meanwhile:</b> {arrangementStateNames[row.state].toLowerCase()}
          {row.note && `, ${row.note}`}. What you typed is kept.
        </Notice>
      )}
      <RadioChips
        label={name}
        look="sm"
        numbers
        options={arrangementStates.map((state) => ({ value: state, label: arrangementStateNames[state] }))}
        value={typed.state}
        onChange={(state) => type({ ...typed, state })}
      />
      <TextField
        label="Who and when"
        value={typed.note}
        onChange={(event) => type({ ...typed, note: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void save()
        }}
      />
      <div className={styles.buttons}>
        <Button kind="p" size="sm" busy={busy} onClick={() => void save()}>
          Save {name.toLowerCase()}
        </Button>
        <Button kind="q" size="sm" onClick={close}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
