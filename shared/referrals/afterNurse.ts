import { latest, type Instant } from '#shared/time/instant.ts'
import { clockOf, s52StartAfterS54 } from './clocks.ts'
import type { RecordedPower, StartTold } from './powers.ts'

/** How the nurse's holding power came to its end, as the record says it. */
export const NURSE_ENDED = 'The doctor’s report was given, section 5(2)'
/** The same where its own time was over before any report. */
export const NURSE_RAN_OUT = 'Its six hours ran out'

/** An end of the nurse's holding power that comes of the record by itself. */
export interface NurseEnd {
  readonly endedAt: Instant
  readonly endedWhy: typeof NURSE_ENDED | typeof NURSE_RAN_OUT
}

/** With the report, or with its own six hours where they were over before it. @example nurseEnd(nurseAt, reportAt).endedAt // reportAt */
const nurseEnd = (startedAt: Instant, reportAt: Instant): NurseEnd =>
  reportAt <= limitFrom(startedAt)
    ? { endedAt: reportAt, endedWhy: NURSE_ENDED }
    : { endedAt: limitFrom(startedAt), endedWhy: NURSE_RAN_OUT }

/**
 * Whether a nurse's power was ended by its own six hours, so that the end goes with its start.
 *
 * @example ranOutByItself({ kind: 's5-4', endedWhy: NURSE_RAN_OUT }) // true
 */
export const ranOutByItself = ({ kind, endedWhy }: Pick<RecordedPower, 'kind' | 'endedWhy'>): boolean =>
  kind === 's5-4' && endedWhy === NURSE_RAN_OUT

/**
 * The end of a nurse's power whose start is corrected after its own six hours had ended it: with those of the other start, as far as they
 * are over.
 *
 * @example runsOutAnew(nurseAt, now) // { endedAt: nurseAt + 6h, endedWhy: 'Its six hours ran out' }
 */
export const runsOutAnew = (startedAt: Instant | null, now: Instant): NurseEnd | null =>
  startedAt === null || limitFrom(startedAt) > now ? null : { endedAt: limitFrom(startedAt), endedWhy: NURSE_RAN_OUT }

/** What a section 5(4) on the same referral means for a section 5(2) that is told. */
export interface AfterNurse {
  readonly nurse: RecordedPower
  /** From when the 72 hours count; `null` while nobody knows when the nurse made the record. */
  readonly startedAt: Instant | null
  /** How the nurse's power ended; `null` where it has ended already. */
  readonly nurseEnds: NurseEnd | null
}

/**
 * A doctor's report that follows a nurse's record within its six hours: the 72 hours count from the nurse's record (MHA 1983 s.5(5)), and
 * the nurse's power is over with the report. Null where none came before, or its six hours had run out, or the report is still to come.
 *
 * @param told the power and the time of the report
 * @example startAfterNurse(powers, { kind: 's5-2', startedAt: reportAt }, now)?.startedAt // when the nurse made the record
 */
export function startAfterNurse(
  powers: readonly RecordedPower[],
  { kind, startedAt: reportAt }: Pick<StartTold, 'kind' | 'startedAt'>,
  now: Instant,
): AfterNurse | null {
  if (kind !== 's5-2' || reportAt === null || reportAt > now) return null
  for (const nurse of powers.filter((one) => one.kind === 's5-4' && one.supersededAt === null).toReversed()) {
    const { because, startedAt } = s52StartAfterS54(nurse, reportAt)
    if (because !== 'report-furnished' && mayBeFollowed(nurse, reportAt))
      return { nurse, startedAt, nurseEnds: nurse.endedAt === null ? endOf(nurse, reportAt, now) : null }
  }
  return null
}

/**
 * Whether a report may follow a nurse's record. Of one without a start, not where it ended a whole hold before the report; nor where the
 * report was given more than a hold before it ended, or before it was recorded as running: it began after that report.
 */
function mayBeFollowed({ startedAt, endedAt, recordedAt }: RecordedPower, reportAt: Instant): boolean {
  if (startedAt !== null) return true
  const ran = endedAt ?? recordedAt
  return (endedAt === null || limitFrom(endedAt) >= reportAt) && (ran === undefined || limitFrom(reportAt) >= ran)
}

/**
 * A nurse's power that nobody ended and whose six hours were over before the report: it ended by itself, and from the report on the
 * doctor's power holds. Null where there is none.
 *
 * @example ranOutBefore([nurseFrom0000], { kind: 's5-2', startedAt: at('07:00') })?.endedAt // 06:00
 */
export function ranOutBefore(
  powers: readonly RecordedPower[],
  { kind, startedAt: reportAt }: Pick<StartTold, 'kind' | 'startedAt'>,
): (NurseEnd & { readonly nurse: RecordedPower }) | null {
  if (kind !== 's5-2' || reportAt === null) return null
  for (const nurse of powers.filter((one) => one.kind === 's5-4' && one.supersededAt === null && one.endedAt === null))
    if (nurse.startedAt !== null && limitFrom(nurse.startedAt) < reportAt)
      return { nurse, ...nurseEnd(nurse.startedAt, reportAt) }
  return null
}

/** A section 5(2) on the record whose start is another once the nurse's is known, or corrected. */
export interface ReportMoved {
  readonly report: RecordedPower
  /** From when its 72 hours count; what stands there already where nothing moves. */
  readonly startedAt: Instant
  /** How the nurse's power was over: with the report, or with its own six hours. */
  readonly nurseEnds: NurseEnd
}

/**
 * The same rule where the nurse's start is told after the doctor's report, or corrected: whichever is told first, the 72 hours count from the
 * nurse's record (MHA 1983 s.5(5)). Null where no section 5(2) runs, nobody knows when its report was given, or it was given before.
 *
 * @param known the nurse's power that is corrected; `null` for one that is told for the first time
 * @example reportMovedBy([report], { kind: 's5-4', startedAt: nurseAt }, null)?.startedAt // when the nurse made the record
 */
export function reportMovedBy(
  powers: readonly RecordedPower[],
  { kind, startedAt }: Pick<StartTold, 'kind' | 'startedAt'>,
  known: Pick<RecordedPower, 'endedAt' | 'endedWhy'> | null,
): ReportMoved | null {
  if (kind !== 's5-4' || startedAt === null) return null
  const report = powers.findLast((one) => one.kind === 's5-2' && one.endedAt === null && one.supersededAt === null)
  // The row of a report that follows a nurse's record holds the nurse's time; the report's own is where the nurse's power ended.
  const toldBy = known === null || known.endedWhy === NURSE_RAN_OUT ? null : known.endedAt
  const reportAt = later(toldBy, report?.startedAt ?? null)
  if (report === undefined || reportAt === null || startedAt > reportAt) return null
  const counts = s52StartAfterS54({ startedAt }, reportAt).startedAt ?? reportAt
  return { report, startedAt: counts, nurseEnds: nurseEnd(startedAt, reportAt) }
}

const later = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null || b === null ? (a ?? b) : latest(a, b)

const limitFrom = (at: Instant): Instant => clockOf({ kind: 's5-4', startedAt: at }, at).limitAt ?? at

/** With the report; where the nurse's time itself was told as the report's, by now at the latest. */
const endOf = ({ startedAt }: RecordedPower, reportAt: Instant, now: Instant): NurseEnd =>
  startedAt === reportAt ? nurseEnd(startedAt, now) : { endedAt: reportAt, endedWhy: NURSE_ENDED }

/**
 * Whether the 72 hours of a section 5(2) on the record count from a nurse's record: its start is then the nurse's, and not that of the
 * report.
 *
 * @example countsFromNurse(report, powers) // true: “Counts from the nurse’s written record, section 5(5)”
 */
export const countsFromNurse = (
  { kind, startedAt }: Pick<RecordedPower, 'kind' | 'startedAt'>,
  powers: readonly Pick<RecordedPower, 'kind' | 'startedAt' | 'endedAt' | 'endedWhy' | 'supersededAt'>[],
): boolean =>
  kind === 's5-2' &&
  powers.some(
    (one) =>
      one.kind === 's5-4' && one.supersededAt === null && one.startedAt === startedAt && one.endedWhy === NURSE_ENDED,
  )
