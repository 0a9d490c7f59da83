/** What can happen to the roles of a person. */
export const roleEvents = ['roles-set'] as const
export type RoleEvent = (typeof roleEvents)[number]
