import type { PersonId } from '../kernel/ids.ts'
import { addMinutes, latest, type Instant } from '../time/instant.ts'

/** A shift at the desk. */
export interface DeskShift {
  readonly personId: PersonId
  readonly startsAt: Instant
  readonly endsAt: Instant
}

/** Whoever comes to the desk so many minutes after somebody leaves it follows them; after that it stands empty between. */
const MOST_MINUTES_BETWEEN = 60

/**
 * Whether by the rota somebody else has the desk when this person leaves it: they stay longer than this person, or come within an hour.
 *
 * @param shifts shifts at the desk of these hours, without those of people who are away
 * @example isFollowedAtDesk([{ personId: amir, startsAt: '12:00', endsAt: '20:00' }], jo, '16:54') // true: it goes on, and is no night yet
 */
export function isFollowedAtDesk(shifts: readonly DeskShift[], me: PersonId, now: Instant): boolean {
  const leaves = shifts
    .filter(({ personId, startsAt, endsAt }) => personId === me && startsAt <= now && now < endsAt)
    .reduce((last, { endsAt }) => latest(last, endsAt), now)
  const by = addMinutes(leaves, MOST_MINUTES_BETWEEN)
  return shifts.some(({ personId, startsAt, endsAt }) => personId !== me && startsAt <= by && endsAt > leaves)
}
