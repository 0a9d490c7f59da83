/** What a person is in a service. Somebody may be several of them at once. */
export const roles = ['practice-consultant', 'amhp', 'manager', 'admin'] as const
export type Role = (typeof roles)[number]

export const roleNames: Record<Role, string> = {
  'practice-consultant': 'Practice consultant',
  amhp: 'AMHP',
  manager: 'AMHP manager',
  admin: 'Administrator',
}

/** What a command or a query asks of whoever calls it. */
export const permissions = [
  'see the board',
  'see the rota',
  'see the register',
  'keep the register',
  'plan the rota',
  'take referrals',
  'triage',
  'read records',
  'allocate',
  'work allocations',
  'see own TOIL',
  'decide TOIL',
  'see reports',
  'manage accounts',
] as const
export type Permission = (typeof permissions)[number]

/**
 * Who may do what: one matrix, read by the server at every door and by the client to decide what to show.
 * Managers decide TOIL without reading clinical text; administrators see no person's record at all.
 */
export const grants: Record<Role, readonly Permission[]> = {
  'practice-consultant': [
    'see the board',
    'see the rota',
    'see the register',
    'plan the rota',
    'take referrals',
    'triage',
    'read records',
    'allocate',
  ],
  amhp: ['see the rota', 'see the register', 'work allocations', 'see own TOIL'],
  manager: ['see the rota', 'see the register', 'keep the register', 'plan the rota', 'decide TOIL', 'see reports'],
  admin: ['see the register', 'manage accounts'],
}

/** @example may(['amhp', 'manager'], 'decide TOIL') // true */
export const may = (held: readonly Role[], permission: Permission): boolean =>
  held.some((role) => grants[role].includes(permission))
