import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { feedPath } from '#shared/rota/feedContract.ts'

/** The address of a new feed, shown this once. */
export function FeedMade({ token, onClose }: { readonly token: string; readonly onClose: () => void }) {
  const address = `${location.origin}${feedPath(token)}`
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(address)
    toast({ words: 'The address is copied.', icon: 'check' })
  }
  return (
    <Dialog
      open
      alert
      title="Subscribe to this address in your calendar"
      onClose={onClose}
      actions={
        <>
          <Button kind="p" onClick={() => void copy().catch(() => undefined)}>
            Copy the address
          </Button>
          <Button onClick={onClose}>I have it</Button>
        </>
      }
    >
      <p>
        It is shown this once and kept nowhere. Whoever has it can see these shifts until you end it, so give it to
        nobody. Your calendar looks again about once an hour.
      </p>
      <TextField label="Address" readOnly value={address} onFocus={(event) => event.currentTarget.select()} />
    </Dialog>
  )
}
