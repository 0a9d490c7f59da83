import type { CouncilId, DraftId, PersonId, PlaceId, PowerId, ReferralId } from '../kernel/ids.ts'
import type { Instant } from '../time/instant.ts'
import type { LondonDay } from '../time/london.ts'
import type { PowerKind } from './clockRules.ts'
import type { RecordedLimit } from './law/limitDecisions.ts'
import type { Extension } from './clocks.ts'
import type { NoteRow } from './notes.ts'
import type { ReferralState, RequestCode, RiskAnswer, SourceCode, Urgency } from './referral.ts'
import type { AskedLater } from './relatives.ts'
import type { TriageDuty, TriageOutcome } from './triage.ts'
import type { BandsInForce } from './urgencyTargets.ts'

export const arrangementKinds = ['first-doctor', 'second-doctor', 'bed', 'ambulance', 'police', 'interpreter'] as const
export type ArrangementKind = (typeof arrangementKinds)[number]
export const arrangementStates = ['not-yet', 'asked', 'agreed', 'trouble', 'not-needed'] as const
export type ArrangementState = (typeof arrangementStates)[number]

export interface PowerRow {
  readonly id: PowerId
  readonly kind: PowerKind
  readonly startedAt: Instant | null
  readonly startSource: string
  readonly recordedAt: Instant
  readonly recordedByName: string
  /** `superintendent`: who approved it too, where the place of safety is a police station (section 136B(3)). */
  readonly extension: (Extension & { readonly authoriser: string; readonly superintendent: string }) | null
  readonly endedAt: Instant | null
  readonly endedWhy: string
  readonly supersededAt: Instant | null
  readonly correctionReason: string
  /** The row whose place it took. Left out by a node of the last release. */
  readonly correctsId?: PowerId | null
}

/** A limit of the law beside the powers: what it counts from, who said so, how it ended. */
export interface LimitRow extends RecordedLimit {
  readonly personName: string | null
  /** Who said so of an application to the county court. */
  readonly holdSource: string
  readonly recordedAt: Instant
  readonly recordedByName: string
  readonly endedHow: string
  readonly endedWhy: string
  readonly correctionReason: string
}

export interface ArrangementRow {
  readonly kind: ArrangementKind
  readonly state: ArrangementState
  readonly note: string
  readonly since: Instant
  readonly setByName: string
  readonly version: number
}

export interface DecisionRow {
  readonly versionNumber: number
  readonly outcome: TriageOutcome
  readonly urgency: Urgency | null
  readonly assessBy: Instant | null
  readonly reviewAt: Instant | null
  readonly whyNow: string
  readonly lessRestrictive: string
  readonly duty: TriageDuty
  readonly risk: string
  readonly decidedByName: string
  /** Whoever wrote it down, when that was not the decider. */
  readonly recordedByName: string | null
  readonly decidedAt: Instant
  readonly changeReason: string
  /** The local target of its class as it was decided, and why; none for what has no target, or was decided by a node that knows of none. */
  readonly targetAt?: Instant | null
  readonly targetBecause?: string | null
  /** What the service called the class when it was decided. */
  readonly urgencyWords?: string | null
}

/** A version of the decision that was undone just after it was recorded: kept as it was, and not in force. */
export interface UndoneDecision extends DecisionRow {
  readonly undoneAt: Instant
  readonly undoneByName: string
}

/** One line of the record's timeline, as it is stored: who, when, what kind, with codes and times to word it from. */
export interface TimelineRow {
  readonly seq: number
  readonly at: Instant
  readonly type: string
  readonly actorName: string | null
  /** Whom it is about, when that is a colleague: the AMHP it was allocated to. */
  readonly personName: string | null
  readonly data: Readonly<Record<string, unknown>>
}

export interface ReferralDetail {
  readonly id: ReferralId
  readonly number: number
  readonly version: number
  readonly state: ReferralState
  readonly receivedAt: Instant
  readonly recordedAt: Instant
  readonly takenByName: string
  readonly source: SourceCode
  readonly callerName: string
  readonly callerPhone: string
  readonly lastName: string
  readonly firstName: string
  readonly bornOn: LondonDay | null
  readonly ageYears: number | null
  readonly ageIsEstimate: boolean
  readonly ageSaidOn: LondonDay
  readonly gender: string
  readonly nhsNumber: string
  readonly request: RequestCode
  readonly place: string
  readonly placeId: PlaceId | null
  readonly happening: string
  readonly riskToStaff: RiskAnswer
  readonly riskDetail: string
  readonly homeAddress: string
  /** The person's own telephone. */
  readonly personPhone: string
  readonly nearestRelative: string
  readonly interpreter: string
  readonly asksFor: string
  readonly wayIn: string
  readonly councilId: CouncilId
  readonly urgency: Urgency | null
  readonly assessBy: Instant | null
  readonly acceptedAt: Instant | null
  readonly closedAt: Instant | null
  readonly closedAs: string | null
}

export interface ReferralRecord {
  readonly referral: ReferralDetail
  readonly powers: readonly PowerRow[]
  readonly limits: readonly LimitRow[]
  /** What later callers asked for. Left out by a node of the last release, which looks at the first call only. */
  readonly calls?: readonly AskedLater[]
  /** Those that stand, the oldest first; the last is in force. */
  readonly decisions: readonly DecisionRow[]
  /** Left out by a node of the last release, which knows of none. */
  readonly undoneDecisions?: readonly UndoneDecision[]
  /** What the classes of urgency are called and aim at today. Left out by a node of the last release. */
  readonly urgencyBands?: BandsInForce
  readonly arrangements: readonly ArrangementRow[]
  /** In the order in which they were written. */
  readonly notes: readonly NoteRow[]
  readonly timeline: readonly TimelineRow[]
}

export interface DraftRow {
  readonly id: DraftId
  readonly number: number
  readonly personId: PersonId
  readonly byName: string
  readonly startedAt: Instant
  readonly keptAt: Instant
}

export interface ReferralLine {
  readonly id: ReferralId
  readonly number: number
  readonly lastName: string
  readonly firstName: string
  readonly state: ReferralState
  readonly request: RequestCode
  readonly receivedAt: Instant
  readonly closedAt: Instant | null
  readonly closedAs: string | null
}
