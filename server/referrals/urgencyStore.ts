import type { UrgencyRow } from '#shared/referrals/urgencyContract.ts'
import { bandsAt, type BandsInForce } from '#shared/referrals/urgencyTargets.ts'
import type { Context } from '#server/kernel/handle.ts'

/** Every setting of the service's classes of urgency, the latest day first: a few rows in years. */
export const urgencyRows = ({ sql, service }: Context): Promise<readonly UrgencyRow[]> =>
  sql<UrgencyRow[]>`
    select b.effective_from as "effectiveFrom", b.words, b.start_minutes as "startWithin", b.targets, b.why, p.name as "byName", b.set_at as at
    from urgency_bands b join people p on p.service_id = b.service_id and p.id = b.set_by
    where b.service_id = ${service} order by b.effective_from desc`

/** The bands in force at the moment of a request. */
export const bandsNow = async (context: Context): Promise<BandsInForce> =>
  bandsAt(await urgencyRows(context), context.now)
