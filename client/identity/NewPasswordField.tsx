import { useEffect, useState } from 'react'
import { Checkbox, TextField } from '#client/ui/Field.tsx'
import { judgePassword, PASSWORD_BETTER, PASSWORD_LEAST, passwordWords } from '#shared/identity/password.ts'

interface NewPasswordFieldProps {
  /** What anybody would guess here: names and the e-mail address. */
  readonly words: readonly string[]
  readonly error: string | undefined
}

const NOTHING_COMMON: ReadonlySet<string> = new Set()

/** A new password, judged as it is typed by the same rule as at the hub. Pasting is welcome; nothing about it is asked but length. */
export function NewPasswordField({ words, error }: NewPasswordFieldProps) {
  const [typed, setTyped] = useState('')
  const [shown, setShown] = useState(false)
  const common = useCommonPasswords(typed !== '')
  const judged = judgePassword(typed, { words, common })
  const says =
    typed === ''
      ? `${PASSWORD_BETTER} characters or more are best, ${PASSWORD_LEAST} the least. Several unrelated words are easy to remember.`
      : judged.ok
        ? 'This is a good password.'
        : passwordWords(judged.refusal)
  return (
    <>
      <TextField
        label="New password"
        hint={<span aria-live="polite">{says}</span>}
        id="password"
        name="password"
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        error={error}
      />
      <Checkbox label="Show password" checked={shown} onChange={(event) => setShown(event.target.checked)} />
    </>
  )
}

/** The list is long, so it is fetched when somebody begins to type, and the hub looks anyway. */
function useCommonPasswords(wanted: boolean): ReadonlySet<string> {
  const [common, setCommon] = useState(NOTHING_COMMON)
  useEffect(() => {
    if (!wanted || common !== NOTHING_COMMON) return
    void import('#shared/identity/commonPasswords.ts').then(
      ({ commonPasswords }) => setCommon(commonPasswords),
      () => undefined,
    )
  }, [wanted, common])
  return common
}
