import type { LimitId, PersonId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { monthsBeginningWith } from '#shared/time/counting.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf, startOfDay, type LondonDay } from '#shared/time/london.ts'
import {
  endingsOf,
  endsWithDetention,
  limitFamilies,
  secondTakes,
  type Detention,
  type LimitKind,
} from './limitKinds.ts'
import { limitReach, limitRuleFor, type Hold, type LimitFacts } from './limits.ts'
import type { LimitRule } from './limitRule.ts'
import { limitRules } from './limitRules.ts'
import type { LimitRefusal } from './limitRefusals.ts'

/** A limit as it stands on a referral. */
export interface RecordedLimit {
  readonly id: LimitId
  readonly kind: LimitKind
  readonly startedAt: Instant | null
  readonly originAt: Instant | null
  readonly period: number
  readonly startSource: string
  /** Whose limit it is, where each applicant has their own. */
  readonly personId: PersonId | null
  readonly secondAt: Instant | null
  /** Under what somebody was detained who is absent. Left out by a node of the last release. */
  readonly detention?: Detention | null
  readonly hold: Hold | null
  readonly endedAt: Instant | null
  readonly supersededAt: Instant | null
}

export interface LimitTold {
  readonly kind: LimitKind
  readonly startedAt: Instant | null
  readonly secondAt: Instant | null
  /** Left out by a screen of the last release. */
  readonly detention?: Detention | null | undefined
  readonly personId: PersonId | null
  readonly startSource: string
  readonly correctionReason: string
}

/** What is to be written: a first start, or a row that takes an earlier one’s place. */
export interface LimitDecided {
  readonly ruleId: string
  readonly startedAt: Instant | null
  readonly originAt: Instant | null
  readonly secondAt: Instant | null
  readonly detention: Detention | null
  readonly personId: PersonId | null
  readonly period: number
  readonly hold: Hold | null
  readonly corrects: RecordedLimit | null
}

/** Detentions, orders and guardianship may have begun years ago; an older start is a slip of the keys. */
const OLDEST_START_DAYS = 20 * 366

/** The limit of a kind that runs now: not ended, not corrected since. There is at most one, for each applicant where they count. */
export const runningLimitOf = (
  limits: readonly RecordedLimit[],
  kind: LimitKind,
  personId: PersonId | null,
): RecordedLimit | null =>
  limits.find(
    (one) => one.kind === kind && one.personId === personId && one.endedAt === null && one.supersededAt === null,
  ) ?? null

/** Days are counted from London’s midnight, whatever time of the day was sent. */
const atItsStart = (takes: 'day' | 'moment', at: Instant | null): Instant | null =>
  at === null || takes === 'moment' ? at : startOfDay(londonDayOf(at))

/**
 * Decides how the start of a limit is written down. What is recorded is never edited: a correction needs a reason, takes the earlier
 * row’s place and leaves it to be seen. A start that nobody knows yet is an answer, and is shown.
 *
 * @example decideLimitStart([], { kind: 's2', startedAt, secondAt: null, personId: null, … }, now)
 */
export function decideLimitStart(
  limits: readonly RecordedLimit[],
  told: LimitTold,
  now: Instant,
  rules: readonly LimitRule[] = limitRules,
): Outcome<LimitDecided, LimitRefusal> {
  const { kind } = told
  const { perApplicant, second, takes } = limitFamilies[kind]
  const startedAt = atItsStart(takes, told.startedAt)
  const detention = kind === 's18' ? (told.detention ?? null) : null
  const secondAt = second === null ? null : atItsStart(secondTakes(kind, detention), told.secondAt)
  const personId = perApplicant ? told.personId : null
  if (perApplicant && personId === null) return refuse({ code: 'applicant-missing', field: 'personId' })
  if (startedAt !== null && startedAt > now) return refuse({ code: 'limit-start-in-future', field: 'startedAt', now })
  if (startedAt !== null && startedAt < addMinutes(now, -OLDEST_START_DAYS * 24 * 60)) {
    return refuse({ code: 'limit-start-too-old', field: 'startedAt' })
  }
  if (endsWithDetention(detention) && startedAt !== null && secondAt === null)
    return refuse({ code: 'detention-end-missing', field: 'secondAt' })
  const known = runningLimitOf(limits, kind, personId)
  const originAt = known !== null && known.period > 1 ? known.originAt : startedAt
  const ruleId = limitRuleFor({ kind, startedAt, originAt }, now, rules).id
  const decided = { ruleId, startedAt, originAt, secondAt, detention, personId }
  if (known === null) return done({ ...decided, period: 1, hold: null, corrects: null })
  const same = known.startedAt === startedAt && known.secondAt === secondAt && (known.detention ?? null) === detention
  if (same && known.startSource.trim() === told.startSource.trim()) {
    return refuse({ code: 'nothing-to-correct', field: 'startedAt' })
  }
  if (!saysWhy(known, told)) {
    return refuse({ code: 'correction-reason-missing', field: 'correctionReason', recorded: known.startedAt })
  }
  return done({ ...decided, period: known.period, hold: known.hold, corrects: known })
}

const saysWhy = (known: RecordedLimit, told: LimitTold): boolean =>
  told.correctionReason.trim() !== '' || (known.startedAt === null && told.startSource.trim() !== '')

/** Decides whether a limit may be said to have ended. It is recorded however late it was: the law’s limit warns, it does not block. */
export function decideLimitEnd(
  limit: RecordedLimit,
  { endedAt, how }: { readonly endedAt: Instant; readonly how: string },
  now: Instant,
): Outcome<null, LimitRefusal> {
  if (limit.supersededAt !== null) return refuse({ code: 'limit-not-found' })
  if (limit.endedAt !== null) return refuse({ code: 'limit-already-ended', at: limit.endedAt })
  if (!Object.hasOwn(endingsOf(limit.kind), how)) return refuse({ code: 'ending-does-not-fit', field: 'how' })
  if (endedAt > now) return refuse({ code: 'limit-ended-in-future', field: 'endedAt', now })
  if (limit.startedAt !== null && endedAt < limit.startedAt) {
    return refuse({ code: 'limit-ended-before-it-started', field: 'endedAt', startedAt: limit.startedAt })
  }
  return done(null)
}

/** Who renews. The law knows one answer for each; the others are offered so that a "no" can say why. */
export const renewers = {
  'responsible-clinician': 'The responsible clinician or appropriate practitioner',
  'another-clinician': 'Another clinician',
  amhp: 'An AMHP',
  managers: 'The hospital managers',
} as const
export type Renewer = keyof typeof renewers

export interface Renewal {
  readonly period: number
  readonly startedAt: Instant
  readonly originAt: Instant
  readonly ruleId: string
}

/** The last two months of a period, in which the person is examined for its renewal (MHA 1983 s.20(3), s.20A(4)). */
export function renewalWindow(lastDay: LondonDay): { readonly first: LondonDay; readonly last: LondonDay } {
  // The window is two months that end with the last day: the same count, the other way round.
  let first = addDays(lastDay, -62)
  while (monthsBeginningWith(first, 2) < lastDay) first = addDays(first, 1)
  return { first, last: lastDay }
}

/**
 * Decides whether a renewal may be recorded: only of what the law renews, by whom it names, on a report made before the period ends
 * and in its last two months. It may be recorded later than it was made.
 *
 * @example decideRenewal(limit, { reportedOn, by: 'responsible-clinician' }, now)
 */
export function decideRenewal(
  limit: RecordedLimit,
  { reportedOn, by }: { readonly reportedOn: LondonDay; readonly by: Renewer },
  now: Instant,
  rules: readonly LimitRule[] = limitRules,
): Outcome<Renewal, LimitRefusal> {
  const rule = limitRuleFor(limit, now, rules)
  if (rule.periods.length === 0) return refuse({ code: 'no-renewal-in-law', provision: rule.provision })
  if (limit.endedAt !== null) return refuse({ code: 'limit-already-ended', at: limit.endedAt })
  const { startedAt } = limit
  if (startedAt === null) return refuse({ code: 'limit-start-not-recorded' })
  if (by !== 'responsible-clinician') return refuse({ code: 'renewal-by', field: 'by' })
  const { limitAt } = limitReach(rule, { ...limit, startedAt })
  if (limitAt === null) return refuse({ code: 'no-renewal-in-law', provision: rule.provision })
  const window = renewalWindow(londonDayOf(addMinutes(limitAt, -1)))
  if (reportedOn > londonDayOf(now)) return refuse({ code: 'renewal-in-future', field: 'reportedOn', now })
  if (reportedOn > window.last) return refuse({ code: 'renewal-too-late', field: 'reportedOn', lastDay: window.last })
  if (reportedOn < window.first)
    return refuse({ code: 'renewal-too-early', field: 'reportedOn', firstDay: window.first })
  return done({ period: limit.period + 1, startedAt: limitAt, originAt: limit.originAt ?? startedAt, ruleId: rule.id })
}

/**
 * Decides whether a hold may be recorded (MHA 1983 s.29(4)): only on section 2, for an application made before it ran out, and once;
 * the court’s decision is filled in when it comes.
 */
export function decideHold(
  limit: LimitFacts & Pick<RecordedLimit, 'hold' | 'endedAt'>,
  told: Hold,
  now: Instant,
  rules: readonly LimitRule[] = limitRules,
): Outcome<Hold, LimitRefusal> {
  const rule = limitRuleFor(limit, now, rules)
  const { startedAt, hold } = limit
  if (rule.heldBy === null) return refuse({ code: 'no-hold-in-law', provision: rule.provision })
  if (limit.endedAt !== null) return refuse({ code: 'limit-already-ended', at: limit.endedAt })
  if (startedAt === null) return refuse({ code: 'limit-start-not-recorded' })
  if (hold !== null && (hold.disposedAt !== null || told.disposedAt === null)) return refuse({ code: 'already-held' })
  if (told.madeAt > now || (told.disposedAt !== null && told.disposedAt > now)) {
    return refuse({ code: 'hold-in-future', field: told.madeAt > now ? 'madeAt' : 'disposedAt', now })
  }
  const { baseLimitAt } = limitReach(rule, { ...limit, startedAt, hold: null })
  if (baseLimitAt !== null && told.madeAt >= baseLimitAt) {
    return refuse({ code: 'hold-too-late', field: 'madeAt', limitAt: baseLimitAt })
  }
  if (told.disposedAt !== null && told.disposedAt < told.madeAt) {
    return refuse({ code: 'hold-ends-before-it-begins', field: 'disposedAt' })
  }
  return done(told)
}
