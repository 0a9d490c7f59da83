import { clearDaysBetween } from '../time/counting.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { londonDayOf } from '../time/london.ts'
import { CLEAR_DAYS, isGiven, type Check, type ExaminedBy } from './checks.ts'
import type { PaperRefusal } from './words.ts'

type RestsOnRefusal = Extract<PaperRefusal, { readonly code: `rests-on-${string}` | 'entry-not-found' }>

/** A recommendation as far as it matters here. */
export interface Resting<Id> extends Pick<ExaminedBy, 'recommendation'> {
  readonly id: Id
  readonly struckOut: boolean
  readonly restsOn: boolean
}

/** Two for section 2, 3 or guardianship (MHA 1983 s.2(3), s.3(3), s.7(3)), one for section 4 (s.4(3)). */
const MOST = 2

/**
 * Whether it may be said that an application rests on these: on recommendations that were given, and on no more than two. Whether those
 * two can carry it in law is warned of and not refused: what the AMHP has done is written down.
 *
 * @param rows all that are recorded on the referral
 * @param ids of those that it rests on
 * @example decideRestsOn(rows, [raoId, haleId]) // { ok: true, value: null }
 */
export function decideRestsOn<Id>(rows: readonly Resting<Id>[], ids: readonly Id[]): Outcome<null, RestsOnRefusal> {
  const named = [...new Set(ids)].map((id) => rows.find((row) => row.id === id))
  if (named.some((row) => row === undefined)) return refuse({ code: 'entry-not-found' })
  if (named.some((row) => row !== undefined && (!isGiven(row) || row.struckOut)))
    return refuse({ code: 'rests-on-no-recommendation', field: 'restsOn' })
  return named.length > MOST ? refuse({ code: 'rests-on-too-many', field: 'restsOn' }) : done(null)
}

/** The one of which something else stands than what was seen, or `undefined` while nobody else has said anything. */
export const saidMeanwhile = <Row extends Resting<unknown>>(
  rows: readonly Row[],
  seen: readonly Row['id'][],
): Row | undefined => rows.find((row) => row.restsOn !== seen.includes(row.id))

/** Those of which somebody has said that the application rests on them, as far as they were given. */
export const restingOn = <One extends ExaminedBy>(examinations: readonly One[]): readonly One[] =>
  examinations.filter((one) => one.restsOn === true && isGiven(one))

/** What is worth knowing of the recommendations that an application rests on: asked where more were given than it needs. */
export function restsOnChecks(examinations: readonly ExaminedBy[]): readonly Check[] {
  const given = examinations.filter(isGiven)
  const resting = restingOn(examinations)
  if (resting.length === 0)
    return given.length <= MOST
      ? []
      : [
          {
            key: 'rests-on',
            look: 'coming',
            head: 'Say on which two the application rests',
            text: `${given.length} recommendations were given. Until somebody says which two are used, the days of authority count from the earliest two that can stand together.`,
            provision: 'MHA 1983 s.6(1)(a)',
          },
        ]
  const names = resting.map(({ doctorName }) => doctorName).join(' and ')
  const fault = faultOf(resting)
  return [
    {
      key: 'rests-on',
      look: fault === null ? 'fine' : 'look',
      head: `The application rests on ${names}`,
      text: fault ?? 'The days of authority count from the later of their examinations.',
      provision: 'MHA 1983 s.6(1), s.12',
    },
  ]
}

/** Why these cannot carry one application, or null. */
function faultOf(resting: readonly ExaminedBy[]): string | null {
  const [one, other] = resting
  if (one === undefined) return null
  if (other === undefined)
    return one.recommendation === 's4' ? null : 'That is one. Only an application under section 4 rests on one alone.'
  if (one.recommendation !== other.recommendation)
    return 'The two are for different sections: they cannot support the same application.'
  if (one.doctorName.trim().toLowerCase() === other.doctorName.trim().toLowerCase())
    return 'The two are by the same doctor: two doctors have to recommend.'
  if (![one, other].some(({ isSection12 }) => isSection12 === 'yes'))
    return 'Neither is said to be approved under section 12: at least one has to be.'
  if (one.examinedAt === null || other.examinedAt === null) return null
  const between = clearDaysBetween(...inOrder(londonDayOf(one.examinedAt), londonDayOf(other.examinedAt)))
  return between <= CLEAR_DAYS
    ? null
    : `${between} clear days lie between the two examinations; five are allowed. Somebody has to examine again.`
}

const inOrder = <Day extends string>(a: Day, b: Day): readonly [Day, Day] => (a <= b ? [a, b] : [b, a])
