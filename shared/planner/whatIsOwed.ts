import { addDays, daysBetween, mondayOf, startOfDay, type LondonDay } from '../time/london.ts'
import { minutesIn } from '../time/span.ts'
import { isAmong, isExcluded, type DutySharer, type SharedDuty } from '../rota/sharedDuty.ts'
import { isWeekend, weekOf } from './problem.ts'
import type { Plannable, ServiceRota } from './serviceRota.ts'

interface Owed {
  /** Duties in each week. */
  readonly perWeek: readonly number[]
  /** True where more may not be asked of them: they owe them beside another post. */
  readonly neverMore: boolean
}

/** Weeks are counted from here on, so that whoever owes a duty every second week owes it whichever weeks are filled. */
const FIRST_MONDAY = '2026-01-05' as LondonDay
/** 48 hours a week (WTR 1998 reg 4). */
const MOST_MINUTES = 48 * 60

/**
 * How many duties somebody owes in each week: what they owe by a shared duty, or else what their contract has hours for. Days away take
 * their part with them.
 *
 * @param usual paid minutes of a duty
 * @example whatIsOwed(sharerOfOneAWeek, rota, 450) // { perWeek: [1, 1, 1, 1], neverMore: true }
 */
export function whatIsOwed(person: Plannable, rota: ServiceRota, usual: number): Owed {
  const debts = sharesOf(person, rota)
  const weeks = Array.from({ length: rota.weeks }, (_, week) => week)
  if (debts.length > 0)
    return {
      perWeek: weeks.map((week) => debts.reduce((sum, debt) => sum + owedByShare(person, rota, debt, week), 0)),
      neverMore: true,
    }
  const rate = person.contractedMinutesPerWeek / usual
  const most = mostInAWeek(person, rota, usual)
  const first = daysBetween(FIRST_MONDAY, rota.firstDay) / 7
  return {
    perWeek: weeks.map((week) => Math.min(most, afterLeave(inWeek(rate, first + week), person, rota, week))),
    neverMore: rate < 1,
  }
}

/** A rate of duties a week as whole ones: half a duty is one every second week. @example inWeek(0.5, 1) // 1 */
const inWeek = (rate: number, week: number): number =>
  rate >= 1 ? Math.round(rate) : Math.floor(rate * (week + 1) + 0.05) - Math.floor(rate * week + 0.05)

/**
 * Most duties of a week: what the contract has hours for, and with declared work for another employer no more than 48 hours.
 *
 * @example mostInAWeek(ewa, rota, 450) // 5; 4 beside 16 hours for another employer
 */
export function mostInAWeek(person: Plannable, rota: ServiceRota, usual: number): number {
  const rate = person.contractedMinutesPerWeek / usual
  const debts = sharesOf(person, rota)
  const contracted =
    debts.length > 0
      ? debts.reduce((sum, { sharer }) => sum + sharer.owedAWeek, 0)
      : rate <= 0
        ? 0
        : Math.max(rate < FEWEST ? 0 : 1, Math.round(rate))
  const elsewhere = rota.elsewhere
    .filter(({ personId }) => personId === person.personId)
    .filter(
      ({ start }) => start >= startOfDay(rota.firstDay) && start < startOfDay(addDays(rota.firstDay, 7 * rota.weeks)),
    )
    .reduce((sum, work) => sum + minutesIn(work) - work.breakMinutes, 0)
  if (elsewhere === 0 || rota.optedOut.includes(person.personId)) return contracted
  return Math.max(0, Math.min(contracted, Math.floor((MOST_MINUTES - elsewhere / rota.weeks) / usual)))
}

/** A contract for less than this of a duty a week is none that a rota can plan by: a duty every tenth week. */
const FEWEST = 0.1

/** Leave takes its part of a week's duties with it: five working days are all of them. */
function afterLeave(
  duties: number,
  { personId }: Plannable,
  { daysAway, firstDay }: ServiceRota,
  week: number,
): number {
  const lost = daysAway.filter((away) => {
    const at = daysBetween(firstDay, away.day)
    return away.personId === personId && at >= 0 && weekOf(at) === week && !isWeekend(at)
  }).length
  return Math.max(0, Math.round(duties * (1 - lost / 5)))
}

interface Debt {
  readonly duty: SharedDuty
  readonly sharer: DutySharer
}

const sharesOf = ({ personId }: Plannable, { shared }: ServiceRota): readonly Debt[] =>
  shared
    .filter(({ how }) => how === 'owed')
    .flatMap((duty) => duty.people.filter((sharer) => sharer.personId === personId).map((sharer) => ({ duty, sharer })))

/** What a sharer owes of one duty in one week: nothing in their off weeks, and no more than the days on which they can. */
function owedByShare(
  { personId }: Plannable,
  { firstDay, daysAway }: ServiceRota,
  { duty, sharer }: Debt,
  week: number,
): number {
  const monday = addDays(firstDay, 7 * week)
  const since = daysBetween(mondayOf(duty.firstDay), monday) / 7
  if (since < 0 || since % sharer.everyWeeks !== 0) return 0
  const can = Array.from({ length: 7 }, (_, day) => addDays(monday, day)).filter(
    (day) =>
      day >= duty.firstDay &&
      (duty.lastDay === null || day <= duty.lastDay) &&
      isAmong(duty.days, day) &&
      !isExcluded(sharer.excludedDays, day) &&
      !daysAway.some((away) => away.personId === personId && away.day === day),
  )
  return Math.min(sharer.owedAWeek, can.length)
}
