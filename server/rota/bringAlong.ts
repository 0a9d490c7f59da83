import type { ShiftTemplateId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { bringDraftsAlong } from '#shared/rota/planContract.ts'
import { checkShift, hasTimesOf, shiftSpan } from '#shared/rota/shiftTemplate.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { effect, handle, type Context } from '#server/kernel/handle.ts'
import { byHand } from './drafts.ts'
import { draftsOfTemplate, saveDraft, type StoredDraft } from './draftStore.ts'
import { onePlanningAtATime } from './publishStore.ts'
import { lastChangeOf, lockTemplate, shiftOf, templateOf, type StoredTemplate } from './store.ts'

/** Drafts to come that were put in by a template before it had the times or the role that it has now. */
export async function draftsBehind(
  context: Context,
  id: ShiftTemplateId,
): Promise<{ readonly template: StoredTemplate | null; readonly drafts: readonly StoredDraft[] }> {
  const template = await templateOf(context, id)
  const all = template === null ? [] : await draftsOfTemplate(context, id, londonDayOf(context.now))
  return { template, drafts: template === null ? [] : all.filter((draft) => !hasTimesOf(draft, template)) }
}

/** Gives drafts the times that their template has now. What is published stays as it was put on. */
export const draftsBrought = handle(bringDraftsAlong, {
  needs: 'plan the rota',
  async run({ templateId, seenVersion }, context) {
    const found = await lockTemplate(context, templateId)
    if (!found) return refuse({ code: 'template-not-found' })
    if (found.version !== seenVersion) {
      const last = await lastChangeOf(context, 'templateId', templateId)
      const { byName, at } = last ?? { byName: null, at: null }
      return refuse({ code: 'changed-since-seen', byName, at, version: found.version })
    }
    await onePlanningAtATime(context)
    const { template, drafts } = await draftsBehind(context, templateId)
    let brought = 0
    for (const draft of template === null ? [] : drafts) brought += await bringOne(context, draft, template)
    return effect(
      { brought, left: drafts.length - brought },
      { type: 'drafts-brought-along', data: { templateId, brought } },
    )
  },
})

/** @returns how many were brought: none where the clocks make the night longer than a shift may be */
async function bringOne(context: Context, draft: StoredDraft, template: StoredTemplate | null): Promise<0 | 1> {
  if (template === null) return 0
  const during = shiftSpan(template, draft.day)
  if (!checkShift(during).ok) return 0
  const live = await shiftOf(context, draft.shiftId)
  await saveDraft(context, {
    ...draft,
    ...byHand({ draft, live }, draft.personId),
    startsAt: during.start,
    endsAt: during.end,
    role: template.role,
    importId: null,
    madeHow: 'hand',
  })
  return 1
}
