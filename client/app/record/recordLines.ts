import { allocationWordsFor, type Had } from '#shared/allocations/timeline.ts'
import { alarmWordsFor, isOfClock, raisedKeys } from '#shared/deadlines/timeline.ts'
import { handoverWordsFor } from '#shared/handover/timeline.ts'
import { paperWordsFor } from '#shared/papers/timeline.ts'
import { isolatedIn } from '#shared/kernel/direction.ts'
import type { ReferralRecord, TimelineRow } from '#shared/referrals/record.ts'
import { clockLines, lineOf, referralWordsFor, type TimelineLine } from '#shared/referrals/timeline.ts'
import type { Instant } from '#shared/time/instant.ts'

const wordsFor = (row: TimelineRow, record: ReferralRecord, had: readonly Had[]) =>
  referralWordsFor(row, record) ??
  allocationWordsFor(row, had) ??
  alarmWordsFor(row) ??
  handoverWordsFor(row) ??
  paperWordsFor(row)

/**
 * Everything that happened to a referral, in words, the newest first: at the desk, with an AMHP, and by the clock itself. What people
 * typed turns none of the words around it.
 *
 * @param had everybody who had it, with why no longer
 */
export function recordLines(typed: ReferralRecord, now: Instant, had: readonly Had[] = []): readonly TimelineLine[] {
  const record = isolatedIn(typed)
  const whoHad = isolatedIn(had)
  const told = record.timeline.map((row) => lineOf(row, wordsFor(row, record, whoHad)))
  const raised = raisedKeys(record.timeline)
  // What was told when it came stands there already; the rest is worked out.
  const all = [...told, ...clockLines(record.powers, now).filter(({ key }) => !raised.has(key))]
  // What was told last stands first; of the same moment too.
  return all
    .map((line, place) => ({ line, place }))
    .toSorted((a, b) => (a.line.at < b.line.at ? 1 : a.line.at > b.line.at ? -1 : b.place - a.place))
    .map(({ line }) => line)
}

/** What people did last: not what the clock did by itself. */
export const lastDone = (typed: ReferralRecord): TimelineLine | undefined => {
  const record = isolatedIn(typed)
  const row = record.timeline.findLast(
    ({ type }) => type !== 'record-printed' && type !== 'record-copied' && !isOfClock(type),
  )
  return row && lineOf(row, wordsFor(row, record, []))
}
