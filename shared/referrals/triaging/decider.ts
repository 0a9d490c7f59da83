import type { Outcome } from '#shared/kernel/outcome.ts'
import { done, refuse } from '#shared/kernel/outcome.ts'
import type { CouncilId } from '#shared/kernel/ids.ts'
import { mayAct, type MayActRefusal, type Standing } from '#shared/register/approval.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { TriageDuty, TriageOutcome } from '../triage.ts'

/** Decisions that end the consideration of a case without an AMHP going: each is the consideration that s.13(1) asks of an AMHP. */
const endsConsideration: readonly TriageOutcome[] = ['CONSIDERED_NO_MHAA', 'SIGNPOSTED', 'INFO_ADVICE_ONLY']
/** Whoever is held under section 136 is interviewed by an AMHP (s.136(2)): that nobody goes is theirs to say too. */
const dutiesOfAnAmhp: readonly TriageDuty[] = ['s13-1', 's13-4', 's136']

/**
 * Whether a decision must be an approved AMHP's. Where there is reason to think that an application may be needed, the council arranges
 * for an AMHP to consider the case (MHA 1983 s.13(1), s.13(4)): "no assessment" is that consideration, so it is theirs to make. Advice
 * with no statutory duty engaged is anybody's. Have the council's lawyers confirm where others screen calls.
 *
 * @example needsAmhp('SIGNPOSTED', 's13-1') // true
 */
export const needsAmhp = (outcome: TriageOutcome, duty: TriageDuty): boolean =>
  outcome === 'CONSIDERED_NO_MHAA' || (endsConsideration.includes(outcome) && dutiesOfAnAmhp.includes(duty))

export interface DeciderRefusal {
  readonly code: 'decider-not-approved'
  readonly field: 'decidedBy'
  readonly name: string
  readonly because: MayActRefusal['code']
}

/**
 * Whether whoever decided may decide this, on this day and for this council.
 *
 * @param standing what the register holds of them; `null` when they are not on it
 */
export function decideDecider(
  decider: { readonly name: string; readonly standing: Standing | null },
  decision: { readonly outcome: TriageOutcome; readonly duty: TriageDuty; readonly named: boolean },
  councilId: CouncilId,
  now: Instant,
): Outcome<null, DeciderRefusal> {
  // Somebody else's name under a decision is always an AMHP's, whatever was decided.
  if (!decision.named && !needsAmhp(decision.outcome, decision.duty)) return done(null)
  const no = (because: MayActRefusal['code']) =>
    refuse<DeciderRefusal>({ code: 'decider-not-approved', field: 'decidedBy', name: decider.name, because })
  if (decider.standing === null) return no('not-approved')
  const may = mayAct({ ...decider.standing, at: now, councilId })
  return may.ok ? done(null) : no(may.refusal.code)
}

const why: Record<MayActRefusal['code'], string> = {
  'not-approved': 'is not an approved AMHP',
  'approval-ended': 'is no longer an approved AMHP',
  suspended: 'has an approval that is suspended',
  'not-acting-for': 'does not act for the council of this referral',
}

/** @example deciderWords(refusal) // 'Jo Marsh is not an approved AMHP. …' */
export const deciderWords = ({ name, because }: DeciderRefusal): string =>
  `${name} ${why[because]}. Under section 13 an AMHP considers the case: choose the approved AMHP who decided this.`
