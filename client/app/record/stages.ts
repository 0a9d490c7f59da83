import type { AllocationRow } from '#shared/allocations/contract.ts'
import { whereabouts } from '#client/allocations/whereabouts.ts'
import type { ReferralRecord } from '#shared/referrals/record.ts'
import { sources } from '#shared/referrals/referral.ts'
import { minutesBetween, type Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { closedWords } from '#shared/allocations/closedWords.ts'
import { outcomeWords } from '#shared/allocations/outcomes.ts'

/** One step of the way from the call to the outcome. */
export interface Stage {
  readonly name: string
  readonly detail: string
  readonly look: 'done' | 'now' | 'next'
}

const next = (name: string): Stage => ({ name, detail: 'Not started', look: 'next' })
const waiting = (since: Instant, now: Instant): string =>
  `Waiting ${formatMinutes(Math.max(0, minutesBetween(since, now)))}`

/** An assessment that came to no end, as where there was no bed: it was done, and is not to be taken for one that was not begun. */
function assessedBefore(allocation: AllocationRow | null, now: Instant): readonly Stage[] {
  if (!allocation?.arrivedAt) return []
  const { arrivedAt, personName, outcome } = allocation
  const detail = [formatInstant(arrivedAt, londonDayOf(now)), personName, ...(outcome ? [outcomeWords(outcome)] : [])]
  return [{ name: outcome ? 'Assessed' : 'AMHP was there', detail: detail.join(' · '), look: 'done' }]
}

/**
 * How far a referral has come. A referral that was closed at the desk has no AMHP's steps, and shows none.
 *
 * @param allocation the one that is live, or the last one that was finished; while it waits to be allocated, the one from which it came back
 */
export function stagesOf(record: ReferralRecord, allocation: AllocationRow | null, now: Instant): readonly Stage[] {
  const { referral, decisions } = record
  const today = londonDayOf(now)
  const decision = decisions.at(-1)
  const cameIn: Stage = {
    name: 'Came in',
    detail: `${formatInstant(referral.receivedAt, today)} · ${sources[referral.source]}`,
    look: 'done',
  }
  const triaged: Stage = decision
    ? {
        name: 'Triaged',
        detail: `${formatInstant(decision.decidedAt, today)} · ${decision.decidedByName}`,
        look: 'done',
      }
    : next('Triage')
  switch (referral.state) {
    case 'to-triage': {
      const reviewAt = decision?.reviewAt ?? null
      const detail =
        reviewAt === null ? waiting(referral.receivedAt, now) : `Look again by ${formatInstant(reviewAt, today)}`
      return [
        cameIn,
        { name: 'Triage', detail, look: 'now' },
        next('Allocate an AMHP'),
        next('Assess'),
        next('Outcome'),
      ]
    }
    case 'to-allocate': {
      const since = allocation?.endedAt ?? referral.acceptedAt ?? referral.receivedAt
      const name = allocation === null ? 'Allocate an AMHP' : 'Allocate again'
      const allocate: Stage = { name, detail: waiting(since, now), look: 'now' }
      return [cameIn, triaged, ...assessedBefore(allocation, now), allocate, next('Assess'), next('Outcome')]
    }
    case 'allocated':
      return [cameIn, triaged, ...working(allocation, now)]
    case 'closed':
      return [cameIn, triaged, ...ended(referral.closedAs, referral.closedAt, allocation, now)]
  }
}

const given = ({ personName, allocatedAt }: AllocationRow, now: Instant): Stage => ({
  name: 'Allocated',
  detail: `${formatInstant(allocatedAt, londonDayOf(now))} · ${personName}`,
  look: 'done',
})

function working(allocation: AllocationRow | null, now: Instant): readonly Stage[] {
  if (allocation === null) return [{ name: 'Allocated', detail: '', look: 'now' }, next('Assess'), next('Outcome')]
  const { word, since } = whereabouts(allocation, now)
  const assess: Stage = { name: 'Assess', detail: `${word} ${since}`.trim(), look: 'now' }
  const outcome: Stage =
    allocation.outcomeAt === null
      ? next('Outcome')
      : { name: 'Outcome', detail: `Recorded ${formatInstant(allocation.outcomeAt, londonDayOf(now))}`, look: 'done' }
  return [given(allocation, now), assess, outcome]
}

function ended(
  closedAs: string | null,
  closedAt: Instant | null,
  allocation: AllocationRow | null,
  now: Instant,
): readonly Stage[] {
  const when = closedAt === null ? '' : `${formatInstant(closedAt, londonDayOf(now))} · `
  const closed: Stage = { name: 'Closed', detail: `${when}${closedWords(closedAs)}`, look: 'now' }
  if (allocation === null) return [closed]
  const at = allocation.arrivedAt ?? allocation.acceptedAt
  const assessed: Stage = {
    name: 'Assessed',
    detail: at === null ? allocation.personName : formatInstant(at, londonDayOf(now)),
    look: 'done',
  }
  return [given(allocation, now), assessed, closed]
}
