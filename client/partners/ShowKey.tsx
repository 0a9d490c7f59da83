import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { formLink, type FormKey } from '#shared/partners/form.ts'
import type { PartnerScope } from '#shared/partners/scopes.ts'

interface ShowKeyProps {
  readonly made: FormKey & { readonly scopes: readonly PartnerScope[] }
  readonly serviceId: string
  readonly onClose: () => void
}

/** The secret of a key, this once. */
export function ShowKey({ made, serviceId, onClose }: ShowKeyProps) {
  const isForm = made.scopes.includes('form')
  const given = isForm ? formLink(location.origin, made) : made.secret
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(given)
    toast({ words: isForm ? 'The link is copied.' : 'The secret is copied.', icon: 'check' })
  }
  return (
    <Dialog
      open
      alert
      title={isForm ? 'Copy the link now' : 'Copy the secret now'}
      onClose={onClose}
      actions={
        <>
          <Button kind="p" onClick={() => void copy().catch(() => undefined)}>
            Copy it
          </Button>
          <Button onClick={onClose}>I have it</Button>
        </>
      }
    >
      {isForm ? (
        <p>
          It is shown this once. Whoever has it can send referrals under the partner’s name and do nothing else, until
          it ends. Send it to one place, and say there to keep it as a bookmark.
        </p>
      ) : (
        <p>
          The secret is shown this once and kept nowhere. Hand it to the partner’s developers by a safe way, with the
          rest of this.
        </p>
      )}
      <TextField
        label={isForm ? 'Link' : 'Secret'}
        readOnly
        value={given}
        onFocus={(event) => event.currentTarget.select()}
      />
      {!isForm && (
        <>
          <TextField label="Key" readOnly value={made.keyId} />
          <TextField label="Service" readOnly value={serviceId} />
          <TextField label="Address" readOnly value={`${location.origin}/partner/v1/openapi.json`} />
        </>
      )}
    </Dialog>
  )
}
