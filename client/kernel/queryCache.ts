import { hashKey, QueryClient, type Query, type QueryKey } from '@tanstack/react-query'
import type { Topic } from '#shared/kernel/topic.ts'
import { NotSent } from './wire.ts'

const TRIES = 2

/**
 * Where answers are kept: in memory only. They do not grow old by themselves; news makes them stale.
 * `always`: the browser's idea of "online" is not proof, the hub's answer is.
 */
export const makeQueryCache = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failed, fault) => failed < TRIES && fault instanceof NotSent && fault.reason !== 'signed-out',
        retryDelay: (failed) => 400 * 2 ** failed,
      },
    },
  })

/** What has to be asked again. */
export type Stale = 'all' | ReadonlySet<Topic>

/** After so long what failed is asked again, then after twice as long, up to a minute. */
const AGAIN_MS = 3_000
const AGAIN_MOST_MS = 60_000

/** Whether an answer that somebody looks at could not be had: what stands there is older than the hub’s, though the line may be alive. */
const hasFailed = ({ state: { status, error } }: Query): boolean =>
  status === 'error' && error instanceof NotSent && error.reason !== 'signed-out'

/** What the screen asks for again by itself, and has shown already: no look of its person. */
const askedAgain = new Set<string>()

/** Whether an answer is asked for because something changed, and not because somebody opened it. */
export const isAskedAgain = (key: QueryKey): boolean => askedAgain.has(hashKey(key))

/** Whether an answer is on its way to where none has been yet. */
const isFirstAsked = ({ state: { data, fetchStatus } }: Query): boolean => data === undefined && fetchStatus !== 'idle'

/**
 * Asks again for what news made stale, one round at a time: while answers are on their way, further news waits and is taken together.
 * So a burst of news costs two rounds, and no answer is cut off again and again before it arrives. What could not be had is asked for
 * again by itself, so that an old answer does not stand as if it were the hub’s last word: at once with whatever is heard, also where
 * that makes nothing stale.
 *
 * @param againMs after how many milliseconds first; it doubles, and each screen waits a little shorter or longer than the others
 */
export function makeRefresher(cache: QueryClient, againMs = AGAIN_MS): (stale: Stale) => void {
  let waiting: Stale = new Set()
  let busy = false
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const askAgain = async (predicate: (query: Query) => boolean): Promise<void> => {
    const shown = cache.getQueryCache().findAll({ type: 'active', predicate })
    const hashes = shown.filter(({ state }) => state.data !== undefined).map(({ queryHash }) => queryHash)
    for (const hash of hashes) askedAgain.add(hash)
    await cache.invalidateQueries({ predicate })
    for (const hash of hashes) askedAgain.delete(hash)
  }

  const round = async (predicate: (query: Query) => boolean): Promise<void> => {
    const isStale = (query: Query): boolean => query.meta?.reads !== undefined && predicate(query)
    // The first answer of a screen that has just opened is not cut off, and may be older than the news: it is asked for again once it is here.
    const first = new Set(
      cache.getQueryCache().findAll({ predicate: (query) => isStale(query) && isFirstAsked(query) }),
    )
    await askAgain(isStale)
    if (first.size === 0) return
    await Promise.allSettled([...first].map(async ({ promise }) => await promise))
    await askAgain((query) => first.has(query))
  }

  const take = (): Stale => {
    const taken = waiting
    waiting = new Set()
    return taken
  }

  const run = async (): Promise<void> => {
    busy = true
    do {
      const taken = take()
      await round(
        (query) => taken === 'all' || hasFailed(query) || (query.meta?.reads ?? []).some((topic) => taken.has(topic)),
      )
    } while (waiting === 'all' || waiting.size > 0)
    busy = false
    lookForFailed()
  }

  const lookForFailed = (): void => {
    clearTimeout(timer)
    timer = undefined
    const some = cache.getQueryCache().findAll({ type: 'active', predicate: hasFailed }).length > 0
    failures = some ? failures + 1 : 0
    if (!some) return
    const waitMs = Math.min(againMs * 2 ** (failures - 1), AGAIN_MOST_MS) * (0.75 + Math.random() / 2)
    timer = setTimeout(() => void round(hasFailed).then(lookForFailed), waitMs)
  }

  // Also what is asked for when a screen opens may fail.
  cache.getQueryCache().subscribe(({ type, query }) => {
    if (type === 'updated' && !busy && timer === undefined && hasFailed(query)) lookForFailed()
  })

  return (stale) => {
    waiting = stale === 'all' || waiting === 'all' ? 'all' : new Set([...waiting, ...stale])
    if (!busy) void run()
  }
}
