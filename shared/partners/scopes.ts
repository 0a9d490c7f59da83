/** What a key may be used for. */
export const partnerScopes = {
  refer: 'Send referrals',
  reconcile: 'Ask what has arrived',
} as const
export type PartnerScope = keyof typeof partnerScopes
export const partnerScopeCodes = Object.keys(partnerScopes) as [PartnerScope, ...PartnerScope[]]
