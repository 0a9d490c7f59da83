import type { Approval } from '../register/approval.ts'
import { renewalWarnings } from '../register/approval.ts'
import { trainingYears, type TrainingDone } from '../register/training.ts'
import { addDays, type LondonDay } from '../time/london.ts'
import type { NoticeKind } from './kinds.ts'

/** A reminder that is due, under a name of its own: the same one is never made twice. */
export interface Renewal {
  readonly kind: Extract<NoticeKind, 'approval-ending' | 'training-missing'>
  /** @example 'approval 2027-08-31 3' */
  readonly name: string
}

/** Reminders whose day is longer past are not made up for: a service that begins with the hub is not flooded on its first day. */
const LATE_DAYS = 14

const isDue = (on: LondonDay, today: LondonDay): boolean => on <= today && on > addDays(today, -LATE_DAYS)

/**
 * What an AMHP and their lead are reminded of today: that the approval ends in 12, 6 or 3 months, and that so long before the end of a
 * year of the approval its eighteen hours of training are not reached. Source: SI 2008/1206 regs 4 and 5; the months are the service's.
 *
 * @example renewalsOn(approval, [], londonDay('2027-05-31')) // [{ kind: 'approval-ending', name: 'approval 2027-08-31 3' }]
 */
export function renewalsOn(
  approval: Approval,
  training: readonly TrainingDone[],
  today: LondonDay,
): readonly Renewal[] {
  const ending = renewalWarnings(approval.lastDay)
    .filter(({ on }) => isDue(on, today) && today <= approval.lastDay)
    .map(({ months }): Renewal => ({ kind: 'approval-ending', name: `approval ${approval.lastDay} ${months}` }))
  const [year] = trainingYears(approval, training, today)
  if (year === undefined || year.missing === 0 || today > year.lastDay) return ending
  // Twelve months before its end a year of training has only begun.
  const short = renewalWarnings(year.lastDay)
    .filter(({ months, on }) => months < 12 && isDue(on, today))
    .map(({ months }): Renewal => ({ kind: 'training-missing', name: `training ${year.lastDay} ${months}` }))
  return [...ending, ...short]
}
