import { addMinutes, type Instant } from '../time/instant.ts'

/** By what somebody can show, in the middle of their work, that it is still them. */
export const stepUpWays = ['password', 'totp', 'passkey', 'recovery', 'sso'] as const
export type StepUpWay = (typeof stepUpWays)[number]

/** So long does a step-up hold (ASVS 5.0 V7.5.3: a grave act asks again who is there). */
export const STEP_UP_MINUTES = 5

/**
 * Whether a grave act may go on without asking again who is there.
 *
 * @param steppedUpAt when the session's person last showed that it is them; `null` when never
 * @example isSteppedUp(instant('2026-11-12T16:40:00Z'), instant('2026-11-12T16:45:00Z')) // true
 */
export const isSteppedUp = (steppedUpAt: Instant | null, now: Instant): boolean =>
  steppedUpAt !== null && now <= addMinutes(steppedUpAt, STEP_UP_MINUTES)
