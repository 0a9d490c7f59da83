/** What a key may be used for. `form` is the key in the link to the web form, for those without a system of their own. */
export const partnerScopes = {
  refer: 'Send referrals',
  reconcile: 'Ask what has arrived',
  form: 'Send referrals by the web form',
} as const
export type PartnerScope = keyof typeof partnerScopes
export const partnerScopeCodes = Object.keys(partnerScopes) as [PartnerScope, ...PartnerScope[]]
