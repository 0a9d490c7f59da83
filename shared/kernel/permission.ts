/** What a person is in a service. Somebody may be several of them at once, but for what `cannotBeTogether` says. */
export const roles = [
  'practice-consultant',
  'amhp',
  'trainee',
  'manager',
  'amhp-lead',
  'edt',
  'admin',
  'auditor',
] as const
export type Role = (typeof roles)[number]

export const roleNames: Record<Role, string> = {
  'practice-consultant': 'Practice consultant',
  amhp: 'AMHP',
  trainee: 'Trainee AMHP',
  manager: 'AMHP manager',
  'amhp-lead': 'AMHP lead',
  edt: 'Emergency Duty Team',
  admin: 'Administrator',
  auditor: 'Auditor',
}

/** What a command or a query asks of whoever calls it. */
export const permissions = [
  'keep own account',
  'see who is on',
  'see the board',
  'see the board without names',
  'see the rota',
  'see the register',
  'keep the register',
  'plan the rota',
  'take referrals',
  'triage',
  'read a record',
  'read records',
  'allocate',
  'hand over',
  'see own work',
  'help with allocations',
  'work allocations',
  'see own TOIL',
  'decide TOIL',
  'keep TOIL policies',
  'see reports',
  'open with a reason',
  'restrict records',
  'review openings',
  'see who looked',
  'export a person',
  'correct records',
  'release records',
  'keep retention rules',
  'review access',
  'verify the audit',
  'manage accounts',
  'set roles',
] as const
export type Permission = (typeof permissions)[number]

/**
 * Who may do what: one matrix, read by the server at every door and by the client to decide what to show.
 * Managers decide TOIL and see late working without clinical text; administrators and auditors see no person's record at all;
 * the Emergency Duty Team reads the board and the records, takes over and gives back, and changes nothing else; a trainee works beside an AMHP and decides nothing.
 */
export const grants: Record<Role, readonly Permission[]> = {
  'practice-consultant': [
    'keep own account',
    'see who is on',
    'see the board',
    'see the rota',
    'see the register',
    'plan the rota',
    'take referrals',
    'triage',
    'read a record',
    'read records',
    'allocate',
    'hand over',
    'open with a reason',
    'restrict records',
    'review openings',
    'correct records',
  ],
  amhp: [
    'keep own account',
    'see who is on',
    'see the board without names',
    'see the rota',
    'see the register',
    'read a record',
    'see own work',
    'help with allocations',
    'work allocations',
    'see own TOIL',
    'open with a reason',
  ],
  trainee: [
    'keep own account',
    'see who is on',
    'see the board without names',
    'see the rota',
    'read a record',
    'see own work',
    'help with allocations',
  ],
  manager: [
    'keep own account',
    'see who is on',
    'see the board without names',
    'see the rota',
    'see the register',
    'keep the register',
    'plan the rota',
    'decide TOIL',
    'keep TOIL policies',
    'see reports',
    'release records',
    'keep retention rules',
  ],
  'amhp-lead': [
    'keep own account',
    'see who is on',
    'see the board',
    'see the rota',
    'see the register',
    'keep the register',
    'plan the rota',
    'read a record',
    'read records',
    'hand over',
    'decide TOIL',
    'keep TOIL policies',
    'see reports',
    'open with a reason',
    'restrict records',
    'review openings',
    'see who looked',
    'export a person',
    'correct records',
    'release records',
    'keep retention rules',
    'review access',
    'verify the audit',
  ],
  edt: [
    'keep own account',
    'see who is on',
    'see the board',
    'see the rota',
    'read a record',
    'read records',
    'hand over',
    'open with a reason',
  ],
  admin: ['keep own account', 'see who is on', 'see the register', 'manage accounts', 'set roles'],
  auditor: ['keep own account', 'see who is on', 'see who looked', 'review access', 'verify the audit'],
}

/** @example may(['amhp', 'manager'], 'decide TOIL') // true */
export const may = (held: readonly Role[], permission: Permission): boolean =>
  held.some((role) => grants[role].includes(permission))

/** Two roles that one person may not hold in one service, each with why. */
export const cannotBeTogether: readonly (readonly [Role, Role, string])[] = [
  ['trainee', 'amhp', 'A trainee is not approved yet'],
  ['trainee', 'practice-consultant', 'A trainee decides nothing alone'],
  ['admin', 'auditor', 'Whoever gives access does not audit it'],
]
