import { clearDaysBetween } from '#shared/time/counting.ts'
import { outcomes, stillNeedsSomebody, type OutcomeCode } from '#shared/allocations/outcomes.ts'
import type { Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf, startOfDay } from '#shared/time/london.ts'
import { CLEAR_DAYS, type ExaminedBy } from './checks.ts'

/** The limits of the law that count from what the doctors did. */
export const limitsOfExaminations = ['s12-1', 's6-1-a', 's6-1-b', 's8-2'] as const
export type ExaminationLimit = (typeof limitsOfExaminations)[number]

/** What such a limit stands at by the examinations: it runs from a start, or what it waited for was done. */
export interface Following {
  readonly kind: ExaminationLimit
  readonly startedAt: Instant
  readonly ended: { readonly at: Instant; readonly how: string } | null
}

/** One examination that counts. Two of the same doctor are one doctor’s. */
interface Examined extends Pick<ExaminedBy, 'recommendation' | 'restsOn'> {
  readonly doctor: string
  readonly examinedAt: Instant
}

/** How it reads on the record where such a limit comes from. */
export const FROM_EXAMINATIONS = 'The doctors’ examinations, as they are recorded'
/** Why such a limit ended that should not have run. */
export const EXAMINATIONS_CHANGED = 'The examinations were changed'
/** Why such a limit ended with the assessment. */
export const WITH_THE_WORK = 'The assessment was finished'

/**
 * The limits that the examinations of one person have set running, each from its own trigger: the second doctor within five clear days
 * of the first (MHA 1983 s.12(1)); admission within 14 days of the last examination before a recommendation, of the earliest pair that an
 * application can rest on (s.6(1)(a)), or within 24 hours where there is one under section 4 (s.6(1)(b)); a guardianship application
 * forwarded within 14 days (s.8(2)). Whoever gave no recommendation counts for none, and neither does what was struck out.
 *
 * @param examinations in any order, those struck out left out
 * @example limitsFollowing([{ examinedAt, recommendation: 's2', … }]) // [{ kind: 's12-1', startedAt: that day's midnight, ended: null }]
 */
export function limitsFollowing(examinations: readonly ExaminedBy[]): readonly Following[] {
  const examined = examinations
    .flatMap(({ doctorName, examinedAt, recommendation, restsOn = false }): Examined[] =>
      examinedAt === null || recommendation === 'not-given'
        ? []
        : [{ doctor: doctorName.trim().toLowerCase(), examinedAt, recommendation, restsOn }],
    )
    .toSorted((a, b) => (a.examinedAt < b.examinedAt ? -1 : 1))
  const given = (path: Examined['recommendation']) => examined.filter(({ recommendation }) => recommendation === path)
  return [
    ...secondExamination(examined),
    ...admission(saidPairs([...pairsOf(given('s2')), ...pairsOf(given('s3'))], examined), given('s4')),
    ...from('s8-2', standingPair(saidPairs(pairsOf(given('s7')), examined))),
  ]
}

const dayOf = (at: Instant): Instant => startOfDay(londonDayOf(at))

type Pair = readonly [earlier: Examined, later: Examined]

/** Every two examinations, by different doctors, that may stand beside each other, the earliest first: an application rests on one such pair. */
function pairsOf(
  examined: readonly Examined[],
  fits: (a: Examined, b: Examined) => boolean = () => true,
): readonly Pair[] {
  return examined.flatMap((later, index) =>
    examined
      .slice(0, index)
      .filter(
        (one) => one.doctor !== later.doctor && standTogether(one.examinedAt, later.examinedAt) && fits(one, later),
      )
      .map((earlier): Pair => [earlier, later]),
  )
}

/** Where somebody has said on which recommendations the application rests, the pairs that hold them; else, and where no pair does, all. */
function saidPairs(pairs: readonly Pair[], examined: readonly Examined[]): readonly Pair[] {
  const said = examined.filter(({ restsOn }) => restsOn)
  const held = pairs.filter((pair) => said.every((one) => pair.includes(one)))
  return held.length > 0 ? held : pairs
}

/** How long a pair carries an application, from the later of its examinations (MHA 1983 s.6(1)(a), s.8(2)). */
const DAYS_OF_AUTHORITY = 14

/**
 * The pair that the limit counts from. A further examination does not lengthen the authority by itself: until somebody has said that the
 * application rests on it the earliest pair counts, unless its days were over before the next one was examined.
 */
const standingPair = (pairs: readonly Pair[]): Pair | null =>
  pairs
    .toSorted(([, a], [, b]) => (a.examinedAt < b.examinedAt ? -1 : 1))
    .reduce<Pair | null>((stands, next) => (stands === null || hasLapsed(stands, next) ? next : stands), null)

const hasLapsed = ([, last]: Pair, [, next]: Pair): boolean =>
  londonDayOf(next.examinedAt) >= addDays(londonDayOf(last.examinedAt), DAYS_OF_AUTHORITY)

const standTogether = (a: Instant, b: Instant): boolean =>
  clearDaysBetween(londonDayOf(a), londonDayOf(b)) <= CLEAR_DAYS

/** Whether two may come to support one application: the same section, or one has not said yet; one for section 4 goes on to section 2. */
function maySupportOne({ recommendation: a }: Examined, { recommendation: b }: Examined): boolean {
  const both = new Set([a, b])
  return a === b || both.has('none-yet') || (both.has('s4') && both.has('s2'))
}

/** It waits for a second doctor near enough; while there is none it counts from the latest examination. */
function secondExamination(examined: readonly Examined[]): readonly Following[] {
  const last = examined.at(-1)
  if (last === undefined) return []
  const pair = saidPairs(pairsOf(examined, maySupportOne), examined).at(-1)
  if (pair === undefined) return [{ kind: 's12-1', startedAt: dayOf(last.examinedAt), ended: null }]
  const [earlier, later] = pair
  const how = later.examinedAt === earlier.examinedAt ? 'together' : 'examined'
  return [{ kind: 's12-1', startedAt: dayOf(earlier.examinedAt), ended: { at: later.examinedAt, how } }]
}

/** Two recommendations for section 2 or 3 stand before one for section 4. */
function admission(pairs: readonly Pair[], emergency: readonly Examined[]): readonly Following[] {
  const pair = standingPair(pairs)
  if (pair !== null) return from('s6-1-a', pair)
  const last = emergency.findLast(({ restsOn }) => restsOn) ?? emergency.at(-1)
  return last === undefined ? [] : [{ kind: 's6-1-b', startedAt: last.examinedAt, ended: null }]
}

const from = (kind: 's6-1-a' | 's8-2', pair: Pair | null): readonly Following[] =>
  pair === null ? [] : [{ kind, startedAt: dayOf(pair[1].examinedAt), ended: null }]

/** A limit as it stands, as far as it matters here. */
export interface StandingLimit<Id> {
  readonly id: Id
  readonly kind: string
  readonly startedAt: Instant | null
  readonly startSource: string
  readonly endedAt: Instant | null
  readonly endedWhy: string
  readonly supersededAt: Instant | null
}

/** What is to be done so that the limits stand as the examinations say. */
export type LimitStep<Id> =
  | { readonly does: 'start'; readonly kind: ExaminationLimit; readonly startedAt: Instant }
  | { readonly does: 'correct'; readonly limit: Id; readonly kind: ExaminationLimit; readonly startedAt: Instant }
  | {
      readonly does: 'end'
      readonly limit: Id
      readonly kind: ExaminationLimit
      readonly at: Instant | null
      readonly how: string
    }

/**
 * The steps from how the limits stand to how they should. Whatever a person has recorded themselves, or has ended, is theirs: the hub
 * neither moves it nor begins it again from the same start.
 *
 * @example stepsToFollow([], [{ kind: 's12-1', startedAt, ended: null }]) // [{ does: 'start', kind: 's12-1', startedAt }]
 */
export function stepsToFollow<Id>(
  standing: readonly StandingLimit<Id>[],
  following: readonly Following[],
): readonly LimitStep<Id>[] {
  return limitsOfExaminations.flatMap((kind): readonly LimitStep<Id>[] => {
    const rows = standing.filter((one) => one.kind === kind && one.supersededAt === null)
    const running = rows.find(({ endedAt }) => endedAt === null)
    const wanted = following.find((one) => one.kind === kind)
    if (running === undefined) return wanted && wanted.ended === null ? begins(rows, wanted) : []
    if (running.startSource !== FROM_EXAMINATIONS) return []
    if (wanted === undefined) return [{ does: 'end', limit: running.id, kind, at: null, how: 'in-error' }]
    if (wanted.ended !== null) {
      // What was done lies before what the row counts from: it never should have run from there.
      const before = running.startedAt !== null && wanted.ended.at < running.startedAt
      return [{ does: 'end', limit: running.id, kind, ...(before ? { at: null, how: 'in-error' } : wanted.ended) }]
    }
    return running.startedAt === wanted.startedAt
      ? []
      : [{ does: 'correct', limit: running.id, kind, startedAt: wanted.startedAt }]
  })
}

const byTheHub: readonly string[] = [FROM_EXAMINATIONS, EXAMINATIONS_CHANGED, WITH_THE_WORK]

/** Whether the hub itself ended it: then it may begin again, when what ended it was a mistake, or the work goes on after all. */
const endedByItself = ({ startSource, endedWhy }: StandingLimit<unknown>): boolean =>
  startSource === FROM_EXAMINATIONS && byTheHub.includes(endedWhy)

function begins<Id>(ended: readonly StandingLimit<Id>[], { kind, startedAt }: Following): readonly LimitStep<Id>[] {
  const byAPerson = ended.some((one) => one.startedAt === startedAt && !endedByItself(one))
  return byAPerson ? [] : [{ does: 'start', kind, startedAt }]
}

/**
 * How such a limit ends when the assessment is finished, by its outcome; `null` while it runs on: no bed was found, or somebody goes
 * again. Guardianship still has to be forwarded.
 *
 * @param goesOn whether the referral waits for somebody again: a cancelled visit ends nothing then that the doctors began
 * @example endAtFinish('s6-1-a', 'DETAINED_S2', false) // 'admitted'
 */
export function endAtFinish(kind: ExaminationLimit, outcome: OutcomeCode, goesOn: boolean): string | null {
  if (stillNeedsSomebody(outcome, goesOn)) return null
  if (kind === 's8-2') return outcome === 'GUARDIANSHIP_APPLICATION' ? null : 'not-forwarded'
  if (kind === 's12-1') return 'not-needed'
  return outcomes[outcome].detained ? 'admitted' : 'not-admitted'
}
