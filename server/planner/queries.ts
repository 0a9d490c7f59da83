import { planningStart, planOf, plans, type PlanningStart } from '#shared/planner/contract.ts'
import type { FillResult } from '#shared/planner/fillWork.ts'
import type { ShiftsResult } from '#shared/planner/shiftsWork.ts'
import { skills, type Skill } from '#shared/register/contract.ts'
import { addDays, londonDayOf, mondayOf } from '#shared/time/london.ts'
import { answer } from '#server/kernel/handle.ts'
import { templateRows } from '#server/rota/reading.ts'
import { historyOf, LOG_WEEKS } from './asking.ts'
import { skillsOfPeople } from './peopleToPlan.ts'
import { loggedWork, planBy, planRows, shiftsWithDraft } from './store.ts'
import { firstOpenMonday, PATTERN_WEEKS, usualNeeds, usualPattern } from './usualPattern.ts'

/** How many weeks ahead an open one is looked for. */
const LOOK_AHEAD = 10

export const showStart = answer(planningStart, {
  needs: 'plan the rota',
  reveals: 'nobody',
  async run(_asked, context) {
    const today = londonDayOf(context.now)
    const monday = mondayOf(today)
    const from = addDays(monday, -7 * PATTERN_WEEKS)
    const [shifts, templates, logged, experience] = await Promise.all([
      shiftsWithDraft(context, from, addDays(monday, 7 * LOOK_AHEAD + 6)),
      templateRows(context),
      loggedWork(context, addDays(monday, -7 * LOG_WEEKS), monday),
      skillsOfPeople(context),
    ])
    const lately = shifts.filter(({ day }) => day < monday)
    const history = historyOf(logged, monday)
    return {
      ...usualPattern(lately, templates, PATTERN_WEEKS),
      needs: usualNeeds(lately, templates, PATTERN_WEEKS),
      skills: countedSkills(experience.flatMap((one) => one.skills)),
      nextMonday: firstOpenMonday(shifts, { today, usual: lately.length / PATTERN_WEEKS, lookAhead: LOOK_AHEAD }),
      jobs: history.jobs.length,
      weeks: history.days / 7,
    }
  },
})

const countedSkills = (held: readonly Skill[]): PlanningStart['skills'] =>
  (Object.keys(skills) as readonly Skill[])
    .map((skill) => ({ skill, people: held.filter((one) => one === skill).length }))
    .filter(({ people }) => people > 0)

export const showPlans = answer(plans, {
  needs: 'plan the rota',
  reveals: 'nobody',
  run: async (_asked, context) => ({ plans: await planRows(context) }),
})

export const showPlan = answer(planOf, {
  needs: 'plan the rota',
  reveals: 'nobody',
  async run({ jobId }, context) {
    const found = await planBy(context, jobId)
    if (!found) return null
    const { result, ...row } = found
    return {
      ...row,
      // Which kind of result it is goes with the kind of plan.
      fill: row.kind === 'fill' ? (result as FillResult | null) : null,
      shifts: row.kind === 'shifts' ? (result as ShiftsResult | null) : null,
    }
  },
})
