import { QueryClient } from '@tanstack/react-query'
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

/**
 * Asks again for what news made stale, one round at a time: while answers are on their way, further news waits and is taken together.
 * So a burst of news costs two rounds, and no answer is cut off again and again before it arrives.
 */
export function makeRefresher(cache: QueryClient): (stale: Stale) => void {
  let waiting: Stale = new Set()
  let busy = false

  const run = async (): Promise<void> => {
    busy = true
    while (waiting === 'all' || waiting.size > 0) {
      const taken: Stale = waiting
      waiting = new Set()
      await cache.invalidateQueries({
        predicate: ({ meta }) =>
          meta?.reads !== undefined && (taken === 'all' || meta.reads.some((topic) => taken.has(topic))),
      })
    }
    busy = false
  }

  return (stale) => {
    waiting = stale === 'all' || waiting === 'all' ? 'all' : new Set([...waiting, ...stale])
    if (!busy) void run()
  }
}
