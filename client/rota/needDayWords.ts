import { needDays, type NeedDay } from '#shared/rota/dutyNeeds.ts'

export const needDayWords: Readonly<Record<NeedDay, string>> = {
  1: 'Mon',
  2: 'Tue',
  3: 'Wed',
  4: 'Thu',
  5: 'Fri',
  6: 'Sat',
  7: 'Sun',
  'bank-holiday': 'Bank holidays',
}

/**
 * Days as they are said: a run of weekdays by its ends.
 *
 * @example daysWords(['1', '2', '3', '4', '5', 'bank-holiday']) // 'Mon to Fri, Bank holidays'
 */
export function daysWords(days: readonly NeedDay[]): string {
  const runs: NeedDay[][] = []
  for (const day of needDays.filter((one) => days.includes(one))) {
    const last = runs.at(-1)
    const before = last?.at(-1)
    if (last && before !== undefined && Number(day) === Number(before) + 1) last.push(day)
    else runs.push([day])
  }
  return runs
    .map((run) => {
      const [first, last] = [run[0], run.at(-1)]
      if (first === undefined || last === undefined) return ''
      if (run.length === 1) return needDayWords[first]
      return `${needDayWords[first]} ${run.length === 2 ? 'and' : 'to'} ${needDayWords[last]}`
    })
    .join(', ')
}
