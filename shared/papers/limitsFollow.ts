import { clearDaysBetween } from '#shared/time/counting.ts'
import { latest, type Instant } from '#shared/time/instant.ts'
import { londonDayOf, startOfDay } from '#shared/time/london.ts'
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

interface Examined extends Pick<ExaminedBy, 'recommendation'> {
  readonly examinedAt: Instant
}

/** How it reads on the record where such a limit comes from. */
export const FROM_EXAMINATIONS = 'The doctors’ examinations, as they are recorded'

/**
 * The limits that the examinations of one person have set running, each from its own trigger: the second doctor within five clear days
 * of the first (MHA 1983 s.12(1)); admission within 14 days of the last examination before a recommendation (s.6(1)(a)), or within 24
 * hours where there is one recommendation under section 4 (s.6(1)(b)); a guardianship application forwarded within 14 days (s.8(2)).
 * Whoever gave no recommendation counts for none, and neither does what was struck out.
 *
 * @param examinations in any order, those struck out left out
 * @example limitsFollowing([{ examinedAt, recommendation: 's2', … }]) // [{ kind: 's12-1', startedAt: that day's midnight, ended: null }]
 */
export function limitsFollowing(examinations: readonly ExaminedBy[]): readonly Following[] {
  const examined = examinations
    .flatMap(({ examinedAt, recommendation }): Examined[] =>
      examinedAt === null || recommendation === 'not-given' ? [] : [{ examinedAt, recommendation }],
    )
    .toSorted((a, b) => (a.examinedAt < b.examinedAt ? -1 : 1))
  const given = (...paths: readonly string[]) => examined.filter(({ recommendation }) => paths.includes(recommendation))
  const [first] = examined
  return [
    ...(first === undefined ? [] : [secondExamination(examined, first)]),
    ...admission(given('s2', 's3'), given('s4')),
    ...from('s8-2', given('s7')),
  ]
}

const dayOf = (at: Instant): Instant => startOfDay(londonDayOf(at))

/** It waits for a second examination near enough; with two too far apart it counts from the later one. */
function secondExamination(examined: readonly Examined[], first: Examined): Following {
  const pair = examined
    .slice(1)
    .map((later, index) => [examined[index] ?? first, later] as const)
    .find(([a, b]) => clearDaysBetween(londonDayOf(a.examinedAt), londonDayOf(b.examinedAt)) <= CLEAR_DAYS)
  if (pair === undefined) {
    return { kind: 's12-1', startedAt: dayOf((examined.at(-1) ?? first).examinedAt), ended: null }
  }
  const [earlier, later] = pair
  return {
    kind: 's12-1',
    startedAt: dayOf(earlier.examinedAt),
    ended: {
      at: later.examinedAt,
      how: later.examinedAt === earlier.examinedAt ? 'together' : 'examined',
    },
  }
}

/** Two recommendations for section 2 or 3 stand before one for section 4. */
function admission(two: readonly Examined[], emergency: readonly Examined[]): readonly Following[] {
  if (two.length >= 2) return from('s6-1-a', two)
  const last = emergency.map(({ examinedAt }) => examinedAt).reduce<Instant | null>(laterOf, null)
  return last === null ? [] : [{ kind: 's6-1-b', startedAt: last, ended: null }]
}

const laterOf = (known: Instant | null, at: Instant): Instant => (known === null ? at : latest(known, at))

function from(kind: 's6-1-a' | 's8-2', given: readonly Examined[]): readonly Following[] {
  const last = given.map(({ examinedAt }) => examinedAt).reduce<Instant | null>(laterOf, null)
  return given.length < 2 || last === null ? [] : [{ kind, startedAt: dayOf(last), ended: null }]
}

/** A limit as it stands, as far as it matters here. */
export interface StandingLimit<Id> {
  readonly id: Id
  readonly kind: string
  readonly startedAt: Instant | null
  readonly startSource: string
  readonly endedAt: Instant | null
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
    if (wanted.ended !== null) return [{ does: 'end', limit: running.id, kind, ...wanted.ended }]
    return running.startedAt === wanted.startedAt
      ? []
      : [{ does: 'correct', limit: running.id, kind, startedAt: wanted.startedAt }]
  })
}

function begins<Id>(ended: readonly StandingLimit<Id>[], { kind, startedAt }: Following): readonly LimitStep<Id>[] {
  return ended.some((one) => one.startedAt === startedAt) ? [] : [{ does: 'start', kind, startedAt }]
}
