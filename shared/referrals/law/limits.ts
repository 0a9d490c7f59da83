import { daysBeginningWith, endOfDay, periodEnd } from '#shared/time/counting.ts'
import { addHours, addMinutes, earliest, latest, minutesBetween, msOf, type Instant } from '#shared/time/instant.ts'
import { londonDayOf, startOfDay } from '#shared/time/london.ts'
import type { Minutes } from '#shared/time/minutes.ts'
import { addWorkingDays } from '#shared/time/workingDays.ts'
import { endsWithDetention, limitFamilies, secondTakes, type Detention, type LimitKind } from './limitKinds.ts'
import { limitRules, type LimitRule, type LocalTarget } from './limitRules.ts'
import { explainLimit, explainUnknown } from './limitWords.ts'
import { ruleAt } from './rule.ts'

/** An application to the county court to displace the relative, made before section 2 ran out (section 29(4)). */
export interface Hold {
  readonly madeAt: Instant
  /** Null while the court has not decided. */
  readonly disposedAt: Instant | null
  readonly orderMade: boolean
}

/** What the law counts a limit from. `startedAt` is null while nobody has found out when that was. */
export interface LimitFacts {
  readonly kind: LimitKind
  /** For what is counted in days, London’s midnight at the start of the day. */
  readonly startedAt: Instant | null
  /** When the very first period began, after renewals; the rule of that day goes on. */
  readonly originAt?: Instant | null
  /** 1 for the first period, 2 for the first renewal. */
  readonly period?: number
  readonly secondAt?: Instant | null
  /** Under what somebody was detained who is absent; null where nobody has said. */
  readonly detention?: Detention | null
  readonly hold?: Hold | null
  readonly endedAt?: Instant | null
  readonly endedHow?: string
  /** When it was recorded as running: what bounds a start that nobody knows. */
  readonly recordedAt?: Instant
}

/** `held`: the law keeps it open. `open`: it runs, and no number says until when. "Start not recorded" is never "not running". */
export type LimitState = 'not-recorded' | 'open' | 'held' | 'calm' | 'soon' | 'over' | 'ended'

/** Where a limit stands at one moment. */
export interface LimitClock {
  readonly kind: LimitKind
  readonly rule: LimitRule
  readonly state: LimitState
  /** A target of the service, where the law gives no number. */
  readonly isLocal: boolean
  readonly limitAt: Instant | null
  /** Without a second date or a hold. */
  readonly baseLimitAt: Instant | null
  readonly soonAt: Instant | null
  readonly minutesLeft: Minutes | null
  readonly fractionLeft: number | null
  /** How this is worked out, step by step. */
  readonly workedOut: readonly string[]
}

/** How far a limit reaches: the one place where it is worked out. */
export interface Reach {
  readonly baseLimitAt: Instant | null
  readonly limitAt: Instant | null
  readonly isLocal: boolean
}

/** The rule that a limit is counted by: the one in force when its first period began; with no start known, today’s. */
export const limitRuleFor = (
  { kind, startedAt, originAt }: LimitFacts,
  now: Instant,
  rules: readonly LimitRule[] = limitRules,
): LimitRule => ruleAt(rules, kind, originAt ?? startedAt ?? now)

/** How long a period is: the first, a renewal, or the last of the list for ever after. */
export const lengthOfPeriod = ({ quantity, periods }: LimitRule, period: number): number =>
  periods[Math.min(period, periods.length) - 1] ?? quantity

/**
 * The end of a local target: so many hours, or the midnight after so many working days.
 *
 * @example targetEnd(askedAt, { mode: 'working-days', quantity: 5 })
 */
export const targetEnd = (from: Instant, { mode, quantity }: LocalTarget): Instant =>
  mode === 'elapsed-hours' ? addHours(from, quantity) : endOfDay(addWorkingDays(londonDayOf(from), quantity))

/**
 * How far a limit reaches from a start. Hours pass on the UTC line; days, clear days and months are London’s, to the midnight after
 * the last one.
 *
 * @example limitReach(rule, { kind: 's2', startedAt }).limitAt // midnight after day 28
 */
export function limitReach(rule: LimitRule, facts: LimitFacts & { readonly startedAt: Instant }): Reach {
  const { startedAt } = facts
  if (rule.mode === null) {
    const target = rule.localTarget === null ? null : targetEnd(startedAt, rule.localTarget)
    return { baseLimitAt: target, limitAt: target, isLocal: true }
  }
  const base = periodEnd(startedAt, rule.mode, lengthOfPeriod(rule, facts.period ?? 1))
  return { baseLimitAt: base, limitAt: heldUntil(withSecond(base, facts), facts.hold ?? null, rule), isLocal: false }
}

function withSecond(base: Instant, { kind, secondAt = null, detention = null }: LimitFacts): Instant {
  const { second } = limitFamilies[kind]
  if (second === null || secondAt === null) return base
  const other = secondTakes(kind, detention) === 'day' ? endOfDay(londonDayOf(secondAt)) : secondAt
  if (second.counts === 'instead' || endsWithDetention(detention)) return other
  return second.counts === 'the-earlier' ? earliest(base, other) : latest(base, other)
}

/** Whether a hold counts: the law knows it for this limit, and it was made before the limit. */
export const holdCounts = (rule: LimitRule, hold: Hold | null, limitAt: Instant): hold is Hold =>
  hold !== null && rule.heldBy !== null && hold.madeAt < limitAt

/** After an order the period goes on for seven days, the day of the decision being the first: the cautious reading of s.29(4)(b). */
const DAYS_AFTER_ORDER = 7

function heldUntil(limitAt: Instant, hold: Hold | null, rule: LimitRule): Instant | null {
  if (!holdCounts(rule, hold, limitAt)) return limitAt
  if (hold.disposedAt === null) return null
  const decidedOn = londonDayOf(hold.disposedAt)
  return latest(limitAt, endOfDay(hold.orderMade ? daysBeginningWith(decidedOn, DAYS_AFTER_ORDER) : decidedOn))
}

/**
 * Where a limit of the law stands, the same on server and screen. The rule in force at its start applies, and its end is over at the
 * very moment it is reached.
 *
 * @example limitClockOf({ kind: 's6-1-a', startedAt }, now) // { state: 'calm', limitAt, workedOut: […], … }
 */
export function limitClockOf(facts: LimitFacts, now: Instant, rules: readonly LimitRule[] = limitRules): LimitClock {
  const rule = limitRuleFor(facts, now, rules)
  const endedAt = facts.endedAt ?? null
  const { kind, startedAt } = facts
  const nothing = { limitAt: null, baseLimitAt: null, soonAt: null, minutesLeft: null, fractionLeft: null }
  if (startedAt === null) {
    const state = endedAt === null ? 'not-recorded' : 'ended'
    const latest =
      facts.recordedAt === undefined || endedAt !== null ? null : latestLimit(facts, facts.recordedAt, rules)
    return {
      kind,
      rule,
      state,
      isLocal: rule.mode === null,
      ...nothing,
      workedOut: explainUnknown(facts, rule, latest),
    }
  }
  const reach = limitReach(rule, { ...facts, startedAt })
  const workedOut = explainLimit({ ...facts, startedAt }, rule, reach)
  const { limitAt } = reach
  if (limitAt === null) {
    const running = reach.isLocal ? 'open' : 'held'
    return { kind, rule, ...nothing, ...reach, state: endedAt === null ? running : 'ended', workedOut }
  }
  const at = endedAt ?? now
  const soonest = rule.warnAt[0]
  const soonAt = soonest === undefined ? null : addMinutes(limitAt, -soonest)
  return {
    kind,
    rule,
    ...reach,
    state: endedAt === null ? stateAt(now, limitAt, soonAt) : 'ended',
    soonAt,
    minutesLeft: minutesBetween(at, limitAt),
    fractionLeft: fraction(startedAt, at, limitAt),
    workedOut,
  }
}

/**
 * The latest that a limit can be whose start nobody knows: it ran when it was recorded, so it began by then.
 *
 * @returns null where the law gives no number, or holds it open
 */
export function latestLimit(
  facts: LimitFacts,
  recordedAt: Instant,
  rules: readonly LimitRule[] = limitRules,
): Instant | null {
  const from = limitFamilies[facts.kind].takes === 'day' ? startOfDay(londonDayOf(recordedAt)) : recordedAt
  const began = { ...facts, startedAt: from }
  const { limitAt, isLocal } = limitReach(limitRuleFor(began, from, rules), began)
  return isLocal ? null : limitAt
}

const stateAt = (now: Instant, limitAt: Instant, soonAt: Instant | null): LimitState =>
  now >= limitAt ? 'over' : soonAt !== null && now >= soonAt ? 'soon' : 'calm'

function fraction(startedAt: Instant, at: Instant, limitAt: Instant): number {
  const whole = msOf(limitAt) - msOf(startedAt)
  return whole <= 0 ? 0 : Math.min(1, Math.max(0, (msOf(limitAt) - msOf(at)) / whole))
}

const standing: readonly LimitState[] = ['over', 'soon', 'not-recorded', 'calm', 'held', 'open', 'ended']

/** The order in which limits are shown: what presses first, then the nearest. */
export const byPressing = (a: LimitClock, b: LimitClock): number =>
  standing.indexOf(a.state) - standing.indexOf(b.state) ||
  Number(a.isLocal) - Number(b.isLocal) ||
  ((a.limitAt ?? '') < (b.limitAt ?? '') ? -1 : (a.limitAt ?? '') > (b.limitAt ?? '') ? 1 : 0)
