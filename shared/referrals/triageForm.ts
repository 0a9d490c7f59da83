import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { DecisionRow, ReferralRecord } from './record.ts'
import { runningLimit } from './powers.ts'
import { isRequiredByAny } from './relatives.ts'
import { urgencyCodes, type RequestCode, type Urgency } from './referral.ts'
import type { DueByUrgency } from './urgencyTargets.ts'
import { triageDutyCodes, triageLeadsTo, triageOutcomeCodes, type TriageDuty, type TriageOutcome } from './triage.ts'
import {
  emptyMoment,
  momentAhead,
  momentWords,
  readComing,
  type MomentRefusal,
  type TypedMoment,
} from './typedMoment.ts'

/** What is typed of a decision. Nothing is decided for anybody: the outcome is empty until it is chosen. */
export interface TriageValues {
  readonly outcome: string
  readonly urgency: string
  readonly assessBy: TypedMoment
  /** The time to assess by goes with the class that is chosen, until somebody types there. */
  readonly assessByFollows: boolean
  /** No time is set for the assessment: said on purpose, never by leaving a box empty. */
  readonly anyTime: boolean
  readonly reviewAt: TypedMoment
  readonly whyNow: string
  readonly lessRestrictive: string
  readonly duty: string
  readonly risk: string
  readonly changeReason: string
  readonly evenThoughPowerRuns: boolean
  /** The AMHP who decided, when that is not whoever writes it down; '' for oneself. */
  readonly decidedBy: string
}

const dutyOf: Partial<Record<RequestCode, TriageDuty>> = {
  s136: 's136',
  's13-4': 's13-4',
  'warrant-135-1': 's135-1',
  cto: 'cto',
  'cto-recall': 'cto',
  guardianship: 'guardianship',
}

/**
 * The form as it opens: the decision in force when there is one; else the legal limit as the time to assess by, and the urgency
 * that a running clock gives. Both can be changed.
 */
export function triageFormOf({ referral, powers, decisions, calls = [] }: ReferralRecord, now: Instant): TriageValues {
  const inForce = decisions.at(-1)
  if (inForce) return amending(inForce, referral)
  const limit = runningLimit(powers, now)
  const limitAt = limit?.limitAt && limit.limitAt > now ? limit.limitAt : null
  return {
    outcome: '',
    urgency: limit === null ? '' : 'U0',
    assessBy: momentAhead(limitAt),
    assessByFollows: true,
    anyTime: false,
    reviewAt: emptyMoment,
    whyNow: '',
    lessRestrictive: '',
    duty: dutyOf[referral.request] ?? (isRequiredByAny({ ...referral, calls }) ? 's13-4' : 's13-1'),
    risk: referral.riskToStaff === 'none-known' ? 'None known to staff who visit.' : referral.riskDetail,
    changeReason: '',
    evenThoughPowerRuns: false,
    decidedBy: '',
  }
}

/** What was re-rated since stands on the referral: a decision that is changed for another reason leaves that as it is. */
const amending = (
  decision: DecisionRow,
  { urgency, assessBy }: Pick<ReferralRecord['referral'], 'urgency' | 'assessBy'>,
): TriageValues => ({
  outcome: decision.outcome,
  urgency: decision.urgency === null ? '' : (urgency ?? decision.urgency),
  assessBy: momentAhead(decision.urgency === null ? decision.assessBy : assessBy),
  assessByFollows: false,
  anyTime: (decision.urgency === null ? decision.assessBy : assessBy) === null,
  reviewAt: momentAhead(decision.reviewAt),
  whyNow: decision.whyNow,
  lessRestrictive: decision.lessRestrictive,
  duty: decision.duty,
  risk: decision.risk,
  changeReason: '',
  evenThoughPowerRuns: false,
  decidedBy: '',
})

/** The target that the time to assess by goes with; `null` once somebody has typed there, and for a class without one. */
const followed = ({ assessByFollows }: TriageValues, due: DueByUrgency | null): DueByUrgency | null =>
  assessByFollows ? due : null

/**
 * What stands in the box of the time to assess by.
 *
 * @example shownAssessBy(values, dueOf(record, values.urgency, now)) // { time: '23:59', day: '2026-11-12', which: '' }
 */
export function shownAssessBy(values: TriageValues, due: DueByUrgency | null): TypedMoment {
  const goesWith = followed(values, due)
  return goesWith === null ? values.assessBy : momentAhead(goesWith.dueAt)
}

export const outcomeIn = ({ outcome }: TriageValues): TriageOutcome | null =>
  triageOutcomeCodes.find((code) => code === outcome) ?? null

export interface TriageFault {
  readonly field: string
  readonly message: string
}

export interface ReadDecision {
  readonly outcome: TriageOutcome
  readonly urgency: Urgency | null
  readonly assessBy: Instant | null
  readonly reviewAt: Instant | null
  readonly whyNow: string
  readonly lessRestrictive: string
  readonly duty: TriageDuty
  readonly risk: string
  readonly changeReason: string
  readonly evenThoughPowerRuns: boolean
  readonly decidedBy: string | null
}

/**
 * Reads the form to record it. Only what the outcome needs is read: a closing decision has no time to assess by.
 *
 * @param amends whether a decision is in force already, so that the change needs a reason
 * @param due the target of the class that is chosen: the time to assess by, as long as nobody has typed one
 */
export function readTriage(
  values: TriageValues,
  amends: boolean,
  now: Instant,
  due: DueByUrgency | null = null,
): Outcome<ReadDecision, readonly TriageFault[]> {
  const outcome = outcomeIn(values)
  const leadsTo = outcome === null ? null : triageLeadsTo[outcome]
  const urgency = urgencyCodes.find((code) => code === values.urgency) ?? null
  const duty = triageDutyCodes.find((code) => code === values.duty) ?? null
  const goesWith = followed(values, due)
  const typed = (): Outcome<Instant, MomentRefusal> =>
    goesWith ? done(goesWith.dueAt) : readComing(values.assessBy, now)
  const assessBy = leadsTo === 'to-allocate' && !values.anyTime ? typed() : done(null)
  const reviewAt = leadsTo === 'to-triage' ? readComing(values.reviewAt, now) : done(null)
  const faults: readonly (TriageFault | null)[] = [
    outcome === null ? { field: 'outcome', message: 'Choose what is decided' } : null,
    leadsTo === 'to-allocate' && urgency === null ? { field: 'urgency', message: 'Choose how urgent it is' } : null,
    assessBy.ok ? null : { field: 'assessBy', message: momentWords(assessBy.refusal) },
    reviewAt.ok ? null : { field: 'reviewAt', message: momentWords(reviewAt.refusal) },
    values.whyNow.trim() === '' ? { field: 'whyNow', message: 'Say why now' } : null,
    duty === null ? { field: 'duty', message: 'Choose the duty engaged' } : null,
    amends && values.changeReason.trim() === ''
      ? { field: 'changeReason', message: 'Say why the decision changes: the earlier version stays on the record' }
      : null,
  ]
  const found = faults.filter((fault) => fault !== null)
  if (outcome === null || duty === null || !assessBy.ok || !reviewAt.ok || found.length > 0) return refuse(found)
  const { whyNow, lessRestrictive, risk, changeReason, evenThoughPowerRuns } = values
  return done({
    outcome,
    urgency: leadsTo === 'to-allocate' ? urgency : null,
    assessBy: assessBy.value,
    reviewAt: reviewAt.value,
    duty,
    whyNow,
    lessRestrictive,
    risk,
    changeReason,
    evenThoughPowerRuns,
    decidedBy: values.decidedBy === '' ? null : values.decidedBy,
  })
}
