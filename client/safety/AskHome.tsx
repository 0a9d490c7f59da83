import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import type { WatchRow } from '#shared/safety/contract.ts'

export interface AskHomeProps {
  readonly row: Pick<WatchRow, 'personName' | 'number'>
  readonly open: boolean
  readonly onHome: () => void
  readonly onClose: () => void
}

/** By the record they are still with the person: a slip would leave somebody there whom nobody looks for. */
export function AskHome({ row: { personName, number }, open, onHome, onClose }: AskHomeProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={`Is ${personName} home?`}
      actions={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button kind="p" onClick={onHome}>
            They said that they are home
          </Button>
        </>
      }
    >
      <p>
        By the record they are still with the person{number === null ? '' : `, on R-${number}`}. Say so only when they
        told you themselves that they are home.
      </p>
      <p className="muted">Nobody looks for them any longer after that.</p>
    </Dialog>
  )
}
