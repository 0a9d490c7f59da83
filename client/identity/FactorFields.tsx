import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import type { StepUpWay } from '#shared/kernel/stepUp.ts'
import { postForm } from '#client/kernel/post.ts'
import { showPasskey } from './passkey.ts'
import { useForm } from './useForm.ts'

interface FactorFieldsProps {
  readonly ways: readonly StepUpWay[]
  /** Where the factor is sent to: the second step of signing in, or showing again that it is them. */
  readonly to: string
  readonly onShown: () => void
  readonly word: string
  /** A quiet way out, beside the button. */
  readonly aside?: React.ReactNode
}

/** A second factor, by whichever way somebody has it: the app's code, a passkey, a recovery code, or a password where it is all there is. */
export function FactorFields({ ways, to, onShown, word, aside }: FactorFieldsProps) {
  const first = (['totp', 'passkey', 'password', 'recovery'] as const).find((way) => ways.includes(way)) ?? 'totp'
  const [way, setWay] = useState<StepUpWay>(first)
  const field = fields[way]
  const form = useForm(
    (typed) => (field ? postForm(to, { [field.name]: typed(field.name) }) : showPasskey(to)),
    onShown,
  )
  return (
    <form noValidate onSubmit={form.submit} className="step-form">
      <ErrorSummary errors={form.errors} />
      {field ? (
        <TextField key={way} {...field} id={field.name} error={form.errorOf(field.name)} autoFocus />
      ) : (
        <p>Your browser asks for your fingerprint, your face or the PIN of this device.</p>
      )}
      <div className="btns">
        <Button kind="p" type="submit" busy={form.busy}>
          {field ? word : 'Use a passkey'}
        </Button>
        {aside}
      </div>
      <OtherWays ways={ways.filter((other) => other !== way)} onChoose={setWay} />
    </form>
  )
}

const fields = {
  totp: {
    name: 'code',
    label: 'Code from your authenticator app',
    hint: 'Six digits. A new code comes every 30 seconds.',
    inputMode: 'numeric',
    autoComplete: 'one-time-code',
    width: 'm',
  },
  recovery: {
    name: 'recoveryCode',
    label: 'One of your recovery codes',
    hint: 'Ten letters and digits, from the list that you kept. Each works once.',
    autoComplete: 'off',
    autoCapitalize: 'characters',
    width: 'm',
  },
  password: { name: 'password', label: 'Your password', type: 'password', autoComplete: 'current-password' },
  passkey: null,
  sso: null,
} as const

const otherWords: Partial<Record<StepUpWay, string>> = {
  totp: 'Use a code from the app instead',
  passkey: 'Use a passkey instead',
  recovery: 'Use a recovery code instead',
}

function OtherWays({
  ways,
  onChoose,
}: {
  readonly ways: readonly StepUpWay[]
  readonly onChoose: (way: StepUpWay) => void
}) {
  const offered = ways.filter((way) => otherWords[way])
  if (offered.length === 0) return null
  return (
    <p className="other-ways">
      {offered.map((way) => (
        <Button key={way} kind="q" onClick={() => onChoose(way)}>
          {otherWords[way]}
        </Button>
      ))}
    </p>
  )
}
