/** What can happen with partners and their keys. */
export const partnerEvents = ['partner-added', 'partner-key-made', 'partner-key-revoked'] as const
export type PartnerEvent = (typeof partnerEvents)[number]
