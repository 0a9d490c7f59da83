import { Button } from '#client/ui/Button.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { deviceOf } from '#shared/identity/device.ts'
import { makePasskey } from './passkey.ts'
import type { SetUpProps } from './SetUpApp.tsx'
import { useForm } from './useForm.ts'

/** Makes a passkey on this device: its fingerprint, face or PIN is then the second factor, and the password is not needed. */
export function SetUpPasskey({ onDone, aside }: SetUpProps) {
  const form = useForm(
    (typed) => makePasskey(typed('name').trim() || deviceOf(navigator.userAgent).label),
    ({ codes }) => onDone(codes),
  )
  return (
    <form noValidate onSubmit={form.submit} className="step-form">
      <ErrorSummary errors={form.errors} />
      <p>
        A passkey stays on this device or in its password manager. You sign in with your fingerprint, your face or the
        device’s PIN, without a password. Make one only on a device that is yours alone.
      </p>
      <TextField
        label="What to call it"
        hint="So that you know later which it was"
        id="name"
        name="name"
        width="l"
        defaultValue={deviceOf(navigator.userAgent).label}
        error={form.errorOf('name')}
      />
      <div className="btns">
        <Button kind="p" type="submit" busy={form.busy}>
          Make a passkey
        </Button>
        {aside}
      </div>
    </form>
  )
}
