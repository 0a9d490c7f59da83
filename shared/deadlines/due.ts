import { acceptWithin } from '#shared/allocations/weights.ts'
import type { AllocationId, AskId, LimitId, PowerId, ReferralId, TaskId } from '#shared/kernel/ids.ts'
import { bindingPowers } from '#shared/referrals/beside.ts'
import { ruleInForce } from '#shared/referrals/clockRules.ts'
import { clockOf, latestLimitOf, type Power } from '#shared/referrals/clocks.ts'
import { expectedLimits, type SaysWhatCounts } from '#shared/referrals/law/expected.ts'
import type { LimitKind } from '#shared/referrals/law/limitKinds.ts'
import { latestLimit, limitClockOf, limitRuleFor, type LimitFacts } from '#shared/referrals/law/limits.ts'
import type { ReferralState, Urgency } from '#shared/referrals/referral.ts'
import { taskKindCodes, taskOfSection4, type TaskKind } from '#shared/referrals/triaging/tasks.ts'
import { EVERY_OF_DAYS, EVERY_OF_HOURS, startMissing } from './startMissing.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf, startOfDay } from '#shared/time/london.ts'
import { minutes, type Minutes } from '#shared/time/minutes.ts'

/** What is due: a warning before a limit, the limit itself, a start that is still missing, a target of the service, a look at it. */
export const duePoints = ['warning', 'limit', 'start-not-recorded', 'target', 'look-again'] as const
export type DuePoint = (typeof duePoints)[number]

/** What a referral waits for by the service's own measure. */
export const targetKinds = ['triage', 'review', 'assess-by', 'accept', 'hold-over', 'asked', ...taskKindCodes] as const
export type TargetKind = (typeof targetKinds)[number]

/** One point at which something falls due. Two with the same source, kind, point and minutes are the same one, moved. */
export interface Due {
  readonly source: 'power' | 'limit' | 'target'
  /** The power, the limit, or the referral itself. */
  readonly sourceId: string
  readonly kind: string
  readonly ruleId: string
  readonly point: DuePoint
  /** Before the limit; after the recording where a start is missing. */
  readonly minutesBefore: Minutes
  readonly dueAt: Instant
  readonly limitAt: Instant | null
}

/** What of a referral says what is due on it. Ids, codes and times; nothing of anybody. */
export interface DueFacts extends SaysWhatCounts {
  readonly id: ReferralId
  readonly state: ReferralState
  readonly assessBy: Instant | null
  readonly reviewAt: Instant | null
  /** It was held until then, and nobody has taken it up again. */
  readonly heldUntil: Instant | null
  readonly targetMinutes: number
  /** How long it was held until now, all times together: the service's own target to triage waits meanwhile, no limit of the law does. */
  readonly pausedMinutes: number
  /** What was asked of an agency and has not come. */
  readonly asks: readonly { readonly id: AskId; readonly dueAt: Instant }[]
  /** What a decision left to be done, and is not. */
  readonly tasks: readonly { readonly id: TaskId; readonly kind: TaskKind; readonly dueAt: Instant }[]
  /** It was given to somebody who has not answered yet. `minutes` is what the service said on that day, `null` where it said nothing. */
  readonly offer: {
    readonly id: AllocationId
    readonly offeredAt: Instant
    readonly urgency: Urgency | null
    readonly minutes: number | null
  } | null
  /** An AMHP is with the person. */
  readonly arrived: boolean
  /** Those that run: not ended, not corrected since. */
  readonly powers: readonly (Power & { readonly id: PowerId; readonly recordedAt: Instant })[]
  readonly limits: readonly (LimitFacts & { readonly id: LimitId; readonly recordedAt: Instant })[]
  /** Kinds of limits that were ever recorded on it, ended ones too. */
  readonly recordedKinds: readonly LimitKind[]
}

/** How long before a time to assess by the desk is warned. */
const assessSoon = minutes(60)

export type Base = Pick<Due, 'source' | 'sourceId' | 'kind' | 'ruleId'>

const before = (base: Base, limitAt: Instant, warnAt: readonly Minutes[]): readonly Due[] =>
  warnAt.map((minutesBefore) => ({
    ...base,
    point: 'warning',
    minutesBefore,
    dueAt: addMinutes(limitAt, -minutesBefore),
    limitAt,
  }))

const at = (base: Base, limitAt: Instant, point: DuePoint): Due => ({
  ...base,
  point,
  minutesBefore: minutes(0),
  dueAt: limitAt,
  limitAt,
})

function dueOfPower(power: DueFacts['powers'][number], now: Instant): readonly Due[] {
  const rule = ruleInForce(power.kind, power.startedAt ?? now)
  const base = { source: 'power', sourceId: power.id, kind: power.kind, ruleId: rule.id } as const
  const { limitAt } = clockOf(power, power.startedAt ?? now)
  if (limitAt === null) {
    // It ran when it was recorded, so it is over by then at the latest.
    const latest = latestLimitOf(power, power.recordedAt)
    return startMissing(base, { recordedAt: power.recordedAt, latest, warnAt: rule.warnAt, every: EVERY_OF_HOURS }, now)
  }
  return [...before(base, limitAt, rule.warnAt), at(base, limitAt, 'limit')]
}

function dueOfLimit(limit: LimitFacts & { readonly recordedAt: Instant }, id: string, now: Instant): readonly Due[] {
  const rule = limitRuleFor(limit, now)
  const base = { source: 'limit', sourceId: id, kind: limit.kind, ruleId: rule.id } as const
  const { startedAt } = limit
  if (startedAt === null) {
    const { recordedAt } = limit
    const latest = latestLimit(limit, recordedAt)
    return startMissing(base, { recordedAt, latest, warnAt: rule.warnAt, every: EVERY_OF_DAYS }, now)
  }
  const { limitAt, baseLimitAt, isLocal } = limitClockOf(limit, startedAt)
  const prudent = rule.lookAgainAfterDays
  const look =
    prudent === null
      ? []
      : [{ ...at(base, startOfDay(addDays(londonDayOf(startedAt), prudent)), 'look-again'), limitAt }]
  // What a partner answers for is shown; the desk is told once, in time to plan for what follows: also of one that a court holds open,
  // because nobody knows for how long.
  const [first] = rule.warnAt
  const until = limitAt ?? (limit.hold ? baseLimitAt : null)
  if (rule.owner === 'partner')
    return first === undefined || until === null
      ? look
      : [...look, { ...at(base, addMinutes(until, -first), 'look-again'), limitAt }]
  if (limitAt === null) return look
  return [...look, ...before(base, limitAt, rule.warnAt), at(base, limitAt, isLocal ? 'target' : 'limit')]
}

/** An offer that nobody has answered: the desk is told to ring, once. Each offer by its own id, so that a new one waits anew. */
function dueOfOffer(offer: DueFacts['offer']): readonly Due[] {
  if (offer === null) return []
  const base: Base = { source: 'target', sourceId: offer.id, kind: 'accept', ruleId: 'local' }
  return [at(base, addMinutes(offer.offeredAt, acceptWithin(offer.urgency, offer.minutes)), 'target')]
}

/** What was held comes back by itself; whoever held it may be gone by then, so the desk is told. */
const dueOfHold = ({ id, heldUntil }: Pick<DueFacts, 'id' | 'heldUntil'>): readonly Due[] =>
  heldUntil === null
    ? []
    : [at({ source: 'target', sourceId: id, kind: 'hold-over', ruleId: 'local' }, heldUntil, 'target')]

/** An answer that does not come, each by itself: whoever asked may be off duty by then. */
const dueOfAsks = ({ asks }: DueFacts): readonly Due[] =>
  asks.map(({ id, dueAt }) => at({ source: 'target', sourceId: id, kind: 'asked', ruleId: 'local' }, dueAt, 'target'))

/** Section 2 is over by then, and with it what was to follow from it, unless a court holds it open (MHA 1983 s.29(4)). */
const FOLLOWS_FOR_MINUTES = 14 * 24 * 60

const isHeldOpen =
  (now: Instant) =>
  (limit: LimitFacts): boolean => {
    if (limit.kind !== 's2' || !limit.hold) return false
    const { state } = limitClockOf(limit, now)
    return state === 'held' || state === 'soon' || state === 'calm'
  }

/**
 * What a decision left to be done, also when the referral has long been closed. Reasons that are counted as a limit are told as that, and
 * a second recommendation is asked for only while the section 4 runs, by its start once that is known.
 */
function dueOfTasks({ tasks, powers, limits }: DueFacts, told: readonly LimitKind[], now: Instant): readonly Due[] {
  const admitted = powers.find(({ kind }) => kind === 's4')
  const within = admitted?.startedAt ? taskOfSection4(admitted.startedAt, now).dueAt : null
  return tasks
    .filter(({ kind }) => kind !== 's13-4-reasons' || !told.includes('s13-4'))
    .filter(
      ({ kind, dueAt }) =>
        kind !== 's13-1b-follow-on' || now < addMinutes(dueAt, FOLLOWS_FOR_MINUTES) || limits.some(isHeldOpen(now)),
    )
    .filter(({ kind }) => kind !== 's4-4-second' || admitted !== undefined)
    .map(({ id, kind, dueAt }) => {
      const by = kind === 's4-4-second' ? (within ?? dueAt) : dueAt
      return at({ source: 'target', sourceId: id, kind, ruleId: 'local' }, by, 'target')
    })
}

function dueOfTargets(facts: DueFacts, now: Instant): readonly Due[] {
  const { id, state, receivedAt, assessBy, reviewAt, targetMinutes, pausedMinutes, heldUntil, offer, arrived } = facts
  const of = (kind: TargetKind): Base => ({ source: 'target', sourceId: id, kind, ruleId: 'local' })
  if (state === 'closed') return []
  if (state === 'to-triage') {
    if (reviewAt !== null) return [at(of('review'), reviewAt, 'target')]
    // Held with a reason: until then the service's own target waits, and the end of that time has an alarm of its own. A time that
    // somebody set to look again does not wait.
    if (heldUntil !== null && heldUntil > now) return []
    return [at(of('triage'), addMinutes(receivedAt, targetMinutes + pausedMinutes), 'target')]
  }
  const offered = dueOfOffer(offer)
  if (assessBy === null || arrived) return offered
  return [...offered, ...before(of('assess-by'), assessBy, [assessSoon]), at(of('assess-by'), assessBy, 'target')]
}

/**
 * Everything that falls due on a referral, whatever has passed already: legal clocks first, then what the law counts although nobody
 * has recorded it, then the service's own targets. A closed referral has no targets left, but a power or a limit that runs on counts;
 * of one that was merged the clocks count on the other, where the same are recorded: one clock, one alarm.
 *
 * @example dueOf(facts, now).map(({ kind, point, dueAt }) => `${kind} ${point} ${dueAt}`)
 */
export function dueOf(given: DueFacts, now: Instant): readonly Due[] {
  const merged = given.closedAs === 'DUPLICATE_LINKED'
  const facts = merged ? { ...given, powers: [], limits: [] } : given
  const unrecorded = (merged ? [] : expectedLimits(facts)).filter(
    ({ kind, startedAt }) => startedAt !== null && !facts.recordedKinds.includes(kind),
  )
  return [
    ...bindingPowers(facts.powers).flatMap((power) => dueOfPower(power, now)),
    ...facts.limits.flatMap((limit) => dueOfLimit(limit, limit.id, now)),
    ...unrecorded.flatMap(({ kind, startedAt }) =>
      dueOfLimit({ kind, startedAt, recordedAt: facts.receivedAt }, facts.id, now),
    ),
    ...dueOfTargets(facts, now),
    ...(facts.state === 'closed' ? [] : dueOfAsks(facts)),
    ...dueOfTasks(
      facts,
      [...facts.limits, ...unrecorded].map(({ kind }) => kind),
      now,
    ),
    ...(facts.state === 'to-triage' || facts.state === 'to-allocate' ? dueOfHold(facts) : []),
  ]
}

/** One that stands already, as it is kept. */
export interface LiveDue extends Pick<Due, 'sourceId' | 'kind' | 'point' | 'minutesBefore' | 'dueAt'> {
  readonly id: string
}

export interface NewDue extends Due {
  /** A later point of the same source is due too: this one is kept, and raises no alarm. */
  readonly overtaken: boolean
}

export interface Changes {
  readonly supersede: readonly string[]
  readonly add: readonly NewDue[]
}

const keyOf = ({ sourceId, kind, point, minutesBefore, dueAt }: Omit<LiveDue, 'id'>): string =>
  [sourceId, kind, point, minutesBefore, dueAt].join(' ')

/** Whether a later point of the same source is due as well: then only that one is told. */
const isOvertaken = (due: Due, all: readonly Due[], now: Instant): boolean =>
  all.some(
    (other) =>
      other.sourceId === due.sourceId && other.kind === due.kind && other.dueAt > due.dueAt && other.dueAt <= now,
  )

/**
 * What must change so that what is kept is what is due: points that are no longer due, or moved, are superseded; new ones are added.
 * A warning that had gone by before anybody recorded the start warned nobody, so it is kept as overtaken.
 *
 * @example changesTo(live, dueOf(facts, now), now) // { supersede: [], add: [] } when all is in step
 */
export function changesTo(live: readonly LiveDue[], due: readonly Due[], now: Instant): Changes {
  const [standing, wanted] = [new Set(live.map(keyOf)), new Set(due.map(keyOf))]
  return {
    supersede: live.filter((one) => !wanted.has(keyOf(one))).map(({ id }) => id),
    add: due
      .filter((one) => !standing.has(keyOf(one)))
      .map((one) => ({ ...one, overtaken: isOvertaken(one, due, now) })),
  }
}
