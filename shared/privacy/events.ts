/** What can happen about people’s rights and the keeping of records. */
export const privacyEvents = [
  'person-exported',
  'record-corrected',
  'record-marked',
  'record-mark-ended',
  'release-proposed',
  'release-withdrawn',
  'record-released',
  'retention-rule-set',
  'officer-named',
] as const
export type PrivacyEvent = (typeof privacyEvents)[number]
