import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextArea } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { revokePartnerKey, type PartnerKeyRow } from '#shared/partners/contract.ts'
import { useAsking } from './useAsking.ts'

/** Ends a key at once, with the reason. */
export function EndKey({ of, onClose }: { readonly of: PartnerKeyRow; readonly onClose: () => void }) {
  const { mutateAsync } = useSend(revokePartnerKey)
  const { errors, busy, errorOf, submit } = useAsking(
    (typed) => (typed('why') === '' ? [{ field: 'why', message: 'Say why, like Laptop lost' }] : []),
    (typed) => mutateAsync({ keyId: of.id, why: typed('why') }),
    () => {
      toast({ words: `The key “${of.label}” has ended.`, icon: 'check' })
      onClose()
      return null
    },
  )
  return (
    <Dialog open title={`End the key “${of.label}”?`} onClose={onClose}>
      <form noValidate className="dlg-form" onSubmit={submit}>
        <p>From this moment nothing more is accepted by it: whoever sends is told to telephone. What came in stays.</p>
        <ErrorSummary errors={errors} />
        <TextArea id="why" name="why" label="Why does it end?" rows={2} error={errorOf('why')} />
        <div className="btns">
          <Button kind="d" type="submit" busy={busy}>
            End it at once
          </Button>
          <Button onClick={onClose}>Leave it</Button>
        </div>
      </form>
    </Dialog>
  )
}
