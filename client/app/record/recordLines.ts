import { allocationWordsFor } from '#shared/allocations/timeline.ts'
import { handoverWordsFor } from '#shared/handover/timeline.ts'
import type { ReferralRecord } from '#shared/referrals/record.ts'
import { clockLines, lineOf, referralWordsFor, type TimelineLine } from '#shared/referrals/timeline.ts'
import type { Instant } from '#shared/time/instant.ts'

/** Everything that happened to a referral, in words, the newest first: at the desk, with an AMHP, and by the clock itself. */
export function recordLines(record: ReferralRecord, now: Instant): readonly TimelineLine[] {
  const told = record.timeline.map((row) =>
    lineOf(row, referralWordsFor(row, record) ?? allocationWordsFor(row) ?? handoverWordsFor(row)),
  )
  const all = [...told, ...clockLines(record.powers, now)]
  // What was told last stands first; of the same moment too.
  return all
    .map((line, place) => ({ line, place }))
    .toSorted((a, b) => (a.line.at < b.line.at ? 1 : a.line.at > b.line.at ? -1 : b.place - a.place))
    .map(({ line }) => line)
}

/** What people did last: not what the clock did by itself. */
export const lastDone = (record: ReferralRecord): TimelineLine | undefined => {
  const row = record.timeline.findLast(({ type }) => type !== 'record-printed' && type !== 'record-copied')
  return row && lineOf(row, referralWordsFor(row, record) ?? allocationWordsFor(row) ?? handoverWordsFor(row))
}
