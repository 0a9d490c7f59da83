import { groupBy } from '../kernel/groupBy.ts'
import type { PersonId, ShiftId } from '../kernel/ids.ts'
import type { Instant } from '../time/instant.ts'
import { bankHolidayOn } from '../time/bankHolidays.ts'
import { clockTimeOf, londonDayOf, weekdayOf, type ClockTime, type LondonDay } from '../time/london.ts'
import { minutesIn, type Span } from '../time/span.ts'
import { daysFrom } from './pattern.ts'
import { nightMinutes } from './work.ts'

/** What is counted of each person. */
export const fairKinds = ['duties', 'lates', 'nights', 'weekends', 'bankHolidays', 'callIns', 'complexJobs'] as const
export type FairKind = (typeof fairKinds)[number]

export const fairKindWords: Readonly<Record<FairKind, string>> = {
  duties: 'Duties',
  lates: 'Lates',
  nights: 'Nights',
  weekends: 'Weekends',
  bankHolidays: 'Bank holidays',
  callIns: 'Call-ins',
  complexJobs: 'Complex jobs',
}

/** A duty that ends after this, or after midnight, is a late. A service may set its own. */
export const LATE_AFTER = '20:00' as ClockTime
/** A job that takes this long from accepting to finishing counts as a complex one, in minutes. A local rule. */
export const COMPLEX_FROM = 6 * 60
/** Three hours of the night make a night (WTR 1998 reg 2). */
const OF_NIGHT = 180

/** A duty as it was worked, for counting. It counts under the day on which it starts. */
export interface CountedDuty extends Span {
  readonly personId: PersonId
  /** Asked to come in when not on the rota. */
  readonly calledIn: boolean
}

/** A shift, or a piece of one that was cut when part of it was given away or the rest taken over. */
export interface DutyPiece extends CountedDuty {
  /** The shift that it was before it was cut. */
  readonly shiftId: ShiftId
  /** Its person is away on its day: it counts for nobody. */
  readonly isAway: boolean
}

/**
 * One shift is one duty, however it was cut: it counts once for whoever had at least half of its time, or the most where nobody had half.
 * Whoever gave an hour away has their duty, and whoever took the hour has none by it. Which kind it is (late, night) is by the hours that
 * they had themselves. A local rule.
 *
 * @example wholeDuties([ewasFiveHours, dansThree]).map(({ personId }) => personId) // [ewa]
 */
export function wholeDuties(pieces: readonly DutyPiece[]): readonly CountedDuty[] {
  return [...groupBy(pieces, ({ shiftId }) => shiftId).values()].flatMap((shift) => {
    const whole = shift.reduce((sum, piece) => sum + minutesIn(piece), 0)
    const own = [...groupBy(shift, ({ personId }) => personId).values()].map((theirs) => ({
      theirs,
      minutes: theirs.reduce((sum, piece) => sum + minutesIn(piece), 0),
    }))
    const most = Math.max(...own.map(({ minutes }) => minutes))
    return own
      .filter(({ minutes }) => minutes * 2 >= whole || (most * 2 < whole && minutes === most))
      .flatMap(({ theirs }) => asOne(theirs.filter(({ isAway }) => !isAway)))
  })
}

function asOne(theirs: readonly DutyPiece[]): readonly CountedDuty[] {
  const [first] = theirs.toSorted((a, b) => (a.start < b.start ? -1 : 1))
  const [last] = theirs.toSorted((a, b) => (a.end > b.end ? -1 : 1))
  if (!first || !last) return []
  const { personId, start } = first
  return [{ personId, start, end: last.end, calledIn: theirs.some(({ calledIn }) => calledIn) }]
}

/** Somebody among whom the work is shared. */
export interface Sharer {
  readonly personId: PersonId
  readonly contractedMinutesPerWeek: number
  /** When they are on the rota at all: from joining to leaving. */
  readonly from: LondonDay | null
  readonly until: LondonDay | null
  /** Days of leave and sickness, on which nothing could be given to them. */
  readonly daysAway: readonly LondonDay[]
}

/** How much of one kind somebody had, and what would have been fair. */
export interface Share {
  readonly had: number
  /** Their part of all, by contract and by the days that they were there. */
  readonly fair: number
  /** Had less fair: above 0 is more than their share. */
  readonly difference: number
}

export interface FairRow {
  readonly personId: PersonId
  /** 1 for somebody of a full week of 37 hours who was there on every weekday. */
  readonly weight: number
  readonly shares: Readonly<Record<FairKind, Share>>
}

const FULL_WEEK = 37 * 60

/** Which kinds a duty is. @example kindsOf(nightOfSaturday) // ['duties', 'nights', 'weekends'] */
export function kindsOf(duty: CountedDuty): readonly FairKind[] {
  const day = londonDayOf(duty.start)
  const night = nightMinutes(duty) >= OF_NIGHT
  const late = !night && (clockTimeOf(duty.end) > LATE_AFTER || londonDayOf(duty.end) > day)
  const kinds: readonly (readonly [FairKind, boolean])[] = [
    ['duties', true],
    ['lates', late],
    ['nights', night],
    ['weekends', weekdayOf(day) > 5],
    ['bankHolidays', bankHolidayOn(day) !== null],
    ['callIns', duty.calledIn],
  ]
  return kinds.flatMap(([kind, is]) => (is ? [kind] : []))
}

/**
 * How evenly duties, lates, nights, weekends, bank holidays, call-ins and complex jobs fell over a period: each person’s part of all
 * is by their contracted hours and by the weekdays on which they were there, so leave and sickness are never made up for afterwards.
 * Somebody without contracted hours (paid by the session) has no share to fall short of.
 *
 * @param complexJobs who did each complex job
 * @example fairness(duties, [], people, londonDay('2026-09-01'), londonDay('2026-11-30'))[0]?.shares.lates.difference // 1.5
 */
export function fairness(
  duties: readonly CountedDuty[],
  complexJobs: readonly { readonly personId: PersonId; readonly at: Instant }[],
  people: readonly Sharer[],
  from: LondonDay,
  to: LondonDay,
): readonly FairRow[] {
  const inside = duties.filter(({ start }) => from <= londonDayOf(start) && londonDayOf(start) <= to)
  const jobs = complexJobs.filter(({ at }) => from <= londonDayOf(at) && londonDayOf(at) <= to)
  const counts = new Map<string, number>()
  const count = (personId: PersonId, kind: FairKind): void =>
    void counts.set(`${personId} ${kind}`, (counts.get(`${personId} ${kind}`) ?? 0) + 1)
  for (const duty of inside) for (const kind of kindsOf(duty)) count(duty.personId, kind)
  for (const { personId } of jobs) count(personId, 'complexJobs')
  const weights = people.map((person) => weightOf(person, from, to))
  const whole = weights.reduce((sum, one) => sum + one, 0)
  return people.map(({ personId }, index) => {
    const weight = weights[index] ?? 0
    const shareOf = (kind: FairKind): Share => {
      const had = counts.get(`${personId} ${kind}`) ?? 0
      const all = people.reduce((sum, one) => sum + (counts.get(`${one.personId} ${kind}`) ?? 0), 0)
      const fair = whole > 0 ? (all * weight) / whole : 0
      return { had, fair, difference: had - fair }
    }
    return {
      personId,
      weight,
      shares: Object.fromEntries(fairKinds.map((kind) => [kind, shareOf(kind)])) as FairRow['shares'],
    }
  })
}

function weightOf(person: Sharer, from: LondonDay, to: LondonDay): number {
  const weekdays = daysFrom(from, to).filter((day) => weekdayOf(day) <= 5)
  if (weekdays.length === 0) return 0
  const away = new Set(person.daysAway)
  const there = weekdays.filter(
    (day) => (person.from ?? day) <= day && day <= (person.until ?? day) && !away.has(day),
  ).length
  return (person.contractedMinutesPerWeek / FULL_WEEK) * (there / weekdays.length)
}

/** What somebody answered, or did not, when they were asked to come in. */
export interface CallInHistory {
  readonly personId: PersonId
  /** Call-ins that they took in the period looked at. */
  readonly taken: number
  readonly lastTakenOn: LondonDay | null
  readonly lastAskedAt: Instant | null
}

/**
 * In which order people are asked to come in: who has come in least for their contract first, then whose last time is longest ago,
 * then who was asked longest ago. Nobody who cannot is in the list at all; that is decided before.
 *
 * @example callInOrder([{ personId, taken: 0, weight: 1, … }])[0]
 */
export const callInOrder = <Person extends CallInHistory & { readonly weight: number }>(
  people: readonly Person[],
): readonly Person[] =>
  people.toSorted((a, b) => {
    const load = a.taken / Math.max(a.weight, 0.05) - b.taken / Math.max(b.weight, 0.05)
    const since = (one: Person): string => `${one.lastTakenOn ?? ''} ${one.lastAskedAt ?? ''} ${one.personId}`
    return load || (since(a) < since(b) ? -1 : 1)
  })
