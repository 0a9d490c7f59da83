import type { TrendPoint } from '#client/ui/Trend.tsx'
import type { PeriodFigure } from '#shared/reports/beforeAfter.ts'
import type { LateWorkingReport } from '#shared/reports/contract.ts'
import { daysBetween, formatDate, type LondonDay } from '#shared/time/london.ts'

type Staggered = Omit<NonNullable<LateWorkingReport['staggered']>, 'what'>

/** @example monthName(londonDay('2025-09-01')) // 'September 2025' */
export const monthName = (day: LondonDay): string => formatDate(day).replace(/^\d+ /, '')

/** Months in which somebody was on duty: the others have nothing to share. */
const worked = ({ periods }: Staggered) => periods.filter((one) => one.perAmhp !== null)

/** Whole months: part of one, drawn beside them, would look like a fall. */
export const monthsShown = (staggered: Staggered) => worked(staggered).filter(({ side }) => side !== 'part')

/** Which months are not drawn, as a sentence; nothing when all are. @example 'Only part of November 2026 is in these days, so it is not drawn.' */
export function partWords(staggered: Staggered): string {
  const names = worked(staggered)
    .filter(({ side }) => side === 'part')
    .map(({ firstDay }) => monthName(firstDay))
  if (names.length === 0) return ''
  const [are, they] = names.length === 1 ? ['is', 'it is'] : ['are', 'they are']
  return `Only part of ${names.join(' and of ')} ${are} in these days, so ${they} not drawn.`
}

/** One point a whole month, in hours; the table says how many AMHPs each rests on. */
export const pointsOf = (staggered: Staggered): readonly TrendPoint[] =>
  monthsShown(staggered).map((one) => ({
    tick: monthName(one.firstDay).slice(0, 1),
    label: `${monthName(one.firstDay)}, ${one.amhps} AMHPs${sideWords[one.side]}`,
    value: (one.perAmhp ?? 0) / 60,
  }))

const sideWords: Record<PeriodFigure['side'], string> = {
  before: '',
  after: '',
  changing: ', the month of the change',
  part: '',
}

/** Where the day of the change falls between the points: months are drawn at their middles. */
export function markAt(staggered: Staggered): number {
  const months = monthsShown(staggered)
  const index = months.findIndex(({ firstDay, lastDay }) => firstDay <= staggered.from && staggered.from <= lastDay)
  const month = months[index]
  if (!month) return months.findLastIndex(({ lastDay }) => lastDay < staggered.from) + 0.5
  const length = daysBetween(month.firstDay, month.lastDay) + 1
  return index - 0.5 + daysBetween(month.firstDay, staggered.from) / length
}

/** The mean on each side, drawn over the whole months that it is the mean of. */
export function levelsOf(staggered: Staggered) {
  const months = monthsShown(staggered)
  return (['before', 'after'] as const).flatMap((side) => {
    const mean = staggered[side].meanPerAmhp
    const from = months.findIndex((one) => one.side === side)
    const to = months.findLastIndex((one) => one.side === side)
    if (mean === null || from < 0) return []
    return [{ from, to, value: mean / 60, words: side === 'before' ? 'a month each, before' : 'a month each, since' }]
  })
}
