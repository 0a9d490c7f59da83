import { z } from 'zod'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { instantInput, type Instant } from '../time/instant.ts'
import { minutes, type Minutes } from '../time/minutes.ts'
import { merge, minutesIn, overlapOf, subtract, type Span } from '../time/span.ts'
import { restCause, shareOut, type Causes } from './causes.ts'
import { delayCodeInput, delayFacts, type DelayCode } from './delayCodes.ts'

/** One reason as the AMHP gave it: a cause, a closer word for it, and from when to when if they know. */
export interface ReasonGiven {
  readonly code: DelayCode
  readonly sub: string | null
  readonly startedAt: Instant | null
  readonly endedAt: Instant | null
}

export const subCodeInput = z.string().regex(/^[A-Z0-9_]{2,40}$/, 'Choose a closer reason from the list')

export const reasonsInput = z
  .array(
    z.strictObject({
      code: delayCodeInput,
      sub: subCodeInput.nullable(),
      startedAt: instantInput.nullable(),
      endedAt: instantInput.nullable(),
    }),
  )
  .max(12, 'Give 12 reasons at most')

export type ReasonRefusal =
  | { readonly code: 'reason-word-unknown'; readonly field: 'reasons'; readonly cause: DelayCode }
  | { readonly code: 'reason-twice'; readonly field: 'reasons'; readonly cause: DelayCode }
  | { readonly code: 'reason-times-wrong'; readonly field: 'reasons'; readonly cause: DelayCode }
  | { readonly code: 'reason-outside'; readonly field: 'reasons'; readonly cause: DelayCode }
  | { readonly code: 'main-reason-not-given'; readonly field: 'primaryCause' }

/** Whether a closer word belongs to a cause. @example isSubOf('BED', 'WITHDRAWN') // true */
export const isSubOf = (code: DelayCode, sub: string): boolean => sub in delayFacts(code).subCodes

/**
 * Whether reasons can stand: each word belongs to its cause, none is given twice for the same time, times come in pairs, in order, and
 * touch the late stretch; and the main one is among them. None at all means: as the hub proposed them.
 *
 * @example checkReasons([{ code: 'BED', sub: 'WITHDRAWN', startedAt: null, endedAt: null }], 'BED', late) // done
 */
export function checkReasons(
  reasons: readonly ReasonGiven[],
  primary: DelayCode,
  late: Span,
): Outcome<readonly ReasonGiven[], ReasonRefusal> {
  const seen = new Set<string>()
  for (const { code, sub, startedAt, endedAt } of reasons) {
    const wrong = (what: 'reason-word-unknown' | 'reason-twice' | 'reason-times-wrong' | 'reason-outside') =>
      refuse({ code: what, field: 'reasons', cause: code } as const)
    if (sub !== null && !isSubOf(code, sub)) return wrong('reason-word-unknown')
    const key = `${code} ${sub ?? ''} ${startedAt ?? ''}`
    if (seen.has(key)) return wrong('reason-twice')
    seen.add(key)
    if ((startedAt === null) !== (endedAt === null)) return wrong('reason-times-wrong')
    if (startedAt === null || endedAt === null) continue
    if (endedAt <= startedAt) return wrong('reason-times-wrong')
    if (overlapOf({ start: startedAt, end: endedAt }, late) === null) return wrong('reason-outside')
  }
  if (reasons.length > 0 && !reasons.some(({ code }) => code === primary)) {
    return refuse({ code: 'main-reason-not-given', field: 'primaryCause' })
  }
  return done(reasons)
}

/**
 * What a late stretch went on, by the reasons as they were given. Those with times count while they ran, side by side they share.
 * What is left goes to those without times, evenly; with none, it stays what the hub proposed: writing up, or a job that began late.
 *
 * @example causesFromReasons(reasons, { late, jobBeganAt, shiftEnd }).parts // minutes by cause, that add up to the whole
 */
export function causesFromReasons(
  reasons: readonly ReasonGiven[],
  {
    late,
    worked = [late],
    rawMinutes = minutes(worked.reduce((sum, one) => sum + Math.max(0, minutesIn(one)), 0)),
    jobBeganAt,
    shiftEnd,
  }: {
    readonly late: Span
    /** The parts of the late stretch that were worked as extra; left out, all of it. */
    readonly worked?: readonly Span[]
    /** Of the claim; left out, the whole minutes of each part. */
    readonly rawMinutes?: Minutes
    readonly jobBeganAt: Instant
    readonly shiftEnd: Instant | null
  },
): Causes {
  if (rawMinutes === 0) return { rawMinutes, parts: [], primary: null }
  const stretches = new Map<DelayCode, readonly Span[]>()
  for (const { code, startedAt, endedAt } of reasons) {
    if (startedAt === null || endedAt === null) continue
    const inside = worked.flatMap((one) => overlapOf({ start: startedAt, end: endedAt }, one) ?? [])
    if (inside.length > 0) stretches.set(code, merge([...(stretches.get(code) ?? []), ...inside]))
  }
  const timed = [...stretches.values()].flat()
  const rest = worked.flatMap((one) => subtract(one, timed))
  const untimed = reasons.filter(({ startedAt }) => startedAt === null).map(({ code }) => code)
  const takers = untimed.length > 0 ? untimed : [restCause(jobBeganAt, shiftEnd)]
  if (rest.length > 0) {
    for (const code of new Set(takers)) stretches.set(code, merge([...(stretches.get(code) ?? []), ...rest]))
  }
  return shareOut(late, rawMinutes, stretches)
}

/**
 * The late stretch that some causes cover between them, or the one given when they cover none.
 *
 * @example lateSpanOf(claim.causes, { start: claim.shiftEndedAt, end: claim.finishedAt })
 */
export function lateSpanOf(causes: readonly { readonly spans: readonly Span[] }[], otherwise: Span): Span {
  const spans = causes.flatMap((part) => part.spans)
  const [start] = spans.map((one) => one.start).toSorted()
  const end = spans
    .map((one) => one.end)
    .toSorted()
    .at(-1)
  return start === undefined || end === undefined ? otherwise : { start, end }
}

/**
 * The parts of a late stretch that were worked as extra: what its causes cover between them, or the stretch given when they cover none.
 *
 * @example workedSpansOf(claim.causes, late) // two spans, where a shift lay between them
 */
export function workedSpansOf(
  causes: readonly { readonly spans: readonly Span[] }[],
  otherwise: Span,
): readonly Span[] {
  const spans = merge(causes.flatMap((part) => part.spans))
  return spans.length > 0 ? spans : [otherwise]
}

/** A reason in words. @example reasonWordsOf({ code: 'BED', sub: 'WITHDRAWN' }) // 'Waiting for a bed: bed withdrawn' */
export function reasonWordsOf({ code, sub }: Pick<ReasonGiven, 'code' | 'sub'>): string {
  const { words, subCodes } = delayFacts(code)
  const closer = sub === null ? undefined : subCodes[sub]
  return closer === undefined ? words : `${words}: ${closer.slice(0, 1).toLowerCase()}${closer.slice(1)}`
}
