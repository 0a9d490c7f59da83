/**
 * How much of something may be done: `burst` at once, then `perMinute`. The last `reserved` of the burst are for emergencies only,
 * so that however much somebody reads, taking a referral and giving it to somebody still go through.
 */
export interface Allowance {
  readonly burst: number
  readonly perMinute: number
  readonly reserved?: number
}

/** What is left of an allowance, and since when that was so, in milliseconds of a clock that only goes forward. */
export interface Bucket {
  readonly left: number
  readonly atMs: number
}

/** A full allowance. */
export const fullBucket = ({ burst }: Allowance, nowMs: number): Bucket => ({ left: burst, atMs: nowMs })

/** What has grown back by now. A clock that went back takes nothing away. */
export function filledUp(bucket: Bucket, { burst, perMinute }: Allowance, nowMs: number): Bucket {
  const passedMs = Math.max(0, nowMs - bucket.atMs)
  return { left: Math.min(burst, bucket.left + (passedMs * perMinute) / 60_000), atMs: Math.max(bucket.atMs, nowMs) }
}

/**
 * Milliseconds until one more may be done: 0 when it may be done now. An emergency may take what is reserved, all else leaves it.
 *
 * @example msToWait({ left: 0.5, atMs: 0 }, { burst: 10, perMinute: 60 }, false) // 500
 */
export function msToWait(bucket: Bucket, { perMinute, reserved = 0 }: Allowance, emergency: boolean): number {
  const missing = 1 + (emergency ? 0 : reserved) - bucket.left
  return missing <= 0 ? 0 : Math.ceil((missing * 60_000) / perMinute)
}

/** The same with one taken. */
export const taken = (bucket: Bucket): Bucket => ({ left: bucket.left - 1, atMs: bucket.atMs })
