import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { isRingable } from '#shared/kernel/telephone.ts'
import { addPartner, partnerPhoneWords } from '#shared/partners/contract.ts'
import { sourceCodes, sources } from '#shared/referrals/referral.ts'
import { useAsking } from './useAsking.ts'

const kinds = sourceCodes.map((code) => ({ value: code, label: sources[code] }))

/** An organisation that may send referrals; its keys are made afterwards. */
export function AddPartner({ onClose }: { readonly onClose: () => void }) {
  const { mutateAsync } = useSend(addPartner)
  const { errors, busy, errorOf, submit } = useAsking(
    (typed) => [
      ...(typed('name') === '' ? [{ field: 'name', message: 'Enter its name, like Norbeck Ward' }] : []),
      ...(typed('source') === '' ? [{ field: 'source', message: 'Choose what it is' }] : []),
      ...(isRingable(typed('phone')) ? [] : [{ field: 'phone', message: partnerPhoneWords }]),
    ],
    (typed) =>
      mutateAsync({
        name: typed('name'),
        source: sourceCodes.find((code) => code === typed('source')) ?? 'OTHER',
        phone: typed('phone'),
      }),
    (_, typed) => {
      toast({ words: `${typed('name')} is added.`, detail: 'Make a key or a link for it next', icon: 'check' })
      onClose()
      return null
    },
  )
  return (
    <Dialog open title="Add a partner" onClose={onClose}>
      <form noValidate className="dlg-form" onSubmit={submit}>
        <ErrorSummary errors={errors} />
        <TextField
          id="name"
          name="name"
          label="Name"
          hint="Every referral from it stands under this name"
          maxLength={200}
          error={errorOf('name')}
        />
        <Select
          id="source"
          name="source"
          label="What it is"
          empty="Choose what it is"
          options={kinds}
          error={errorOf('source')}
        />
        <TextField
          id="phone"
          name="phone"
          label="Telephone"
          hint="Where the hub rings when something is unclear"
          inputMode="tel"
          width="m"
          error={errorOf('phone')}
        />
        <div className="btns">
          <Button kind="p" type="submit" busy={busy}>
            Add it
          </Button>
          <Button onClick={onClose}>Not now</Button>
        </div>
      </form>
    </Dialog>
  )
}
