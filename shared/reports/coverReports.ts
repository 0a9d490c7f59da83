import { addMinutes, instant, minutesBetween, msOf, type Instant } from '../time/instant.ts'
import { hourOf, offsetMinutesOf } from '../time/london.ts'
import type { RosteredFact } from './facts.ts'
import { plain, type CountedRow, type CountedTable, type ReportColumn } from './table.ts'

/** A duty shift, kept or not, as planned and as it was worked. */
export interface CoverFact extends Omit<RosteredFact, 'day'> {
  readonly cancelledAt: Instant | null
  /** Put in at short notice in place of somebody else. */
  readonly isCover: boolean
  /** Worked by somebody else than it was planned for. */
  readonly isSwapped: boolean
  readonly lastFinish: Instant | null
}

/** Somebody called in: the shift of a call-in, or a job on no shift from taking it to its finish. */
export interface CallInFact {
  readonly from: Instant
  readonly to: Instant
}

/** What was taken off the rota earlier than this was never planned for the day: so many days before its start. */
const PLANNED_DAYS = 7
const [HOUR_MS, TENTH_OF_HOUR_MS] = [3_600_000, 360_000]

type Stretch = readonly [from: Instant, to: Instant]

/**
 * Milliseconds of some stretches in each hour of a London day.
 *
 * @example hoursIn([[instant('2026-06-12T16:30:00Z'), instant('2026-06-12T17:30:00Z')]])[17] // 1_800_000: half past five to six
 */
export function hoursIn(stretches: readonly Stretch[]): readonly number[] {
  const hours = Array.from({ length: 24 }, () => 0)
  for (const [from, to] of stretches) {
    const [begins, ends] = [msOf(from), msOf(to)]
    if (begins >= ends) continue
    // London’s clocks change on the hour: from one whole hour to the next the hour goes up by one, but for the nights of a change.
    const isEven = offsetMinutesOf(from) === offsetMinutesOf(to)
    let hour = hourOf(from)
    for (let at = begins; at < ends;) {
      const next = Math.min(ends, (Math.floor(at / HOUR_MS) + 1) * HOUR_MS)
      const own = isEven ? hour : hourOf(instant(at))
      hours[own] = (hours[own] ?? 0) + next - at
      hour = (hour + 1) % 24
      at = next
    }
  }
  return hours
}

const column = (heading: string, means: string): ReportColumn => ({ heading, kind: 'plain', means })

/** Cover as it was planned, as it was kept, and what was worked besides: by hour of the day, and as numbers of shifts. */
export function keptTables(all: readonly CoverFact[], called: readonly CallInFact[]): readonly CountedTable[] {
  const duty = all.filter(({ role }) => role !== 'practice-consultant')
  const isPlanned = ({ isCover, cancelledAt, startsAt }: CoverFact): boolean =>
    !isCover && (cancelledAt === null || cancelledAt > addMinutes(startsAt, -PLANNED_DAYS * 24 * 60))
  const planned = duty.filter(isPlanned)
  const kept = duty.filter(({ cancelledAt }) => cancelledAt === null)
  const spans = (some: readonly CoverFact[]): readonly Stretch[] =>
    some.map(({ startsAt, endsAt }) => [startsAt, endsAt])
  const columns = [
    hoursIn(spans(planned)),
    hoursIn(spans(kept)),
    hoursIn(kept.flatMap(({ endsAt, lastFinish }): Stretch[] => (lastFinish === null ? [] : [[endsAt, lastFinish]]))),
    hoursIn(called.map(({ from, to }): Stretch => [from, to])),
  ]
  const inHours = (ms: number): number => Math.round(ms / TENTH_OF_HOUR_MS) / 10
  const hours = Array.from({ length: 24 }, (_, hour): CountedRow =>
    plain(
      `${String(hour).padStart(2, '0')}:00`,
      columns.map((one) => inHours(one[hour] ?? 0)),
    ),
  )
  const late = kept.filter(({ endsAt, lastFinish }) => lastFinish !== null && minutesBetween(endsAt, lastFinish) > 0)
  return [
    {
      key: 'kept-hours',
      title: 'Planned, kept and worked, by hour',
      means:
        'AMHP-hours on shifts of the rota that began in the period, by the hour of the day in London, without the desk. Planned: it stood on the rota in the last seven days before it. Kept: it was not taken off.',
      // An hour late or called in is one AMHP's.
      about: 'staff',
      columns: [
        column('Planned', 'Hours, in tenths.'),
        column('Kept', 'Hours of shifts that were not taken off, with those put in as cover.'),
        column('Worked late', 'From the end of a shift to its last finish.'),
        column(
          'Called in',
          'Shifts of call-ins to their last finish, and jobs of AMHPs who were on no shift from taking them to their finish.',
        ),
      ],
      rows: hours,
      total: plain(
        'All',
        columns.map((one) => inHours(one.reduce((sum, ms) => sum + ms, 0))),
      ),
    },
    {
      key: 'kept',
      title: 'What became of the shifts',
      means: 'Duty shifts that began in the period, by what stands on the rota now.',
      about: 'work',
      columns: [{ ...column('Number', 'How many.'), kind: 'cases' }],
      rows: [
        plain('Planned', [planned.length]),
        plain('Taken off in the last seven days', [
          planned.length - planned.filter(({ cancelledAt }) => cancelledAt === null).length,
        ]),
        plain('Worked by somebody else than planned', [kept.filter(({ isSwapped }) => isSwapped).length]),
        plain('Put in as cover', [kept.filter(({ isCover }) => isCover).length]),
        plain('Ran late', [late.length]),
        plain('Times somebody was called in', [called.length]),
      ],
      total: null,
    },
  ]
}
