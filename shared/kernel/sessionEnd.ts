/** Why a session ended, as it is kept with it and told to its screen. */
export const sessionEnds = {
  'signed-out': 'You are signed out.',
  idle: 'You were signed out because nothing was done here for a while.',
  limit: 'You were signed out because a sign-in lasts so long and no longer.',
  elsewhere: 'You were signed out here from another of your devices.',
  administrator: 'An administrator ended your session.',
  'too-many': 'You were signed out here because you signed in on one device more than you may use at once.',
  'roles-changed': 'Your roles in this service were changed, so you were signed out.',
  left: 'You are no longer in this service.',
  disabled: 'Your account is closed. Ask an administrator if that is not right.',
  credentials: 'Your password or second factor was changed, so you were signed out.',
  provider: 'You signed out of your council’s own sign-in, so you were signed out here too.',
  moved: 'You went over to another service.',
} as const
export type SessionEnd = keyof typeof sessionEnds

const known = Object.keys(sessionEnds) as readonly SessionEnd[]

/** Reads a reason that came over the wire; one that this version does not know is none. */
export const sessionEndOf = (text: unknown): SessionEnd | null => known.find((one) => one === text) ?? null
