import { may, type Permission, type Role } from '#shared/kernel/permission.ts'
import type { DoorName } from '#shared/kernel/matrix.ts'
import type { ReferralState } from '../referral.ts'

interface Move {
  readonly needs: Permission
  /** States in which it may be done; in any other it is refused with the code beside it. */
  readonly refused: Partial<Readonly<Record<ReferralState, string>>>
}

const whileOpen = (needs: Permission): Move => ({ needs, refused: { closed: 'referral-closed' } })
const always = (needs: Permission): Move => ({ needs, refused: {} })

/**
 * The referral's life as one table: which command may be given in which state, by whoever holds which permission. Where a referral goes
 * from there is the decision's to say (`triageLeadsTo`), the allocation's, or the merge's. What the law limits in time is never refused
 * here: a limit warns and is recorded.
 */
export const moves = {
  'referrals.change': whileOpen('take referrals'),
  'referrals.recordPower': whileOpen('take referrals'),
  'referrals.arrange': whileOpen('take referrals'),
  'referrals.addCall': whileOpen('take referrals'),
  'referrals.answer': whileOpen('take referrals'),
  'referrals.askFor': whileOpen('take referrals'),
  'referrals.tick': whileOpen('take referrals'),
  'referrals.link': always('take referrals'),
  'referrals.keepLetter': always('take referrals'),
  'referrals.note': always('write notes'),
  'referrals.triage': whileOpen('triage'),
  'referrals.reRate': whileOpen('triage'),
  'referrals.hold': {
    needs: 'triage',
    refused: { closed: 'referral-closed', allocated: 'already-allocated' },
  },
  'referrals.redirect': {
    needs: 'triage',
    refused: { closed: 'referral-closed', allocated: 'already-allocated' },
  },
  'referrals.merge': {
    needs: 'triage',
    refused: { closed: 'referral-closed', allocated: 'already-allocated' },
  },
  'allocations.allocate': {
    needs: 'allocate',
    refused: { 'to-triage': 'not-triaged', allocated: 'already-allocated', closed: 'referral-closed' },
  },
} as const satisfies Partial<Readonly<Record<DoorName, Move>>>
export type MoveName = keyof typeof moves
export const moveNames = Object.keys(moves) as readonly MoveName[]

export type Allowed =
  | { readonly is: 'allowed' }
  | { readonly is: 'not-allowed' }
  | { readonly is: 'refused'; readonly code: string }

/**
 * Whether somebody of these roles may give a command to a referral in a state.
 *
 * @example moveIn('to-triage', 'allocations.allocate', ['practice-consultant']) // { is: 'refused', code: 'not-triaged' }
 * @example moveIn('to-triage', 'referrals.triage', ['manager']) // { is: 'not-allowed' }
 */
export function moveIn(state: ReferralState, name: MoveName, roles: readonly Role[]): Allowed {
  if (!may(roles, moves[name].needs)) return { is: 'not-allowed' }
  const code = refusedIn(state, name)
  return code === null ? { is: 'allowed' } : { is: 'refused', code }
}

/** Why a command is refused in a state, whoever asks; `null` when it is not. */
export function refusedIn(state: ReferralState, name: MoveName): string | null {
  const { refused }: Move = moves[name]
  return refused[state] ?? null
}
