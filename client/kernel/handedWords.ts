import { instantInput, type Instant } from '#shared/time/instant.ts'

/** What became of a press that the worker sent on: its id and how the hub answered, and nothing of what it was or whose. */
export interface HandedWord {
  readonly id: string
  /** Of the hub's answer, as HTTP has it. */
  readonly status: number
  /** The hub's time, as its answer said. */
  readonly at: Instant
}

// The same as in `shellRules.ts`: the worker is one file, so nothing is both in it and in a page. A test holds them together.
export const WORDS_KEPT = 'duty-hub.handed'
export const WORD_WAY = '/handed/'

/**
 * Takes the words that the worker left: each is read once, by the page that says it.
 *
 * @example for (const word of await takeWords()) heardOf(word)
 */
export async function takeWords(): Promise<readonly HandedWord[]> {
  // A page that is not from a safe address has no caches, and no worker either.
  if (!('caches' in globalThis) || !(await caches.has(WORDS_KEPT))) return []
  const cache = await caches.open(WORDS_KEPT)
  const left = await Promise.all(
    (await cache.keys()).map(async (request) => {
      const id = new URL(request.url).pathname.slice(WORD_WAY.length)
      const said: unknown = await (await cache.match(request))?.json().catch(() => null)
      // Only what was read: the worker may be leaving another.
      await cache.delete(request)
      return wordIn(id, said)
    }),
  )
  return left.filter((word) => word !== null)
}

/** Reads a word; `null` for anything else. @example wordIn('a1', { status: 200, at: '2026-11-12T20:45:00.000Z' })?.status // 200 */
export function wordIn(id: string, said: unknown): HandedWord | null {
  if (typeof said !== 'object' || said === null || !('status' in said) || !('at' in said)) return null
  const at = instantInput.safeParse(said.at)
  return typeof said.status === 'number' && at.success ? { id, status: said.status, at: at.data } : null
}

/** Takes the place itself away, with whoever signs out. */
export async function forgetWords(): Promise<void> {
  if ('caches' in globalThis) await caches.delete(WORDS_KEPT)
}
