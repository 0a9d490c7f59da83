import { z } from 'zod'
import { defineCommand } from '../kernel/command.ts'
import { feedId, type FeedId } from '../kernel/ids.ts'
import { defineQuery } from '../kernel/query.ts'
import { lineText } from '../kernel/text.ts'
import type { Instant } from '../time/instant.ts'

export const feedKinds = { own: 'My shifts', team: 'The team: how many are on, and as what' } as const
export type FeedKind = keyof typeof feedKinds

export type FeedRefusal =
  | { readonly code: 'feed-not-found' }
  | { readonly code: 'too-many-feeds'; readonly most: number }

/** A telephone, a computer, a calendar at home, and some to spare. */
export const MOST_FEEDS = 8

const feedWords = (refusal: FeedRefusal): string =>
  refusal.code === 'feed-not-found'
    ? 'There is no such calendar address, or it has ended already.'
    : `You have ${refusal.most} calendar addresses already. End one that you no longer use.`

export const makeFeed = defineCommand(
  'rota.makeFeed',
  'Make an address from which a calendar fetches shifts by itself; it is told this once',
  z.strictObject({
    kind: z.enum(Object.keys(feedKinds) as [FeedKind, ...FeedKind[]]),
    /** Which calendar it is for, so that its owner knows it again. */
    label: lineText.refine((text) => text.length <= 60, 'Use 60 characters or fewer'),
  }),
).answering<{ feedId: FeedId; token: string | null }, FeedRefusal>(feedWords)

export const endFeed = defineCommand(
  'rota.endFeed',
  'End one’s own calendar address: calendars that have it get nothing more',
  z.strictObject({ feedId }),
).answering<null, FeedRefusal>(feedWords)

export const endFeedOf = defineCommand(
  'rota.endFeedOf',
  'End somebody’s calendar address, for a lost telephone or a leaver',
  z.strictObject({ feedId }),
).answering<null, FeedRefusal>(feedWords)

export interface FeedRow {
  readonly id: FeedId
  readonly kind: FeedKind
  readonly label: string
  readonly madeAt: Instant
  /** When a calendar last fetched it, to the minute. */
  readonly lastReadAt: Instant | null
}

export const myFeeds = defineQuery('rota.myFeeds', 'One’s own calendar addresses', z.strictObject({}), [
  'rota',
]).answering<{ readonly feeds: readonly FeedRow[] }>()

export const feedsOfAll = defineQuery(
  'rota.feeds',
  'Everybody’s calendar addresses, with when each was last used',
  z.strictObject({}),
  ['rota'],
).answering<{ readonly feeds: readonly (FeedRow & { readonly name: string })[] }>()

/** Where a calendar fetches a feed. @example feedPath('m4…') // '/calendar/m4….ics' */
export const feedPath = (token: string): string => `/calendar/${token}.ics`
