import type { Instant } from '../time/instant.ts'
import { formatInstant, londonDayOf } from '../time/london.ts'
import type { Ranked } from './candidates.ts'
import { upToFive } from './likelyFinish.ts'
import type { Reason } from './reasons.ts'

type Named = Pick<Ranked, 'standing' | 'reasons' | 'likelyAt'> & { readonly name: string }

/** What keeps somebody from being suggested: the gravest of their reasons. */
const hindranceOf = ({ reasons }: Named): Reason | undefined => reasons[0]

const counted: { readonly [Code in Reason['code']]?: (count: number) => string } = {
  'on-a-job': (count) => `${count} out on a job`,
  'shift-not-begun': (count) => `${count} not yet on shift`,
  'shift-over': (count) => `${count} past the end of shift`,
  away: (count) => `${count} away`,
  'off-shift': (count) => `${count} not on the rota`,
  'gave-back': (count) => `${count} gave it back`,
  'declared-conflict': (count) => `${count} who declared a conflict of interest`,
  'approval-condition': (count) => `${count} with a condition on their approval`,
  'not-acting-for': (count) => `${count} not acting for this council`,
  'approval-ended': (count) => `${count} with an approval that has ended`,
  'not-approved': (count) => `${count} not approved`,
  suspended: (count) => `${count} suspended`,
  'conflict-of-interest': (count) => `${count} with a conflict of interest`,
}

/**
 * Why nobody is free, as one line of counts; empty when somebody is.
 *
 * @example shortfallWords(ranked) // '2 out on a job, 1 not yet on shift, 3 not on the rota'
 */
export function shortfallWords(ranked: readonly Named[]): string {
  if (ranked.some(({ standing }) => standing === 'suggested')) return ''
  const codes = Object.keys(counted) as (keyof typeof counted)[]
  return codes
    .flatMap((code) => {
      const count = ranked.filter((one) => hindranceOf(one)?.code === code).length
      return count === 0 ? [] : [counted[code]?.(count) ?? '']
    })
    .join(', ')
}

const MOST_SAID = 5

/**
 * What would unlock a referral that nobody is free for, the soonest first, each as a sentence that says what to do. It only tells:
 * a person decides. The Emergency Duty Team comes last, and is always there.
 *
 * @example unlocksOf(ranked, 'Emergency Duty Team', now)[0] // 'Tom Ellis is free about 18:10: hold it until then.'
 */
export function unlocksOf(ranked: readonly Named[], outOfHours: string, now: Instant): readonly string[] {
  if (ranked.some(({ standing }) => standing === 'suggested')) return []
  const at = (moment: Instant): string => formatInstant(moment, londonDayOf(now))
  const waits = ranked.flatMap((one): { readonly at: Instant; readonly words: string }[] => {
    const reason = hindranceOf(one)
    if (reason?.code === 'on-a-job') {
      const words = `${one.name} is free about ${at(upToFive(reason.freeAbout))}: hold it until then.`
      return [{ at: reason.freeAbout, words }]
    }
    if (reason?.code !== 'shift-not-begun') return []
    const words = `${one.name} starts at ${at(reason.startsAt)}: hold it until then, or ask them to begin earlier.`
    return [{ at: reason.startsAt, words }]
  })
  const over = ranked.flatMap((one) => {
    const reason = hindranceOf(one)
    return reason?.code === 'shift-over'
      ? [`${one.name}’s shift ended at ${at(reason.endedAt)}: ask whether they would stay on, and say why.`]
      : []
  })
  const off = ranked.filter((one) => hindranceOf(one)?.code === 'off-shift').length
  const elsewhere = ranked.filter((one) => hindranceOf(one)?.code === 'not-acting-for').length
  return [
    ...waits.toSorted((a, b) => (a.at < b.at ? -1 : 1)).map(({ words }) => words),
    ...over,
    ...(off > 0 ? [`Ring down the call-in list: ${off} ${off === 1 ? 'is' : 'are'} not on the rota.`] : []),
    ...(elsewhere > 0 ? [`${elsewhere} could go if they acted for this council: a lead can record it.`] : []),
  ]
    .slice(0, MOST_SAID)
    .concat(`Ask the ${outOfHours} to take it.`)
}
