import type { Urgency } from '#shared/referrals/referral.ts'
import type { TriageOutcome } from '#shared/referrals/triage.ts'
import type { OutcomeCode } from '#shared/allocations/outcomes.ts'
import type { PowerKind } from '#shared/referrals/clockRules.ts'
import type { CaseArrangement } from './case.ts'
import type { AmhpKey } from './staff.ts'

/** Minutes before now; less than nothing for what is still to come. */
type Ago = number

export interface BoardDecision {
  readonly ago: Ago
  readonly by: 'jo' | 'amir'
  readonly outcome: TriageOutcome
  readonly urgency: Urgency | null
  readonly assessBy?: Ago
  readonly reviewAt?: Ago
  readonly whyNow: string
  readonly lessRestrictive: string
  readonly risk: string
  readonly changeReason?: string
}

/** Where one of today's referrals has come to. */
export interface BoardCourse {
  readonly powers?: readonly {
    readonly kind: PowerKind
    readonly started: Ago
    readonly source: string
    readonly told?: Ago
    readonly correction?: string
  }[]
  readonly decisions?: readonly BoardDecision[]
  /** Kind, state, since when, by whom and a note; `{-163}` in a note stands for what the clock shows in 163 minutes. */
  readonly arranged?: readonly (readonly [
    CaseArrangement['kind'],
    CaseArrangement['state'],
    Ago,
    'jo' | 'amir',
    string,
  ])[]
  readonly out?: {
    readonly who: AmhpKey
    readonly given: Ago
    readonly accepted: Ago
    readonly setOff: Ago
    readonly arrived?: Ago
    readonly outcome?: readonly [OutcomeCode, Ago, string]
    readonly waits?: readonly (readonly ['bed' | 'ambulance' | 'doctor', Ago, Ago | null, string])[]
  }
}
