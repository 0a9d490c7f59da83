import { useEffect, useState } from 'react'
import { changeAccount } from '#client/kernel/account.ts'
import { Button } from '#client/ui/Button.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { PendingState } from '#client/ui/PendingState.tsx'
import { QrCode } from './QrCode.tsx'
import { useForm } from './useForm.ts'

interface Seed {
  readonly seed: string
  readonly address: string
}

export interface SetUpProps {
  /** It works. `codes` are the first recovery codes, or none when there are some already. */
  readonly onDone: (codes: readonly string[]) => void
  readonly aside?: React.ReactNode
}

/** Sets up an authenticator app: read the square, or type the key, then give the first code. */
export function SetUpApp({ onDone, aside }: SetUpProps) {
  const [made, setMade] = useState<Seed | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  useEffect(() => {
    let here = true
    void changeAccount<Seed>('/api/account/app', {}).then((sent) => {
      if (!here) return
      if (sent.ok) setMade(sent.answer)
      else setWrong(sent.message)
    })
    return () => {
      here = false
    }
  }, [])
  const form = useForm(
    (typed) => changeAccount<{ codes: readonly string[] }>('/api/account/app/confirm', { code: typed('code') }),
    ({ codes }) => onDone(codes),
  )
  if (wrong !== null) return <ErrorSummary errors={[{ message: wrong }]} />
  if (made === null) return <PendingState />
  return (
    <form noValidate onSubmit={form.submit} className="step-form">
      <ErrorSummary errors={form.errors} />
      <ol className="setup-steps">
        <li>
          <b>Open your authenticator app</b> on your phone: Microsoft Authenticator, or whichever your council uses.
        </li>
        <li>
          <b>Add an account</b> and read this square with the phone’s camera.
          <QrCode text={made.address} label="Square with the key for your authenticator app" />
          <details>
            <summary>The camera does not work?</summary>
            <p>Type this key into the app instead:</p>
            <p className="otp-key">{grouped(made.seed)}</p>
          </details>
        </li>
        <li>
          <TextField
            label="Type the code that the app shows now"
            hint="Six digits"
            id="code"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            width="m"
            error={form.errorOf('code')}
          />
        </li>
      </ol>
      <div className="btns">
        <Button kind="p" type="submit" busy={form.busy}>
          Set it up
        </Button>
        {aside}
      </div>
    </form>
  )
}

/** @example grouped('JBSWY3DPEHPK3PXP') // 'JBSW Y3DP EHPK 3PXP' */
const grouped = (seed: string): string => seed.match(/.{1,4}/g)?.join(' ') ?? seed
