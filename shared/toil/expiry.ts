import type { ToilEntryId } from '../kernel/ids.ts'
import { addDays, daysBetween, londonDay, type LondonDay } from '../time/london.ts'
import type { Lot, Lots } from './ledger.ts'
import type { ExpiryRule } from './policy.ts'

/**
 * The last day on which what was earned on a day can be taken.
 *
 * @example expiresOn(londonDay('2026-11-12'), { at: 'financial-year-end' }) // '2027-03-31'
 */
export function expiresOn(day: LondonDay, rule: ExpiryRule): LondonDay {
  if ('afterDays' in rule) return addDays(day, rule.afterDays)
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  if (rule.at === 'financial-year-end') return londonDay(`${month >= 4 ? year + 1 : year}-03-31`)
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
  return addDays(londonDay(next), -1)
}

/** How near something is to running out: the weeks at which its person and their manager are told, and past its day. */
export const reminderWeeks = [8, 4, 1] as const
export type ReminderStage = (typeof reminderWeeks)[number] | 'past'

/** Minutes that run out, and how near that is. */
export interface Reminder {
  readonly entryId: ToilEntryId
  readonly earnedOn: LondonDay
  readonly left: number
  readonly expiresOn: LondonDay
  readonly daysLeft: number
  readonly stage: ReminderStage
}

/**
 * What has to be said today about TOIL that runs out: at eight weeks, at four, at one, and for as long as it is past its day and nobody
 * has decided. Nothing is ever taken away by the day itself.
 *
 * @example remindersOn(consumeOldestFirst(entries, policy.expiry), today)[0] // { left: 50, stage: 4, daysLeft: 26, … }
 */
export function remindersOn({ lots }: Lots, today: LondonDay): readonly Reminder[] {
  return lots
    .flatMap((lot) => reminderOf(lot, today) ?? [])
    .toSorted((a, b) => a.daysLeft - b.daysLeft || (a.entryId < b.entryId ? -1 : 1))
}

function reminderOf({ entryId, day, left, expiresOn: last }: Lot, today: LondonDay): Reminder | null {
  if (left <= 0 || last === null) return null
  const daysLeft = daysBetween(today, last)
  const stage = daysLeft < 0 ? 'past' : reminderWeeks.findLast((weeks) => daysLeft <= weeks * 7)
  return stage === undefined ? null : { entryId, earnedOn: day, left, expiresOn: last, daysLeft, stage }
}
