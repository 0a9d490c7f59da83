import { useEffect } from 'react'
import { useNow } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { leftWords } from '#client/kernel/stayRules.ts'
import { stayHere, useStayWarning, type StayWarning as Warning } from '#client/kernel/staying.ts'
import { announceAlarm } from '#client/ui/announce.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'

/** Two minutes before a session ends: one key is enough to stay (WCAG 2.2, success criterion 2.2.1). */
export function StayWarning() {
  const warning = useStayWarning()
  return warning && <Shown warning={warning} />
}

function Shown({ warning }: { readonly warning: Warning }) {
  const { signOut } = useSession()
  const left = leftWords(warning.endsMs - Date.parse(useNow(1000)))
  const idle = warning.kind === 'idle'
  useEffect(() => announceAlarm(`You will be signed out in ${left}.`), [left])
  return (
    <Dialog
      alert
      open
      onClose={stayHere}
      title={idle ? 'Are you still there?' : 'It is time to sign in again'}
      actions={
        idle ? (
          <>
            <Button kind="p" autoFocus onClick={stayHere}>
              Stay signed in
            </Button>
            <Button onClick={() => void signOut()}>Sign out now</Button>
          </>
        ) : (
          <Button kind="p" autoFocus onClick={() => void signOut()}>
            Sign out and in again now
          </Button>
        )
      }
    >
      <p>
        You will be signed out in <b>{left}</b>
        {idle
          ? ', because nothing has been done here for a while. Press any key to stay.'
          : ': a sign-in lasts so long and no longer.'}
      </p>
      <p className="muted">What you typed is kept, and you come back to this page.</p>
    </Dialog>
  )
}
