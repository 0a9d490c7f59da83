import type { CSSProperties } from 'react'
import { upToFive } from '#shared/allocations/likelyFinish.ts'
import { earliest, latest, msOf, type Instant } from '#shared/time/instant.ts'
import type { OneCandidate } from './candidateWords.ts'
import { shortMoment } from './moments.ts'

interface FinishBarProps {
  readonly of: OneCandidate
  readonly now: Instant
}

/** The likely finish against the end of the shift: the job, what of it is past the end, and where eight in ten have finished. */
export function FinishBar({ of: one, now }: FinishBarProps) {
  const { startAt, likelyAt, eightInTenBy, shiftEndsAt } = one
  const end = latest(shiftEndsAt ?? eightInTenBy, eightInTenBy)
  const whole = (msOf(end) - msOf(now)) * 1.06
  const at = (moment: Instant): number => Math.min(100, Math.max(0, ((msOf(moment) - msOf(now)) / whole) * 100))
  const stretch = (from: Instant, to: Instant): CSSProperties => ({
    left: `${at(from)}%`,
    width: `${Math.max(0, at(to) - at(from))}%`,
  })
  const inside = shiftEndsAt === null ? likelyAt : latest(startAt, earliest(likelyAt, shiftEndsAt))
  const about = (moment: Instant): string => shortMoment(upToFive(moment), now)
  return (
    <div className="fin">
      <div className="bar" aria-hidden="true">
        {shiftEndsAt !== null && <span className="fs" style={stretch(now, shiftEndsAt)} />}
        <span className="jb" style={stretch(startAt, inside)} />
        {inside < likelyAt && <span className="ov" style={stretch(inside, likelyAt)} />}
        <span className="rg" style={stretch(likelyAt, eightInTenBy)} />
        {shiftEndsAt !== null && <span className="end" style={{ left: `${at(shiftEndsAt)}%` }} />}
      </div>
      <div className="cap">
        <span>
          Likely finish <b>{about(likelyAt)}</b>
        </span>
        <span>
          8 in 10 by {about(eightInTenBy)}
          {shiftEndsAt !== null && ` · shift ${shiftEndsAt <= now ? 'ended' : 'ends'} ${shortMoment(shiftEndsAt, now)}`}
        </span>
      </div>
    </div>
  )
}
