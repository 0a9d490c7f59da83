import type { PersonId } from '../kernel/ids.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { clockTime, isClockTime, londonInstant, type ClockTime, type LondonDay } from '../time/london.ts'
import { minutes, type Minutes } from '../time/minutes.ts'
import { overlapOf, type Span } from '../time/span.ts'
import type { AwayKind } from './contract.ts'
import type { RotaRefusal } from './words.ts'

/** A part of a day, by its clock times in London. */
export interface PartOfDay {
  readonly startsAt: ClockTime
  readonly endsAt: ClockTime
}

/** When somebody is away within a day: from its start up to its end. */
export interface HoursAway extends Span {
  readonly personId: PersonId
  readonly day: LondonDay
}

interface AskedDays {
  readonly kind: AwayKind
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay
  readonly part: PartOfDay | null
}

/**
 * The moments of a part of a day that somebody asks for; `null` for whole days. Only TOIL is taken by the hour: everything else on the
 * rota is a day.
 *
 * @example spanOfPart({ kind: 'toil', firstDay: tuesday, lastDay: tuesday, part: { startsAt: '15:00', endsAt: '17:00' } }) // done({ start, end })
 */
export function spanOfPart({ kind, firstDay, lastDay, part }: AskedDays): Outcome<Span | null, RotaRefusal> {
  if (part === null) return done(null)
  if (kind !== 'toil') return refuse({ code: 'part-of-toil-only', field: 'kind' })
  if (firstDay !== lastDay) return refuse({ code: 'part-of-more-days', field: 'lastDay' })
  // As shifts are planned: where the clocks change, the first of two times.
  const [start, end] = [londonInstant(firstDay, part.startsAt), londonInstant(firstDay, part.endsAt)]
  return start < end ? done({ start, end }) : refuse({ code: 'part-ends-before-it-starts', field: 'partEndsAt' })
}

/**
 * The hours of a shift in which its person is away.
 *
 * @example hoursAwayIn(shift, [{ personId: shift.personId, day, start, end }]) // [{ start, end }]
 */
export const hoursAwayIn = (
  {
    personId,
    startsAt,
    endsAt,
  }: { readonly personId: string } & Readonly<Record<'startsAt' | 'endsAt', Span['start']>>,
  away: readonly HoursAway[],
): readonly Span[] =>
  away.flatMap((one) => (one.personId === personId ? (overlapOf(one, { start: startsAt, end: endsAt }) ?? []) : []))

/**
 * When a part of a day ends, as people write it: a time, or how long it is. `null` when it is neither, or past the end of the day.
 *
 * @param length reads a length; whole minutes
 * @example endOfPart('15:00', '2h', readLength) // '17:00'; so is endOfPart('15:00', '17:00', readLength)
 */
export function endOfPart(from: string, text: string, length: (text: string) => Minutes | null): ClockTime | null {
  const typed = text.trim()
  const padded = /^\d[:.]\d{2}$/.test(typed) ? `0${typed}` : typed
  const clock = padded.replace('.', ':')
  if (isClockTime(clock)) return clockTime(clock)
  const long = length(typed)
  if (long === null || !isClockTime(from)) return null
  const [hours = 0, rest = 0] = from.split(':').map(Number)
  const total = minutes(hours * 60 + rest + long)
  const at = `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`
  return isClockTime(at) ? clockTime(at) : null
}
