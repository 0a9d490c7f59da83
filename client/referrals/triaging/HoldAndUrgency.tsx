import { useSend } from '#client/kernel/api.ts'
import { useAsking } from '#client/kernel/asking.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { toast } from '#client/ui/toast.ts'
import { limitOver } from '#shared/referrals/law/boardLimit.ts'
import type { ReferralRecord } from '#shared/referrals/record.ts'
import { urgencies } from '#shared/referrals/referral.ts'
import { standardBands } from '#shared/referrals/urgencyTargets.ts'
import { endHold, type DeskFile, type RatingRow } from '#shared/referrals/triaging/contract.ts'
import { holdNow } from '#shared/referrals/triaging/holds.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { HoldDialog } from './HoldDialog.tsx'
import { RateDialog } from './RateDialog.tsx'
import styles from '../referrals.module.css'

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

/** How urgent it is, with each earlier rating and why; and until when it is held, which never passes a legal limit. */
export function HoldAndUrgency({ record, file, canDecide, now }: HoldAndUrgencyProps) {
  const { referral, urgencyBands = standardBands } = record
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
        <b>{referral.urgency === null ? 'Not rated yet' : urgencyBands.words[referral.urgency]}</b>
        {heldUntil !== null &&
          hold &&
          ` · held until ${formatInstant(heldUntil, today)}: ${hold.why} (${hold.heldByName})`}
      </p>
      {file.ratings.map((rating) => (
        <div key={rating.at + rating.urgency} className="small muted">
          {ratingWords(rating, today)}
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
      {asking === 'rate' && <RateDialog record={record} now={now} onClose={close} />}
      {asking === 'hold' && <HoldDialog referralId={referral.id} onClose={close} />}
    </Card>
  )
}

/**
 * A rating as a line of the record.
 *
 * @example ratingWords(rating, today) // 'Was “Today”, became “At once”, Amir Shah, 16:43: On the bridge. Target 20:43. Assess by 19:00.'
 */
function ratingWords(rating: RatingRow, today: LondonDay): string {
  const { before, urgency, targetAt = null, assessBy = null } = rating
  const was = before && (rating.beforeWords ?? urgencies[before])
  const became = `“${rating.words ?? urgencies[urgency]}”`
  const times = [
    ...(targetAt === null ? [] : [`Target ${formatInstant(targetAt, today)}.`]),
    ...(assessBy === null ? [] : [`Assess by ${formatInstant(assessBy, today)}.`]),
  ]
  const change = was === null ? `Rated ${became}` : `Was “${was}”, became ${became}`
  return [`${change}, ${rating.byName}, ${formatInstant(rating.at, today)}: ${rating.why}`, ...times].join(' ')
}
