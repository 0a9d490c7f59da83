/** What can happen to a referral at the desk. */
export const referralEvents = [
  'draft-started',
  'draft-discarded',
  'referral-received',
  'referral-changed',
  'power-recorded',
  'power-corrected',
  'power-extended',
  'power-ended',
  'limit-recorded',
  'limit-corrected',
  'limit-renewed',
  'limit-held',
  'limit-ended',
  'referral-triaged',
  'triage-changed',
  'arrangement-set',
] as const
export type ReferralEvent = (typeof referralEvents)[number]
