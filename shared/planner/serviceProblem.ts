import type { PersonId } from '../kernel/ids.ts'
import { DAILY_REST } from '../rota/rest.ts'
import { addDays, clockTimeOf, daysBetween, type ClockTime, type LondonDay } from '../time/london.ts'
import { coveredAlready } from './otherShifts.ts'
import { personRules, plannedPerson } from './plannedPerson.ts'
import type { PlannedPerson, RotaProblem } from './problem.ts'
import { isRestDay, momentsOf, otherShift, paidMinutes, WEIGHTS, type ServiceRota } from './serviceRota.ts'
import { skillNeeds } from './skillNeeds.ts'

/** A duty that ends after this, or at a weekend or on a bank holiday, is unsocial. */
const LATE_AFTER = 20 * 60
/** Nobody makes up in one stretch for more than this many duties of an old imbalance. */
const MOST_MADE_UP = 2

/** The rules that a service's rota is filled by, in words, as the screen says them. */
export const fillRules: readonly string[] = [
  ...personRules,
  'Nights of the Emergency Duty Team, desks and day duties go to those who have worked them in the last twelve weeks.',
  'What is on the rota or in its draft already stays.',
  'Then, as far as possible: every duty covered, the rota’s own minimums of each role and council, the experience asked for, everybody’s duties given, leave that is asked for kept free, and late and weekend duties shared by hours.',
]

/**
 * A service's weeks as a problem for the search: templates become shifts, the register and leave become what is closed, and what is
 * on the rota already is locked.
 *
 * @example serviceProblem({ firstDay, weeks: 4, needs, people, shifts, daysAway, leaveAsked, … }).people.length
 */
export function serviceProblem(rota: ServiceRota): RotaProblem {
  const days = rota.weeks * 7
  const moments = momentsOf(rota)
  const open = rota.people.map((person) => plannedPerson(person, rota, moments))
  const others = rota.shifts.filter(({ away }) => !away).flatMap((shift) => otherShift(shift, rota))
  const covered = coveredAlready(others, rota.needs, moments)
  const unsocial = Array.from({ length: days }, (_, day) =>
    rota.needs.map((need) => isUnsocial(addDays(rota.firstDay, day), need)),
  )
  const people = withShares(open, rota, unsocial)
  return {
    name: `${rota.firstDay}, ${rota.weeks} weeks`,
    days,
    shifts: rota.needs.map((need) => ({ id: need.templateId, name: need.name, minutes: paidMinutes(need) })),
    people,
    cover: rota.needs.flatMap((need, shift) =>
      Array.from({ length: days }, (_, day) => ({
        day,
        shift,
        need: Math.max(
          0,
          (isRestDay(addDays(rota.firstDay, day), day) ? need.weekend : need.weekday) - covered(day, shift),
        ),
        under: WEIGHTS.under,
        over: need.role === 'duty' ? WEIGHTS.over : WEIGHTS.overOther,
      })),
    ),
    skills: skillNeeds(rota, moments, others),
    rest: {
      by: 'minutes',
      least: DAILY_REST,
      moments,
    },
    fairness: { unsocial, above: WEIGHTS.above, farAbove: WEIGHTS.farAbove, below: WEIGHTS.below },
  }
}

const minuteOf = (clock: ClockTime): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** Late, at a weekend, on a bank holiday, or overnight. @example isUnsocial(londonDay('2026-11-14'), early) // true: a Saturday */
export function isUnsocial(
  day: LondonDay,
  { startsAt, endsAt }: { readonly startsAt: ClockTime; readonly endsAt: ClockTime },
): boolean {
  const overnight = minuteOf(endsAt) <= minuteOf(startsAt)
  const weekday = daysBetween('2026-01-05' as LondonDay, day)
  return overnight || minuteOf(endsAt) > LATE_AFTER || isRestDay(day, ((weekday % 7) + 7) % 7)
}

/** Unsocial duties shared by contract and leave among those who may be on them, with what the last weeks left uneven. */
function withShares(
  people: readonly PlannedPerson[],
  rota: ServiceRota,
  unsocial: readonly (readonly boolean[])[],
): readonly PlannedPerson[] {
  const weightOf = (person: PlannedPerson) => (person.owed?.perWeek ?? []).reduce((sum, one) => sum + one, 0)
  const shares = people.map(() => 0)
  for (const [shift, need] of rota.needs.entries()) {
    const wanted = unsocial.reduce((sum, flags, day) => {
      const count = isRestDay(addDays(rota.firstDay, day), day) ? need.weekend : need.weekday
      return sum + (flags[shift] ? count : 0)
    }, 0)
    const may = people.map((person) => (canEver(person, shift, unsocial.length) ? weightOf(person) : 0))
    const total = may.reduce((sum, one) => sum + one, 0)
    if (total > 0) for (const [at, weight] of may.entries()) shares[at] = (shares[at] ?? 0) + (wanted * weight) / total
  }
  const had = people.map((person) => unsocialBefore(person.id as PersonId, rota))
  const all = had.reduce((sum, one) => sum + one, 0)
  const allShares = shares.reduce((sum, one) => sum + one, 0)
  return people.map((person, at) => {
    const fair = shares[at] ?? 0
    const expected = allShares === 0 ? 0 : (all * fair) / allShares
    const ahead = Math.max(-MOST_MADE_UP, Math.min(MOST_MADE_UP, (had[at] ?? 0) - expected))
    return { ...person, share: fair === 0 ? null : Math.max(0, Math.round(100 * (fair - ahead)) / 100) }
  })
}

const canEver = ({ blocked }: PlannedPerson, shift: number, days: number): boolean =>
  new Set(blocked.filter((one) => one.shift === null || one.shift === shift).map(({ day }) => day)).size < days

/** How many unsocial duties somebody had in the weeks before. */
export const unsocialBefore = (personId: PersonId, { shifts, firstDay }: ServiceRota): number =>
  shifts.filter(
    (one) =>
      one.personId === personId &&
      one.day < firstDay &&
      !one.away &&
      isUnsocial(one.day, { startsAt: clockTimeOf(one.startsAt), endsAt: clockTimeOf(one.endsAt) }),
  ).length
