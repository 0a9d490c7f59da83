import type { CouncilId, PersonId } from '../kernel/ids.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import { mayAct, type Standing } from '../register/approval.ts'
import type { ReferralState } from '../referrals/referral.ts'
import type { Instant } from '../time/instant.ts'
import { londonDayOf } from '../time/london.ts'
import type { Ranked } from './candidates.ts'
import { notFollowedReasons, reasonOnRecord, type NotFollowed } from './notFollowed.ts'
import { reasonWords, type Reason } from './reasons.ts'
import type { AllocateRefusal } from './words.ts'

/** A referral as it stands at the moment of choosing, its row locked. */
export interface ReferralToAllocate {
  readonly state: ReferralState
  readonly version: number
  readonly closedAt: Instant | null
  readonly live: {
    readonly allocationId: string
    readonly toName: string
    readonly byName: string
    readonly at: Instant
  } | null
  readonly lastChange: { readonly byName: string; readonly at: Instant }
  readonly council: { readonly id: CouncilId; readonly name: string }
}

/** Somebody as the list has them, with the name to say. */
type Named = Ranked & { readonly name: string }

/** The one who was chosen. `standing` is `null` for somebody who is not on the register at all. */
export interface ChosenPerson {
  readonly personId: PersonId
  readonly name: string
  readonly standing: Standing | null
}

/**
 * Whether a referral may be given to somebody. The first choice stands: whoever comes second is told who gave it to whom, and
 * when. Approval, suspension and acting for the council are hard stops (MHA 1983 s.114; SI 2008/1206); everything else is a
 * person's decision, which asks for a reason when it goes against the order or a warning.
 *
 * @example decideAllocation(referral, chosen, ranked, { seenVersion: 3, reason: '' }, now)
 *   // refused: { code: 'reason-needed', because: 'Ewa Kowalska is suggested first.' }
 */
export function decideAllocation(
  referral: ReferralToAllocate,
  chosen: ChosenPerson,
  ranked: readonly Named[],
  asked: { readonly seenVersion: number; readonly reason: string; readonly reasonCode?: NotFollowed | null },
  now: Instant,
): Outcome<{ place: Named | null; rank: number }, AllocateRefusal> {
  const standing = refuseByState(referral, asked.seenVersion, now) ?? refuseByRegister(referral, chosen, now)
  if (standing) return refuse(standing)
  const because = reasonWanted(ranked, chosen.personId, now)
  if (because !== null && reasonOnRecord(asked.reason, asked.reasonCode ?? null) === '')
    return refuse({ code: 'reason-needed', field: 'reason', because })
  const words = wordsWanted(ranked, chosen.personId, asked.reasonCode ?? null)
  if (words !== null) return refuse({ code: 'reason-needed', field: 'reason', because: words })
  const rank = ranked.findIndex(({ personId }) => personId === chosen.personId)
  return done({ place: ranked[rank] ?? null, rank: rank + 1 })
}

function refuseByState(referral: ReferralToAllocate, seenVersion: number, now: Instant): AllocateRefusal | null {
  const { live, state, version, closedAt, lastChange } = referral
  if (live) return { code: 'already-allocated', ...live }
  if (state === 'closed') return { code: 'referral-closed', at: closedAt ?? now }
  if (state === 'to-triage') return { code: 'not-triaged' }
  return version === seenVersion ? null : { code: 'changed-since-seen', ...lastChange, version }
}

function refuseByRegister(
  { council }: ReferralToAllocate,
  { name, standing }: ChosenPerson,
  now: Instant,
): AllocateRefusal | null {
  if (standing === null) return { code: 'not-approved', field: 'personId', name }
  const allowed = mayAct({ ...standing, at: now, councilId: council.id })
  if (allowed.ok) return null
  const { refusal } = allowed
  switch (refusal.code) {
    case 'not-approved':
      return { code: 'not-approved', field: 'personId', name }
    case 'approval-ended':
      return { code: 'approval-ended', field: 'personId', name, lastDay: refusal.lastDay }
    case 'suspended':
      return { code: 'suspended', field: 'personId', name, since: refusal.since }
    case 'not-acting-for':
      return { code: 'not-acting-for', field: 'personId', name, councilName: council.name }
  }
}

/** What a choice may go against only in words of one's own, which stand on the record: no tap says enough. */
export type Override = 'declared-conflict' | 'approval-condition'
const mayBeOverridden: readonly Reason['code'][] = ['declared-conflict', 'approval-condition'] satisfies Override[]

/**
 * What choosing somebody overrides: a conflict of interest that they declared about the place (SI 2008/1205), a condition of their approval.
 *
 * @example overridesOf(placed) // ['approval-condition']
 */
export const overridesOf = (one: Pick<Named, 'reasons'> | null): readonly Override[] =>
  (one?.reasons ?? []).flatMap(({ code }) => (mayBeOverridden.includes(code) ? [code as Override] : []))

const overrideWords: Record<Override, string> = {
  'declared-conflict': 'has declared a conflict of interest about this place',
  'approval-condition': 'has a condition on their approval',
}

function wordsWanted(ranked: readonly Named[], personId: PersonId, reasonCode: NotFollowed | null): string | null {
  const chosen = ranked.find((one) => one.personId === personId)
  const [against] = overridesOf(chosen ?? null)
  if (!chosen || !against || reasonCode === null || reasonCode === 'other') return null
  return `${chosen.name} ${overrideWords[against]}: it takes words of your own. Choose “${notFollowedReasons.other}”.`
}

/**
 * What makes a choice need a reason, as a sentence, or `null` when none is needed: somebody not on shift or not free, under
 * eleven hours' rest (WTR 1998 reg 10), or not the first in the list. It is kept with the record, so that an AMHP who asks can
 * be answered.
 *
 * @example reasonWanted(ranked, personId, now) // 'Tom Ellis: shift ended at 16:00.'
 */
export function reasonWanted(ranked: readonly Named[], personId: PersonId, now: Instant): string | null {
  const today = londonDayOf(now)
  const [first] = ranked
  const chosen = ranked.find((one) => one.personId === personId)
  if (!chosen) return 'They are not in the list of who could take this.'
  const [hindrance] = chosen.reasons
  if (chosen.standing !== 'suggested') {
    return `${chosen.name}: ${lowerFirst(hindrance ? reasonWords(hindrance, today) : 'not suggested')}.`
  }
  const rest = chosen.reasons.find(({ code }) => code === 'short-rest')
  if (rest) return `${chosen.name}: ${lowerFirst(reasonWords(rest, today))}.`
  return first && first.personId !== personId ? `${first.name} is suggested first.` : null
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
