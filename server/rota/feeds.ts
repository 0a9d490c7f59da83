import type { FeedId } from '#shared/kernel/ids.ts'
import { done, refuse } from '#shared/kernel/outcome.ts'
import {
  endFeed,
  endFeedOf,
  feedsOfAll,
  makeFeed,
  MOST_FEEDS,
  myFeeds,
  type FeedRow,
} from '#shared/rota/feedContract.ts'
import { hashOf, newToken } from '#server/kernel/cookies.ts'
import { answer, effect, handle, type Context } from '#server/kernel/handle.ts'

export const feedMade = handle(makeFeed, {
  needs: 'see the rota',
  async run({ kind, label }, { sql, actor, now }) {
    // One at a time for each person, so that two screens cannot make more than there may be.
    await sql`select 1 from people where service_id = ${actor.serviceId} and id = ${actor.personId} for no key update`
    const open = await sql`
      select id from calendar_feeds where service_id = ${actor.serviceId} and person_id = ${actor.personId} and ended_at is null`
    if (open.length >= MOST_FEEDS) return refuse({ code: 'too-many-feeds', most: MOST_FEEDS })
    const [feedId, token] = [crypto.randomUUID() as FeedId, newToken()]
    await sql`
      insert into calendar_feeds (id, person_id, kind, label, token_hash, made_at)
      values (${feedId}, ${actor.personId}, ${kind}, ${label}, ${hashOf(token)}, ${now})`
    // The secret is told to whoever asked and kept nowhere, also not with the answers for commands that are sent twice.
    const events = [{ type: 'calendar-feed-made', personId: actor.personId, data: { feedId, kind } }]
    return done({ answer: { feedId, token }, kept: { feedId, token: null }, events })
  },
})

/** Ends a feed that has not ended, of its owner or of anybody. */
const end = ({ sql, actor, now }: Context, id: FeedId, ofAnybody: boolean) => sql`
  update calendar_feeds set ended_at = ${now}, ended_by = ${actor.personId}
  where service_id = ${actor.serviceId} and id = ${id} and ended_at is null and (${ofAnybody} or person_id = ${actor.personId})
  returning id`

export const feedEnded = handle(endFeed, {
  needs: 'see the rota',
  async run({ feedId }, context) {
    if ((await end(context, feedId, false)).length === 0) return refuse({ code: 'feed-not-found' })
    return effect(null, { type: 'calendar-feed-ended', personId: context.actor.personId, data: { feedId } })
  },
})

export const feedOfSomebodyEnded = handle(endFeedOf, {
  needs: 'manage accounts',
  async run({ feedId }, context) {
    if ((await end(context, feedId, true)).length === 0) return refuse({ code: 'feed-not-found' })
    return effect(null, { type: 'calendar-feed-ended', data: { feedId } })
  },
})

export const showMyFeeds = answer(myFeeds, {
  needs: 'see the rota',
  reveals: 'nobody',
  async run(_asked, { sql, actor }) {
    const feeds = await sql<FeedRow[]>`
      select id, kind, label, made_at as "madeAt", last_read_at as "lastReadAt" from calendar_feeds
      where service_id = ${actor.serviceId} and person_id = ${actor.personId} and ended_at is null order by made_at, id`
    return { feeds }
  },
})

export const showFeeds = answer(feedsOfAll, {
  needs: 'manage accounts',
  reveals: 'nobody',
  async run(_asked, { sql, actor }) {
    const feeds = await sql<(FeedRow & { name: string })[]>`
      select f.id, p.name, f.kind, f.label, f.made_at as "madeAt", f.last_read_at as "lastReadAt"
      from calendar_feeds f join people p on p.service_id = f.service_id and p.id = f.person_id
      where f.service_id = ${actor.serviceId} and f.ended_at is null order by p.name, f.made_at, f.id`
    return { feeds }
  },
})
