import type { PersonId, SharedDutyId } from '../kernel/ids.ts'
import { isBankHoliday } from '../time/bankHolidays.ts'
import { addDays, daysBetween, mondayOf, weekdayOf, type LondonDay } from '../time/london.ts'
import type { ShiftRole } from './contract.ts'
import type { NeedDay } from './dutyNeeds.ts'
import { daysFrom, type DayTurn } from './pattern.ts'
import { giveOwed, shareTurns, type OwesDuties } from './rotation.ts'
import type { ShiftTimes } from './shiftTemplate.ts'

/** How several people share a duty. */
export const sharings = {
  'in-turn': 'One person a day, in turn',
  owed: 'Each owes so many days a week',
} as const
export type Sharing = keyof typeof sharings

/** Somebody who shares a duty. */
export interface DutySharer {
  readonly personId: PersonId
  /** Days on which they never can. */
  readonly excludedDays: readonly NeedDay[]
  /** Of a duty that is owed: days in a week that counts, 1 to 5. */
  readonly owedAWeek: number
  /** 1 is every week, 2 every second one, counted from the week in which the duty begins: the weeks between are off weeks. */
  readonly everyWeeks: number
}

/** A duty that goes round among people, or that each of them owes so many days a week, beside their other post. */
export interface SharedDuty extends ShiftTimes {
  readonly id: SharedDutyId
  readonly name: string
  readonly how: Sharing
  readonly days: readonly NeedDay[]
  readonly role: ShiftRole
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay | null
  readonly people: readonly DutySharer[]
}

/** A day of a duty that somebody has. */
export interface GivenDay {
  readonly day: LondonDay
  readonly personId: PersonId
}

export interface SharedTurns {
  readonly given: readonly GivenDay[]
  /** Days of a duty that goes round, for which nobody was left. */
  readonly nobody: readonly LondonDay[]
  /** Owed days for which no day was left on which they can. */
  readonly notGiven: readonly { readonly monday: LondonDay; readonly personId: PersonId; readonly days: number }[]
}

/** What stands in the way of a sharer, and what they have already. */
export interface SharingAsked {
  readonly duty: SharedDuty
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay
  /** That somebody cannot have it on a day: away, set by hand, or on in their own pattern. */
  readonly cannot: (personId: PersonId, day: LondonDay) => boolean
  /** What was given before, so that building again moves nobody. */
  readonly held: readonly GivenDay[]
  /** Fewest people that the minimums want of this duty on a day, beyond those of patterns. */
  readonly wanted: (day: LondonDay) => number
}

/**
 * Whether days of a rule hold a day. A bank holiday is a day of its own: a rule holds on it only if it says so.
 *
 * @example isAmong(['1', '2', '3', '4', '5'], londonDay('2026-12-25')) // false: a bank holiday
 */
export const isAmong = (days: readonly NeedDay[], day: LondonDay): boolean =>
  isBankHoliday(day) ? days.includes('bank-holiday') : days.some((one) => one === String(weekdayOf(day)))

/** Whether somebody never works on a day: that weekday, or bank holidays. @example isExcluded(['5'], friday) // true */
export const isExcluded = (excluded: readonly NeedDay[], day: LondonDay): boolean =>
  excluded.some((one) => one === String(weekdayOf(day))) || (isBankHoliday(day) && excluded.includes('bank-holiday'))

/**
 * Who has a shared duty on which days. What was given before and is still possible stays; the rest is shared so that over a full cycle
 * nobody ends with two turns more than somebody who could have had one of them. Building a part of a cycle gives the same turns as
 * building the whole of it.
 *
 * @example turnsOfDuty({ duty: saturdays, firstDay, lastDay, cannot: () => false, held: [], wanted: () => 1 }).given
 */
export function turnsOfDuty(asked: SharingAsked): SharedTurns {
  const { duty, firstDay, lastDay } = asked
  const from = firstDay > duty.firstDay ? firstDay : duty.firstDay
  const to = duty.lastDay !== null && duty.lastDay < lastDay ? duty.lastDay : lastDay
  if (from > to || duty.people.length === 0) return { given: [], nobody: [], notGiven: [] }
  return duty.how === 'in-turn' ? inTurn(asked, from, to) : owed(asked, from, to)
}

const possible =
  ({ duty, cannot }: SharingAsked) =>
  (personId: PersonId, day: LondonDay): boolean => {
    const sharer = duty.people.find((one) => one.personId === personId)
    return (
      sharer !== undefined && isAmong(duty.days, day) && !isExcluded(sharer.excludedDays, day) && !cannot(personId, day)
    )
  }

/** A cycle is as many weeks as there are people: each weekday comes to each of them once. It begins with another of them each time. */
function inTurn(asked: SharingAsked, from: LondonDay, to: LondonDay): SharedTurns {
  const { duty } = asked
  const can = possible(asked)
  const start = mondayOf(duty.firstDay)
  const length = duty.people.length * 7
  const given: GivenDay[] = []
  const nobody: LondonDay[] = []
  for (let block = Math.floor(daysBetween(start, from) / length); addDays(start, block * length) <= to; block += 1) {
    const first = addDays(start, block * length)
    const days = daysFrom(first, addDays(first, length - 1)).filter(
      (day) => day >= duty.firstDay && (duty.lastDay === null || day <= duty.lastDay) && isAmong(duty.days, day),
    )
    const holder = new Map(asked.held.filter((one) => can(one.personId, one.day)).map((one) => [one.day, one.personId]))
    const people = duty.people.map(({ personId }) => ({
      personId,
      excludedWeekdays: [],
      cannot: (day: LondonDay) => !can(personId, day) || (holder.get(day) ?? personId) !== personId,
    }))
    const turned = people.map((_, index) => people[(index + block) % people.length]).filter((one) => one !== undefined)
    for (const { day, personId } of shareTurns(turned, days)) {
      if (day < from || day > to) continue
      if (personId === null) nobody.push(day)
      else given.push({ day, personId })
    }
  }
  return { given, nobody, notGiven: [] }
}

/** Whole weeks at a time, because a week is what is owed. */
function owed(asked: SharingAsked, from: LondonDay, to: LondonDay): SharedTurns {
  const { duty } = asked
  const can = possible(asked)
  const days = daysFrom(mondayOf(from), addDays(mondayOf(to), 6)).filter(
    (day) => day >= duty.firstDay && (duty.lastDay === null || day <= duty.lastDay) && isAmong(duty.days, day),
  )
  const held = asked.held.filter(({ personId, day }) => can(personId, day) && days.includes(day))
  const given: GivenDay[] = [...held]
  const notGiven: SharedTurns['notGiven'][number][] = []
  for (const monday of new Set(days.map(mondayOf))) {
    const week = days.filter((day) => mondayOf(day) === monday)
    const people = duty.people.map((sharer) => owes(sharer, monday, asked, held, can))
    const wanted = (day: LondonDay): number =>
      Math.max(1, asked.wanted(day) - held.filter((one) => one.day === day).length)
    const answer = giveOwed(people, week, wanted)
    given.push(...answer.duties)
    notGiven.push(...answer.notGiven)
  }
  return { given: given.filter(({ day }) => from <= day && day <= to), nobody: [], notGiven }
}

function owes(
  { personId, owedAWeek, everyWeeks }: DutySharer,
  monday: LondonDay,
  { duty }: SharingAsked,
  held: readonly GivenDay[],
  can: (personId: PersonId, day: LondonDay) => boolean,
): OwesDuties {
  const weeks = daysBetween(mondayOf(duty.firstDay), monday) / 7
  const had = held.filter((one) => one.personId === personId && mondayOf(one.day) === monday)
  return {
    personId,
    excludedWeekdays: [],
    cannot: (day) => !can(personId, day) || had.some((one) => one.day === day),
    owedAWeek: weeks % everyWeeks === 0 ? Math.max(0, owedAWeek - had.length) : 0,
  }
}

/** The days that were given as turns of the rota, in the layer of patterns. */
export const asTurns = ({ startsAt, endsAt, role }: SharedDuty, given: readonly GivenDay[]): readonly DayTurn[] =>
  given.map(({ day, personId }) => ({ personId, day, turn: 0, startsAt, endsAt, role }))
