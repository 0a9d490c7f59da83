import type { BoardLimit } from '#shared/referrals/law/boardLimit.ts'
import type { Hold, LimitFacts } from '#shared/referrals/law/limits.ts'
import { instant, type Instant } from '#shared/time/instant.ts'
import type { Connection } from '#db/client.ts'

/** A running limit as the database gives it, with nobody in it. */
export interface LimitWithoutNames extends Pick<BoardLimit, 'kind' | 'period'> {
  readonly startedAt: string | null
  readonly originAt: string | null
  readonly secondAt: string | null
  readonly hold: (Pick<Hold, 'orderMade'> & { readonly madeAt: string; readonly disposedAt: string | null }) | null
}
export type LimitsAsKept = readonly (LimitWithoutNames & Pick<BoardLimit, 'id'>)[]

/** The running limits of the referral `r`, as the board counts them. */
export const runningLimits = (sql: Connection) => sql`
  coalesce((
    select jsonb_agg(jsonb_build_object('id', m.id, 'kind', m.kind, 'period', m.period, 'startedAt', m.started_at, 'originAt', m.origin_at,
      'secondAt', m.second_at, 'hold', case when m.hold_made_at is not null then jsonb_build_object('madeAt', m.hold_made_at,
        'disposedAt', m.hold_disposed_at, 'orderMade', m.hold_order_made) end) order by m.recorded_at, m.id)
    from time_limits m
    where m.service_id = r.service_id and m.referral_id = r.id and m.ended_at is null and m.superseded_at is null), '[]')`

const moment = (text: string | null): Instant | null => (text === null ? null : instant(text))

/** Times inside `jsonb` are PostgreSQL's text. */
export const limitsOf = (kept: LimitsAsKept): readonly BoardLimit[] =>
  kept.map(({ id, ...limit }) => ({ id, ...limitOf(limit) }))

/** Limits of rows without a name: what they count from, and not so much as an id. */
export const limitsWithoutNames = (kept: readonly LimitWithoutNames[]): readonly LimitFacts[] => kept.map(limitOf)

const limitOf = ({ hold, ...limit }: LimitWithoutNames): LimitFacts => ({
  ...limit,
  startedAt: moment(limit.startedAt),
  originAt: moment(limit.originAt),
  secondAt: moment(limit.secondAt),
  hold: hold && { ...hold, madeAt: instant(hold.madeAt), disposedAt: moment(hold.disposedAt) },
})
