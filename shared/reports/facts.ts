import type { ApprovalSpan } from './approvals.ts'
import { outcomes, type OutcomeCode } from '../allocations/outcomes.ts'
import type { WaitKind } from '../allocations/waits.ts'
import type { CouncilId, PersonId, ReferralId, ShiftId } from '../kernel/ids.ts'
import type { PowerKind } from '../referrals/clockRules.ts'
import type { ethnicGroups } from '../referrals/triaging/answerLists.ts'
import type { RequestCode, SourceCode, Urgency } from '../referrals/referral.ts'
import type { TriageOutcome } from '../referrals/triage.ts'
import { minutesBetween, type Instant } from '../time/instant.ts'
import type { LondonDay } from '../time/london.ts'

/** A referral as reports see it: moments, codes, and what was filled in. No name, no address, no word that anybody wrote. */
export interface ReferralFact {
  readonly id: ReferralId
  readonly receivedAt: Instant
  readonly source: SourceCode
  readonly request: RequestCode
  readonly urgency: Urgency | null
  readonly councilId: CouncilId
  readonly state: string
  readonly acceptedAt: Instant | null
  readonly closedAt: Instant | null
  readonly age: number | null
  readonly gender: 'woman' | 'man' | 'other' | null
  readonly needsInterpreter: boolean
  /** The same number for the same person, within one answer only. */
  readonly person: number
  readonly triagedAt: Instant | null
  readonly triageOutcome: TriageOutcome | null
  readonly allocatedAt: Instant | null
  readonly arrivedAt: Instant | null
  readonly completedAt: Instant | null
  readonly outcome: OutcomeCode | null
  readonly offRota: boolean
  readonly hasBirth: boolean
  readonly hasNumber: boolean
  readonly hasAddress: boolean
  readonly hasRelative: boolean
  readonly riskAsked: boolean
  readonly hasCaller: boolean
  /** A group of the census of 2021, `refused` when they would not say, `null` when nobody asked or it is not known. */
  readonly ethnicity: keyof typeof ethnicGroups | 'refused' | null
  readonly hasDisability: boolean
}

/** A referral with the fields that one report counts: reading all of them takes longer than counting. */
export type CaseWith<Fields extends readonly (keyof ReferralFact)[]> = Pick<ReferralFact, Fields[number]>

export interface PowerFact {
  readonly referralId: ReferralId
  readonly kind: PowerKind
  readonly startedAt: Instant | null
  readonly recordedAt: Instant
  readonly endedAt: Instant | null
  readonly extensionMinutes: number | null
  readonly arrivedAt: Instant | null
  readonly outcome: OutcomeCode | null
}

export interface WaitFact {
  readonly referralId: ReferralId
  readonly kind: WaitKind
  readonly startedAt: Instant
  readonly endedAt: Instant | null
}

/** A shift as it was rostered. */
export interface RosteredFact {
  readonly day: LondonDay
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly role: string
}

/** The same with whose it was, when its last job finished, and when it began with a job before it. */
export interface ShiftFact extends RosteredFact {
  readonly id: ShiftId
  readonly personId: PersonId
  readonly lastFinish: Instant | null
  readonly beganAt?: Instant | null
  /** Unpaid, of the shift; `null` where it says nothing of one. */
  readonly breakMinutes?: number | null
}

export interface AmhpFact {
  readonly personId: PersonId
  readonly name: string
  readonly profession: string
  readonly employerKind: 'council' | 'nhs' | 'agency' | 'self'
  readonly employerName: string
  readonly contract: 'dedicated' | 'combined' | 'sessional'
  readonly contractedMinutesPerWeek: number
  /** Each approval that the register has had of them, the first one first. */
  readonly approvals: readonly ApprovalSpan[]
  readonly leftOn: LondonDay | null
}

/** Whether an assessment was done and decided. @example isCompleted('NOT_DETAINED_NFA') // true */
export const isCompleted = (outcome: OutcomeCode | null): boolean => outcome !== null && outcomes[outcome].completed
export const isDetained = (outcome: OutcomeCode | null): boolean => outcome !== null && outcomes[outcome].detained

/** Minutes from one moment to another, or `null` when either is missing or they are the wrong way round. */
export function between(from: Instant | null, to: Instant | null): number | null {
  if (from === null || to === null) return null
  const length = minutesBetween(from, to)
  return length < 0 ? null : length
}

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
/** The bands of England's published Mental Health Act statistics, as far as they matter here. */
export const ageBands = ['Under 18', '18 to 34', '35 to 49', '50 to 64', '65 and over'] as const

/** @example ageBand(34) // '18 to 34' */
export function ageBand(age: number | null): (typeof ageBands)[number] | null {
  if (age === null) return null
  if (age < 18) return 'Under 18'
  if (age < 35) return '18 to 34'
  if (age < 50) return '35 to 49'
  return age < 65 ? '50 to 64' : '65 and over'
}
