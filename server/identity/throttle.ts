import { createHash } from 'node:crypto'
import { msOf, type Instant } from '#shared/time/instant.ts'
import type { IdentityDeps } from './deps.ts'

/** What wrong tries are counted by. `about` is the account's e-mail, where it is about one, so that it can be let try again. */
export interface Bucket {
  readonly key: string
  readonly about: string | null
  readonly freeTries: number
  readonly longestWaitSeconds: number
}

/**
 * The buckets of a try at a password. An outsider fills only buckets of their own address, so nobody can be locked out by somebody
 * else; a browser that the person has used before has a bucket of its own, so that it is not slowed by guesses from the same office.
 */
export function passwordBuckets(email: string, address: string, knownDevice: string | null): readonly Bucket[] {
  if (knownDevice !== null)
    return [{ key: `device ${knownDevice} ${email}`, about: email, freeTries: 5, longestWaitSeconds: 60 }]
  return [
    { key: `address ${address} ${email}`, about: email, freeTries: 5, longestWaitSeconds: 60 },
    { key: `address ${address}`, about: null, freeTries: 40, longestWaitSeconds: 60 },
  ]
}

/** The bucket of a second factor: only somebody who knows the password fills it. Six digits need longer waits. */
export const factorBucket = (email: string): Bucket => ({
  key: `factor ${email}`,
  about: email,
  freeTries: 5,
  longestWaitSeconds: 900,
})

/** The bucket of links that are asked for: by address, so that nobody's letter-box is filled from one place. */
export const linkBuckets = (email: string, address: string): readonly Bucket[] => [
  { key: `link ${email}`, about: email, freeTries: 3, longestWaitSeconds: 900 },
  { key: `link from ${address}`, about: null, freeTries: 20, longestWaitSeconds: 900 },
]

const hashed = (key: string): string => createHash('sha256').update(key).digest('base64url')
export const aboutHash = (email: string): string => hashed(`about ${email}`)

/** Seconds until the next try may be made; 0 when it may be made now. Wrong tries are kept in the database, for all nodes. */
export async function secondsToWait(deps: IdentityDeps, buckets: readonly Bucket[]): Promise<number> {
  const now = deps.clock()
  const byHash = new Map(buckets.map((bucket) => [hashed(bucket.key), bucket]))
  const rows = await deps.database<{ bucket: string; failures: number; lastAt: Instant }[]>`
    select * from hub.tries_of(${buckets.map(({ key }) => hashed(key))}::text[])`
  const waits = rows.map(({ bucket, failures, lastAt }) => {
    const known = byHash.get(bucket)
    return known ? msOf(lastAt) + waitAfter(failures, known) * 1000 - msOf(now) : 0
  })
  return Math.ceil(Math.max(0, ...waits) / 1000)
}

/** @example waitAfter(6, { freeTries: 5, longestWaitSeconds: 60 }) // 4 */
const waitAfter = (failures: number, { freeTries, longestWaitSeconds }: Bucket): number =>
  failures < freeTries ? 0 : Math.min(longestWaitSeconds, 2 ** (failures - freeTries + 1))

export async function noteWrongTry(deps: IdentityDeps, buckets: readonly Bucket[]): Promise<void> {
  await deps.database`select hub.note_wrong_try(${buckets.map(({ key }) => hashed(key))}::text[],
    ${buckets.map(({ about }) => (about === null ? null : aboutHash(about)))}::text[], ${deps.clock()})`
}

export async function forgetTries(deps: IdentityDeps, buckets: readonly Bucket[]): Promise<void> {
  const own = buckets.filter(({ about }) => about !== null)
  await deps.database`select hub.forget_tries(${own.map(({ key }) => hashed(key))}::text[])`
}

const turns = new Map<string, Promise<unknown>>()

/**
 * Lets one try after the other be made at the same account from the same place: a hundred that were sent at once would otherwise all be
 * weighed before the first of them had been counted.
 *
 * @example const shown = await oneAtATime(buckets, async () => …) // asks secondsToWait first, and notes what was wrong
 */
export async function oneAtATime<Result>(buckets: readonly Bucket[], attempt: () => Promise<Result>): Promise<Result> {
  const key = buckets[0]?.key ?? ''
  const before = turns.get(key) ?? Promise.resolve()
  const mine = before.then(attempt, attempt)
  turns.set(key, mine)
  try {
    return await mine
  } finally {
    if (turns.get(key) === mine) turns.delete(key)
  }
}
