import type { ShiftId } from '../kernel/ids.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import type { Instant } from '../time/instant.ts'
import { addDays, type LondonDay } from '../time/london.ts'
import { FIRST_APPROVALS } from './amhpChecks.ts'
import type { SetUpRefusal } from './setUpWords.ts'

/** What of a service is set up by its own people. */
export type SetUpKind = 'details' | 'council' | 'employer' | 'team' | 'place'

/** One line of a list, as far as the rules look at it. */
export interface Listed {
  readonly id: string
  readonly name: string
  readonly ended: boolean
}

/** A council as the rules look at it. `lastDay` is the last day on which the service acts for it, that day included. */
export interface CouncilLine {
  readonly id: string
  readonly name: string
  readonly actedFor: boolean
  readonly lastDay: LondonDay | null
}

const plain = (name: string): string => name.trim().replaceAll(/\s+/g, ' ').toLocaleLowerCase('en-GB')

/**
 * Whether two names are one to whoever reads them: capitals and spaces do not tell things apart in a list.
 *
 * @example isSameName('North  Team ', 'north team') // true
 */
export const isSameName = (one: string, other: string): boolean => plain(one) === plain(other)

/**
 * That no other line of the list has this name, ended or not: what has ended keeps its name, so that the past can be told apart.
 *
 * @example checkName('Norbeck', 'b2…', [{ id: 'a1…', name: 'norbeck', ended: true }])
 *   // refused: { code: 'name-taken', field: 'name', ended: true }
 */
export function checkName(name: string, own: string | null, list: readonly Listed[]): Outcome<null, SetUpRefusal> {
  // As long as it stays what it is, one that was there before stands in nobody’s way.
  if (list.some((one) => one.id === own && one.name === name)) return done(null)
  const same = list.find((one) => one.id !== own && isSameName(one.name, name))
  return same ? refuse({ code: 'name-taken', field: 'name', ended: same.ended }) : done(null)
}

/**
 * Whether the service acts for a council on a day: up to its last day, that day included.
 *
 * @example isActedFor({ actedFor: true, lastDay: londonDay('2027-03-31') }, londonDay('2027-04-01')) // false
 */
export const isActedFor = ({ actedFor, lastDay }: Pick<CouncilLine, 'actedFor' | 'lastDay'>, day: LondonDay): boolean =>
  actedFor && (lastDay === null || day <= lastDay)

/** An end that is known is a few years ahead at most; anything later is a mistyped year. */
const LAST_DAY_AHEAD = 5 * 366

/**
 * Whether a council may be kept like this. A council is never taken away: it gets a last day, today at the earliest, and later than
 * today while anybody's referral is open for it; one council at least goes on without an end, so that every referral has one.
 * Source: Mental Health Act 1983 s 13(1) and (1C): whose duty it is must be known for every referral.
 *
 * @param open how many referrals are open for it
 * @example checkCouncil({ name: 'Norbeck', actedFor: true, lastDay: today }, norbeck, [westmarch], 2, today)
 *   // refused: { code: 'council-on-open-work', field: 'lastDay', open: 2 }
 */
export function checkCouncil(
  sent: Omit<CouncilLine, 'id'>,
  before: CouncilLine | null,
  others: readonly CouncilLine[],
  open: number,
  today: LondonDay,
): Outcome<null, SetUpRefusal> {
  const lines = others.map((one) => ({ ...one, ended: one.actedFor && !isActedFor(one, today) }))
  const named = sent.name === before?.name ? done(null) : checkName(sent.name, null, lines)
  if (!named.ok) return named
  if (before?.actedFor && !sent.actedFor) return refuse({ code: 'council-acted-for', field: 'actedFor' })
  if (sent.lastDay === null || sent.lastDay === before?.lastDay) return done(null)
  if (!sent.actedFor) return refuse({ code: 'council-not-acted-for-ends', field: 'lastDay' })
  if (sent.lastDay < today) return refuse({ code: 'last-day-past', field: 'lastDay', today })
  const latest = addDays(today, LAST_DAY_AHEAD)
  if (sent.lastDay > latest) return refuse({ code: 'last-day-unlikely', field: 'lastDay', latest })
  if (sent.lastDay === today && open > 0) return refuse({ code: 'council-on-open-work', field: 'lastDay', open })
  const goesOn = others.some(({ actedFor, lastDay }) => actedFor && lastDay === null)
  return goesOn ? done(null) : refuse({ code: 'last-council', field: 'lastDay' })
}

/** Who and what still goes by a line of a list: people of the register and shift templates by name, and how many open referrals. */
export interface UsedBy {
  readonly people: readonly string[]
  readonly templates: readonly string[]
  readonly open: number
}

/**
 * Whether a line may end now: nothing that goes on may go by it. What is past keeps it, name and all.
 *
 * @example checkEnd({ ended: false }, { ended: true }, { people: ['Ewa Kowalska'], templates: [], open: 0 })
 *   // refused: { code: 'still-in-use', people: ['Ewa Kowalska'], templates: [], open: 0 }
 */
export function checkEnd(
  before: { readonly ended: boolean } | null,
  sent: { readonly ended: boolean },
  used: UsedBy,
): Outcome<null, SetUpRefusal> {
  if (!sent.ended || before?.ended === true) return done(null)
  return used.people.length > 0 || used.templates.length > 0 || used.open > 0
    ? refuse({ code: 'still-in-use', ...used })
    : done(null)
}

/** A shift still to come that is worked at a place, and whose it is. */
export interface ShiftThere {
  readonly id: ShiftId
  readonly name: string
  readonly startsAt: Instant
  readonly endsAt: Instant
}

/**
 * Whether a place may close under shifts that are still to be worked there: only when whoever closes it was shown each of them. The shifts
 * stay as they are; that they need another place is for those who plan.
 *
 * @example checkShiftsThere([{ id, name: 'Ewa Kowalska', … }], []) // refused: { code: 'shifts-still-there', shifts: […] }
 */
export function checkShiftsThere(shifts: readonly ShiftThere[], seen: readonly ShiftId[]): Outcome<null, SetUpRefusal> {
  const known = new Set(seen)
  return shifts.every(({ id }) => known.has(id)) ? done(null) : refuse({ code: 'shifts-still-there', shifts })
}

/** A change of shifts is planned at most so many days ahead; anything later is a mistyped year. */
const DAYS_AHEAD = 366

/**
 * Whether staggered shifts can have begun on a day: since there have been AMHPs (SI 2008/1206 reg 1), and within a year from today.
 *
 * @example checkStaggered(londonDay('2062-09-01'), today) // refused: { code: 'staggered-unlikely', field: 'staggeredFrom', … }
 */
export function checkStaggered(day: LondonDay | null, today: LondonDay): Outcome<null, SetUpRefusal> {
  const latest = addDays(today, DAYS_AHEAD)
  return day === null || (day >= FIRST_APPROVALS && day <= latest)
    ? done(null)
    : refuse({ code: 'staggered-unlikely', field: 'staggeredFrom', earliest: FIRST_APPROVALS, latest })
}

export type SetUpValue = string | number | boolean | null

export interface FieldChange {
  readonly field: string
  /** `null` also where there was nothing before. */
  readonly before: SetUpValue
  readonly after: SetUpValue
}

/**
 * What differs between a line as it was and as it is; of a new line everything that says something.
 *
 * @example fieldChanges({ name: 'North', ended: false }, { name: 'Northern', ended: false })
 *   // [{ field: 'name', before: 'North', after: 'Northern' }]
 */
export function fieldChanges(
  before: Readonly<Record<string, SetUpValue>> | null,
  after: Readonly<Record<string, SetUpValue>>,
): readonly FieldChange[] {
  return Object.entries(after).flatMap(([field, value]) => {
    const was = before?.[field] ?? null
    const saysNothing = before === null && (value === null || value === '' || value === false)
    return was === value || saysNothing ? [] : [{ field, before: was, after: value }]
  })
}
