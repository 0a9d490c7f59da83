import type { PersonId } from '#shared/kernel/ids.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { contains, overlaps, type Span } from '#shared/time/span.ts'
import type { BoardShiftRows } from './rota.ts'
import type { Row } from './rows.ts'

type Shift = Row<'shifts'>

/** Who is on, who is at the desk, and who is busy till when, over the whole period. */
export interface Diary {
  /** The shifts of AMHPs who are on at a moment and have nothing else to do until another. */
  readonly free: (from: Instant, until: Instant) => readonly Shift[]
  /** Whoever takes calls and decides at a moment. */
  readonly atDesk: (at: Instant) => PersonId
  readonly nextShift: (shift: Shift) => Shift | undefined
  readonly book: (personId: PersonId, busy: Span) => void
}

/** What is kept of history for the board: its people are left to it from the start of their shifts. */
export function diaryOf(shifts: readonly Shift[], board: BoardShiftRows, whoElse: PersonId): Diary {
  const byDay = groupedBy(shifts, ({ day }) => day)
  const byPerson = groupedBy(shifts, ({ personId }) => personId)
  const kept = new Map([...board.values()].map((shift) => [shift.personId, shift]))
  const busy = new Map<PersonId, Span[]>()
  const onAt = (at: Instant) => {
    const day = londonDayOf(at)
    const near: readonly LondonDay[] = [addDays(day, -1), day]
    return near
      .flatMap((one) => byDay.get(one) ?? [])
      .filter((shift) => contains({ start: shift.startsAt, end: shift.endsAt }, at))
  }
  const isFree = ({ personId }: Shift, asked: Span) => {
    const board = kept.get(personId)
    if (board && board.startsAt < asked.end) return false
    return !(busy.get(personId) ?? []).some((one) => overlaps(one, asked))
  }
  return {
    free: (from, until) =>
      onAt(from).filter((shift) => shift.role !== 'practice-consultant' && isFree(shift, { start: from, end: until })),
    atDesk: (at) => deskOf(onAt(at)) ?? deskOf(onAt(addMinutes(at, 120))) ?? whoElse,
    nextShift: (shift) =>
      (byPerson.get(shift.personId) ?? [])
        .filter((one) => one.startsAt >= shift.endsAt)
        .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))[0],
    book: (personId, span) => void busy.set(personId, [...(busy.get(personId) ?? []), span]),
  }
}

const deskOf = (on: readonly Shift[]): PersonId | undefined =>
  (on.find(({ role }) => role === 'practice-consultant') ?? on.find(({ role }) => role === 'out-of-hours'))?.personId

function groupedBy<Key, Thing>(
  things: readonly Thing[],
  keyOf: (thing: Thing) => Key,
): ReadonlyMap<Key, readonly Thing[]> {
  const groups = new Map<Key, Thing[]>()
  for (const thing of things) {
    const key = keyOf(thing)
    const group = groups.get(key)
    if (group) group.push(thing)
    else groups.set(key, [thing])
  }
  return groups
}
