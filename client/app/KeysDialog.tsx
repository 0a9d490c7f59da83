import { useState } from 'react'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { useSend } from '#client/kernel/api.ts'
import { keysAre, useShortcutList } from '#client/kernel/shortcuts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Checkbox, TextField } from '#client/ui/Field.tsx'
import { Kbd } from '#client/ui/Kbd.tsx'
import { setOwnKeys } from '#shared/desk/contract.ts'
import {
  allSingleKeys,
  checkKeys,
  keyFor,
  keyWords,
  singleKeys,
  typedKey,
  type OwnKeys,
  type SingleKey,
} from '#shared/kernel/singleKeys.ts'

/** What each key does here, and the way to change them or turn them off (WCAG 2.2, 2.1.4). Opened with `?`. */
export function KeysDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const [changing, setChanging] = useState(false)
  const close = (): void => {
    setChanging(false)
    onClose()
  }
  if (changing) return <ChangeKeys onDone={() => setChanging(false)} onClose={close} />
  return <KeyList open={open} onChange={() => setChanging(true)} onClose={close} />
}

interface KeyListProps {
  readonly open: boolean
  readonly onChange: () => void
  readonly onClose: () => void
}

function KeyList({ open, onChange, onClose }: KeyListProps) {
  const { own, shortcuts } = useShortcutList()
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Keyboard shortcuts"
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button kind="q" onClick={onChange}>
            Change the keys
          </Button>
        </>
      }
    >
      {own.on ? (
        <ul className="kb">
          {shortcuts.map(({ keys, says }) => (
            <li key={keys}>
              <span>{says}</span>
              <Keys keys={keys} />
            </li>
          ))}
        </ul>
      ) : (
        <p>
          Single keys are off for you. Everything is done by its button, and the list is in the menu under your name.
        </p>
      )}
      <OnOrOff own={own} />
    </Dialog>
  )
}

function Keys({ keys }: { readonly keys: string }) {
  const { own } = useShortcutList()
  const single = allSingleKeys.find((key) => key === keys)
  const pressed = single === undefined ? keys : keyFor(single, own)
  if (pressed === null) return <span className="muted">off</span>
  return (
    <span>
      <span className="vh">{pressed}</span>
      {single === undefined ? (
        keys.split(' ').map((key) => <Kbd key={key}>{key.toUpperCase()}</Kbd>)
      ) : (
        <Kbd>{single.toUpperCase()}</Kbd>
      )}
    </span>
  )
}

/** Kept at once, like a switch: the hub keeps it with its person, for every computer. */
function OnOrOff({ own }: { readonly own: OwnKeys }) {
  const saving = useSend(setOwnKeys)
  const [notKept, setNotKept] = useState('')
  const turn = async (on: boolean): Promise<void> => {
    // At once: whoever turns them off is being troubled by them now.
    keysAre({ ...own, on })
    try {
      const sent = await saving.mutateAsync({ ...own, on })
      setNotKept(sent.ok ? '' : sent.refusal.message)
    } catch {
      setNotKept('So on this page for now: the hub could not keep it. Try again when it answers.')
    }
  }
  return (
    <>
      <Checkbox
        label="Single-letter shortcuts on"
        hint="They are off while you type. This is kept with you, on every computer."
        checked={own.on}
        onChange={(event) => void turn(event.target.checked)}
      />
      {notKept !== '' && <p role="alert">{notKept}</p>}
    </>
  )
}

/** What was typed, without what is the usual key anyway. */
const changedIn = (typed: Readonly<Record<SingleKey, string>>): OwnKeys['changed'] =>
  Object.fromEntries(allSingleKeys.map((key) => [key, typedKey(typed[key])]).filter(([key, own]) => key !== own))

const typedOf = (own: OwnKeys): Record<SingleKey, string> =>
  Object.fromEntries(
    allSingleKeys.map((key) => [key, (keyFor(key, { ...own, on: true }) ?? '').toUpperCase()]),
  ) as Record<SingleKey, string>

/** Another key for each thing, or none. */
function ChangeKeys({ onDone, onClose }: { readonly onDone: () => void; readonly onClose: () => void }) {
  const { own } = useShortcutList()
  const [typed, setTyped] = useState(() => typedOf(own))
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const saving = useSend(setOwnKeys)
  const save = async (): Promise<void> => {
    const next = { on: own.on, changed: changedIn(typed) }
    const wrong = checkKeys(next.changed)
    if (wrong) return setErrors([{ field: `key-${wrong.field}`, message: keyWords(wrong) }])
    try {
      const sent = await saving.mutateAsync(next)
      if (!sent.ok) return setErrors(fieldErrorsOf(sent.refusal).map(({ message }) => ({ message })))
      keysAre(next)
      onDone()
    } catch {
      setErrors([{ message: 'Not kept: the hub could not be reached. What you typed is still here. Try again.' }])
    }
  }
  return (
    <Dialog
      open
      alert
      onClose={onClose}
      title="Change the keys"
      actions={
        <>
          <Button kind="p" busy={saving.isPending} onClick={() => void save()}>
            Keep these keys
          </Button>
          <Button onClick={() => setTyped(typedOf({ on: true, changed: {} }))}>Back to the usual keys</Button>
          <Button kind="q" onClick={onDone}>
            Change nothing
          </Button>
        </>
      }
    >
      <ErrorSummary errors={errors} />
      <p>One letter, figure or sign for each. Empty turns a key off. Kept with you, on every computer.</p>
      <div className="own-keys">
        {allSingleKeys.map((key) => (
          <TextField
            key={key}
            id={`key-${key}`}
            label={singleKeys[key]}
            width="s"
            maxLength={2}
            autoCapitalize="characters"
            spellCheck={false}
            value={typed[key]}
            error={errors.find(({ field }) => field === `key-${key}`)?.message}
            onChange={(event) => setTyped({ ...typed, [key]: event.target.value })}
          />
        ))}
      </div>
    </Dialog>
  )
}
