import { checkRosterable } from '../rota/planning.ts'
import { piecesOfWork, restAround, type WorkPiece } from '../rota/restOfWork.ts'
import { isExcluded } from '../rota/sharedDuty.ts'
import { shiftSpan } from '../rota/shiftTemplate.ts'
import type { ShiftTemplateId } from '../kernel/ids.ts'
import { minutesBetween } from '../time/instant.ts'
import { addDays, daysBetween, startOfDay } from '../time/london.ts'
import { besideOthers } from './otherShifts.ts'
import { DAYS_BEFORE, noLimits, weekOf, type Blocked, type BlockReason, type PlannedPerson } from './problem.ts'
import { otherShift, paidMinutes, WEIGHTS, type momentsOf, type Plannable, type ServiceRota } from './serviceRota.ts'
import { skillsOf } from './skillNeeds.ts'
import { mostInAWeek, whatIsOwed } from './whatIsOwed.ts'

const LONGEST_RUN = 6
type Moments = ReturnType<typeof momentsOf>

/** The rules of people’s weeks, in words, as the screen says them. */
export const personRules: readonly string[] = [
  'Nobody is on two shifts on one day, on a day away or a day on which they never work, or where their approval does not cover the shift.',
  'Eleven hours of rest between shifts, and beside work for another employer, by the real clock, counted on from what is already on the rota.',
  `At most ${LONGEST_RUN} days in a row, at most every second weekend, and no more duties in a week than the contract has hours for.`,
  'Whoever works for another employer too comes to no more than 48 hours with both, unless they have signed that they may.',
  'Whoever owes so many duties a week is given no more than that; a contract of less than a duty a week makes one every second or third.',
]

/** One person as the search reads them: what is closed to them and why, what stays, what they owe and wish. */
export function plannedPerson(person: Plannable, rota: ServiceRota, moments: Moments): PlannedPerson {
  const days = moments.length
  const own = rota.shifts.filter(({ personId }) => personId === person.personId)
  const placed = own.map((shift) => ({ shift, day: daysBetween(rota.firstDay, shift.day) }))
  const inside = placed.filter(({ day }) => day >= 0 && day < days)
  const from = startOfDay(rota.firstDay)
  const others = own.flatMap((shift) => otherShift(shift, rota))
  const inWeek = (week: number): number => others.filter(({ day }) => day < days && weekOf(day) === week).length
  const places = (one: { templateId: ShiftTemplateId | null }) =>
    rota.needs.findIndex(({ templateId }) => templateId === one.templateId)
  const locked = inside.flatMap(({ shift, day }) => (places(shift) < 0 ? [] : [{ day, shift: places(shift) }]))
  const owes = whatIsOwed(person, rota, usualMinutes(rota))
  return {
    id: person.personId,
    name: person.name,
    skills: skillsOf(person, rota),
    blocked: [
      ...blockedBy(person, own, rota, days),
      ...inside.filter(({ shift }) => places(shift) < 0).map(({ day }) => closed(day, 'other-work')),
      ...[...besideOthers(others, moments), ...besideAnotherEmployer(person, rota, days)].filter(
        (one) => !locked.some(({ day }) => day === one.day),
      ),
    ],
    locked,
    limits: {
      ...noLimits(rota.needs.length),
      longestRun: LONGEST_RUN,
      mostWeekends: Math.ceil(rota.weeks / 2),
      mostPerWeek: mostInAWeek(person, rota, usualMinutes(rota)),
    },
    wishes: wishesOf(person, rota, days),
    owed: {
      perWeek: owes.perWeek.map((duties, week) => Math.max(0, duties - inWeek(week))),
      weight: WEIGHTS.owed,
      neverMore: owes.neverMore,
    },
    share: null,
    before: placed
      .filter(({ day }) => day < 0 && day >= -DAYS_BEFORE)
      .map(({ shift, day }) => ({ day, endsAt: minutesBetween(from, shift.endsAt) })),
  }
}

/** What a duty of these shifts is paid for on average. */
function usualMinutes({ needs }: ServiceRota): number {
  const lengths = needs.filter(({ weekday, weekend }) => weekday + weekend > 0).map(paidMinutes)
  return lengths.length === 0 ? 450 : lengths.reduce((sum, one) => sum + one, 0) / lengths.length
}

/** Leave that is asked for is a wish until it is decided. */
const wishesOf = ({ personId }: Plannable, { leaveAsked, firstDay }: ServiceRota, days: number) =>
  leaveAsked
    .filter((asked) => asked.personId === personId)
    .map(({ day }) => ({ day: daysBetween(firstDay, day), shift: null, wants: false, weight: WEIGHTS.leaveAsked }))
    .filter(({ day }) => day >= 0 && day < days)

const closed = (day: number, why: BlockReason): Blocked => ({ day, shift: null, why })

function blockedBy(
  person: Plannable,
  own: ServiceRota['shifts'],
  { firstDay, needs, daysAway, neverOn, shared, shifts }: ServiceRota,
  days: number,
): readonly Blocked[] {
  const habits = new Set(own.map(({ role }) => role))
  const known = new Set(shifts.map(({ role }) => role))
  const isOwn = ({ personId }: { readonly personId: Plannable['personId'] }) => personId === person.personId
  const away = new Set(daysAway.filter(isOwn).map(({ day }) => day))
  const never = new Set(neverOn.filter(isOwn).map(({ day }) => day))
  const excluded = shared.flatMap(({ people }) => people.filter(isOwn).flatMap(({ excludedDays }) => excludedDays))
  return Array.from({ length: days }, (_, day): Blocked[] => {
    const date = addDays(firstDay, day)
    if (away.has(date)) return [closed(day, 'away')]
    if (never.has(date) || isExcluded(excluded, date)) return [closed(day, 'unavailable')]
    return needs.flatMap((need, shift): Blocked[] => {
      // Where nobody has ever worked a role, everybody who may does.
      if (known.has(need.role) && !habits.has(need.role)) return [{ day, shift, why: 'not-this-role' }]
      const may = checkRosterable(person, need.role, shiftSpan(need, date))
      return may.ok ? [] : [{ day, shift, why: 'not-approved' }]
    })
  }).flat()
}

/** The shifts that run over declared work for another employer, or would leave under eleven hours beside it. */
function besideAnotherEmployer(
  { personId }: Plannable,
  { elsewhere, firstDay, needs }: ServiceRota,
  days: number,
): readonly Blocked[] {
  const pieces = piecesOfWork(elsewhere.filter((work) => work.personId === personId))
  if (pieces.length === 0) return []
  return Array.from({ length: days }, (_, day) =>
    needs.flatMap((need, shift): Blocked[] => {
      const { start, end } = shiftSpan(need, addDays(firstDay, day))
      const tried: WorkPiece = { id: 'tried', personId, startsAt: start, endsAt: end }
      const near = pieces.filter((one) => Math.abs(minutesBetween(one.startsAt, start)) < NEAR)
      return restAround(tried, near).length > 0 ? [{ day, shift, why: 'another-employer' }] : []
    }),
  ).flat()
}

/** Further off than this nothing takes from the rest beside a shift. */
const NEAR = 3 * 24 * 60
