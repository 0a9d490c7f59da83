import { skills, type Skill } from '../register/contract.ts'
import { needsOn, needWords, type DutyNeed } from '../rota/dutyNeeds.ts'
import { countsFor } from '../rota/planning.ts'
import { addDays, spanOn, startOfDay } from '../time/london.ts'
import { minutesBetween } from '../time/instant.ts'
import type { OtherShift } from './otherShifts.ts'
import type { ShiftMoments, SkillNeed } from './problem.ts'
import { isRestDay, WEIGHTS, type Plannable, type ServiceRota } from './serviceRota.ts'

type Moments = readonly (readonly ShiftMoments[])[]

/** How the search knows who counts towards a minimum: by its place in the list. */
const minimumName = (at: number): string => `minimum ${at}`

/**
 * What somebody counts towards: their experience, and the minimums of their councils and their team.
 *
 * @example skillsOf(ewa, rota) // ['children', 'minimum 0']
 */
export function skillsOf(person: Plannable, { minimums, firstDay, weeks }: ServiceRota): readonly string[] {
  // Whether an approval covers a shift is asked of each shift: here the first and the last day decide, for the council alone.
  const counts = (need: DutyNeed): boolean =>
    [firstDay, addDays(firstDay, 7 * weeks - 1)].some((day) =>
      countsFor(person, need.role, spanOn(day, need.startsAt, need.endsAt), need),
    )
  return [...person.skills, ...minimums.flatMap((need, at) => (counts(need) ? [minimumName(at)] : []))]
}

/** Minimums of roles and wanted experience, for every day that is filled. */
export const skillNeeds = (
  rota: ServiceRota,
  moments: Moments,
  others: readonly OtherShift[],
): readonly SkillNeed[] => [...minimumNeeds(rota, moments, others), ...wantedNeeds(rota, moments)]

function wantedNeeds({ wanted, needs, firstDay }: ServiceRota, moments: Moments): readonly SkillNeed[] {
  const shifts = [...needs.keys()].filter((at) => needs[at]?.role !== 'practice-consultant')
  return wanted.flatMap(({ skill, weekday, weekend }) =>
    moments.flatMap((_, day): SkillNeed[] => {
      const need = isRestDay(addDays(firstDay, day), day) ? weekend : weekday
      return need === 0 ? [] : [{ name: wantedName(skill, need), skill, day, shifts, need, weight: WEIGHTS.skill }]
    }),
  )
}

/** @example wantedName('children', 1) // 'Children and young people: at least 1 on duty with experience' */
const wantedName = (skill: Skill, need: number): string => `${skills[skill]}: at least ${need} on duty with experience`

/**
 * A minimum, quarter of an hour by quarter: the shifts that are on then must have so many. Quarters with the same shifts are one need. Times
 * at which no shift that is filled is on, or one of the day before or after is, are left to the check of publishing.
 */
function minimumNeeds(
  { minimums, needs, people, firstDay }: ServiceRota,
  moments: Moments,
  others: readonly OtherShift[],
): readonly SkillNeed[] {
  const teams = new Map(people.map(({ personId, homeTeam }) => [personId, homeTeam]))
  return moments.flatMap((_, day) =>
    needsOn(minimums, addDays(firstDay, day)).flatMap((minimum) => {
      const { role, startsAt, endsAt, firm, councilId, homeTeam } = minimum
      const own = [...needs.keys()].filter((at) => needs[at]?.role === role)
      const span = minutesOf(spanOn(addDays(firstDay, day), startsAt, endsAt), firstDay)
      const groups = new Map<string, { shifts: readonly number[]; there: number }>()
      for (let at = span.start; at < span.end; at += QUARTER) {
        const on = (of: number) => own.filter((shift) => isOn(moments[of]?.[shift], at))
        const there = others.filter(
          (other) =>
            other.role === role &&
            isOn(other, at) &&
            (homeTeam === null || (other.personId && teams.get(other.personId)) === homeTeam),
        ).length
        const shifts = on(day)
        if (shifts.length === 0 || on(day - 1).length + on(day + 1).length > 0) continue
        const key = shifts.join(' ')
        groups.set(key, { shifts, there: Math.min(there, groups.get(key)?.there ?? there) })
      }
      const name = councilId === null ? needWords(minimum) : `${needWords(minimum)}, for one council`
      const weight = firm ? WEIGHTS.firmMinimum : WEIGHTS.minimum
      const skill = minimumName(minimums.indexOf(minimum))
      return [...groups.values()].flatMap(({ shifts, there }): SkillNeed[] => {
        const need = minimum.minimum - there
        return need <= 0 ? [] : [{ name, skill, day, shifts, need, weight }]
      })
    }),
  )
}

const QUARTER = 15
const isOn = (moment: ShiftMoments | undefined, at: number): boolean =>
  moment !== undefined && moment.start <= at && moment.end >= at + QUARTER
const minutesOf = ({ start, end }: ReturnType<typeof spanOn>, firstDay: ServiceRota['firstDay']): ShiftMoments => ({
  start: minutesBetween(startOfDay(firstDay), start),
  end: minutesBetween(startOfDay(firstDay), end),
})
