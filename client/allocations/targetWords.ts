import { upToFive } from '#shared/allocations/likelyFinish.ts'
import { minutesBetween, type Instant } from '#shared/time/instant.ts'
import { formatMinutes, minutes } from '#shared/time/minutes.ts'
import { shortMoment } from './moments.ts'

/** How far a time to assess by is: the service's own target, no limit of the law. @example targetWords(at, now) // 'local target, 1h 20m to go' */
export function targetWords(assessBy: Instant, now: Instant): string {
  const left = minutesBetween(now, assessBy)
  return left > 0 ? `local target, ${formatMinutes(left)} to go` : `local target, ${formatMinutes(minutes(-left))} over`
}

/**
 * When somebody would be there, against the time to assess by. `null` where triage set no time.
 *
 * @param thereAt `null` where the way is not known
 * @example againstTarget(thereAt, assessBy, now) // { inTime: true, words: 'There about 16:40. Assess by 18:00, local target' }
 */
export function againstTarget(
  thereAt: Instant | null,
  assessBy: Instant | null,
  now: Instant,
): { readonly inTime: boolean; readonly words: string } | null {
  if (assessBy === null) return null
  const by = `Assess by ${shortMoment(assessBy, now)}, local target`
  if (thereAt === null) return { inTime: now < assessBy, words: by }
  const inTime = thereAt <= assessBy
  const late = inTime ? '' : `: ${formatMinutes(minutesBetween(assessBy, thereAt))} after it`
  return { inTime, words: `There about ${shortMoment(upToFive(thereAt), now)}. ${by}${late}` }
}
