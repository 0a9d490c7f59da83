import type { PersonId, ReferralId } from '../kernel/ids.ts'
import { done, refuse, type Outcome } from '../kernel/outcome.ts'
import type { Role } from '../kernel/permission.ts'
import type { Instant } from '../time/instant.ts'
import { takers, type HandoverKind, type HandoverState } from './codes.ts'
import type { AnswerRefusal, WithdrawRefusal } from './words.ts'

/** A handover as it stands when somebody wants to answer it or take it back. */
export interface Standing {
  readonly kind: HandoverKind
  readonly state: HandoverState
  readonly givenBy: PersonId
  readonly givenByName: string
  readonly answeredByName: string | null
  readonly answeredAt: Instant | null
  readonly withdrawnAt: Instant | null
  /** The referrals in it that whoever answers may see. */
  readonly items: readonly ReferralId[]
}

/**
 * Whether somebody may answer a handover, and which referrals go over with it. Nobody takes over from themselves; what is not ticked
 * stays with the giver, who is told why if a reason was given.
 *
 * @example decideAnswer(standing, { id: kwame, roles: ['edt'] }, { taken: [r1], left: [] }) // { taken: [r1], left: [r2] }
 */
export function decideAnswer(
  standing: Standing,
  who: { readonly id: PersonId; readonly roles: readonly Role[] },
  asked: { readonly taken: readonly ReferralId[]; readonly left: readonly { readonly referralId: ReferralId }[] },
): Outcome<{ readonly taken: readonly ReferralId[]; readonly left: readonly ReferralId[] }, AnswerRefusal> {
  if (standing.givenBy === who.id) return refuse({ code: 'own-handover' })
  const over = refuseIfOver(standing)
  if (over) return refuse(over)
  if (!takers[standing.kind].some((role) => who.roles.includes(role)))
    return refuse({ code: 'handover-for-others', kind: standing.kind })
  const known = new Set(standing.items)
  const named = [...asked.taken, ...asked.left.map(({ referralId }) => referralId)]
  if (named.some((id) => !known.has(id)) || new Set(named).size !== named.length)
    return refuse({ code: 'item-not-in-it', field: 'taken' })
  const taken = new Set(asked.taken)
  return done({ taken: [...taken], left: standing.items.filter((id) => !taken.has(id)) })
}

/** Whether a handover may still be taken back by whoever gave it. */
export function decideWithdraw(standing: Standing): Outcome<null, WithdrawRefusal> {
  const over = refuseIfOver(standing)
  return over ? refuse(over) : done(null)
}

function refuseIfOver({ state, givenByName, answeredByName, answeredAt, withdrawnAt }: Standing) {
  if (state === 'answered' && answeredAt !== null)
    return { code: 'handover-answered', byName: answeredByName ?? '', at: answeredAt } as const
  if (state === 'withdrawn' && withdrawnAt !== null)
    return { code: 'handover-withdrawn', byName: givenByName, at: withdrawnAt } as const
  return null
}
