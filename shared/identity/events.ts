/** What can happen to the accounts of a service, by its administrators. */
export const identityEvents = [
  'account-invited',
  'account-link-made',
  'account-factors-reset',
  'account-access-stopped',
  'account-access-allowed',
  'account-unlocked',
] as const
export type IdentityEvent = (typeof identityEvents)[number]
