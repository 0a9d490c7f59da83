import { waitFacts, type Wait } from '../allocations/waits.ts'
import { addMinutes, msOf, type Instant } from '../time/instant.ts'
import { minutes, type Minutes } from '../time/minutes.ts'
import { merge, minutesIn, overlapOf, subtract, type Span } from '../time/span.ts'
import { apportionMinutes } from './apportion.ts'
import { delayCodeList, type DelayCode } from './delayCodes.ts'

/** What part of a late finish went on one cause. `spans` says when; where causes ran side by side, their minutes were shared. */
export interface CausePart {
  readonly code: DelayCode
  readonly minutes: Minutes
  readonly spans: readonly Span[]
}

export interface Causes {
  readonly rawMinutes: Minutes
  /** In order of minutes, most first. They add up to `rawMinutes`. */
  readonly parts: readonly CausePart[]
  /** The cause with the most minutes, or `null` when nothing was late. */
  readonly primary: DelayCode | null
}

/** The late stretch of a job and what is on the record about it. */
export interface LateJob {
  /** The end of the rostered shift; for a second late job of one shift, the finish of the first. */
  readonly lateFrom: Instant
  /** `null` off the rota, where nothing begins late in a shift. */
  readonly shiftEnd: Instant | null
  readonly finishedAt: Instant
  /** The parts of it that were worked as extra; left out, all of it. */
  readonly worked?: readonly Span[]
  /** What the claim makes of them, which the causes add up to: it drops odd seconds once. Left out, the whole minutes of each part. */
  readonly rawMinutes?: Minutes
  /** When the AMHP took the job. */
  readonly jobBeganAt: Instant
  readonly waits: readonly Pick<Wait, 'kind' | 'startedAt' | 'endedAt'>[]
}

/** A job that begins this close to the end of a shift, in minutes, is late for that reason. */
export const LAST_OF_SHIFT: Minutes = minutes(120)

/**
 * Splits the late stretch of a job by the waits that were timed as they happened. Waits that ran side by side share the time
 * evenly, so that no minute counts twice. Time with no wait is `REF_LATE` when the job began in the last two hours of the
 * shift, else `PAPER`: being with the person, writing up and handing over.
 *
 * @example splitCauses({ lateFrom: at('16:00'), shiftEnd: at('16:00'), finishedAt: at('22:10'), jobBeganAt: at('11:20'),
 *   waits: [{ kind: 'bed', startedAt: at('16:20'), endedAt: at('19:40') }] })
 *   // { rawMinutes: 370, primary: 'BED', parts: [{ code: 'BED', minutes: 200, … }, { code: 'PAPER', minutes: 170, … }] }
 */
export function splitCauses(job: LateJob): Causes {
  const late: Span = { start: job.lateFrom, end: job.finishedAt }
  const worked = late.start < late.end ? (job.worked ?? [late]) : []
  const rawMinutes = job.rawMinutes ?? minutes(worked.reduce((sum, one) => sum + minutesIn(one), 0))
  if (rawMinutes === 0 || worked.length === 0) return { rawMinutes, parts: [], primary: null }
  return shareOut(late, rawMinutes, stretchesOf(job, worked))
}

/**
 * Shares a late stretch among causes by when each ran: side by side they share evenly, and the parts add up to the whole exactly.
 *
 * @param stretches by cause, inside the late stretch; together they cover all that was worked of it
 */
export function shareOut(late: Span, rawMinutes: Minutes, stretches: ReadonlyMap<DelayCode, readonly Span[]>): Causes {
  const pieces = piecesOf(late, [...stretches.values()].flat())
  const weights = new Map<DelayCode, number>()
  for (const piece of pieces) {
    const running = [...stretches].filter(([, spans]) => spans.some((one) => overlapOf(one, piece)))
    for (const [code] of running) weights.set(code, (weights.get(code) ?? 0) + length(piece) / running.length)
  }
  const codes = delayCodeList.filter((code) => weights.has(code))
  const shared = apportionMinutes(
    rawMinutes,
    codes.map((code) => weights.get(code) ?? 0),
  )
  const parts = codes
    .map((code, index) => ({ code, minutes: shared[index] ?? minutes(0), spans: stretches.get(code) ?? [] }))
    .filter((part) => part.minutes > 0)
    .toSorted((a, b) => b.minutes - a.minutes)
  return { rawMinutes, parts, primary: parts[0]?.code ?? null }
}

/** Each cause's stretches inside those that were worked: the waits by code, and the rest. */
function stretchesOf(
  { waits, shiftEnd, jobBeganAt, finishedAt }: LateJob,
  worked: readonly Span[],
): Map<DelayCode, readonly Span[]> {
  const found = new Map<DelayCode, readonly Span[]>()
  for (const { kind, startedAt, endedAt } of waits) {
    const inside = worked.flatMap((one) => overlapOf({ start: startedAt, end: endedAt ?? finishedAt }, one) ?? [])
    const { code } = waitFacts[kind]
    if (inside.length > 0) found.set(code, merge([...(found.get(code) ?? []), ...inside]))
  }
  const waited = [...found.values()].flat()
  const rest = worked.flatMap((one) => subtract(one, waited))
  if (rest.length > 0) found.set(restCause(jobBeganAt, shiftEnd), rest)
  return found
}

/** What late time counts as that nothing else explains. @example restCause(at('15:10'), at('16:00')) // 'REF_LATE' */
export const restCause = (jobBeganAt: Instant, shiftEnd: Instant | null): 'REF_LATE' | 'PAPER' =>
  shiftEnd !== null && jobBeganAt >= addMinutes(shiftEnd, -LAST_OF_SHIFT) ? 'REF_LATE' : 'PAPER'

/** Cuts a stretch wherever one of the others starts or ends, so that within each piece the same causes run throughout. */
function piecesOf(whole: Span, others: readonly Span[]): readonly Span[] {
  const cuts = others.flatMap(({ start, end }) => [start, end]).filter((at) => whole.start < at && at < whole.end)
  const edges = [whole.start, ...new Set(cuts.toSorted()), whole.end]
  return edges.slice(1).map((end, index) => ({ start: edges[index] ?? whole.start, end }))
}

const length = ({ start, end }: Span): number => msOf(end) - msOf(start)
