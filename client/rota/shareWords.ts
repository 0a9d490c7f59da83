import type { Share } from '#shared/rota/fairness.ts'

/** A number of duties as it is said: halves and thirds of a duty to one place. @example figure(7.4444) // '7.4' */
export const figure = (value: number): string => (Math.round(value * 10) / 10).toString()

/** How far from a fair part counts as more or less than it: one whole duty. */
const ONE = 1

/** @example shareTone({ had: 9, fair: 7.4, difference: 1.6 }) // 'more' */
export const shareTone = ({ difference }: Share): 'more' | 'less' | 'even' =>
  difference >= ONE ? 'more' : difference <= -ONE ? 'less' : 'even'

/** @example differenceWords({ had: 9, fair: 7.4, difference: 1.6 }) // '1.6 more than a fair part' */
export function differenceWords(share: Share): string {
  const tone = shareTone(share)
  return tone === 'even' ? 'About a fair part' : `${figure(Math.abs(share.difference))} ${tone} than a fair part`
}
