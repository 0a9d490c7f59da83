import { signOutAtHub } from '#client/kernel/signOutOwed.ts'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'

/** In place of the form for signing in, while the last person's session may still be open at the hub. */
export function SignOutOwed() {
  return (
    <>
      <h1 className="h1">Signing out</h1>
      <Notice tone="breach" speaks="at-once" action={<Button onClick={() => void signOutAtHub()}>Try now</Button>}>
        <b>The hub has not heard that you signed out.</b> Nothing of yours is shown here, and this page tells the hub as
        soon as there is a signal. Do not leave this computer or hand this phone on until this notice has gone.
      </Notice>
    </>
  )
}
