import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { monthsBeginningWith } from '../time/counting.ts'
import { addDays, type LondonDay } from '../time/london.ts'
import { minutes, type Minutes } from '../time/minutes.ts'
import type { Approval } from './approval.ts'

/** What each year of an approval asks for: eighteen hours, agreed as relevant with the approving council (SI 2008/1206 reg 5). */
export const YEAR_OF_TRAINING: Minutes = minutes(18 * 60)
/** Further back nothing is put down: the record is kept for five years, and an approval lasts five. */
const DAYS_BACK = 6 * 366

/** Training that somebody has done; `agreed` once the approving council’s manager has said that it is relevant. */
export interface TrainingDone {
  readonly day: LondonDay
  readonly minutes: number
  readonly agreed: boolean
  /** Put down by mistake: it counts for nothing. */
  readonly struck: boolean
}

/** One year of an approval and the training in it. Both days are included. */
export interface TrainingYear {
  readonly firstDay: LondonDay
  readonly lastDay: LondonDay
  readonly agreed: Minutes
  /** Done, and not agreed yet. */
  readonly toAgree: Minutes
  /** What is still missing of the eighteen hours, by what is agreed. */
  readonly missing: Minutes
  /** `short`: it is over, and the hours were not reached. */
  readonly state: 'met' | 'running' | 'short'
}

/** The approval year that begins so many anniversaries after the first day; a 29 February counts as in `monthsBeginningWith`. */
function yearOf({ firstDay, lastDay }: Approval, index: number): Approval {
  const begins = index === 0 ? firstDay : addDays(monthsBeginningWith(firstDay, 12 * index), 1)
  const ends = monthsBeginningWith(firstDay, 12 * (index + 1))
  return { firstDay: begins, lastDay: ends < lastDay ? ends : lastDay }
}

/**
 * The years of an approval so far, the newest first, each with its training. A year runs from the anniversary of the approval: neither
 * the calendar’s year nor the council’s (SI 2008/1206 reg 5). None before the approval begins.
 *
 * @example trainingYears({ firstDay: londonDay('2025-03-01'), lastDay: londonDay('2030-02-28') }, done, londonDay('2026-11-12'))
 *   // [{ firstDay: '2026-03-01', lastDay: '2027-02-28', … }, { firstDay: '2025-03-01', lastDay: '2026-02-28', … }]
 */
export function trainingYears(
  approval: Approval,
  training: readonly TrainingDone[],
  today: LondonDay,
): readonly TrainingYear[] {
  const years: TrainingYear[] = []
  for (let index = 0; ; index += 1) {
    const year = yearOf(approval, index)
    if (year.firstDay > today || year.firstDay > approval.lastDay) return years.toReversed()
    const inIt = training.filter(({ day, struck }) => !struck && year.firstDay <= day && day <= year.lastDay)
    const sum = (agreed: boolean): Minutes =>
      minutes(inIt.filter((one) => one.agreed === agreed).reduce((all, one) => all + one.minutes, 0))
    const missing = minutes(Math.max(0, YEAR_OF_TRAINING - sum(true)))
    const state = missing === 0 ? 'met' : year.lastDay < today ? 'short' : 'running'
    years.push({ ...year, agreed: sum(true), toAgree: sum(false), missing, state })
  }
}

export type TrainingDayRefusal =
  | { readonly code: 'training-in-future'; readonly field: 'day' }
  | { readonly code: 'training-long-ago'; readonly field: 'day'; readonly earliest: LondonDay }

/**
 * Training is put down once it is done, and not for years that no record is kept of.
 *
 * @example checkTrainingDay(londonDay('2026-11-13'), londonDay('2026-11-12')) // refused: { code: 'training-in-future', field: 'day' }
 */
export function checkTrainingDay(day: LondonDay, today: LondonDay): Outcome<null, TrainingDayRefusal> {
  const earliest = addDays(today, -DAYS_BACK)
  if (day > today) return refuse({ code: 'training-in-future', field: 'day' })
  return day < earliest ? refuse({ code: 'training-long-ago', field: 'day', earliest }) : done(null)
}
