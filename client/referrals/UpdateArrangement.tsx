import { useEffect, useRef } from 'react'
import { useKept } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
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
import { useSubmit } from './useSubmit.ts'

export interface UpdateArrangementProps {
  readonly referralId: ReferralId
  readonly kind: ArrangementKind
  readonly row: ArrangementRow | undefined
  readonly onDone: () => void
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
    const saved = await submit({ referralId, kind, ...typed, seenVersion: seen.version })
    if (saved) close()
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
