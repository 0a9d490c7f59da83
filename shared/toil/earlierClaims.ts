import { msOf, earliest, type Instant } from '../time/instant.ts'
import { minutes } from '../time/minutes.ts'
import { merge, minutesCovered, type Span } from '../time/span.ts'
import type { EarlierClaims } from './accrual.ts'

/** Another claim of the same person that goes before: it finished earlier, or it is decided. */
export interface ClaimBeside {
  /** When the minutes were worked that it counts. */
  readonly spans: readonly Span[]
  /** Whether it is for the same shift, or for work on no shift of the same day. */
  readonly sameShift: boolean
  readonly rawMinutes: number
  readonly minutes: number
  readonly refused: boolean
}

/**
 * What other claims leave of a job: no minute counts twice, and each takes the minutes that it counts and no others, whichever of them
 * finished last. One that was refused still answers for the time before this job began: it is not this job’s to claim. What both jobs
 * lasted through is.
 *
 * @param jobBeganAt when the job was taken that is counted now
 * @returns `null` where nothing was claimed
 * @example earlierClaims([{ spans: [{ start: at('18:00'), end: at('19:00') }], sameShift: true, rawMinutes: 60, minutes: 60, refused: false }], began)
 *   // { covered: [{ start: 18:00, end: 19:00 }], rawMinutes: 60, minutes: 60 }
 */
export function earlierClaims(others: readonly ClaimBeside[], jobBeganAt: Instant): EarlierClaims | null {
  const standing = others.map((one) => (one.refused ? beforeJob(one, jobBeganAt) : one))
  const covered = merge(standing.flatMap(({ spans }) => spans))
  const same = standing.filter(({ sameShift }) => sameShift)
  const sum = (of: (one: ClaimBeside) => number) => minutes(same.reduce((all, one) => all + of(one), 0))
  const rawMinutes = sum((one) => one.rawMinutes)
  if (covered.length === 0 && rawMinutes === 0) return null
  return { covered, rawMinutes, minutes: sum((one) => one.minutes) }
}

function beforeJob(claim: ClaimBeside, jobBeganAt: Instant): ClaimBeside {
  const spans = claim.spans
    .map(({ start, end }) => ({ start, end: earliest(end, jobBeganAt) }))
    .filter(({ start, end }) => msOf(start) < msOf(end))
  const rawMinutes = Math.min(claim.rawMinutes, minutesCovered(spans))
  const share = claim.rawMinutes === 0 ? 0 : rawMinutes / claim.rawMinutes
  return { ...claim, spans, rawMinutes, minutes: Math.round(claim.minutes * share) }
}
