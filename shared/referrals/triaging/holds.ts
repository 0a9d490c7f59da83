import { refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { earliest, type Instant } from '#shared/time/instant.ts'
import { decideUntil, type TimeRefusal } from './asks.ts'

export interface HoldRow {
  readonly until: Instant
  readonly why: string
  readonly heldByName: string
  readonly heldAt: Instant
  readonly endedAt: Instant | null
}

export type HoldRefusal = TimeRefusal | { readonly code: 'start-not-recorded'; readonly field: 'until' }

/**
 * Whether a referral may be held until a time: it comes back by itself then. A hold cannot pass a legal limit, and there is none
 * while a power runs whose start nobody knows: its limit may be an hour away.
 *
 * @example decideHold(at('19:00'), { limitAt: at('18:32') }, now) // refused: after-limit
 */
export function decideHold(
  until: Instant,
  running: { readonly limitAt: Instant | null } | null,
  now: Instant,
): Outcome<null, HoldRefusal> {
  if (running !== null && running.limitAt === null) return refuse({ code: 'start-not-recorded', field: 'until' })
  return decideUntil('until', until, running?.limitAt ?? null, now)
}

/**
 * The moment at which a hold ends: when it was said, or at the limit of a power that began to run after it was placed. `null` when it
 * is over, or was ended.
 */
export function holdNow(
  hold: Pick<HoldRow, 'until' | 'endedAt'> | undefined,
  limitAt: Instant | null,
  now: Instant,
): Instant | null {
  if (!hold || hold.endedAt !== null) return null
  const until = limitAt === null ? hold.until : earliest(hold.until, limitAt)
  return until > now ? until : null
}
