import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonId, PlanJobId } from '#shared/kernel/ids.ts'
import {
  fillRota,
  improveRota,
  planningStart,
  planOf,
  plans,
  putPlanInDraft,
  stopPlan,
  tryShifts,
  type PlanAnswer,
  type PlanningStart,
} from '#shared/planner/contract.ts'
import { register } from '#shared/register/contract.ts'
import { openIn } from '#shared/planner/fillWork.ts'
import { dutyNeeds, keepNeed } from '#shared/rota/needContract.ts'
import { rotaDraft } from '#shared/rota/planContract.ts'
import { keepOtherJobOf } from '#shared/rota/workingTimeContract.ts'
import { addDays, mondayOf } from '#shared/time/london.ts'
import { wakeSoon } from '#server/planner/wake.ts'
import { signInOf } from '#tests/harness/demo.ts'
import { Person } from '#tests/harness/person.ts'
import { TestHub } from '#tests/harness/service.ts'

let hub: TestHub
let ruth: Person
let start: PlanningStart

async function signedIn(who: string): Promise<Person> {
  const { name, email, password } = signInOf(who)
  const person = new Person(hub.address, 'demo' as PersonId, name, email)
  await person.signsIn(password)
  return person
}

beforeAll(async () => {
  hub = await TestHub.open({ demo: true })
  ruth = await signedIn('ruth.banerjee')
  start = await ruth.asks(planningStart, {})
})
afterAll(() => hub.close())

/** A plan once nothing more happens to it. */
async function over(jobId: PlanJobId): Promise<PlanAnswer> {
  for (;;) {
    const plan = await ruth.asks(planOf, { jobId })
    if (plan.state !== 'waiting' && plan.state !== 'running') return plan
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const begun = async (sent: Promise<{ jobId: PlanJobId }>): Promise<PlanJobId> => (await sent).jobId

describe('planning', () => {
  it('begins from the pattern that is worked, and from the first week that is open', () => {
    expect(start.weeks).toBe(12)
    expect(start.jobs).toBeGreaterThan(300)
    expect(start.weekdays.map(({ startsAt }) => startsAt)).toEqual(
      expect.arrayContaining(['08:00', '10:00', '12:00', '15:00']),
    )
    expect(start.weekdays.every(({ people }) => people > 0)).toBe(true)
    expect(mondayOf(start.nextMonday)).toBe(start.nextMonday)
  })

  it('simulates a pattern beside today’s, off the request path, and reproduces the log first', async () => {
    const weekdays = start.weekdays.map(({ name: _name, ...one }) => one)
    const weekends = start.weekends.map(({ name: _name, ...one }) => one)
    const allEarly = weekdays.map((one) => (one.outOfHours ? one : { ...one, startsAt: '08:30', endsAt: '16:30' }))
    const jobId = await begun(ruth.sends(tryShifts, { weekdays: allEarly, weekends, lead: null }))
    const { shifts, state } = await over(jobId)
    expect(state).toBe('done')
    expect(shifts?.reproduced.outside).not.toContain('toilMinutes')
    expect(shifts?.compared.difference.toilMinutes.low).toBeGreaterThan(0)
    expect(shifts?.proposed.length).toBeGreaterThan(0)
    expect(shifts?.presence.tried[34]).toBeLessThan(shifts?.presence.today[34] ?? 0)
  })

  it('fills weeks, says of what is open why, and puts the shifts into the draft once', async () => {
    const needs = start.needs.map(({ templateId, weekday, weekend }) => ({ templateId, weekday, weekend }))
    const firstDay = start.nextMonday
    const jobId = await begun(ruth.sends(fillRota, { firstDay, weeks: 2, needs }))
    const { fill, state } = await over(jobId)
    expect(state).toBe('done')
    if (!fill) throw new Error('no result')
    expect(fill.broken).toEqual([])
    expect(openIn(fill)).toBeLessThan(fill.needed / 2)
    for (const { why } of fill.uncovered) expect(why.flatMap(({ names }) => names).length).toBeGreaterThan(10)
    const sent = await ruth.sends(putPlanInDraft, { jobId })
    const drafted = fill.duties.filter(({ was }) => !was).length
    expect(sent).toEqual({ drafted, left: 0 })
    const weeksOfDraft = await Promise.all(
      [0, 7].map((later) => ruth.asks(rotaDraft, { monday: addDays(firstDay, later) })),
    )
    expect(weeksOfDraft.flatMap(({ drafts }) => drafts)).toHaveLength(drafted)
    const from = weeksOfDraft.flatMap(({ drafts }) => drafts.map(({ madeHow }) => madeHow))
    expect([...new Set(from)], 'the draft says where each comes from').toEqual(['fill'])
    // Once more, and everybody's day is taken already.
    expect(await ruth.sends(putPlanInDraft, { jobId })).toEqual({ drafted: 0, left: drafted })
    // Filled again, what is in the draft stays as it is.
    const again = await over(await begun(ruth.sends(fillRota, { firstDay, weeks: 2, needs })))
    expect(again.fill?.duties.filter(({ was }) => was)).toHaveLength(drafted)
  })

  it('keeps work for another employer free, wants experience and the minimums, and says of each day short of them why', async () => {
    const firstDay = addDays(start.nextMonday, 42)
    const { amhps } = await ruth.asks(register, {})
    const { councils } = await ruth.asks(dutyNeeds, {})
    const [held] = start.skills
    const holders = amhps.filter(({ skills }) => held && skills.includes(held.skill))
    if (!held || holders.length !== held.people) throw new Error('nobody has experience')
    // Whoever has it works elsewhere all week, and one council asks for more people than there are.
    const job = { employer: 'Another council', startsAt: '08:00', endsAt: '20:00', breakMinutes: 60 }
    for (const { personId } of holders)
      await ruth.sends(keepOtherJobOf, {
        ...job,
        personId,
        jobId: null,
        seenVersion: 0,
        days: ['1', '2', '3', '4', '5', '6', '7'],
        firstDay,
        lastDay: addDays(firstDay, 6),
      })
    const minimum = { role: 'duty' as const, days: ['3' as const], startsAt: '10:00', endsAt: '12:00', minimum: 50 }
    const of = { needId: null, seenVersion: 0, councilId: councils[0]?.id ?? null, firm: true, retired: false }
    const { needId } = await ruth.sends(keepNeed, { ...minimum, ...of })
    const needs = start.needs.map(({ templateId, weekday, weekend }) => ({ templateId, weekday, weekend }))
    const experience = { skill: held.skill, weekday: 1, weekend: 0 }
    const wanted = [experience]
    const { fill } = await over(await begun(ruth.sends(fillRota, { firstDay, weeks: 1, needs, wanted })))
    await ruth.sends(keepNeed, { ...minimum, ...of, needId, seenVersion: 1, retired: true })
    if (!fill?.short) throw new Error('no result')
    const names = new Set(holders.map(({ name }) => name))
    expect(fill.duties.filter(({ person }) => names.has(fill.people[person]?.name ?? ''))).toEqual([])
    const without = fill.short.filter(({ name }) => name.endsWith('with experience'))
    expect(without.map(({ day }) => day)).toEqual([0, 1, 2, 3, 4])
    for (const { why } of without) expect(why.flatMap((one) => one.names).toSorted()).toEqual([...names].toSorted())
    expect(without.flatMap(({ why }) => why.map(({ words }) => words))).toContain(
      'works for another employer then, or must rest from it',
    )
    const few = fill.short.filter(({ name }) => name.includes('at least 50'))
    expect(few.map(({ day, missing }) => day === 2 && missing > 0)).toEqual([true])
    expect(
      await ruth.tries(fillRota, { firstDay, weeks: 1, needs, wanted: [{ ...experience, weekday: 21 }] }),
    ).toMatchObject({
      status: 400,
    })
  })

  it('stops at a word with the best so far, and one is worked out at a time', async () => {
    const needs = start.needs.map(({ templateId }) => ({ templateId, weekday: 3, weekend: 1 }))
    const asked = { firstDay: addDays(start.nextMonday, 28), weeks: 6, needs }
    const jobId = await begun(ruth.sends(fillRota, asked))
    expect(await ruth.tries(fillRota, asked)).toMatchObject({ body: { code: 'one-at-a-time' } })
    while ((await ruth.asks(planOf, { jobId })).state === 'waiting')
      await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await ruth.sends(stopPlan, { jobId })).toEqual({ stopping: true })
    const { state, fill } = await over(jobId)
    expect(state).toBe('stopped')
    expect(fill?.duties.length).toBeGreaterThan(0)
    expect(await ruth.tries(stopPlan, { jobId })).toMatchObject({ body: { code: 'already-over' } })
  })

  it('takes a filled rota further, says what was proved, and is stopped with the best so far', async () => {
    const needs = start.needs.map(({ templateId, weekday, weekend }) => ({ templateId, weekday: weekday + 3, weekend }))
    const asked = { firstDay: addDays(start.nextMonday, 28), weeks: 1, needs }
    const filled = await over(await begun(ruth.sends(fillRota, asked)))
    const jobId = await begun(ruth.sends(improveRota, { jobId: filled.jobId }))
    expect(await ruth.tries(improveRota, { jobId: filled.jobId })).toMatchObject({ body: { code: 'one-at-a-time' } })
    const further = await over(jobId)
    expect(further).toMatchObject({ state: 'done', improves: true, firstDay: asked.firstDay })
    if (!filled.fill || !further.fill?.proof) throw new Error('nothing was proved')
    const { leastOpen, conflict, was } = further.fill.proof
    expect(was.open).toBe(openIn(filled.fill))
    expect(openIn(further.fill)).toBeLessThanOrEqual(was.open)
    expect(leastOpen).toBeGreaterThan(0)
    expect(leastOpen).toBeLessThanOrEqual(openIn(further.fill))
    expect(conflict?.needs.length).toBeGreaterThan(0)
    expect(conflict?.because.length).toBeGreaterThan(0)
    // Stopped wherever the solver stands, it still has a rota to give.
    const again = await begun(ruth.sends(improveRota, { jobId }))
    while ((await ruth.asks(planOf, { jobId: again })).state === 'waiting')
      await new Promise((resolve) => setTimeout(resolve, 50))
    await ruth.sends(stopPlan, { jobId: again })
    const stopped = await over(again)
    expect(stopped.state).toBe('stopped')
    expect(openIn(stopped.fill ?? filled.fill)).toBeLessThanOrEqual(openIn(further.fill))
    const sent = await ruth.sends(putPlanInDraft, { jobId })
    expect(sent.drafted).toBe(further.fill.duties.filter(({ was: there }) => !there).length)
  })

  it('answers everybody else while weeks are filled, and says how good the best so far is', async () => {
    const needs = start.needs.map(({ templateId }) => ({ templateId, weekday: 3, weekend: 1 }))
    const jobId = await begun(ruth.sends(fillRota, { firstDay: addDays(start.nextMonday, 35), weeks: 6, needs }))
    const other = await signedIn('ruth.banerjee')
    let [answers, told] = [0, 0]
    const isUnderWay = async (): Promise<boolean> => {
      const { state, openSoFar } = await ruth.asks(planOf, { jobId })
      if (openSoFar !== null) told += 1
      return state === 'waiting' || state === 'running'
    }
    while (answers < 25 && (await isUnderWay())) {
      await other.asks(planningStart, {})
      answers += 1
    }
    console.info(`${answers} answers while a rota was being filled; the best so far was told ${told} times`)
    expect(answers).toBeGreaterThan(5)
    expect(told).toBeGreaterThan(0)
    if (await isUnderWay()) await ruth.sends(stopPlan, { jobId })
    expect((await over(jobId)).fill?.duties.length).toBeGreaterThan(0)
  })

  it('takes up what a server left undone, from what was kept', async () => {
    const { plans: rows } = await ruth.asks(plans, {})
    const filled = rows.find(({ kind, state }) => kind === 'fill' && state === 'done')
    if (!filled) throw new Error('nothing was filled')
    const before = await ruth.asks(planOf, { jobId: filled.jobId })
    await hub.owner`update hub.plan_jobs set state = 'running', ended_at = null, result = null, drafted_at = null, beat_at = ${hub.now()} where id = ${filled.jobId}`
    hub.clockMovesOn({ minutes: 2 })
    wakeSoon()
    expect((await over(filled.jobId)).fill).toEqual(before.fill)
  })

  it('refuses in words what cannot be planned', async () => {
    const needs = start.needs.map(({ templateId }) => ({ templateId, weekday: 1, weekend: 0 }))
    const tuesday = addDays(start.nextMonday, 1)
    expect(await ruth.tries(fillRota, { firstDay: tuesday, weeks: 1, needs })).toMatchObject({
      body: { code: 'not-a-monday', field: 'firstDay' },
    })
    expect(await ruth.tries(tryShifts, { weekdays: [], weekends: [], lead: null })).toMatchObject({
      body: { code: 'no-shifts-tried' },
    })
    const shiftsPlan = (await ruth.asks(plans, {})).plans.find(({ kind }) => kind === 'shifts')
    if (!shiftsPlan) throw new Error('no shifts were tried')
    for (const command of [putPlanInDraft, improveRota])
      expect(await ruth.tries(command, { jobId: shiftsPlan.jobId })).toMatchObject({
        body: { code: 'not-a-filled-rota' },
      })
  })
})
