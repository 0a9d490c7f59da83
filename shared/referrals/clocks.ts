import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { periodEnd } from '#shared/time/counting.ts'
import { addMinutes, minutesBetween, msOf, type Instant } from '#shared/time/instant.ts'
import { minutes, type Minutes } from '#shared/time/minutes.ts'
import { clockRules, ruleInForce } from './clockRules.ts'
import type { ClockRule, ExtensionAuthority, ExtensionReason, ExtensionRule, PowerKind } from './clockRules.ts'
import { notRecordedLines, triggerOf, workedOutLines } from './clockWords.ts'
import type { LimitState } from './law/limits.ts'
import type { Urgency } from './referral.ts'

/** More time, authorised under section 136B. */
export interface Extension {
  readonly minutes: Minutes
  readonly authorisedAt: Instant
  readonly reason: ExtensionReason
  readonly authority: ExtensionAuthority
}

/** A power that runs, or ran, over somebody. `startedAt` is null while nobody has found out when it began. */
export interface Power {
  readonly kind: PowerKind
  readonly startedAt: Instant | null
  readonly extension?: Extension | null
  readonly endedAt?: Instant | null
  /** When it was recorded as running: what bounds a start that nobody knows. */
  readonly recordedAt?: Instant
  /** A section 5(2) that follows a nurse's record: its 72 hours count from that, and not from the report (s.5(5)). */
  readonly afterNurse?: boolean
}

/** The version of the law that a clock was counted by. */
export interface RuleUsed {
  readonly id: string
  readonly provision: string
  readonly citation: string
  readonly effectiveFrom: ClockRule['effectiveFrom']
  readonly verified: boolean
}

interface Told {
  readonly kind: PowerKind
  readonly rule: RuleUsed
  /** How the limit was worked out, line by line, in plain English. */
  readonly workedOut: readonly string[]
}

/** When a power runs out, and how far off that is. */
export interface Limits {
  /** When the power runs out, with any extension that counts. */
  readonly limitAt: Instant
  /** When it would run out without an extension. */
  readonly baseLimitAt: Instant
  /** To the limit from now, or from when it ended; negative when over. */
  readonly minutesLeft: Minutes
  /** What is left of the whole, from 1 to 0, for the ring that empties. */
  readonly fractionLeft: number
}

type NoLimits = { readonly [Key in keyof Limits]: null }

/** A legal clock at one moment. "Start not recorded" is a state of its own: it is never "not running". */
export type Clock =
  | (Told & NoLimits & { readonly state: 'not-recorded' })
  | (Told & Limits & { readonly state: 'calm' | 'soon' | 'over' })
  | (Told & (Limits | NoLimits) & { readonly state: 'ended' })

/**
 * Where a power's legal clock stands: the one place where a limit is worked out, the same on server and screen.
 * The rule in force when the power began applies. A limit is over at the very moment it is reached.
 *
 * @example clockOf({ kind: 's136', startedAt }, now) // { state: 'soon', minutesLeft: 105, … }
 */
export function clockOf(power: Power, now: Instant, rules: readonly ClockRule[] = clockRules): Clock {
  const { kind, startedAt } = power
  const endedAt = power.endedAt ?? null
  const rule = ruleInForce(kind, startedAt ?? now, rules)
  if (startedAt === null) {
    const latest =
      power.recordedAt === undefined || endedAt !== null ? null : latestLimitOf(power, power.recordedAt, rules)
    const workedOut = notRecordedLines(rule, { endedAt, latest, trigger: triggerOf(power, rule) })
    const told = { kind, rule: used(rule), workedOut }
    const none = { limitAt: null, baseLimitAt: null, minutesLeft: null, fractionLeft: null }
    return { ...told, ...none, state: endedAt === null ? 'not-recorded' : 'ended' }
  }
  const limits = limitsOf(power, startedAt, rule, endedAt ?? now)
  const told = { kind, rule: used(rule), workedOut: workedOutLines(power, startedAt, rule, limits) }
  return { ...told, ...limits, state: endedAt === null ? stateAt(now, limits.limitAt, rule) : 'ended' }
}

/** The latest that the limit of a power can be whose start nobody knows: it ran when it was recorded, so it began by then. */
export function latestLimitOf(
  { kind }: Pick<Power, 'kind'>,
  recordedAt: Instant,
  rules: readonly ClockRule[] = clockRules,
): Instant {
  const { mode, quantity } = ruleInForce(kind, recordedAt, rules)
  return periodEnd(recordedAt, mode, quantity)
}

function limitsOf(power: Power, startedAt: Instant, rule: ClockRule, at: Instant): Limits {
  const baseLimitAt = periodEnd(startedAt, rule.mode, rule.quantity)
  const limitAt = addMinutes(baseLimitAt, extraMinutes(power, startedAt, baseLimitAt, rule))
  const whole = msOf(limitAt) - msOf(startedAt)
  const fractionLeft = Math.min(1, Math.max(0, (msOf(limitAt) - msOf(at)) / whole))
  return { limitAt, baseLimitAt, minutesLeft: minutesBetween(at, limitAt), fractionLeft }
}

function stateAt(now: Instant, limitAt: Instant, rule: ClockRule): 'calm' | 'soon' | 'over' {
  if (now >= limitAt) return 'over'
  return now >= addMinutes(limitAt, -rule.warnAt[0]) ? 'soon' : 'calm'
}

/** What an extension adds. A start that was corrected may leave it outside the law; then it adds nothing, and the lines say so. */
function extraMinutes(power: Power, startedAt: Instant, baseLimitAt: Instant, rule: ClockRule): number {
  const extension = power.extension ?? null
  if (extension === null || rule.extension === null) return 0
  return faultOf(rule.extension, extension, { startedAt, baseLimitAt }) === null ? extension.minutes : 0
}

const used = ({ id, provision, citation, effectiveFrom, verified }: ClockRule): RuleUsed => ({
  id,
  provision,
  citation,
  effectiveFrom,
  verified,
})

export interface ExtensionRequest {
  readonly minutes: number
  readonly authorisedAt: Instant
  readonly reason: ExtensionReason
  readonly authority: ExtensionAuthority
}

type ExtensionFault =
  | { readonly code: 'extension-length'; readonly field: 'minutes'; readonly maxMinutes: Minutes }
  | { readonly code: 'extension-reason'; readonly field: 'reason'; readonly reason: ExtensionReason }
  | { readonly code: 'extension-authority'; readonly field: 'authority'; readonly authority: ExtensionAuthority }
  | { readonly code: 'extension-before-start'; readonly field: 'authorisedAt'; readonly startedAt: Instant }
  | { readonly code: 'extension-too-late'; readonly field: 'authorisedAt'; readonly limitAt: Instant }

export type ExtensionRefusal =
  | ExtensionFault
  | { readonly code: 'no-extension-in-law'; readonly provision: string }
  | { readonly code: 'start-not-recorded' }
  | { readonly code: 'already-extended'; readonly minutes: Minutes; readonly authorisedAt: Instant }
  | { readonly code: 'extension-in-future'; readonly field: 'authorisedAt'; readonly now: Instant }
  | { readonly code: 'extension-after-end'; readonly field: 'authorisedAt'; readonly endedAt: Instant }

/**
 * Decides whether an extension of a section 135 or 136 period may be recorded. Only the doctor responsible for the examination
 * may authorise it, once, for up to 12 hours, before the 24 hours end, and only for the person's condition: never because there
 * is no bed, AMHP or doctor (MHA 1983 s.136B). It may be recorded later than it was authorised.
 *
 * @example decideExtension(power, { minutes: 360, authorisedAt, reason: 'no-bed', authority }, now) // refused: extension-reason
 */
export function decideExtension(
  power: Power,
  request: ExtensionRequest,
  now: Instant,
  rules: readonly ClockRule[] = clockRules,
): Outcome<Extension, ExtensionRefusal> {
  const { startedAt } = power
  const { authorisedAt } = request
  const rule = ruleInForce(power.kind, startedAt ?? now, rules)
  if (rule.extension === null) return refuse({ code: 'no-extension-in-law', provision: rule.provision })
  if (startedAt === null) return refuse({ code: 'start-not-recorded' })
  if (power.extension)
    return refuse({
      code: 'already-extended',
      minutes: power.extension.minutes,
      authorisedAt: power.extension.authorisedAt,
    })
  const fault = faultOf(rule.extension, request, {
    startedAt,
    baseLimitAt: periodEnd(startedAt, rule.mode, rule.quantity),
  })
  if (fault !== null) return refuse(fault)
  if (authorisedAt > now) return refuse({ code: 'extension-in-future', field: 'authorisedAt', now })
  if (power.endedAt && authorisedAt >= power.endedAt)
    return refuse({ code: 'extension-after-end', field: 'authorisedAt', endedAt: power.endedAt })
  return done({ ...request, minutes: minutes(request.minutes) })
}

/** What in the request itself the law does not allow, or null. */
function faultOf(
  law: ExtensionRule,
  asked: ExtensionRequest,
  { startedAt, baseLimitAt }: { readonly startedAt: Instant; readonly baseLimitAt: Instant },
): ExtensionFault | null {
  const { reason, authority, authorisedAt } = asked
  if (!law.validReasons.includes(reason)) return { code: 'extension-reason', field: 'reason', reason }
  if (!law.authorities.includes(authority)) return { code: 'extension-authority', field: 'authority', authority }
  if (!Number.isInteger(asked.minutes) || asked.minutes < 1 || asked.minutes > law.maxMinutes) {
    return { code: 'extension-length', field: 'minutes', maxMinutes: law.maxMinutes }
  }
  if (authorisedAt < startedAt) return { code: 'extension-before-start', field: 'authorisedAt', startedAt }
  return authorisedAt < baseLimitAt ? null : { code: 'extension-too-late', field: 'authorisedAt', limitAt: baseLimitAt }
}

/** From when a section 5(2) counts, and why. */
export interface S52Start {
  readonly startedAt: Instant | null
  readonly because: 'nurse-record' | 'report-furnished' | 'nurse-record-not-known'
  readonly verified: false
}

/**
 * The start of a section 5(2) that follows a section 5(4): its 72 hours count from the nurse's record, not from the doctor's
 * report (MHA 1983 s.5(5)). A report furnished after the six hours had run out stands by itself. When nobody knows when the
 * nurse made the record, nobody knows this start either. Not yet checked word for word against the Act.
 *
 * @example s52StartAfterS54({ startedAt: nurseRecordAt }, reportAt) // { startedAt: nurseRecordAt, because: 'nurse-record', … }
 */
export function s52StartAfterS54(
  s54: { readonly startedAt: Instant | null },
  furnishedAt: Instant,
  rules: readonly ClockRule[] = clockRules,
): S52Start {
  const recordedAt = s54.startedAt
  if (recordedAt === null) return { startedAt: null, because: 'nurse-record-not-known', verified: false }
  const rule = ruleInForce('s5-4', recordedAt, rules)
  const follows = recordedAt <= furnishedAt && furnishedAt <= periodEnd(recordedAt, rule.mode, rule.quantity)
  return follows
    ? { startedAt: recordedAt, because: 'nurse-record', verified: false }
    : { startedAt: furnishedAt, because: 'report-furnished', verified: false }
}

/** Where a clock of the law stands, of a power or of another limit: all that an order of them needs. */
export interface Standing {
  readonly state: LimitState
  readonly limitAt: Instant | null
}

/** Soon and over first, then starts that nobody has recorded, then calm, then what runs to no known end, or not at all. */
const groupOf = (clock: Standing | null): number => {
  if (clock === null || clock.state === 'ended' || clock.state === 'held' || clock.state === 'open') return 3
  if (clock.state === 'calm') return 2
  return clock.state === 'not-recorded' ? 1 : 0
}

/**
 * The order of legal clocks: whatever is soon or over by its limit, then unknown starts, then calm ones by their limit.
 * Grouped first, because a section 5(2) is soon at 12 hours and a section 136 calm at 5.
 */
export function compareByLimit(a: Standing | null, b: Standing | null): number {
  const groups = groupOf(a) - groupOf(b)
  if (groups !== 0 || groupOf(a) === 3) return groups
  return compareText(a?.limitAt ?? '', b?.limitAt ?? '')
}

/** What the board needs to know of a referral to put it in its place. */
export interface BoardPlace {
  readonly clock: Standing | null
  readonly urgency: Urgency | null
  readonly receivedAt: Instant
  readonly id: string
}

/** What nobody has triaged may be anything, so it stands above what somebody has said can wait till tonight. */
const urgencyOrder: readonly (Urgency | null)[] = ['U0', 'U1', null, 'U2', 'U3', 'U4']

/**
 * The order of the board: earliest legal limit, then urgency, then the one that came in first; ids break ties, so that two
 * screens agree. Never by urgency over a running clock.
 *
 * @example rows.toSorted(boardOrder)
 */
export const boardOrder = (a: BoardPlace, b: BoardPlace): number =>
  compareByLimit(a.clock, b.clock) ||
  urgencyOrder.indexOf(a.urgency) - urgencyOrder.indexOf(b.urgency) ||
  compareText(a.receivedAt, b.receivedAt) ||
  compareText(a.id, b.id)

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
