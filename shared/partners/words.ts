import type { PartnerReferral } from './referral.ts'

export type BirthTold = Pick<PartnerReferral['person'], 'bornOn' | 'ageYears'>

/** What the rule of receiving calls a field, and where it stands in what a partner sends. */
export const birthRefusalWords: Readonly<Record<string, string>> = {
  bornOn: 'person.bornOn',
  ageYears: 'person.ageYears',
}
