import type { SentTo } from '#shared/kernel/command.ts'
import type { ShiftRow, TemplateRow } from '#shared/rota/contract.ts'
import type { putInDraft } from '#shared/rota/planContract.ts'
import { clockTimeOf } from '#shared/time/london.ts'

/**
 * The times of a shift that is moved as it is: by its template while that has these times, so that its name, place and break stay with it.
 *
 * @example timesToSend(early, templates) // { templateId }
 */
export function timesToSend(
  { templateId, startsAt, endsAt, role }: ShiftRow,
  templates: readonly TemplateRow[],
): SentTo<typeof putInDraft>['times'] {
  const times = { startsAt: clockTimeOf(startsAt), endsAt: clockTimeOf(endsAt), role }
  const template = templates.find(({ id }) => id === templateId)
  const same = template?.startsAt === times.startsAt && template.endsAt === times.endsAt && template.role === role
  return template && same ? { templateId: template.id } : times
}
