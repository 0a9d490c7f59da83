import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import type { Instant } from '../time/instant.ts'
import { isTooFar } from './farAhead.ts'
import type { DeciderRefusal } from './triaging/decider.ts'
import type { ReferralState, Urgency } from './referral.ts'

/** The closed list of triage outcomes. Each needs a decider, a time and reasons. */
export const triageOutcomes = {
  ACCEPT_MHAA: 'Arrange a Mental Health Act assessment',
  ACCEPT_S13_4_CONSIDERATION: 'Consider the nearest relative’s request, s13(4)',
  ACCEPT_WARRANT_135_1: 'Apply for a warrant, s135(1)',
  ACCEPT_CTO_TASK: 'Community treatment order task',
  ACCEPT_GUARDIANSHIP: 'Guardianship',
  ACCEPT_S14_SCR: 'Social circumstances report, s14',
  ACCEPT_S18_RETURN_OR_135_2: 'Return under s18, or warrant under s135(2)',
  MORE_INFO_NEEDED: 'Ask for more information',
  CONSIDERED_NO_MHAA: 'Considered: no assessment',
  SIGNPOSTED: 'Signpost to another service',
  INFO_ADVICE_ONLY: 'Information or advice only',
  REDIRECT_OTHER_LSSA: 'Redirect to another council',
  DUPLICATE_LINKED: 'Duplicate of another referral',
  WITHDRAWN_BY_REFERRER: 'Withdrawn by the referrer',
  MEDICALLY_UNFIT_DEFER: 'Medically unfit: look again later',
  PERSON_WHEREABOUTS_UNKNOWN: 'Nobody knows where the person is',
} as const
export type TriageOutcome = keyof typeof triageOutcomes
export const triageOutcomeCodes = Object.keys(triageOutcomes) as [TriageOutcome, ...TriageOutcome[]]

/** Where a referral goes with each outcome: to the AMHPs, on with triage (looked at again by a time), or closed. */
export const triageLeadsTo: Record<TriageOutcome, 'to-allocate' | 'to-triage' | 'closed'> = {
  ACCEPT_MHAA: 'to-allocate',
  ACCEPT_S13_4_CONSIDERATION: 'to-allocate',
  ACCEPT_WARRANT_135_1: 'to-allocate',
  ACCEPT_CTO_TASK: 'to-allocate',
  ACCEPT_GUARDIANSHIP: 'to-allocate',
  ACCEPT_S14_SCR: 'to-allocate',
  ACCEPT_S18_RETURN_OR_135_2: 'to-allocate',
  MORE_INFO_NEEDED: 'to-triage',
  CONSIDERED_NO_MHAA: 'closed',
  SIGNPOSTED: 'closed',
  INFO_ADVICE_ONLY: 'closed',
  REDIRECT_OTHER_LSSA: 'closed',
  DUPLICATE_LINKED: 'closed',
  WITHDRAWN_BY_REFERRER: 'closed',
  MEDICALLY_UNFIT_DEFER: 'to-triage',
  PERSON_WHEREABOUTS_UNKNOWN: 'to-triage',
}

/** The duty that the decision discharges, for the record. */
export const triageDuties = {
  's13-1': 'Section 13(1): consider the case on behalf of the council',
  's13-4': 'Section 13(4): the nearest relative requires it',
  's135-1': 'Section 135(1): warrant to enter',
  s136: 'Section 136: at a place of safety',
  cto: 'Community treatment order, s17A to s17F',
  guardianship: 'Guardianship, s7',
  s14: 'Section 14: social circumstances',
  s18: 'Section 18: return of somebody absent without leave',
  none: 'No statutory duty engaged',
} as const
export type TriageDuty = keyof typeof triageDuties
export const triageDutyCodes = Object.keys(triageDuties) as [TriageDuty, ...TriageDuty[]]

export type TriageRefusal =
  | { readonly code: 'referral-not-found' }
  | { readonly code: 'changed-since-seen'; readonly byName: string; readonly at: Instant; readonly version: number }
  | { readonly code: 'referral-closed'; readonly at: Instant }
  | { readonly code: 'already-allocated'; readonly toName: string; readonly at: Instant }
  | { readonly code: 'urgency-missing'; readonly field: 'urgency' }
  | { readonly code: 'review-time-missing'; readonly field: 'reviewAt' }
  | { readonly code: 'review-after-limit'; readonly field: 'reviewAt'; readonly limitAt: Instant }
  | { readonly code: 'review-after-latest'; readonly field: 'reviewAt'; readonly limitAt: Instant }
  | { readonly code: 'assess-by-after-limit'; readonly field: 'assessBy'; readonly limitAt: Instant }
  | { readonly code: 'time-has-passed' | 'time-too-far'; readonly field: 'reviewAt' | 'assessBy' }
  | { readonly code: 'change-reason-missing'; readonly field: 'changeReason' }
  | { readonly code: 'redirect-not-accepted'; readonly field: 'outcome' }
  | { readonly code: 'merge-instead'; readonly field: 'outcome' }
  | DeciderRefusal
  | { readonly code: 'person-unknown'; readonly field: 'decidedBy' }
  | { readonly code: 'power-still-running'; readonly field: 'outcome'; readonly limitAt: Instant | null }

export interface TriageAsked {
  readonly outcome: TriageOutcome
  readonly urgency: Urgency | null
  readonly assessBy: Instant | null
  readonly reviewAt: Instant | null
  readonly changeReason: string
  readonly evenThoughPowerRuns: boolean
}

export interface TriageSubject {
  readonly state: ReferralState
  readonly closedAt: Instant | null
  readonly liveAllocation: { readonly toName: string; readonly at: Instant } | null
  readonly decisions: number
  readonly runningPower: { readonly limitAt: Instant | null } | null
  /** By when what runs without a recorded start is over at the latest; left out, or `null`, where every start is known. */
  readonly latestLimitAt?: Instant | null
}

/**
 * Decides whether a triage decision may be recorded. A decision is never edited: a second one is a new version with a reason.
 * "Look again" outcomes need a time, and it may not pass a legal limit. Closing while a power runs must be said on purpose,
 * because the clock runs on whatever the desk decides (MHA 1983 s.13(1), s.136).
 */
export function decideTriage(
  subject: TriageSubject,
  asked: TriageAsked,
  now: Instant,
): Outcome<{ readonly state: ReferralState }, TriageRefusal> {
  const leadsTo = triageLeadsTo[asked.outcome]
  if (subject.state === 'closed') return refuse({ code: 'referral-closed', at: subject.closedAt ?? now })
  if (subject.liveAllocation && leadsTo !== 'to-allocate') {
    return refuse({ code: 'already-allocated', toName: subject.liveAllocation.toName, at: subject.liveAllocation.at })
  }
  if (subject.decisions > 0 && asked.changeReason.trim() === '')
    return refuse({ code: 'change-reason-missing', field: 'changeReason' })
  if (leadsTo === 'to-allocate' && asked.urgency === null) return refuse({ code: 'urgency-missing', field: 'urgency' })
  if (asked.assessBy !== null && asked.assessBy <= now) return refuse({ code: 'time-has-passed', field: 'assessBy' })
  if (asked.assessBy !== null && isTooFar(asked.assessBy, now))
    return refuse({ code: 'time-too-far', field: 'assessBy' })
  const limitAt = subject.runningPower?.limitAt ?? null
  if (asked.assessBy !== null && limitAt !== null && limitAt > now && asked.assessBy > limitAt)
    return refuse({ code: 'assess-by-after-limit', field: 'assessBy', limitAt })
  if (leadsTo === 'to-triage') {
    if (asked.reviewAt === null) return refuse({ code: 'review-time-missing', field: 'reviewAt' })
    if (asked.reviewAt <= now) return refuse({ code: 'time-has-passed', field: 'reviewAt' })
    if (isTooFar(asked.reviewAt, now)) return refuse({ code: 'time-too-far', field: 'reviewAt' })
    if (limitAt !== null && limitAt > now && asked.reviewAt > limitAt)
      return refuse({ code: 'review-after-limit', field: 'reviewAt', limitAt })
    const latest = subject.latestLimitAt ?? null
    if (latest !== null && latest > now && asked.reviewAt > latest)
      return refuse({ code: 'review-after-latest', field: 'reviewAt', limitAt: latest })
  }
  if (leadsTo === 'closed' && subject.runningPower && !asked.evenThoughPowerRuns) {
    return refuse({ code: 'power-still-running', field: 'outcome', limitAt: subject.runningPower.limitAt })
  }
  return done({ state: subject.liveAllocation ? 'allocated' : leadsTo })
}

/** What a decision makes of the referral itself. */
export interface ReferralAfterTriage {
  readonly state: ReferralState
  readonly urgency: Urgency | null
  readonly assessBy: Instant | null
  readonly acceptedAt: Instant | null
  readonly closedAt: Instant | null
  readonly closedAs: TriageOutcome | null
}

/**
 * Carries a decision over to the referral. Waiting for an AMHP counts from the first acceptance that still stands: amending an
 * accepted decision does not start the wait again, and asking for more ends it. Urgency that was not said again stays as it was.
 *
 * @param state what `decideTriage` answered
 */
export function referralAfter(
  before: { readonly urgency: Urgency | null; readonly acceptedAt: Instant | null },
  asked: Pick<TriageAsked, 'outcome' | 'urgency' | 'assessBy'>,
  state: ReferralState,
  now: Instant,
): ReferralAfterTriage {
  const accepted = state === 'to-allocate' || state === 'allocated'
  const closed = state === 'closed'
  return {
    state,
    urgency: asked.urgency ?? before.urgency,
    assessBy: closed ? null : asked.assessBy,
    acceptedAt: accepted ? (before.acceptedAt ?? now) : closed ? before.acceptedAt : null,
    closedAt: closed ? now : null,
    closedAs: closed ? asked.outcome : null,
  }
}
