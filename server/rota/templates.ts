import type { ShiftTemplateId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/outcome.ts'
import { addShiftTemplate, changeShiftTemplate } from '#shared/rota/contract.ts'
import { checkShiftTimes } from '#shared/rota/shiftTemplate.ts'
import { effect, handle } from '#server/kernel/handle.ts'
import { hasPlace } from '#server/register/store.ts'
import { draftsBehind } from './bringAlong.ts'
import { insertTemplate, lastChangeOf, lockTemplate, updateTemplate } from './store.ts'

const nameTaken = { one_shift_template_per_name: { code: 'template-name-taken', field: 'name' } } as const

const placeUnknown = { code: 'template-place-unknown', field: 'placeId' } as const

export const addTemplate = handle(addShiftTemplate, {
  needs: 'plan the rota',
  constraints: nameTaken,
  async run(fields, context) {
    const checked = checkShiftTimes(fields)
    if (!checked.ok) return checked
    if (!(await hasPlace(context, fields.placeId))) return refuse(placeUnknown)
    // A fresh id is branded where it is made.
    const templateId = crypto.randomUUID() as ShiftTemplateId
    await insertTemplate(context, templateId, fields)
    return effect({ templateId }, { type: 'shift-template-added', data: { templateId } })
  },
})

export const changeTemplate = handle(changeShiftTemplate, {
  needs: 'plan the rota',
  constraints: nameTaken,
  async run({ templateId, seenVersion, placeId, ...sent }, context) {
    const found = await lockTemplate(context, templateId)
    if (!found) return refuse({ code: 'template-not-found' })
    if (found.version !== seenVersion) {
      const last = await lastChangeOf(context, 'templateId', templateId)
      return refuse({
        code: 'changed-since-seen',
        byName: last?.byName ?? null,
        at: last?.at ?? null,
        version: found.version,
      })
    }
    const checked = checkShiftTimes(sent)
    if (!checked.ok) return checked
    const fields = { ...sent, placeId: placeId === undefined ? found.placeId : placeId }
    // One that is set aside may keep a place that has closed since.
    const stays = fields.retired && fields.placeId === found.placeId
    if (!stays && !(await hasPlace(context, fields.placeId))) return refuse(placeUnknown)
    await updateTemplate(context, templateId, fields)
    const { drafts } = fields.retired ? { drafts: [] } : await draftsBehind(context, templateId)
    return effect(
      { version: seenVersion + 1, drafts: drafts.length },
      { type: 'shift-template-changed', data: { templateId, retired: fields.retired } },
    )
  },
})
