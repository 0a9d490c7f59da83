/** What can happen to the register. */
export const registerEvents = [
  'amhp-added',
  'amhp-changed',
  'amhp-suspended',
  'amhp-suspension-lifted',
  'training-kept',
  'conflict-kept',
  'service-details-set',
  'council-kept',
  'employer-kept',
  'home-team-kept',
  'place-kept',
] as const
export type RegisterEvent = (typeof registerEvents)[number]
