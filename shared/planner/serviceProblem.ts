import type { PersonId, ShiftTemplateId } from '../kernel/ids.ts'
import { checkRosterable, type Rosterable } from '../rota/planning.ts'
import type { ShiftRole } from '../rota/contract.ts'
import { DAILY_REST } from '../rota/rest.ts'
import { shiftSpan } from '../rota/shiftTemplate.ts'
import { isBankHoliday } from '../time/bankHolidays.ts'
import { minutesBetween, type Instant } from '../time/instant.ts'
import { addDays, clockTimeOf, daysBetween, startOfDay, type ClockTime, type LondonDay } from '../time/london.ts'
import { minutesIn } from '../time/span.ts'
import { besideOthers, coveredAlready, type OtherShift } from './otherShifts.ts'
import {
  DAYS_BEFORE,
  isWeekend,
  noLimits,
  weekOf,
  type Blocked,
  type BlockReason,
  type PlannedPerson,
  type RotaProblem,
  type ShiftMoments,
} from './problem.ts'

/** A shift template with how many people it needs. */
export interface NeededShift {
  readonly templateId: ShiftTemplateId
  readonly name: string
  readonly startsAt: ClockTime
  readonly endsAt: ClockTime
  readonly role: ShiftRole
  readonly breakMinutes: number
  readonly weekday: number
  readonly weekend: number
}

export interface ShiftOnRota {
  readonly personId: PersonId
  readonly templateId: ShiftTemplateId | null
  readonly day: LondonDay
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly role: ShiftRole
  /** Its person is away on its day: it is no work of theirs, and no cover. */
  readonly away: boolean
}

/** Somebody who can be on the rota. */
export interface Plannable extends Rosterable {
  readonly personId: PersonId
  readonly name: string
  readonly contractedMinutesPerWeek: number
}

export interface ServiceRota {
  readonly firstDay: LondonDay
  readonly weeks: number
  readonly needs: readonly NeededShift[]
  readonly people: readonly Plannable[]
  /** Of the last twelve weeks, of the days to fill and of the day after them: on the rota, and in its draft. */
  readonly shifts: readonly ShiftOnRota[]
  readonly daysAway: readonly { readonly personId: PersonId; readonly day: LondonDay }[]
  /** Leave that was asked for and not yet decided: a wish. */
  readonly leaveAsked: readonly { readonly personId: PersonId; readonly day: LondonDay }[]
}

/** How many days back habits and shares are counted. */
export const HABIT_DAYS = 84
/** A duty that ends after this, or at a weekend or on a bank holiday, is unsocial. */
const LATE_AFTER = 20 * 60
const LONGEST_RUN = 6
/** One more on duty than needed is a help; one more at a desk or through the night is not, and costs more than a duty owed. */
const WEIGHTS = {
  under: 100,
  over: 2,
  overOther: 40,
  owed: 30,
  leaveAsked: 3,
  above: 4,
  farAbove: 12,
  below: 4,
} as const
/** Nobody makes up in one stretch for more than this many duties of an old imbalance. */
const MOST_MADE_UP = 2

/** The rules that a service's rota is filled by, in words, as the screen says them. */
export const fillRules: readonly string[] = [
  'Nobody is on two shifts on one day, on a day away, or where their approval does not cover the shift.',
  'Eleven hours of rest between shifts, by the real clock, counted on from what is already on the rota.',
  `At most ${LONGEST_RUN} days in a row, at most every second weekend, and no more duties in a week than the contract has hours for.`,
  'Nights of the Emergency Duty Team, desks and day duties go to those who have worked them in the last twelve weeks.',
  'What is on the rota or in its draft already stays.',
  'Then, as far as possible: every duty covered, everybody’s contracted duties given, leave that is asked for kept free, and late and weekend duties shared by hours.',
]

/**
 * A service's weeks as a problem for the search: templates become shifts, the register and leave become what is closed, and what is
 * on the rota already is locked.
 *
 * @example serviceProblem({ firstDay, weeks: 4, needs, people, shifts, daysAway, leaveAsked }).people.length
 */
export function serviceProblem(rota: ServiceRota): RotaProblem {
  const days = rota.weeks * 7
  const moments = momentsOf(rota, days)
  const open = rota.people.map((person) => personOf(person, rota, moments))
  const covered = coveredAlready(
    rota.shifts.filter(({ away }) => !away).flatMap((shift) => otherShift(shift, rota, days)),
    rota.needs,
    moments,
  )
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
    skills: [],
    rest: {
      by: 'minutes',
      least: DAILY_REST,
      moments,
    },
    fairness: { unsocial, above: WEIGHTS.above, farAbove: WEIGHTS.farAbove, below: WEIGHTS.below },
  }
}

function momentsOf({ firstDay, needs }: ServiceRota, days: number): readonly (readonly ShiftMoments[])[] {
  const from = startOfDay(firstDay)
  return Array.from({ length: days }, (_, day) =>
    needs.map((need) => {
      const { start, end } = shiftSpan(need, addDays(firstDay, day))
      return { start: minutesBetween(from, start), end: minutesBetween(from, end) }
    }),
  )
}

/** A shift that stands there already and is none of those that are filled; nothing for one that is. */
function otherShift(shift: ShiftOnRota, { firstDay, needs }: ServiceRota, days: number): readonly OtherShift[] {
  const day = daysBetween(firstDay, shift.day)
  if (day < 0 || (day < days && needs.some(({ templateId }) => templateId === shift.templateId))) return []
  const from = startOfDay(firstDay)
  const [start, end] = [minutesBetween(from, shift.startsAt), minutesBetween(from, shift.endsAt)]
  return [{ day, role: shift.role, start, end }]
}

const isRestDay = (date: LondonDay, day: number): boolean => isWeekend(day) || isBankHoliday(date)
const paidMinutes = (need: NeededShift): number =>
  minutesIn(shiftSpan(need, '2026-01-05' as LondonDay)) - need.breakMinutes

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

function personOf(person: Plannable, rota: ServiceRota, moments: readonly (readonly ShiftMoments[])[]): PlannedPerson {
  const days = moments.length
  const own = rota.shifts.filter(({ personId }) => personId === person.personId)
  const placed = own.map((shift) => ({ shift, day: daysBetween(rota.firstDay, shift.day) }))
  const inside = placed.filter(({ day }) => day >= 0 && day < days)
  const from = startOfDay(rota.firstDay)
  const lengths = rota.needs.filter(({ weekday, weekend }) => weekday + weekend > 0).map(paidMinutes)
  const usual = lengths.length === 0 ? 450 : lengths.reduce((sum, one) => sum + one, 0) / lengths.length
  const perWeek = Math.max(0, Math.round(person.contractedMinutesPerWeek / usual))
  const away = rota.daysAway.filter(({ personId }) => personId === person.personId).map(({ day }) => day)
  const others = own.flatMap((shift) => otherShift(shift, rota, days))
  const inWeek = (week: number): number => others.filter(({ day }) => day < days && weekOf(day) === week).length
  const places = (one: { templateId: ShiftTemplateId | null }) =>
    rota.needs.findIndex(({ templateId }) => templateId === one.templateId)
  const locked = inside.flatMap(({ shift, day }) => (places(shift) < 0 ? [] : [{ day, shift: places(shift) }]))
  return {
    id: person.personId,
    name: person.name,
    skills: [],
    blocked: [
      ...blockedBy(person, own, rota, days),
      ...inside.filter(({ shift }) => places(shift) < 0).map(({ day }) => closed(day, 'other-work')),
      ...besideOthers(others, moments).filter((one) => !locked.some(({ day }) => day === one.day)),
    ],
    locked,
    limits: {
      ...noLimits(rota.needs.length),
      longestRun: LONGEST_RUN,
      mostWeekends: Math.ceil(rota.weeks / 2),
      mostPerWeek: perWeek,
    },
    wishes: rota.leaveAsked
      .filter(({ personId }) => personId === person.personId)
      .map(({ day }) => ({
        day: daysBetween(rota.firstDay, day),
        shift: null,
        wants: false,
        weight: WEIGHTS.leaveAsked,
      }))
      .filter(({ day }) => day >= 0 && day < days),
    owed: {
      perWeek: Array.from({ length: rota.weeks }, (_, week) =>
        Math.max(0, owedIn(week, perWeek, away, rota.firstDay) - inWeek(week)),
      ),
      weight: WEIGHTS.owed,
      neverMore: false,
    },
    share: null,
    before: placed
      .filter(({ day }) => day < 0 && day >= -DAYS_BEFORE)
      .map(({ shift, day }) => ({ day, endsAt: minutesBetween(from, shift.endsAt) })),
  }
}

const closed = (day: number, why: BlockReason): Blocked => ({ day, shift: null, why })

/** Leave takes its part of a week's duties with it: five working days are all of them. */
function owedIn(week: number, perWeek: number, away: readonly LondonDay[], firstDay: LondonDay): number {
  const lost = away.filter((day) => {
    const at = daysBetween(firstDay, day)
    return at >= 0 && weekOf(at) === week && !isWeekend(at)
  }).length
  return Math.max(0, Math.round(perWeek * (1 - lost / 5)))
}

function blockedBy(
  person: Plannable,
  own: readonly ShiftOnRota[],
  { firstDay, needs, daysAway, shifts }: ServiceRota,
  days: number,
): readonly Blocked[] {
  const habits = new Set(own.map(({ role }) => role))
  const known = new Set(shifts.map(({ role }) => role))
  const away = new Set(daysAway.filter(({ personId }) => personId === person.personId).map(({ day }) => day))
  return Array.from({ length: days }, (_, day): Blocked[] => {
    const date = addDays(firstDay, day)
    if (away.has(date)) return [closed(day, 'away')]
    return needs.flatMap((need, shift): Blocked[] => {
      // Where nobody has ever worked a role, everybody who may does.
      if (known.has(need.role) && !habits.has(need.role)) return [{ day, shift, why: 'not-this-role' }]
      const may = checkRosterable(person, need.role, shiftSpan(need, date))
      return may.ok ? [] : [{ day, shift, why: 'not-approved' }]
    })
  }).flat()
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
