/** What can happen to the register. */
export const registerEvents = ['amhp-added', 'amhp-changed', 'amhp-suspended', 'amhp-suspension-lifted'] as const
export type RegisterEvent = (typeof registerEvents)[number]
