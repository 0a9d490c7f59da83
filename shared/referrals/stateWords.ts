import type { ReferralState } from './referral.ts'

/** Where a referral stands, in a few words. */
export const stateNames: Record<ReferralState, string> = {
  'to-triage': 'To triage',
  'to-allocate': 'To allocate',
  allocated: 'With an AMHP',
  closed: 'Closed',
}
