import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { canHavePasskeys, showPasskey } from './passkey.ts'

/** In by a passkey alone: for those who have one, without a password. */
export function PasskeySignIn({
  onIn,
  onError,
}: {
  readonly onIn: () => void
  readonly onError: (message: string) => void
}) {
  const [busy, setBusy] = useState(false)
  if (!canHavePasskeys()) return null
  const press = async (): Promise<void> => {
    setBusy(true)
    const shown = await showPasskey('/api/sign-in/passkey')
    setBusy(false)
    if (shown.ok) onIn()
    else onError(shown.message)
  }
  return (
    <Button kind="q" busy={busy} onClick={() => void press()}>
      Use a passkey instead
    </Button>
  )
}
