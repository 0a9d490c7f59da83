import { useSend } from '#client/kernel/api.ts'
import { useAsking } from '#client/kernel/asking.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { toast } from '#client/ui/toast.ts'
import { limitOver } from '#shared/referrals/law/boardLimit.ts'
import type { ReferralDetail, ReferralRecord } from '#shared/referrals/record.ts'
import { urgencies, urgencyCodes, type Urgency } from '#shared/referrals/referral.ts'
import { endHold, reRate, type DeskFile } from '#shared/referrals/triaging/contract.ts'
import { holdNow } from '#shared/referrals/triaging/holds.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { HoldDialog } from './HoldDialog.tsx'
import { ReasonDialog } from '#client/ui/ReasonDialog.tsx'
import styles from '../referrals.module.css'
import { useSubmit } from '#client/ui/useSubmit.ts'

export interface HoldAndUrgencyProps {
  readonly record: ReferralRecord
  readonly file: Pick<DeskFile, 'holds' | 'ratings'>
  readonly canDecide: boolean
  readonly now: Instant
}

/** What counts of a record: nothing that was corrected since. */
const standing = ({ powers, limits }: ReferralRecord) => ({
  powers: powers.filter(({ supersededAt }) => supersededAt === null),
  limits: limits.filter(({ supersededAt }) => supersededAt === null),
})

/** How urgent it is, with each earlier rating and why; and until when it is put by, which never passes a legal limit. */
export function HoldAndUrgency({ record, file, canDecide, now }: HoldAndUrgencyProps) {
  const { referral } = record
  const [asking, setAsking] = useAsking<'rate' | 'hold'>(`urgency.${referral.id}`)
  const taking = useSend(endHold)
  const today = londonDayOf(now)
  const hold = file.holds[0]
  const heldUntil = holdNow(hold, limitOver(standing(record), now), now)
  const takeUp = async (): Promise<void> => {
    const sent = await taking.mutateAsync({ referralId: referral.id })
    toast(sent.ok ? { words: 'Taken up again.' } : { words: sent.refusal.message, icon: 'triangle' })
  }
  const close = (): void => setAsking(null)
  return (
    <Card title="Urgency and hold">
      <p>
        <b>{referral.urgency === null ? 'Not rated yet' : urgencies[referral.urgency]}</b>
        {heldUntil !== null &&
          hold &&
          ` · held until ${formatInstant(heldUntil, today)}: ${hold.why} (${hold.heldByName})`}
      </p>
      {file.ratings.map((rating) => (
        <div key={rating.at + rating.urgency} className="small muted">
          {rating.before === null ? 'Rated' : `Was “${urgencies[rating.before]}”, became`} “{urgencies[rating.urgency]}
          ”, {rating.byName}, {formatInstant(rating.at, today)}: {rating.why}
        </div>
      ))}
      {canDecide && (
        <div className={styles.buttons}>
          <Button size="sm" onClick={() => setAsking('rate')}>
            Change urgency
          </Button>
          {heldUntil === null ? (
            <Button size="sm" onClick={() => setAsking('hold')}>
              Hold until…
            </Button>
          ) : (
            <Button size="sm" busy={taking.isPending} onClick={() => void takeUp().catch(() => undefined)}>
              Take up again
            </Button>
          )}
        </div>
      )}
      {asking === 'rate' && <RateDialog referral={referral} onClose={close} />}
      {asking === 'hold' && <HoldDialog referralId={referral.id} onClose={close} />}
    </Card>
  )
}

interface AboutReferral {
  readonly referral: ReferralDetail
  readonly onClose: () => void
}

function RateDialog({ referral, onClose }: AboutReferral) {
  const [urgency, setUrgency, forget] = useKept<Urgency>(`rate.${referral.id}.to`, referral.urgency ?? 'U2')
  const submitting = useSubmit(reRate)
  const give = async (why: string): Promise<boolean> => {
    const done = await submitting.submit({ referralId: referral.id, seenVersion: referral.version, urgency, why })
    if (done !== null) forget()
    return done !== null
  }
  return (
    <ReasonDialog
      keptAs={`rate.${referral.id}`}
      title="Change urgency"
      press="Change it"
      submitting={submitting}
      onGiven={give}
      onClose={onClose}
    >
      <RadioChips
        id="urgency"
        label="How urgent"
        hint="A local class. A legal clock comes before it"
        options={urgencyCodes.map((code) => ({ value: code, label: urgencies[code] }))}
        value={urgency}
        error={submitting.errorIn('urgency')}
        onChange={setUrgency}
      />
    </ReasonDialog>
  )
}
