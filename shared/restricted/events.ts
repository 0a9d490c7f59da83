/** What can happen to the way into a record. */
export const restrictedEvents = [
  'record-restricted',
  'restriction-changed',
  'restriction-lifted',
  'record-opened-with-reason',
  'opening-closed',
  'opening-reviewed',
] as const
export type RestrictedEvent = (typeof restrictedEvents)[number]
