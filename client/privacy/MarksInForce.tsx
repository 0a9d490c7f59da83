import { useAnswer } from '#client/kernel/api.ts'
import { useTimeOf } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { recordRights } from '#shared/privacy/contract.ts'
import { isInForce } from '#shared/privacy/rights.ts'
import { markMeans, markNames, markSays } from '#shared/privacy/rightsWords.ts'
import { formatInstant, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import styles from './marks.module.css'

const MINUTE_MS = 60_000

/** Objections, restrictions and holds that stand on a record, for whoever works with it. Shows nothing when there are none. */
export function MarksInForce({ referralId }: { readonly referralId: ReferralId }) {
  const { can } = useSession()
  // What a role may not read is not asked for: each refusal is a line among the security events.
  const { data } = useAnswer(recordRights, can('read records') ? { referralId } : null)
  const today = useTimeOf((now) => londonDayOf(now), MINUTE_MS) as LondonDay
  if (!data) return null
  if (data.releasedAt !== null)
    return (
      <div className={styles.marks}>
        <Notice>
          <b>This record was released {formatInstant(data.releasedAt)}.</b> Its time of keeping was over. What was
          written about the person is gone.
        </Notice>
      </div>
    )
  const standing = data.marks.filter((mark) => isInForce(mark, today))
  if (standing.length === 0) return null
  return (
    <div className={styles.marks}>
      {standing.map((mark) => (
        <Notice key={mark.id} tone={mark.kind === 'restriction' ? 'warn' : 'info'}>
          <b>
            {markNames[mark.kind]}, {markSays(mark)}.
          </b>{' '}
          {withStop(mark.note)} {markMeans[mark.kind]}
        </Notice>
      ))}
    </div>
  )
}

const withStop = (words: string): string => (/[.!?]\s*$/.test(words) ? words : `${words}.`)
