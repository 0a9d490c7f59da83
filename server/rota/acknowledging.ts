import { refuse } from '#shared/kernel/outcome.ts'
import { acknowledgeNotice } from '#shared/rota/planContract.ts'
import type { Instant } from '#shared/time/instant.ts'
import { effect, handle } from '#server/kernel/handle.ts'

export const acknowledge = handle(acknowledgeNotice, {
  needs: 'see the rota',
  async run({ noticeId }, { sql, actor, now }) {
    const [notice] = await sql<{ acknowledgedAt: Instant | null }[]>`
      select acknowledged_at as "acknowledgedAt" from rota_notices
      where service_id = ${actor.serviceId} and id = ${noticeId} and person_id = ${actor.personId} for no key update`
    if (!notice) return refuse({ code: 'notice-not-found' })
    const acknowledgedAt = notice.acknowledgedAt ?? now
    await sql`
      update rota_notices set acknowledged_at = ${acknowledgedAt} where service_id = ${actor.serviceId} and id = ${noticeId}`
    return effect(
      { acknowledgedAt },
      { type: 'rota-change-acknowledged', personId: actor.personId, data: { noticeId } },
    )
  },
})
