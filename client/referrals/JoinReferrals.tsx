import { useState } from 'react'
import { useAsking } from '#client/kernel/asking.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { toast } from '#client/ui/toast.ts'
import { linkReferrals, mergeReferral } from '#shared/referrals/contactContract.ts'
import type { ReferralLine } from '#shared/referrals/contract.ts'
import { handMadeKinds, linkKinds } from '#shared/referrals/links.ts'
import type { ReferralDetail } from '#shared/referrals/record.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { ReasonDialog } from '#client/ui/ReasonDialog.tsx'
import styles from './referrals.module.css'
import { useSubmit } from '#client/ui/useSubmit.ts'

export interface JoinReferralsProps {
  readonly referral: ReferralDetail
  readonly other: Pick<ReferralLine, 'id' | 'number' | 'state'>
}

/** Two presses for two referrals: that they belong together, or that they are one request. Nothing is ever merged by itself. */
export function JoinReferrals({ referral, other }: JoinReferralsProps) {
  const { can } = useSession()
  const [asking, setAsking] = useAsking<'link' | 'merge'>(`join.${referral.id}.${other.id}`)
  const close = (): void => setAsking(null)
  const merges = can('triage') && referral.state !== 'closed' && other.state !== 'closed'
  const name = referralNumber(other.number)
  return (
    <span className={styles.buttons}>
      {can('take referrals') && (
        <Button size="sm" onClick={() => setAsking('link')}>
          Link<span className="vh"> with {name}</span>
        </Button>
      )}
      {merges && (
        <Button size="sm" onClick={() => setAsking('merge')}>
          Merge into {name}
        </Button>
      )}
      {asking === 'link' && <LinkThem referral={referral} other={other} onClose={close} />}
      {asking === 'merge' && <MergeThem referral={referral} other={other} onClose={close} />}
    </span>
  )
}

interface JoinDialogProps extends JoinReferralsProps {
  readonly onClose: () => void
}

function LinkThem({ referral, other, onClose }: JoinDialogProps) {
  const [kind, setKind] = useState<(typeof handMadeKinds)[number]>('same-person')
  const submitting = useSubmit(linkReferrals)
  const give = async (why: string): Promise<boolean> => {
    const made = await submitting.submit({ referralId: referral.id, otherId: other.id, kind, why })
    if (made) toast({ words: `Linked with ${referralNumber(other.number)}.` })
    return made !== null
  }
  return (
    <ReasonDialog
      keptAs={`link.${referral.id}.${other.id}`}
      title={`Link with ${referralNumber(other.number)}`}
      press="Link them"
      submitting={submitting}
      onGiven={give}
      onClose={onClose}
    >
      <RadioChips
        label="They are"
        options={handMadeKinds.map((code) => ({ value: code, label: linkKinds[code] }))}
        value={kind}
        onChange={setKind}
      />
    </ReasonDialog>
  )
}

function MergeThem({ referral, other, onClose }: JoinDialogProps) {
  const submitting = useSubmit(mergeReferral)
  const give = async (why: string): Promise<boolean> => {
    const input = { referralId: referral.id, seenVersion: referral.version, intoId: other.id, why }
    const made = await submitting.submit(input)
    if (made)
      toast({ words: `Merged into ${referralNumber(made.into)}.`, detail: 'It can be undone on either record.' })
    return made !== null
  }
  return (
    <ReasonDialog
      keptAs={`merge.${referral.id}.${other.id}`}
      title={`Merge ${referralNumber(referral.number)} into ${referralNumber(other.number)}?`}
      hint="Like: the GP and the police rang about the same evening"
      press={`Merge into ${referralNumber(other.number)}`}
      submitting={submitting}
      onGiven={give}
      onClose={onClose}
    >
      <p>
        {referralNumber(referral.number)} is closed as the same request. What was told and decided on it stays, is shown
        on {referralNumber(other.number)}, and it opens again if you undo this.
      </p>
    </ReasonDialog>
  )
}
