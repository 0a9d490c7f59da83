import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { makePartnerKey, type PartnerRow } from '#shared/partners/contract.ts'
import type { FormKey } from '#shared/partners/form.ts'
import type { PartnerScope } from '#shared/partners/scopes.ts'
import { useAsking } from './useAsking.ts'

const ways = [
  { value: 'form', label: 'By the web form: a link for people' },
  { value: 'system', label: 'From its own system: a key for a program' },
]
const scopesOf = (way: string): PartnerScope[] => (way === 'system' ? ['refer', 'reconcile'] : ['form'])

const spans = [
  { value: '90', label: '90 days' },
  { value: '180', label: 'Half a year' },
  { value: '365', label: 'A year' },
]

interface MakeKeyProps {
  readonly partner: PartnerRow
  readonly onClose: () => void
  readonly onMade: (made: FormKey & { readonly scopes: readonly PartnerScope[] }) => void
}

/** A key for a partner: for its own system, or as the link to the web form. */
export function MakeKey({ partner, onClose, onMade }: MakeKeyProps) {
  const { mutateAsync } = useSend(makePartnerKey)
  const { errors, busy, errorOf, submit } = useAsking(
    (typed) =>
      typed('label') === '' ? [{ field: 'label', message: 'Say where it is used, like Nurses’ station' }] : [],
    (typed) =>
      mutateAsync({
        partnerId: partner.id,
        label: typed('label'),
        scopes: scopesOf(typed('way')),
        days: Number(typed('days')),
      }),
    ({ keyId, secret }, typed) => {
      if (secret === null) return 'The key was made and shown already. End it, and make another.'
      onMade({ keyId, secret, scopes: scopesOf(typed('way')) })
      return null
    },
  )
  return (
    <Dialog open title={`Make a key for ${partner.name}`} onClose={onClose}>
      <form noValidate className="dlg-form" onSubmit={submit}>
        <ErrorSummary errors={errors} />
        <Select name="way" label="How will referrals come in?" options={ways} />
        <TextField
          id="label"
          name="label"
          label="Where is it used?"
          hint="You see this in the list. One key for each place, so that one can end without the others."
          maxLength={200}
          error={errorOf('label')}
        />
        <Select name="days" label="How long does it last?" options={spans} />
        <div className="btns">
          <Button kind="p" type="submit" busy={busy}>
            Make it
          </Button>
          <Button onClick={onClose}>Not now</Button>
        </div>
      </form>
    </Dialog>
  )
}
