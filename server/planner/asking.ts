import type { PlanJobId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { fillRota, tryShifts } from '#shared/planner/contract.ts'
import { serviceProblem, unsocialBefore } from '#shared/planner/serviceProblem.ts'
import { HABIT_DAYS, type NeededShift } from '#shared/planner/serviceRota.ts'
import { pastWork } from '#shared/planner/simulate/pastWork.ts'
import { addDays, daysBetween, londonDayOf, mondayOf } from '#shared/time/london.ts'
import { effect, handle } from '#server/kernel/handle.ts'
import { daysAwayBetween, templateRows } from '#server/rota/reading.ts'
import { plannable, rulesOfPeople } from './peopleToPlan.ts'
import { insertPlan, leaveAskedFor, loggedWork, shiftsWithDraft } from './store.ts'
import { patternOf, PATTERN_WEEKS, usualPattern } from './usualPattern.ts'
import { wakeSoon } from './wake.ts'

/** Another plan of the service is under way: the database says so. */
export const oneAtATime = { one_plan_at_a_time: { code: 'one-at-a-time' } } as const
/** Seeds of a fill, and moves for each person and day: some seconds on one core for a month of forty people. The best of several short searches beats one long one. */
const SEEDS = [1, 2, 3, 4]
const MOVES_PER_CELL = 1500
/** Quarters to simulate. */
const ROUNDS = 100
/** Whole weeks of the log that a simulation draws from, up to the last Sunday. */
export const LOG_WEEKS = 12
const FEWEST_JOBS = 40

export const askFill = handle(fillRota, {
  needs: 'plan the rota',
  constraints: oneAtATime,
  async run({ firstDay, weeks, needs, wanted }, context) {
    if (mondayOf(firstDay) !== firstDay) return refuse({ code: 'not-a-monday', field: 'firstDay' })
    const templates = await templateRows(context)
    const needed = needs.flatMap((need): NeededShift[] => {
      const template = templates.find(({ id, retired }) => id === need.templateId && !retired)
      return template && need.weekday + need.weekend > 0 ? [{ ...template, ...need }] : []
    })
    if (needed.length === 0) return refuse({ code: 'nothing-to-fill', field: 'needs' })
    const lastDay = addDays(firstDay, 7 * weeks - 1)
    const since = addDays(firstDay, -HABIT_DAYS)
    const people = await plannable(context, firstDay, lastDay)
    if (people.length === 0) return refuse({ code: 'nobody-to-plan', field: 'needs' })
    const [shifts, daysAway, leaveAsked, rules] = await Promise.all([
      // Of the day after too: its first shift may leave too little rest behind the last that is filled.
      shiftsWithDraft(context, since, addDays(lastDay, 1)),
      daysAwayBetween(context, firstDay, lastDay, null),
      leaveAskedFor(context, firstDay, lastDay),
      rulesOfPeople(context, firstDay, lastDay),
    ])
    const rota = { firstDay, weeks, needs: needed, people, shifts, daysAway, leaveAsked, wanted, ...rules }
    const problem = serviceProblem(rota)
    const had = people.map(({ personId }) => unsocialBefore(personId, rota))
    // A fresh id is branded where it is made.
    const jobId = crypto.randomUUID() as PlanJobId
    const moves = MOVES_PER_CELL * problem.days * problem.people.length
    await insertPlan(context, {
      id: jobId,
      kind: 'fill',
      asked: { firstDay, weeks, problem, seeds: SEEDS, moves, had },
    })
    wakeSoon()
    return effect({ jobId }, { type: 'plan-asked', data: { jobId, kind: 'fill', firstDay, weeks } })
  },
})

export const askShifts = handle(tryShifts, {
  needs: 'plan the rota',
  constraints: oneAtATime,
  async run({ weekdays, weekends, lead }, context) {
    const tried = patternOf(weekdays, weekends)
    if (tried.weekdays.length === 0) return refuse({ code: 'no-shifts-tried', field: 'weekdays' })
    const monday = mondayOf(londonDayOf(context.now))
    const [logged, lately, templates] = await Promise.all([
      loggedWork(context, addDays(monday, -7 * LOG_WEEKS), monday),
      shiftsWithDraft(context, addDays(monday, -7 * PATTERN_WEEKS), addDays(monday, -1)),
      templateRows(context),
    ])
    const history = historyOf(logged, monday)
    if (history.jobs.length < FEWEST_JOBS) return refuse({ code: 'too-little-history', jobs: history.jobs.length })
    const usual = usualPattern(lately, templates, PATTERN_WEEKS)
    const today = patternOf(usual.weekdays, usual.weekends)
    const jobId = crypto.randomUUID() as PlanJobId
    await insertPlan(context, {
      id: jobId,
      kind: 'shifts',
      asked: { history, today, tried, lead, rounds: ROUNDS, seed: 1 },
    })
    wakeSoon()
    return effect({ jobId }, { type: 'plan-asked', data: { jobId, kind: 'shifts' } })
  },
})

/** The whole weeks up to a Monday in which there was any work. */
export function historyOf(logged: Awaited<ReturnType<typeof loggedWork>>, monday: ReturnType<typeof mondayOf>) {
  const [first] = logged.jobs
  const earliest = addDays(monday, -7 * LOG_WEEKS)
  const began = first ? mondayOf(londonDayOf(first.receivedAt)) : earliest
  const from = began < earliest ? earliest : began
  return pastWork(logged, from, daysBetween(from, monday))
}
