import type { Instant } from '#shared/time/instant.ts'
import { londonDayOf, startOfDay } from '#shared/time/london.ts'
import type { RequestCode, SourceCode } from '../referral.ts'
import { requiredAt, type AskedLater } from '../relatives.ts'
import type { TriageDuty, TriageOutcome } from '../triage.ts'
import { isApplication, isDecidedElsewhere } from '../triaging/tasks.ts'
import type { LimitKind } from './limitKinds.ts'

/** What of a referral says which limits the law has begun to count, whether or not anybody has recorded them. */
export interface SaysWhatCounts {
  readonly request: RequestCode
  readonly source: SourceCode
  readonly receivedAt: Instant
  readonly closedAs: string | null
  /** What later callers asked for, on it or on one that was merged into it. Left out by a node of the last release. */
  readonly calls?: readonly AskedLater[]
  readonly decisions: readonly { readonly outcome: TriageOutcome; readonly duty: TriageDuty }[]
}

/** A limit that the law counts here. Its start is known where the referral itself is what starts it. */
export interface ExpectedLimit {
  readonly kind: LimitKind
  readonly startedAt: Instant | null
  readonly because: string
}

const byOutcome: Readonly<Record<string, readonly LimitKind[]>> = {
  ACCEPT_WARRANT_135_1: ['s135-warrant'],
  ACCEPT_GUARDIANSHIP: ['s11-4'],
  ACCEPT_S14_SCR: ['s14'],
  ACCEPT_S18_RETURN_OR_135_2: ['s18'],
}

const byClosing: Readonly<Record<string, readonly LimitKind[]>> = {
  DETAINED_S2: ['s2', 's11-3', 's13-1b', 's15'],
  DETAINED_S3: ['s3', 's11-4', 's15'],
  DETAINED_S4: ['s15'],
  GUARDIANSHIP_APPLICATION: ['s11-4', 's8-2', 'guardianship'],
  CTO_MADE_AGREED: ['cto'],
  CTO_EXTENSION_AGREED: ['cto'],
  APPLICATION_NOT_MADE_NO_BED: ['s11-5', 's12-1', 's6-1-a'],
}

/**
 * The limits that the law counts on a referral by what was asked, decided and done. One that nobody has recorded is shown as "start
 * not recorded", never hidden. A relative's request (section 13(4)) counts however the referral was closed, as "advice" too, and whichever call it came with. Only an
 * application leaves no reasons to be given, or a decision that is another council’s.
 *
 * @example expectedLimits({ source: 'NEAREST_RELATIVE_13_4', receivedAt, … }) // [{ kind: 's13-4', startedAt, … }]
 */
export function expectedLimits(says: SaysWhatCounts): readonly ExpectedLimit[] {
  const { request, receivedAt, closedAs, decisions } = says
  const decided = decisions.some(({ outcome, duty }) => duty === 's13-4' || outcome === 'ACCEPT_S13_4_CONSIDERATION')
  const since = requiredAt(says) ?? (decided ? receivedAt : null)
  const asked: readonly ExpectedLimit[] =
    since === null || (closedAs !== null && (isApplication(closedAs) || isDecidedElsewhere(closedAs)))
      ? []
      : [{ kind: 's13-4', startedAt: startOfDay(londonDayOf(since)), because: 'A relative requires it' }]
  const outcome = decisions.at(-1)?.outcome
  const kinds = [
    ...(request === 'warrant-135-1' ? (['s135-warrant'] as const) : []),
    ...((outcome && byOutcome[outcome]) ?? []),
    ...((closedAs !== null && byClosing[closedAs]) || []),
  ]
  return [...asked, ...[...new Set(kinds)].map((kind) => ({ kind, startedAt: null, because: 'From how it went on' }))]
}
