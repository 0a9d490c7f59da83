import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { firstOf } from './personNames.ts'

interface RiskNotAskedProps {
  /** Whom the referral is about, as the board says it. */
  readonly said: string
  readonly name: string
  readonly busy: boolean
  readonly onGoOn: () => void
  readonly onClose: () => void
}

/** Nobody has asked whether it is safe to go there: said before somebody is sent, with one tap to go on. It never forbids. */
export function RiskNotAsked({ said, name, busy, onGoOn, onClose }: RiskNotAskedProps) {
  const first = firstOf(name)
  return (
    <Dialog
      open
      alert
      onClose={onClose}
      title="Risk to the worker was not asked"
      actions={
        <>
          <Button kind="p" busy={busy} onClick={onGoOn}>
            Allocate {first} all the same
          </Button>
          <Button onClick={onClose}>Ask first</Button>
        </>
      }
    >
      <p>
        Nobody has asked the caller about risk to whoever goes to {said}. Ask before {first} sets off if you can. That
        it went out without an answer stays with the record.
      </p>
    </Dialog>
  )
}
