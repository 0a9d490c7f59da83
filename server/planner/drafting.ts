import type { PersonId, ShiftId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { putPlanInDraft } from '#shared/planner/contract.ts'
import type { FillResult } from '#shared/planner/fillWork.ts'
import { shiftSpan } from '#shared/rota/shiftTemplate.ts'
import { addDays } from '#shared/time/london.ts'
import { effect, handle } from '#server/kernel/handle.ts'
import { saveDraft } from '#server/rota/draftStore.ts'
import { onePlanningAtATime } from '#server/rota/publishStore.ts'
import { templateRows } from '#server/rota/reading.ts'
import { lockPlan, markDrafted, planBy, shiftsWithDraft } from './store.ts'

/** Drafts sent to the database at once. */
const AT_ONCE = 50

/**
 * Puts what was worked out into the draft of the rota. What has come onto the rota since is left as it is: that person's day is taken.
 * Publishing checks everything once more, as for any draft.
 */
export const putInDraft = handle(putPlanInDraft, {
  needs: 'plan the rota',
  async run({ jobId }, context) {
    await onePlanningAtATime(context)
    const locked = await lockPlan(context, jobId)
    const plan = locked && (await planBy(context, jobId))
    if (!plan) return refuse({ code: 'plan-job-not-found' })
    const { firstDay, weeks, result } = plan
    if (plan.kind !== 'fill' || result === null || firstDay === null || weeks === null)
      return refuse({ code: 'not-a-filled-rota' })
    // A plan of this kind has this kind of result: the row's own check says so.
    const filled = result as FillResult
    const [templates, there] = await Promise.all([
      templateRows(context),
      shiftsWithDraft(context, firstDay, addDays(firstDay, 7 * weeks - 1)),
    ])
    const taken = new Set(there.map(({ personId, day }) => `${personId} ${day}`))
    const fresh = filled.duties.filter(({ was }) => !was)
    const drafts = fresh.flatMap(({ person, day, shift }) => {
      const [personId, date] = [filled.people[person]?.id as PersonId | undefined, addDays(firstDay, day)]
      const template = templates.find(({ id, retired }) => id === filled.shifts[shift]?.id && !retired)
      if (!personId || !template || taken.has(`${personId} ${date}`)) return []
      const { start, end } = shiftSpan(template, date)
      const made = {
        layer: 'exception',
        plannedFor: null,
        takenOff: false,
        why: '',
        basedOn: 0,
        importId: null,
        madeHow: 'fill',
      } as const
      const shiftId = crypto.randomUUID() as ShiftId
      return [
        {
          ...made,
          shiftId,
          personId,
          templateId: template.id,
          day: date,
          startsAt: start,
          endsAt: end,
          role: template.role,
        },
      ]
    })
    for (let from = 0; from < drafts.length; from += AT_ONCE)
      await Promise.all(drafts.slice(from, from + AT_ONCE).map((draft) => saveDraft(context, draft)))
    await markDrafted(context, jobId)
    const answer = { drafted: drafts.length, left: fresh.length - drafts.length }
    return effect(answer, { type: 'plan-put-in-draft', data: { jobId, ...answer } })
  },
})
