import {
  detentionCodes,
  secondTakes,
  type Detention,
  type LimitFamily,
  type LimitKind,
} from '#shared/referrals/law/limitKinds.ts'
import type { LimitRow } from '#shared/referrals/record.ts'
import {
  emptyMoment,
  momentAhead,
  momentWords,
  readEither,
  readPast,
  type TypedMoment,
} from '#shared/referrals/typedMoment.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { Instant } from '#shared/time/instant.ts'
import { isLondonDay, londonDay, londonDayOf, startOfDay } from '#shared/time/london.ts'

/** What is typed about a limit of the law. */
export interface TypedLimit {
  readonly kind: string
  readonly day: string
  readonly start: TypedMoment
  readonly unknown: boolean
  readonly second: string
  readonly secondMoment: TypedMoment
  readonly detention: string
  readonly personId: string
  readonly startSource: string
  readonly correctionReason: string
}

/** The form before anything is typed: a correction keeps the second date and the detention that stand, until they are changed. */
export const blankLimit = (kind: LimitKind | '', limit: LimitRow | null): TypedLimit => ({
  kind,
  day: '',
  start: emptyMoment,
  unknown: false,
  second: limit?.secondAt ? londonDayOf(limit.secondAt) : '',
  secondMoment: momentAhead(limit?.secondAt ?? null),
  detention: limit?.detention ?? '',
  personId: limit?.personId ?? '',
  startSource: '',
  correctionReason: '',
})

/** A day as its London midnight; undefined while the box does not hold one. */
export const dayStart = (text: string): Instant | undefined =>
  isLondonDay(text) ? startOfDay(londonDay(text)) : undefined

export const detentionIn = ({ detention }: Pick<TypedLimit, 'detention'>): Detention | null =>
  detentionCodes.find((one) => one === detention) ?? null

/** The start that is typed; null where nobody knows it, undefined while the boxes hold none. */
export function startIn(
  typed: TypedLimit,
  { takes }: Pick<LimitFamily, 'takes'>,
  now: Instant,
): Instant | null | undefined {
  if (typed.unknown) return null
  if (takes === 'day') return dayStart(typed.day)
  const read = readPast(typed.start, now)
  return read.ok ? read.value : undefined
}

export function startWords(typed: TypedLimit, { takes }: Pick<LimitFamily, 'takes'>, now: Instant): string {
  if (takes === 'day') return 'Choose the day, or say that it is not known yet'
  const read = readPast(typed.start, now)
  return read.ok ? '' : momentWords(read.refusal)
}

/**
 * The second date that is typed: null where the box is empty, and where the limit has none. What is typed and cannot be read is told, and
 * never dropped.
 *
 * @returns a refusal with the words that stand beside the field
 * @example secondIn({ ...typed, secondMoment: { time: '25:99', … } }, 's138', family, now) // refused
 */
export function secondIn(
  typed: TypedLimit,
  kind: LimitKind,
  { second }: Pick<LimitFamily, 'second'>,
  now: Instant,
): Outcome<Instant | null, string> {
  if (second === null) return done(null)
  if (secondTakes(kind, detentionIn(typed)) === 'day') {
    if (typed.second === '') return done(null)
    const day = dayStart(typed.second)
    return day === undefined ? refuse('Choose the day, or leave it empty') : done(day)
  }
  const { time, day, which } = typed.secondMoment
  if (time.trim() === '' && which === '') {
    // A day that was chosen without a time is half an answer.
    return day === '' || day === londonDayOf(now)
      ? done(null)
      : refuse('Enter the time too, or choose today and leave it empty')
  }
  const read = readEither(typed.secondMoment, now)
  return read.ok ? read : refuse(momentWords(read.refusal))
}
