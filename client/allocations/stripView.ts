import type { BoardRow } from '#shared/allocations/contract.ts'
import type { OnStripRow, StripJobRow } from '#shared/allocations/strip.ts'
import { forecastOf } from '#shared/allocations/forecast.ts'
import { lateMinutes, type LikelyFinish } from '#shared/allocations/likelyFinish.ts'
import { shiftNow, workInHand, type WorkInHand } from '#shared/allocations/shiftNow.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { addHours, addMinutes, earliest, latest, msOf, type Instant } from '#shared/time/instant.ts'
import { clockTimeOf } from '#shared/time/london.ts'
import { minutes, type Minutes } from '#shared/time/minutes.ts'
import type { Span } from '#shared/time/span.ts'

const HOUR_MS = 3_600_000

/** The stretch of time that the strip shows: whole hours around the shifts, at most ten hours to either side of now. */
export interface Axis extends Span {
  readonly hours: number
}

/** A job on somebody's line. `live` is the referral's row while it is theirs. */
export interface StripJob extends StripJobRow {
  readonly live: BoardRow | null
}

/** One person's line. */
export interface StripLine {
  readonly personId: PersonId
  readonly name: string
  readonly phone: string
  readonly base: string
  readonly team: string
  readonly needsBuddy: boolean
  readonly outOfHours: boolean
  /** All their shifts in the window, and the one that counts now. */
  readonly shifts: readonly Span[]
  readonly shift: Span
  readonly jobs: readonly StripJob[]
  /** The likely end of everything they have, or `null` when they are free. */
  readonly finish: LikelyFinish | null
  readonly late: Minutes
}

const flooredHour = (at: Instant): Instant => addMinutes(at, -(Math.floor(msOf(at) / 60_000) % 60))

/**
 * The axis of the strip. It holds every shift as far as the window goes, and room to the right for a late finish.
 *
 * @example axisOf(lines, now).hours // 19
 */
export function axisOf(lines: readonly StripLine[], now: Instant): Axis {
  const starts = lines.flatMap(({ shifts }) => shifts.map(({ start }) => start))
  const ends = lines.flatMap(({ shifts, finish }) => [
    ...shifts.map(({ end }) => end),
    ...(finish ? [finish.eightInTenBy] : []),
  ])
  const first = [...starts, addHours(now, -2)].reduce(earliest)
  const last = [...ends, addHours(now, 3)].reduce(latest)
  const start = flooredHour(latest(addHours(first, -1), addHours(now, -10)))
  const end = addHours(flooredHour(earliest(addHours(last, 1), addHours(now, 10))), 1)
  return { start, end, hours: Math.round((msOf(end) - msOf(start)) / HOUR_MS) }
}

/** Where a moment stands on the axis, in hours from its start, kept inside it. @example placeOn(axis, now) // 9.78 */
export const placeOn = ({ start, end }: Axis, at: Instant): number =>
  (msOf(earliest(latest(at, start), end)) - msOf(start)) / HOUR_MS

/** The hours under the axis, as the clocks in London show them: one is missing or twice when the clocks change. */
export const hourMarks = ({
  start,
  hours,
}: Axis): readonly { readonly at: number; readonly label: string; readonly hour: number }[] =>
  Array.from({ length: hours + 1 }, (_, at) => {
    const label = clockTimeOf(addHours(start, at)).slice(0, 2)
    return { at, label, hour: Number(label) }
  })

/** Everybody who can be sent out, one line each, in the order in which their shifts began. The desk itself is not on the strip. */
export function stripLines(
  strip: readonly OnStripRow[],
  rows: readonly BoardRow[],
  now: Instant,
): readonly StripLine[] {
  const live = new Map(rows.map((row) => [row.number, row]))
  const out = strip.filter(({ role }) => role !== 'practice-consultant')
  const people = [...new Set(out.map(({ personId }) => personId))]
  return people.flatMap((personId) => {
    const own = out.filter((row) => row.personId === personId)
    const line = lineOf(own, live, now)
    return line ? [line] : []
  })
}

function lineOf(own: readonly OnStripRow[], live: ReadonlyMap<number, BoardRow>, now: Instant): StripLine | null {
  const [first] = own
  if (!first) return null
  const jobs = first.jobs.map((job) => {
    const row = live.get(job.number)
    return { ...job, live: job.to === null && row?.allocation?.personId === first.personId ? row : null }
  })
  const counts = shiftNow(own.map(asShift), jobs.flatMap(handOf), now) ?? asShift(first)
  const shift = { start: counts.startsAt, end: counts.endsAt }
  const finishes = jobs.flatMap(({ live: row }) => (row ? (forecastOf(row, now) ?? []) : []))
  const finish = finishes.length === 0 ? null : finishes.reduce((a, b) => (a.likelyAt > b.likelyAt ? a : b))
  const { personId, name, phone, base, team = '', needsBuddy, role } = first
  return {
    personId,
    name,
    phone,
    base,
    team,
    needsBuddy,
    jobs,
    shift,
    finish,
    outOfHours: role === 'out-of-hours',
    shifts: own.map(({ shiftStartsAt, shiftEndsAt }) => ({ start: shiftStartsAt, end: shiftEndsAt })),
    late: finish ? lateMinutes(finish.likelyAt, shift.end) : minutes(0),
  }
}

/** Of a job that whoever looks may not open, since when it goes on is all that is known. */
function handOf({ from, to, live }: StripJob): readonly WorkInHand[] {
  if (live?.allocation) return workInHand([live.allocation])
  return to === null ? [{ shiftId: null, since: from }] : []
}

const asShift = ({ shiftId, personId, shiftStartsAt, shiftEndsAt }: OnStripRow) => ({
  id: shiftId,
  personId,
  startsAt: shiftStartsAt,
  endsAt: shiftEndsAt,
})

/** Whether somebody is on shift, has nothing to do and is not looked for somewhere. A job that whoever looks may not open is a job all the same. */
export const isFree = ({ shift, finish, jobs }: StripLine, now: Instant): boolean =>
  finish === null &&
  jobs.every(({ to, stillOut, wayHome }) => to !== null && stillOut === undefined && wayHome === undefined) &&
  shift.start <= now &&
  now < shift.end
