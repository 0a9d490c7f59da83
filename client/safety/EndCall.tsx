import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import type { WatchRow } from '#shared/safety/contract.ts'

export interface EndCallProps {
  readonly row: Pick<WatchRow, 'personName' | 'helpHow'>
  readonly open: boolean
  readonly onEnd: () => void
  readonly onClose: () => void
}

/** One press must not end a call for help: it stops the sound on every screen, and nobody looks for them any longer. */
export function EndCall({ row: { personName, helpHow }, open, onEnd, onClose }: EndCallProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={`Is ${personName} safe?`}
      actions={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button kind="p" onClick={onEnd}>
            They are safe: end the call
          </Button>
        </>
      }
    >
      <p>
        {helpHow === 'quiet'
          ? 'They used the quiet word: somebody may have been listening. End it only when you have seen or spoken to them, and they could speak freely.'
          : 'End it only when you have spoken to them yourself, and they said that they are safe.'}
      </p>
      <p className="muted">The alarm then stops on every screen. They are asked again within the hour.</p>
    </Dialog>
  )
}
