import type { TrendPoint } from '#client/ui/Trend.tsx'
import type { PeriodFigure } from '#shared/reports/beforeAfter.ts'
import type { LateWorkingReport } from '#shared/reports/contract.ts'
import { daysBetween, formatDate, type LondonDay } from '#shared/time/london.ts'

type Staggered = NonNullable<LateWorkingReport['staggered']>

/** @example monthName(londonDay('2025-09-01')) // 'September 2025' */
export const monthName = (day: LondonDay): string => formatDate(day).replace(/^\d+ /, '')

/** Months in which somebody was on duty: the others have nothing to share. */
const shown = ({ periods }: Staggered) => periods.filter((one) => one.perAmhp !== null)

/** One point a month, in hours; the table says how many AMHPs each rests on, and which month is not whole. */
export const pointsOf = (staggered: Staggered): readonly TrendPoint[] =>
  shown(staggered).map((one) => ({
    tick: monthName(one.firstDay).slice(0, 1),
    label: `${monthName(one.firstDay)}, ${one.amhps} AMHPs${sideWords[one.side]}`,
    value: (one.perAmhp ?? 0) / 60,
  }))

const sideWords: Record<PeriodFigure['side'], string> = {
  before: '',
  after: '',
  changing: ', the month of the change',
  part: ', part of the month',
}

/** Where the day of the change falls between the points: months are drawn at their middles. */
export function markAt(staggered: Staggered): number {
  const months = shown(staggered)
  const index = months.findIndex(({ firstDay, lastDay }) => firstDay <= staggered.from && staggered.from <= lastDay)
  const month = months[index]
  if (!month) return months.findLastIndex(({ lastDay }) => lastDay < staggered.from) + 0.5
  const length = daysBetween(month.firstDay, month.lastDay) + 1
  return index - 0.5 + daysBetween(month.firstDay, staggered.from) / length
}

/** The mean on each side, drawn over the whole months that it is the mean of. */
export function levelsOf(staggered: Staggered) {
  const months = shown(staggered)
  return (['before', 'after'] as const).flatMap((side) => {
    const mean = staggered[side].meanPerAmhp
    const from = months.findIndex((one) => one.side === side)
    const to = months.findLastIndex((one) => one.side === side)
    if (mean === null || from < 0) return []
    return [{ from, to, value: mean / 60, words: side === 'before' ? 'a month each, before' : 'a month each, since' }]
  })
}
