import type { Likely } from '#shared/planner/simulate/compare.ts'
import { measures, type Measure } from '#shared/planner/simulate/history.ts'

/** Which way is better: fewer of all of them. How each is written, in the field's own units. */
const inTime = new Set<Measure>(['toilMinutes', 'wait', 'urgentWait'])

const tenths = (value: number): string => (Math.abs(value) < 10 ? value.toFixed(1) : String(Math.round(value)))

/** A figure of a week, with its unit. @example figure('toilMinutes', 1146) // '19h'; figure('late', 10.2) // '10' */
export const figure = (measure: Measure, value: number): string =>
  inTime.has(measure) ? `${tenths(value / 60)}h` : tenths(value)

/** The span in which nineteen of twenty quarters fall. @example spanOf('late', { mean: 10, low: 8.6, high: 11.9 }) // '8.6 to 12' */
export const spanOf = (measure: Measure, { low, high }: Likely): string =>
  `${figure(measure, low)} to ${figure(measure, high)}`

/** Whether a difference can be told from chance: its whole span lies on one side of nought. */
export const isClear = ({ low, high }: Likely): boolean => low > 0 || high < 0

/**
 * A difference as a sentence's end, said only as sure as it is.
 *
 * @example differenceWords('toilMinutes', { mean: -420, low: -560, high: -300 }) // '7.0h less (5.0h to 9.3h less)'
 */
export function differenceWords(measure: Measure, difference: Likely): string {
  const { mean, low, high } = difference
  if (low === 0 && high === 0) return 'the same'
  if (!isClear(difference)) return `no clear difference (${signed(measure, low)} to ${signed(measure, high)})`
  const word = mean < 0 ? 'less' : 'more'
  const [near, far] = [Math.min(Math.abs(low), Math.abs(high)), Math.max(Math.abs(low), Math.abs(high))]
  return `${figure(measure, Math.abs(mean))} ${word} (${figure(measure, near)} to ${figure(measure, far)} ${word})`
}

const signed = (measure: Measure, value: number): string =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${figure(measure, Math.abs(value))}`

export const measureWords = (measure: Measure): string => measures[measure]

/** @example clockOf(510) // '08:30' */
export const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** What is typed as a clock, as it is sent; '' when it is none. @example clockTyped('8:30') // '08:30' */
export function clockTyped(text: string): string {
  const [, hours = '', minutes = ''] = /^(\d{1,2})[:. ]?(\d{2})$/.exec(text.trim()) ?? []
  const [hour, minute] = [Number(hours), Number(minutes)]
  return hours !== '' && hour < 24 && minute < 60 ? `${hours.padStart(2, '0')}:${minutes}` : ''
}

/** What is typed as a number of people; `null` when it is none. @example peopleTyped('3') // 3 */
export const peopleTyped = (text: string): number | null =>
  /^\d{1,2}$/.test(text.trim()) && Number(text) <= 20 ? Number(text) : null

/** @example countWords(1, 'duty', 'duties') // '1 duty' */
export const countWords = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

interface Unmet {
  readonly open: number
  readonly notMet: readonly { readonly words: string; readonly count: number }[]
}

/**
 * What a rota no longer misses, or misses now, beside the one it began with.
 *
 * @example comparedWords({ open: 3, notMet: [] }, { open: 1, notMet: [] }) // ['Duties that nobody is on: 1, before 3']
 */
export function comparedWords(was: Unmet, is: Unmet): readonly string[] {
  const names = [...new Set([...was.notMet, ...is.notMet].map(({ words }) => words))]
  const of = ({ notMet }: Unmet, name: string) => notMet.find(({ words }) => words === name)?.count ?? 0
  const all = [
    { name: 'Duties that nobody is on', before: was.open, now: is.open },
    ...names.map((name) => ({ name, before: of(was, name), now: of(is, name) })),
  ]
  const different = all.filter(({ before, now }) => before !== now)
  return different.length === 0
    ? ['Late, weekend and bank-holiday duties are shared more fairly.']
    : different.map(({ name, before, now }) => `${name}: ${now}, before ${before}`)
}

/**
 * How many duties must stay open, as sure as it is proved. `null` is a set of rules that cannot be kept at all.
 *
 * @example leastOpenWords(3, 3) // 'Under these rules at least 3 duties stay open, whatever the rota: proved. This one leaves no more than that.'
 */
export function leastOpenWords(least: number | null, open: number): string {
  if (least === null)
    return 'What is on the rota already and these rules cannot all be kept, whatever the rest of the rota: proved.'
  if (least === 0)
    return open === 0
      ? 'Everything is covered.'
      : 'It was not proved that any duty must stay open: there may be a rota that covers more.'
  const must = `Under these rules at least ${countWords(least, 'duty stays', 'duties stay')} open, whatever the rota: proved.`
  return open <= least
    ? `${must} This one leaves no more than that.`
    : `${must} This one leaves ${open}: up to ${open - least} more may be possible.`
}
