import { addHours } from '#shared/time/instant.ts'
import { addDays, clockTime, londonDayOf, londonInstant } from '#shared/time/london.ts'
import type { Row } from '../bulkInsert.ts'
import type { SeedPlan, Staff } from '../seedStaff.ts'

/** Above this somebody takes time off; below it something is put right in their favour. */
const MUCH_MINUTES = 900
const DAY_OFF_MINUTES = 444

/**
 * The rest of a ledger beside what late finishes brought: time taken and corrections, spread evenly over the history, so that each
 * person has as many rows as they would have and a balance that somebody could have.
 *
 * @param accrued the rows that are there already, of all people of the service
 */
export function restOfLedger(
  { draw, now, historyDays }: SeedPlan,
  staff: Staff,
  accrued: readonly Row[],
  rowsEach: number,
): readonly Row[] {
  const [recordedBy = ''] = staff.consultantIds
  const first = addDays(londonDayOf(now), -historyDays)
  return staff.amhpIds.flatMap((personId) => {
    const theirs = accrued
      .filter((row) => row['person_id'] === personId)
      .toSorted((a, b) => (String(a['day']) < String(b['day']) ? -1 : 1))
    const rest = Math.max(0, rowsEach - theirs.length)
    let [balance, next] = [0, 0]
    return Array.from({ length: rest }, (_, index): Row => {
      const day = addDays(first, Math.floor((index * historyDays) / rest))
      for (; next < theirs.length && String(theirs[next]?.['day']) <= day; next += 1)
        balance += Number(theirs[next]?.['minutes'])
      const takes = balance > MUCH_MINUTES
      const minutes = takes ? -DAY_OFF_MINUTES : draw.whole(15, 60)
      balance += minutes
      return {
        service_id: staff.serviceId,
        person_id: personId,
        day,
        policy_id: staff.policyId,
        kind: takes ? 'TAKE' : 'ADJUST',
        minutes,
        recorded_at: addHours(londonInstant(day, clockTime('09:00')), 1),
        recorded_by: recordedBy,
        id: draw.id(),
        claim_id: null,
        note: takes ? '' : 'Worked through a break.',
      }
    })
  })
}
