/** How a session's person showed who they are. `recovery` stands for a password with a recovery code. */
export const waysOfOpening = ['password', 'password+totp', 'passkey', 'recovery', 'sso'] as const
export type OpenedBy = (typeof waysOfOpening)[number]

/** A session that waits for a second factor, or for its person to choose one, may do nothing else. */
export const sessionStages = ['second-factor', 'enrolment', 'complete'] as const
export type SessionStage = (typeof sessionStages)[number]
