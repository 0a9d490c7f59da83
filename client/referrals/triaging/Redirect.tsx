import { type SubmitEvent } from 'react'
import { useAsking } from '#client/kernel/asking.ts'
import { nowInstant } from '#client/kernel/clock.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { TextArea, TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { answerRedirect, offerRedirect, type RedirectRow } from '#shared/referrals/triaging/contract.ts'
import { formatInstant, type LondonDay } from '#shared/time/london.ts'
import { FormTrouble } from '#client/ui/FormTrouble.tsx'
import styles from '../referrals.module.css'
import { useSubmit } from '#client/ui/useSubmit.ts'

export interface RedirectProps {
  readonly referralId: ReferralId
  readonly redirects: readonly RedirectRow[]
  readonly canDecide: boolean
  readonly today: LondonDay
}

/** A referral that another council should have: offered, and ours until they accept it by name. */
export function Redirect({ referralId, redirects, canDecide, today }: RedirectProps) {
  const [asking, setAsking] = useAsking<'offer' | 'accepted' | 'declined'>(`redirect.${referralId}`)
  const live = redirects.find(({ state }) => state === 'offered')
  if (redirects.length === 0 && !canDecide) return null
  const close = (): void => setAsking(null)
  return (
    <Card title="Another council">
      {redirects.map((one) => (
        <p key={one.offeredAt + one.council}>
          {one.council}: {one.state}. Offered to {one.spokenTo}, {one.phone}, {formatInstant(one.offeredAt, today)} by{' '}
          {one.offeredByName}: {one.why}.
          {one.answeredAt && ` ${one.answeredBy}, ${formatInstant(one.answeredAt, today)}. ${one.answerWhy}`}
        </p>
      ))}
      {canDecide && (
        <div className={styles.buttons}>
          {live ? (
            <>
              <Button size="sm" onClick={() => setAsking('accepted')}>
                They accept it
              </Button>
              <Button size="sm" onClick={() => setAsking('declined')}>
                They decline it
              </Button>
            </>
          ) : (
            <Button size="sm" onClick={() => setAsking('offer')}>
              Offer it to another council
            </Button>
          )}
        </div>
      )}
      {asking === 'offer' && <OfferDialog referralId={referralId} onClose={close} />}
      {(asking === 'accepted' || asking === 'declined') && (
        <AnswerDialog referralId={referralId} accepted={asking === 'accepted'} onClose={close} />
      )}
    </Card>
  )
}

interface DialogOf {
  readonly referralId: ReferralId
  readonly onClose: () => void
}

function OfferDialog({ referralId, onClose }: DialogOf) {
  const [values, setValues, forget] = useKept(`redirect.${referralId}`, {
    council: '',
    spokenTo: '',
    phone: '',
    why: '',
  })
  const { submit: _, tried, errors, errorIn, unsent, busy } = useSubmit(offerRedirect)
  const box = (field: keyof typeof values) => ({
    id: field,
    value: values[field],
    error: errorIn(field),
    onChange: (event: { readonly target: { readonly value: string } }) =>
      setValues({ ...values, [field]: event.target.value }),
  })
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (busy || !(await tried({ referralId, ...values }))) return
    forget()
    toast({ words: `Offered to ${values.council}.`, detail: 'It stays ours until they accept.' })
    onClose()
  }
  return (
    <Dialog open title="Offer it to another council" onClose={onClose}>
      <form className="dlg-form" noValidate onSubmit={(event) => void submit(event)}>
        <p>The duty under section 13(1) follows where the person is. It stays ours until somebody there accepts it.</p>
        <FormTrouble errors={errors} unsent={unsent} />
        <TextField {...box('council')} label="Council" />
        <TextField {...box('spokenTo')} label="Spoken to" />
        <TextField {...box('phone')} label="Their telephone" width="m" inputMode="tel" />
        <TextArea {...box('why')} label="Why it is theirs" rows={2} />
        <div className="btns">
          <Button kind="p" type="submit" busy={busy}>
            Offer it
          </Button>
          <Button onClick={onClose}>Leave it</Button>
        </div>
      </form>
    </Dialog>
  )
}

function AnswerDialog({ referralId, accepted, onClose }: DialogOf & { readonly accepted: boolean }) {
  const [values, setValues, forget] = useKept(`redirectAnswer.${referralId}`, { byWhom: '', why: '' })
  const { tried, errors, errorIn, unsent, busy } = useSubmit(answerRedirect)
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (busy || !(await tried({ referralId, accepted, ...values, answeredAt: nowInstant() }))) return
    forget()
    onClose()
  }
  return (
    <Dialog open title={accepted ? 'They accept it' : 'They decline it'} onClose={onClose}>
      <form className="dlg-form" noValidate onSubmit={(event) => void submit(event)}>
        <FormTrouble errors={errors} unsent={unsent} />
        <TextField
          id="byWhom"
          label="Who there says so"
          value={values.byWhom}
          error={errorIn('byWhom')}
          onChange={(event) => setValues({ ...values, byWhom: event.target.value })}
        />
        <TextArea
          id="why"
          label="What they said"
          rows={2}
          value={values.why}
          onChange={(event) => setValues({ ...values, why: event.target.value })}
        />
        <div className="btns">
          <Button kind="p" type="submit" busy={busy}>
            Record it
          </Button>
          <Button onClick={onClose}>Leave it</Button>
        </div>
      </form>
    </Dialog>
  )
}
