import type { UrgencyRow } from '#shared/referrals/urgencyContract.ts'
import { bandsAt, type BandsInForce, type UrgencyBands } from '#shared/referrals/urgencyTargets.ts'
import type { LondonDay } from '#shared/time/london.ts'
import type { Context } from '#server/kernel/handle.ts'

/** Every setting of the service's classes of urgency, the latest day first: a few rows in years. */
export const urgencyRows = ({ sql, service }: Pick<Context, 'sql' | 'service'>): Promise<readonly UrgencyRow[]> =>
  sql<UrgencyRow[]>`
    select b.effective_from as "effectiveFrom", b.version, b.words, b.start_minutes as "startWithin", b.targets, b.why, p.name as "byName",
      b.set_at as at, b.withdrawn_at as "withdrawnAt", coalesce(w.name, '') as "withdrawnByName", b.withdrawn_why as "withdrawnWhy"
    from urgency_bands b join people p on p.service_id = b.service_id and p.id = b.set_by
    left join people w on w.service_id = b.service_id and w.id = b.withdrawn_by
    where b.service_id = ${service} order by b.effective_from desc, b.version desc`

/** The bands in force at the moment of a request. */
export const bandsNow = async (context: Pick<Context, 'sql' | 'service' | 'now'>): Promise<BandsInForce> =>
  bandsAt(await urgencyRows(context), context.now)

/** One change of the bands at a time in a service: what is checked is what is there when it is written. */
export const lockBands = ({ sql, service }: Context) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`urgency ${service}`}, 0))`

interface OfADay {
  readonly effectiveFrom: LondonDay
  readonly version: number
  readonly why: string
}

export const insertBands = (
  { sql, actor, now }: Context,
  { effectiveFrom, version, words, startWithin, targets, why }: UrgencyBands & OfADay,
) => sql`
  insert into urgency_bands (service_id, effective_from, version, words, start_minutes, targets, why, set_by, set_at)
  values (${actor.serviceId}, ${effectiveFrom}, ${version}, ${JSON.stringify(words)}::text::jsonb, ${startWithin},
    ${JSON.stringify(targets)}::text::jsonb, ${why}, ${actor.personId}, ${now})`

export const withdrawBands = ({ sql, actor, now }: Context, { effectiveFrom, version, why }: OfADay) => sql`
  update urgency_bands set withdrawn_by = ${actor.personId}, withdrawn_at = ${now}, withdrawn_why = ${why}
  where service_id = ${actor.serviceId} and effective_from = ${effectiveFrom} and version = ${version}`
