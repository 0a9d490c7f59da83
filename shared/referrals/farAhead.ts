import { addMinutes, type Instant } from '#shared/time/instant.ts'

/** Nothing of a referral waits longer: planned work, a review and a hold are within a year. */
const MOST_DAYS_AHEAD = 366

/**
 * Whether a time that something waits for is farther off than anything is planned: a slip in the year, as 2062 for 2026, would put it by
 * for good.
 *
 * @example isTooFar(instant('2298-11-12T16:00:00Z'), now) // true
 */
export const isTooFar = (at: Instant, now: Instant): boolean => at > addMinutes(now, MOST_DAYS_AHEAD * 24 * 60)

/** What to do about such a time, without a stop at the end. */
export const tooFarWords = 'That is more than a year ahead. Check the year'
