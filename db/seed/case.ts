import type { NotCompletedReason, OutcomeCode } from '#shared/allocations/outcomes.ts'
import type { WaitKind } from '#shared/allocations/waits.ts'
import type { CouncilId, PersonId, PlaceId, ShiftId } from '#shared/kernel/ids.ts'
import type { PowerKind } from '#shared/referrals/clockRules.ts'
import type { RequestCode, RiskAnswer, SourceCode, Urgency } from '#shared/referrals/referral.ts'
import type { TriageOutcome } from '#shared/referrals/triage.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { BoardPapers } from './boardPapers.ts'
import type { ReferredPerson } from './referredPeople.ts'
import type { Row } from './rows.ts'

/** A power as it was told; one that was corrected is followed by the one that took its place. */
export interface CasePower {
  readonly kind: PowerKind
  readonly startedAt: Instant | null
  readonly source: string
  readonly recordedAt: Instant
  readonly recordedBy: PersonId
  readonly extension?: { readonly minutes: number; readonly authorisedAt: Instant; readonly authoriser: string }
  readonly ended: { readonly at: Instant; readonly why: string } | null
  readonly correctionReason?: string
}

export interface CaseDecision {
  readonly outcome: TriageOutcome
  readonly urgency: Urgency | null
  readonly assessBy: Instant | null
  readonly reviewAt: Instant | null
  readonly whyNow: string
  readonly lessRestrictive: string
  readonly risk: string
  readonly by: PersonId
  readonly at: Instant
  readonly changeReason?: string
}

export interface CaseArrangement {
  readonly kind: Row<'arrangements'>['kind']
  readonly state: Row<'arrangements'>['state']
  readonly note: string
  readonly since: Instant
  readonly by: PersonId
}

export interface CaseWait {
  readonly kind: WaitKind
  readonly startedAt: Instant
  readonly endedAt: Instant | null
  readonly note?: string
}

/** When each step of an allocation happened; those that are not there have not. */
export interface CaseSteps {
  readonly openedAt?: Instant
  readonly acceptedAt?: Instant
  readonly setOffAt?: Instant
  readonly arrivedAt?: Instant
  readonly outcomeAt?: Instant
  readonly finishedAt?: Instant
  readonly homeSafeAt?: Instant
}

export interface CaseAllocation {
  readonly personId: PersonId
  readonly shiftId: ShiftId | null
  readonly by: PersonId
  readonly at: Instant
  readonly reason: string
  readonly rank: number
  readonly steps: CaseSteps
  readonly outcome?: {
    readonly code: OutcomeCode
    readonly subReason: NotCompletedReason | null
    readonly reasons: string
  }
  readonly waits: readonly CaseWait[]
  /** How it ended when it did not finish. */
  readonly ended?: {
    readonly how: 'declined' | 'taken-back'
    readonly at: Instant
    readonly by: PersonId
    readonly why: string
  }
  /** When the finish was typed, if that was not at once. */
  readonly finishTypedAt?: Instant
}

/** One referral from the call to the outcome, as plain facts in time: what the rows and the timeline are written from. */
export interface Case {
  readonly number: number
  readonly receivedAt: Instant
  readonly recordedAt: Instant
  readonly takenBy: PersonId
  readonly source: SourceCode
  readonly callerName: string
  readonly callerPhone: string
  readonly request: RequestCode
  readonly person: ReferredPerson
  readonly place: string
  readonly placeId: PlaceId | null
  readonly happening: string
  readonly riskToStaff: RiskAnswer
  readonly riskDetail: string
  readonly wayIn: string
  readonly councilId: CouncilId
  readonly powers: readonly CasePower[]
  readonly decisions: readonly CaseDecision[]
  readonly arrangements: readonly CaseArrangement[]
  readonly allocations: readonly CaseAllocation[]
  readonly closed: { readonly at: Instant; readonly as: TriageOutcome | OutcomeCode } | null
  /** Doctors, forms and the nearest relative, where the demo follows them. */
  readonly papers?: BoardPapers | undefined
}
